from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.cues import Kind
from assistant.question import read_question
from index.language import fold

ENGLISH = [
    pytest.param("How much money went to rural roads?", "amount", id="how-much-money"),
    pytest.param("How many billion dong did the hospital cost?", "amount", id="how-many-billion"),
    pytest.param("How many schools were repaired?", "count", id="how-many-things"),
    pytest.param("What percentage of households have tap water?", "percent", id="what-percentage"),
    pytest.param("What share of exports is seafood?", "percent", id="what-share"),
    pytest.param("By how much did tourism fall?", "percent", id="by-how-much"),
    pytest.param("Where did the city rank for public services?", "rank", id="where-rank"),
    pytest.param("When will the bridge open?", "date", id="when"),
    pytest.param("By what year must all wards be digital?", "date", id="by-what-year"),
    pytest.param("Who runs the new museum?", "who", id="who"),
    pytest.param("Which agency inspects the boats?", "who", id="which-agency"),
    pytest.param("Why were the ferries late?", "reason", id="why"),
    pytest.param("What caused the flooding?", "reason", id="what-caused"),
    pytest.param("Which resolution set up the fund?", "document", id="which-resolution"),
    pytest.param("How often does the board meet?", "frequency", id="how-often"),
    pytest.param("Did the harbour make a profit?", "yesno", id="did"),
    pytest.param(
        "What are the measures against erosion?",
        "list",
        id="what-are-the",
    ),
    pytest.param("Tell me about the harbour", "open", id="open"),
    pytest.param("Which port grew faster, the old one or the new one?", "comparison", id="which-of-two"),
    pytest.param("What help did firms get when the flood came?", "list", id="when-is-no-question-within"),
    pytest.param("What put pressure on the hospital's budget?", "reason", id="what-put-pressure"),
    pytest.param("What, in the council's own view, dragged exports down?", "reason", id="what-in-their-view"),
    pytest.param("What weak points does the plan admit?", "list", id="what-weak-points"),
    pytest.param("Which grew faster, the value of fish or of rice?", "comparison", id="faster"),
    pytest.param("What is the target for trees?", "open", id="what-is-the"),
    pytest.param(
        "How does what the city took in compare with what it spent?", "comparison", id="what-the-city-is-no-who"
    ),
    pytest.param("How much of the gifts against the flood was used?", "quantity", id="against-compares-nothing"),
    pytest.param("Did exports rise or fall, and by what percentage?", "percent", id="direction-and-how-much"),
]
VIETNAMESE = [
    pytest.param("Chi bao nhiêu tiền cho đường nông thôn?", "amount", id="bao-nhieu-tien"),
    pytest.param("Xây bệnh viện hết mấy tỷ?", "amount", id="may-ty"),
    pytest.param("Có bao nhiêu trường học được sửa chữa?", "count", id="bao-nhieu-truong"),
    pytest.param("Tỷ lệ hộ dân có nước máy là bao nhiêu?", "percent", id="ty-le"),
    pytest.param("Thủy sản chiếm bao nhiêu phần trăm xuất khẩu?", "percent", id="phan-tram"),
    pytest.param("Thành phố xếp hạng mấy về dịch vụ công?", "rank", id="xep-hang"),
    pytest.param("Bao giờ cầu mới thông xe?", "date", id="bao-gio"),
    pytest.param("Năm nào các phường phải chuyển đổi số xong?", "date", id="nam-nao"),
    pytest.param("Ai quản lý bảo tàng mới?", "who", id="ai"),
    pytest.param("Cơ quan nào kiểm tra tàu thuyền?", "who", id="co-quan-nao"),
    pytest.param("Vì sao phà chạy trễ?", "reason", id="vi-sao"),
    pytest.param("Nguyên nhân ngập lụt là gì?", "reason", id="nguyen-nhan"),
    pytest.param(
        "Nghị quyết số mấy thành lập quỹ?",
        "document",
        id="nghi-quyet-so-may",
    ),
    pytest.param("Bến cảng có lãi không?", "yesno", id="co-khong"),
    pytest.param("Cảng cũ và cảng mới, cảng nào tăng cao hơn?", "comparison", id="cai-nao-hon"),
    pytest.param("Trong năm có ai bị ngộ độc không?", "yesno", id="co-ai-khong"),
    pytest.param("Còn cầu nào chưa sửa không?", "yesno", id="con-cai-nao-khong"),
    pytest.param("Giá gạo tăng hay giảm, mấy phần trăm?", "percent", id="tang-hay-giam-may-phan-tram"),
    pytest.param("Có những giải pháp nào chống xói lở?", "list", id="nhung-nao"),
    pytest.param("Thị trấn huy động được bao nhiêu vốn làm đường?", "amount", id="bao-nhieu-von"),
    pytest.param("Giá gạo tăng bao nhiêu năm 2021?", "percent", id="a-year-behind-is-not-counted"),
    pytest.param("Mưa đá năm trước thế nào?", "list", id="the-nao-asks-no-year"),
    pytest.param("Bao lâu thì trường họp phụ huynh một lần?", "frequency", id="bao-lau-mot-lan"),
    pytest.param("Các trường bị dột được sửa ra sao?", "list", id="what-was-done-ra-sao"),
    pytest.param("Giá gạo ra sao?", "quantity", id="ra-sao"),
    pytest.param("Trường dạy bơi theo phương châm nào?", "list", id="phuong-cham-nao"),
    pytest.param("Số người đuối nước tăng hay giảm?", "yesno", id="which-way-a-number-went"),
]


@pytest.mark.parametrize(("question", "kind"), ENGLISH)
def test_an_english_question_says_what_kind_of_answer_it_wants(question: str, kind: Kind) -> None:
    assert read_question(question, "en").kind == kind


@pytest.mark.parametrize(("question", "kind"), VIETNAMESE)
def test_a_vietnamese_question_says_what_kind_of_answer_it_wants(question: str, kind: Kind) -> None:
    assert read_question(question, "vi").kind == kind


@pytest.mark.parametrize(("question", "kind"), VIETNAMESE)
def test_a_question_typed_without_diacritics_wants_the_same(question: str, kind: Kind) -> None:
    assert read_question(fold(question), "vi").kind == kind


@pytest.mark.parametrize(
    ("question", "language", "best", "worse"),
    [
        pytest.param("How much money went to roads?", "en", "VND", "percent", id="amount"),
        pytest.param("What percentage passed?", "en", "percent", "VND", id="percent"),
        pytest.param("How many teachers are there?", "en", "count", "VND", id="count"),
        pytest.param("Where does it rank?", "en", "rank", "count", id="rank"),
        pytest.param("When does it open?", "en", "date", "count", id="date"),
        pytest.param("Bao nhiêu giáo viên?", "vi", "count", "percent", id="count-vi"),
        pytest.param("kinh phi het bao nhieu tien", "vi", "VND", "count", id="amount-folded"),
    ],
)
def test_the_unit_asked_for_is_worth_more_than_another(question: str, language: str, best: str, worse: str) -> None:
    wanted = read_question(question, "en" if language == "en" else "vi")
    assert wanted.unit_fit(best) == 1.0
    assert wanted.unit_fit(worse) < 0.6


@pytest.mark.parametrize(
    ("question", "language", "periods"),
    [
        pytest.param("What was traffic in the first six months?", "en", {"first-half"}, id="six-months"),
        pytest.param("What was traffic in the second half?", "en", {"second-half"}, id="second-half"),
        pytest.param("How did Q3 go?", "en", {"quarter"}, id="q3"),
        pytest.param("And for the year as a whole?", "en", {"full-year"}, id="whole-year"),
        pytest.param("Lượng khách 6 tháng đầu năm là bao nhiêu?", "vi", {"first-half"}, id="6-thang-dau"),
        pytest.param(
            "Lượng khách 6 tháng cuối năm là bao nhiêu?",
            "vi",
            {"second-half"},
            id="6-thang-cuoi",
        ),
        pytest.param("Quý III đạt bao nhiêu?", "vi", {"quarter"}, id="quy-iii"),
        pytest.param("ca nam dat bao nhieu", "vi", {"full-year"}, id="ca-nam-folded"),
        pytest.param("Bao nhiêu khách?", "vi", set(), id="none"),
    ],
)
def test_the_period_asked_about_is_read(question: str, language: str, periods: set[str]) -> None:
    assert read_question(question, "en" if language == "en" else "vi").periods == periods


@pytest.mark.parametrize(
    ("question", "years"),
    [
        pytest.param("What was spent in 2019 and in 2021?", {2019, 2021}, id="two"),
        pytest.param("Is 20210 tonnes right?", set(), id="no-year-in-a-longer-number"),
        pytest.param("Is 2021% right?", set(), id="no-year-in-a-percentage"),
        pytest.param("What was signed on 5/3/2021?", set(), id="the-year-of-a-date-is-part-of-the-date"),
    ],
)
def test_years_are_whole_numbers_that_stand_alone(question: str, years: set[int]) -> None:
    assert read_question(question, "en").years == years


@pytest.mark.parametrize(
    ("question", "language", "count"),
    [
        pytest.param("How many boats were built and how much did they cost?", "en", 2, id="and-how-much"),
        pytest.param(
            "When did it open, who paid?",
            "en",
            2,
            id="comma-who",
        ),
        pytest.param("How many boats? How many crew?", "en", 2, id="two-question-marks"),
        pytest.param("How many boats and ferries were built?", "en", 1, id="and-joins-nouns"),
        pytest.param("Đóng được bao nhiêu tàu và tốn bao nhiêu tiền?", "vi", 2, id="va-bao-nhieu"),
        pytest.param("Bến cảng mới dài bao nhiêu mét?", "vi", 1, id="one"),
    ],
)
def test_a_question_is_cut_into_the_questions_in_it(question: str, language: str, count: int) -> None:
    wanted = read_question(question, "en" if language == "en" else "vi")
    assert len(wanted.parts) == count
    assert wanted.asks == count


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Số mái trường bị dột tăng thêm bao nhiêu?", "count"),
        ("so mai truong bi dot tang bao nhieu", "count"),
        ("Số mái trường bị dột tăng bao nhiêu phần trăm?", "percent"),
        ("Số vốn xây trường là bao nhiêu?", "amount"),
        ("Số tiêu chí trường đạt là bao nhiêu?", "count"),
    ],
)
def test_a_number_of_things_is_a_count_though_it_rises(question: str, kind: Kind) -> None:
    assert read_question(question, "vi").kind == kind


def test_what_is_to_be_counted_is_read_from_the_words_after_how_many() -> None:
    assert read_question("Số mái trường bị dột là bao nhiêu?", "vi").counted == "mai truong"
    assert read_question("How many beds does the town have?", "en").counted == "beds"
    assert read_question("How many repaired school roofs leak?", "en").counted.startswith("repaired school roofs")
    assert read_question("Có bao nhiêu mái trường bị dột?", "vi").counted.startswith("mai truong")
    assert read_question("Why do roofs leak?", "en").counted == ""


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        pytest.param("How many schools opened?", "en", True, id="count"),
        pytest.param("Is the rail fare higher than the bus fare?", "en", False, id="yes-or-no"),
        pytest.param("Compared with buses, what do trains cost?", "en", True, id="comparison"),
        pytest.param(
            "Rail fare or bus fare, which is higher?",
            "en",
            True,
            id="which-is-higher",
        ),
        pytest.param("Why did 30 schools close?", "en", False, id="reason"),
        pytest.param("Who opened the 30 schools?", "en", False, id="who"),
        pytest.param("Vì sao 30 trường đóng cửa?", "vi", False, id="reason-vi"),
        pytest.param("Có bao nhiêu trường?", "vi", True, id="count-vi"),
    ],
)
def test_whether_a_number_is_the_answer_is_told_by_the_question_word(
    question: str, language: str, expected: bool
) -> None:
    assert read_question(question, "en" if language == "en" else "vi").wants_figure is expected


@pytest.mark.parametrize(
    ("question", "language", "direction"),
    [
        pytest.param("How far did fares rise?", "en", {"up"}, id="rise"),
        pytest.param("How far did fares drop?", "en", {"down"}, id="drop"),
        pytest.param("Giá vé tăng bao nhiêu?", "vi", {"up"}, id="tang"),
        pytest.param("gia ve giam bao nhieu", "vi", {"down"}, id="giam-folded"),
    ],
)
def test_the_direction_asked_about_is_read(question: str, language: str, direction: set[str]) -> None:
    assert read_question(question, "en" if language == "en" else "vi").directions == direction


@given(st.text(max_size=200), st.sampled_from(["en", "vi"]))
def test_any_text_is_read_without_failing_and_asks_for_something(text: str, language: str) -> None:
    wanted = read_question(text, "en" if language == "en" else "vi")
    assert wanted.kinds
    assert wanted.asks >= 1
    assert all(part in text for part in wanted.parts)
    assert 0 <= wanted.unit_fit("VND") <= 1


@pytest.mark.parametrize(
    ("question", "language", "asked", "compared"),
    [
        ("How much did retail grow compared with 2019?", "en", set(), {2019}),
        ("Was growth in 2020 higher than in 2019?", "en", {2020}, {2019}),
        ("What was the budget in 2019?", "en", {2019}, set()),
        ("nam 2020 tang bao nhieu so voi nam 2019", "vi", {2020}, {2019}),
        ("Thu ngân sách năm 2019 là bao nhiêu?", "vi", {2019}, set()),
    ],
)
def test_a_year_that_is_only_compared_with_is_told_from_the_year_asked_about(
    question: str, language: Language, asked: set[int], compared: set[int]
) -> None:
    wanted = read_question(question, language)
    assert wanted.years == asked
    assert wanted.base_years == compared


@pytest.mark.parametrize(
    ("question", "language", "day"),
    [
        ("On what date was the resolution issued?", "en", True),
        ("When was the resolution issued?", "en", False),
        ("Nghị quyết ra ngày mấy?", "vi", True),
        ("Báo cáo đề tháng mấy năm nào?", "vi", False),
    ],
)
def test_a_month_does_not_answer_a_question_for_the_day(question: str, language: Language, day: bool) -> None:
    wanted = read_question(question, language)
    assert (wanted.unit_fit("month") < 0.5) == day
    assert wanted.unit_fit("date") == 1.0


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Which is larger, revenue or spending, and by how much?", "en"),
        ("thu voi chi cai nao nhieu hon, chenh bao nhieu", "vi"),
    ],
)
def test_asking_for_the_difference_is_no_question_of_its_own(question: str, language: Language) -> None:
    wanted = read_question(question, language)
    assert len(wanted.parts) == 1
    assert "comparison" in wanted.kinds


@pytest.mark.parametrize(
    ("question", "language", "choice"),
    [
        ("Was rent or food larger?", "en", True),
        ("Was rent higher than food or not?", "en", False),
        ("Học phí hay viện phí cao hơn?", "vi", True),
        ("Học phí có cao hơn viện phí hay không?", "vi", False),
    ],
)
def test_a_choice_between_two_is_no_yes_or_no(question: str, language: Language, choice: bool) -> None:
    assert ("yesno" not in read_question(question, language).kinds) == choice


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Any bridge repairs this year?", "en"),
        ("Anyone fined for dumping waste?", "en"),
        ("Ever any floods in town?", "en"),
        ("The bridge was finished on time?", "en"),
        ("The ferry fares rose, right?", "en"),
        ("Cầu xong chưa vậy ta?", "vi"),
        ("duong da thong xe chua anh", "vi"),
        ("ben tau co mo lai khong em", "vi"),
        ("Đê có bị vỡ không hay chỉ sạt lở?", "vi"),
        ("co vo de nao khong hay yen het", "vi"),
    ],
)
def test_a_shortened_question_asks_whether_it_is_so(question: str, language: Language) -> None:
    assert read_question(question, language).kind == "yesno"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Any idea how much the bridge cost?", "en"),
        ("Any figures on ferry passengers?", "en"),
        ("Any other number for the fleet?", "en"),
        ("Anyone know how many ships called?", "en"),
        ("Amount of money that was spent on bridges?", "en"),
        ("The share of ships that are new?", "en"),
        ("The loans that were given to fishers?", "en"),
        ("How are the small ports going to be kept open?", "en"),
        ("Bao nhiêu hộ được vay vốn không lãi suất?", "vi"),
        ("Có bao nhiêu hộ không có nhà ở?", "vi"),
    ],
)
def test_what_asks_for_a_figure_or_a_thing_asks_no_yes_or_no(question: str, language: Language) -> None:
    assert read_question(question, language).kind != "yesno"


@pytest.mark.parametrize(
    ("question", "language", "unit", "counted"),
    [
        ("How many tonnes of fish were landed?", "en", "tonne", "fish"),
        ("San luong dat bao nhieu tan?", "vi", "tonne", ""),
        ("Diện tích bao nhiêu ha?", "vi", "ha", ""),
        ("Sản lượng tăng bao nhiêu phần trăm?", "vi", "", ""),
    ],
)
def test_a_physical_unit_that_is_asked_for_is_the_only_one_that_answers(
    question: str, language: Language, unit: str, counted: str
) -> None:
    wanted = read_question(question, language)
    assert (wanted.measure, wanted.counted) == (unit, counted)
    if unit:
        assert wanted.unit_fit(unit) == 1.0
        assert wanted.unit_fit("count") == wanted.unit_fit("km") == 0.0


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("Bộ máy có những điểm yếu nào?", "list", id="bo-may"),
        pytest.param("Nhà máy chế biến hoạt động ra sao?", "quantity", id="nha-may"),
        pytest.param("Đất đai do ai quản lý?", "who", id="dat-dai"),
        pytest.param("Tỉnh ưu ái doanh nghiệp thế nào?", "list", id="uu-ai"),
        pytest.param("Tiến độ thi công đạt bao nhiêu?", "quantity", id="tien-do"),
        pytest.param("Chỉ tiêu trồng rừng đạt bao nhiêu?", "quantity", id="chi-tieu"),
    ],
)
def test_a_word_that_only_looks_like_a_cue_without_its_diacritics_asks_nothing(question: str, kind: Kind) -> None:
    assert read_question(question, "vi").kind == kind


@pytest.mark.parametrize(
    ("question", "language", "counted"),
    [
        pytest.param("Nợ bao nhiêu vào cuối năm?", "vi", "", id="a-preposition-is-not-counted"),
        pytest.param("Of the goals, how many did you reach?", "en", "", id="nor-an-auxiliary"),
        pytest.param("Có bao nhiêu cầu mới?", "vi", "cau moi", id="a-thing-is"),
    ],
)
def test_what_is_counted_is_a_thing(question: str, language: Language, counted: str) -> None:
    assert read_question(question, language).counted == counted


@pytest.mark.parametrize(
    ("question", "language", "wants"),
    [
        pytest.param("What does the city hope to gain from wind power?", "en", False, id="a-deed"),
        pytest.param("Growth of exports in the first half", "en", True, id="a-growth"),
        pytest.param("What is in store for fruit growers?", "en", False, id="growers-do-not-grow"),
    ],
)
def test_a_relation_asks_for_a_figure_unless_a_deed_is_asked_for(
    question: str, language: Language, wants: bool
) -> None:
    assert read_question(question, language).wants_figure is wants


@pytest.mark.parametrize(
    ("question", "language", "loose", "to_come"),
    [
        pytest.param("How did fishing do?", "en", True, False, id="how-did-it-do"),
        pytest.param("Nghề cá năm nay ra sao?", "vi", True, False, id="ra-sao"),
        pytest.param("How much did fishing earn?", "en", False, False, id="how-much"),
        pytest.param("By when must the sluices be closed?", "en", False, True, id="must"),
        pytest.param("Bao giờ cống đập làm xong?", "vi", False, True, id="bao-gio-xong"),
        pytest.param("When did the work start?", "en", False, False, id="past"),
    ],
)
def test_how_something_went_and_what_is_to_come_are_told(
    question: str, language: Language, loose: bool, to_come: bool
) -> None:
    wanted = read_question(question, language)
    assert (wanted.is_loose, wanted.to_come) == (loose, to_come)


@pytest.mark.parametrize(
    ("question", "kind", "counted"),
    [
        pytest.param("Số bể bơi của thị trấn?", "count", "be boi", id="so"),
        pytest.param("Tổng số bể bơi", "count", "be boi", id="tong-so"),
        pytest.param("Diện tích rừng ngập nước?", "quantity", "", id="dien-tich"),
        pytest.param("Thu nhập bình quân đầu người của thị trấn", "quantity", "", id="dau-nguoi-asks-nothing"),
        pytest.param("Sở Y tế và bể bơi", "open", "", id="another-tone"),
        pytest.param("Số liệu về bể bơi", "open", "", id="figures-are-not-counted"),
        pytest.param("Số bể bơi nào phải đóng?", "open", "", id="another-question"),
    ],
)
def test_a_number_or_a_measure_that_stands_alone_asks_for_its_figure(question: str, kind: Kind, counted: str) -> None:
    wanted = read_question(question, "vi")
    assert (wanted.kind, wanted.counted) == (kind, counted)


def test_money_and_times_are_not_counted() -> None:
    assert read_question("Thị trấn có bao nhiêu vốn?", "vi").counted == ""
    assert read_question("Giá gạo tăng bao nhiêu năm 2021?", "vi").counted == ""
    assert read_question("Bao nhiêu năm thì thay cống?", "vi").counted.startswith("nam")


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        pytest.param("Which year is the ranking of the harbour for?", "en", "date", id="en"),
        pytest.param("The harbour's rank is of which year?", "en", "date", id="en-behind"),
        pytest.param("Thứ hạng của cảng là của năm nào?", "vi", "date", id="vi"),
        pytest.param("Where did the harbour rank that year?", "en", "rank", id="a-rank"),
        pytest.param("How did catches compare with the target?", "en", "percent", id="of-a-plan"),
        pytest.param("Sản lượng so với kế hoạch thế nào?", "vi", "percent", id="of-a-plan-vi"),
        pytest.param("What does decree 17 say?", "en", "open", id="a-document-named"),
        pytest.param("Which decree is it?", "en", "document", id="a-document-asked"),
    ],
)
def test_what_is_asked_of_a_rank_a_plan_and_a_document(question: str, language: Language, kind: Kind) -> None:
    assert read_question(question, language).kind == kind


@pytest.mark.parametrize(
    ("question", "plan"), [("What is plan 57 about?", False), ("What did the plan foresee?", True)]
)
def test_a_plan_by_its_number_is_a_document(question: str, plan: bool) -> None:
    assert ("plan" in read_question(question, "en").relations) is plan


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        pytest.param("Vốn sửa đê đến nay giải ngân được bao nhiêu?", True, id="capital"),
        pytest.param("Vốn sửa đê giải ngân được bao nhiêu tỷ đồng?", False, id="in-money"),
        pytest.param("Tiền sửa đê giải ngân được bao nhiêu?", False, id="money"),
    ],
)
def test_capital_may_be_told_by_a_share_where_no_money_is_named(question: str, fits: bool) -> None:
    assert (read_question(question, "vi").unit_fit("percent") >= 0.5) is fits


def test_a_year_behind_a_word_and_a_hyphen_is_a_year() -> None:
    assert read_question("What was the ratio at end-2019?", "en").years == {2019}
    assert read_question("What was planned for 2016-2020?", "en").years == {2016}

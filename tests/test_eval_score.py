"""Every score says what its definition says, and the ranking scores are those of trec_eval."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.baselines.keywords import Keywords
from eval.corpus import Corpus
from eval.question import GoldFigure, Question
from eval.question_set import default_question_set, load_questions
from eval.record import Quoted, Ranked, Record
from eval.run import ask
from eval.score import Scored, score_question, score_run
from eval.scores import figures
from eval.scores.gold import Gold
from eval.scores.retrieval import retrieval_scores
from eval.summary import summarise
from index import read_report
from index.build import shipped_report
from index.report import Paragraph, Report
from tests.oracle import Oracle

TEXTS = (
    "Hỗ trợ Covid-19 là 190.959 triệu đồng cho 183.040 trường hợp. Công tác chi trả hoàn thành.",
    "Thu ngân sách giảm 3% so với năm 2019.",
    "Tỉnh xếp hạng 7/63 về năng lực cạnh tranh.",
    "Công tác chi trả hoàn thành.",
)
TRANSLATIONS = (
    "Covid-19 support was VND 190,959 million for 183,040 cases. Payment was completed.",
    "Budget revenue fell by 3% compared with 2019.",
    "The province ranked 7/63 in competitiveness.",
    "Payment was completed.",
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    paragraphs = tuple(
        Paragraph(f"r:{number}", "r", number, text, "paragraph", translation=translation)
        for number, (text, translation) in enumerate(zip(TEXTS, TRANSLATIONS, strict=True), start=1)
    )
    return Corpus.of([Report("r", "Báo cáo", "vi", paragraphs)])


SUPPORT = Question(
    id="q",
    lang="en",
    question="how much COVID support was paid?",
    type="figure",
    history=(),
    answerable=True,
    evidence=("190.959 triệu đồng cho 183.040 trường hợp",),
    figures=(GoldFigure(Decimal(190959000000), "VND", "190.959 triệu đồng"),),
    answer="VND 190,959 million",
    fact="support",
)
NOT_SAID = replace(SUPPORT, answerable=False, evidence=(), figures=(), type="unanswerable_near")


def record(
    text: str, cited: Sequence[int] = (1,), *, answered: bool = True, language: str = "en", **more: object
) -> Record:
    citations = tuple(
        Quoted(number, f"r:{paragraph}", TEXTS[paragraph - 1], 0, len(TEXTS[paragraph - 1]))
        for number, paragraph in enumerate(cited, start=1)
    )
    values = {"citations": citations, "hits": tuple(Ranked(f"r:{p}", 1.0) for p in (1, 2, 3)), **more}
    return Record("q", "key", answered, text, language, **values)  # type: ignore[arg-type]


def test_an_answer_with_its_figure_and_its_paragraph_is_right(corpus: Corpus) -> None:
    scored = score_question(SUPPORT, record("**VND 190,959 million**, for 183,040 cases. [1]"), corpus)
    assert scored.outcome == "right"
    assert {scored.value(name) for name in ("R@1", "MRR", "figures right", "quotes verbatim", "right language")} == {
        1.0
    }
    assert scored.value("figures unsupported") == 0


@pytest.mark.parametrize(
    ("text", "outcome", "unsupported"),
    [
        pytest.param("VND 190.959 billion [1]", "right", 0, id="another scale"),
        pytest.param("VND 190,958 million [1]", "wrong", 1, id="last digit off by one"),
        pytest.param("190,959 cases were paid [1]", "wrong", 1, id="right number, wrong unit"),
        pytest.param("183,040 cases were paid [1]", "wrong", 0, id="another figure of the paragraph"),
        pytest.param("VND 190,959 million (¶1) [1][12]", "right", 0, id="addresses and marks are no figures"),
    ],
)
def test_figures_count_with_their_units(corpus: Corpus, text: str, outcome: str, unsupported: int) -> None:
    scored = score_question(SUPPORT, record(text), corpus)
    assert (scored.outcome, scored.value("figures unsupported")) == (outcome, unsupported), scored.reason


def test_an_answer_that_leads_with_another_figure_is_wrong_though_its_quotation_holds_the_right_one(
    corpus: Corpus,
) -> None:
    quotation = f"“{TRANSLATIONS[0]}” [1]"
    led = {lead: score_question(SUPPORT, record(f"**{lead}** [1]\n\n{quotation}"), corpus) for lead in (
        "VND 190,959 million", "183,040 cases"
    )}  # fmt: skip
    assert [scored.outcome for scored in led.values()] == ["right", "wrong"]
    assert "leads with 183,040" in led["183,040 cases"].reason
    assert score_question(SUPPORT, record(quotation), corpus).outcome == "right"  # it leads with nothing


def test_the_number_of_a_list_item_within_a_quotation_is_no_figure_of_the_answer() -> None:
    paragraph = Paragraph("r:1", "r", 1, "1. Ngay từ đầu năm, tỉnh rà soát.", "list_item")
    corpus = Corpus.of([Report("r", "Báo cáo", "vi", (paragraph,))])
    cited = (Quoted(1, "r:1", paragraph.text, 0, len(paragraph.text)),)
    question = replace(SUPPORT, lang="vi", figures=(), evidence=("tỉnh rà soát",))
    for text, unsupported in (
        (f"Theo đó: “{paragraph.text}” [1]", 0),
        ("Theo đó, 5 ngành: “1. Ngay từ đầu năm” [1]", 1),
    ):
        scored = score_question(question, record(text, (), language="vi", citations=cited), corpus)
        assert scored.value("figures unsupported") == unsupported, scored.scores["figures unsupported"].reason


def test_a_fall_told_as_a_rise_is_wrong(corpus: Corpus) -> None:
    question = replace(SUPPORT, evidence=("Thu ngân sách giảm 3%",), figures=(GoldFigure(Decimal(3), "percent", "3%"),))
    assert score_question(question, record("Revenue fell by 3% [1]", [2]), corpus).outcome == "right"
    assert score_question(question, record("Revenue rose by 3% [1]", [2]), corpus).outcome == "wrong"


def test_a_figure_with_a_citation_that_does_not_prove_it_is_wrong(corpus: Corpus) -> None:
    assert score_question(SUPPORT, record("VND 190,959 million [1]", [2]), corpus).outcome == "wrong"


def test_a_refusal_may_repeat_the_figures_of_the_question_and_of_what_was_found(corpus: Corpus) -> None:
    question = replace(NOT_SAID, question="how much support was paid in 2031?")
    refused = record("The report does not say how much was paid in 2031. Nearest: 183,040 cases.", (), answered=False)
    assert score_question(question, refused, corpus).value("figures unsupported") == 0
    invented = replace(refused, text="The report does not say; perhaps 12.5%.")
    assert score_question(question, invented, corpus).value("figures unsupported") == 1


@pytest.mark.parametrize(
    ("question", "answered", "outcome", "worth"),
    [
        pytest.param(SUPPORT, False, "refused", 0.0, id="refused what the report says"),
        pytest.param(NOT_SAID, False, "right", 1.0, id="refused what it does not say"),
        pytest.param(NOT_SAID, True, "wrong", -1.0, id="answered what it does not say"),
    ],
)
def test_refusing_is_worth_nothing_unless_the_report_does_not_say(
    corpus: Corpus, question: Question, answered: bool, outcome: str, worth: float
) -> None:
    scored = score_question(question, record("VND 190,959 million [1]", answered=answered), corpus)
    assert (scored.outcome, scored.value("right - wrong")) == (outcome, worth)


def test_a_quote_that_differs_by_one_letter_is_not_verbatim(corpus: Corpus) -> None:
    good = record("VND 190,959 million [1]")
    altered = replace(good.citations[0], quote=good.citations[0].quote.replace("Hỗ", "Ho"))
    scored = score_question(SUPPORT, replace(good, citations=(altered,)), corpus)
    assert scored.value("quotes verbatim") == 0
    assert scored.outcome == "wrong"


def test_citation_precision_counts_paragraphs_and_recall_counts_needs(corpus: Corpus) -> None:
    question = replace(SUPPORT, figures=(), evidence=(SUPPORT.evidence[0], "Tỉnh xếp hạng 7/63"))
    scored = score_question(question, record("Both [1][2]", [1, 2]), corpus)
    assert (scored.value("citation precision"), scored.value("citation recall")) == (0.5, 0.5)


def test_a_sentence_printed_twice_is_found_in_either_paragraph(corpus: Corpus) -> None:
    question = replace(SUPPORT, figures=(), evidence=("Công tác chi trả hoàn thành.",))
    hits = tuple(Ranked(f"r:{number}", 1.0) for number in (4, 2))
    assert score_question(question, record("Completed [1]", [4], hits=hits), corpus).value("R@1") == 1


def test_other_evidence_that_proves_the_same_counts_as_well(corpus: Corpus) -> None:
    question = replace(SUPPORT, figures=(), alternatives=(("Tỉnh xếp hạng 7/63",),))
    hits = (Ranked("r:3", 1.0),)
    scored = score_question(question, record("Ranked [1]", [3], hits=hits), corpus)
    assert (scored.value("R@1"), scored.value("citation recall"), scored.outcome) == (1, 1, "right")


def test_evidence_in_nfd_or_with_other_white_space_is_found(corpus: Corpus) -> None:
    import unicodedata

    quote = unicodedata.normalize("NFD", "190.959  triệu đồng\ncho 183.040")
    assert [place.paragraph for place in corpus.places(quote)] == ["r:1"]


@pytest.mark.parametrize(
    ("text", "lang", "right"),
    [
        pytest.param("VND 190,959 million, for 183,040 cases. [1]", "en", True, id="figures and few words"),
        pytest.param("7/63 [1]", "vi", True, id="figures only"),
        pytest.param(TEXTS[0], "en", False, id="the Vietnamese sentence to an English question"),
        pytest.param(TEXTS[0], "vi-nodiac", True, id="Vietnamese to a question without diacritics"),
        pytest.param(TRANSLATIONS[0], "vi", False, id="English to a Vietnamese question"),
        pytest.param("The chairman is Mr Cao Văn Trọng of Bến Tre.", "en", True, id="Vietnamese names"),
        pytest.param(f"It says: “{TEXTS[0]}” and nothing more was paid out.", "en", True, id="a quotation within"),
    ],
)
def test_the_language_is_told_from_the_words(corpus: Corpus, text: str, lang: str, right: bool) -> None:
    question = replace(SUPPORT, lang=lang)  # type: ignore[arg-type]
    scored = score_question(question, record(text, language=lang[:2]), corpus)
    assert scored.value("right language") == right, scored.scores["right language"].reason


@settings(deadline=None)  # a busy machine must not fail a test
@given(
    ranking=st.lists(st.integers(0, 14), unique=True, max_size=12),
    needs=st.lists(st.integers(0, 14), unique=True, min_size=1, max_size=4),
)
def test_ranking_scores_are_those_of_trec_eval(ranking: list[int], needs: list[int]) -> None:
    gold = Gold((tuple(frozenset({f"p{need}"}) for need in needs),), ())
    hits = tuple(Ranked(f"p{paragraph}", 20.0 - place) for place, paragraph in enumerate(ranking))
    ours = {score.name: score.value for score in retrieval_scores(record("", hits=hits), gold)}
    names = {"R@1": "R@1", "R@3": "R@3", "R@5": "R@5", "MRR": "RR", "nDCG@10": "nDCG@10"}
    measures = {ours_name: ir_measures.parse_measure(theirs) for ours_name, theirs in names.items()}
    qrels = [ir_measures.Qrel("q", f"p{need}", 1) for need in needs]
    run = [ir_measures.ScoredDoc("q", hit.paragraph, hit.score) for hit in hits]
    theirs = ir_measures.calc_aggregate(list(measures.values()), qrels, run)
    assert ours == pytest.approx({name: theirs[measure] for name, measure in measures.items()})


def test_an_address_is_no_figure_and_hides_none() -> None:
    report = read_report(shipped_report())
    corpus = Corpus.of([report])
    paragraph = next(paragraph for paragraph in report.paragraphs if "3.2" in paragraph.place)
    assert corpus.without_addresses(f"VND 190 million ({paragraph.place})") == "VND 190 million ( )"


@pytest.fixture(scope="module")
def oracle_run() -> tuple[Scored, ...]:
    report = read_report(shipped_report())
    corpus, questions = Corpus.of([report]), load_questions(default_question_set())
    oracle = Oracle(questions, corpus, Keywords([report]))
    return score_run(questions, {question.id: ask(oracle, question, "key") for question in questions}, corpus)


def test_answers_made_of_the_gold_evidence_are_all_right(oracle_run: tuple[Scored, ...]) -> None:
    wrong = {scored.question.id: scored.reason for scored in oracle_run if scored.outcome != "right"}
    assert not wrong
    for name in ("R@5", "figures right", "quotes verbatim", "citation recall", "refusal recall", "right language"):
        lost = {s.question.id: s.scores[name].reason for s in oracle_run if s.value(name) not in (None, 1)}
        assert not lost, name


def test_every_score_has_a_reason(oracle_run: tuple[Scored, ...]) -> None:
    assert all(score.reason for scored in oracle_run for score in scored.scores.values())


def test_scoring_the_whole_set_alone_takes_less_than_two_seconds(oracle_run: tuple[Scored, ...]) -> None:
    questions = [scored.question for scored in oracle_run]
    records = {scored.question.id: scored.record for scored in oracle_run}
    corpus = Corpus.of([read_report(shipped_report())])
    figures._read.cache_clear()
    started = time.process_time()  # of this process alone: another one's load is not measured
    summary = summarise("quoting", score_run(questions, records, corpus))
    seconds = time.process_time() - started
    assert summary.overall.size == len(questions)
    assert seconds < 2, f"{seconds:.2f} s"

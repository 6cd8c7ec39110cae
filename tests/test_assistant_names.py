"""Who, and which district: the name first, where one name fits."""

from __future__ import annotations

import pytest

from assistant.answer import Language
from assistant.names import leading_name
from assistant.question import read_question

EN = "In particular, the Prime Minister recognised Long Hải District as meeting the standard, and Bình Minh City too."
VI = "Đặc biệt, Thủ tướng Chính phủ công nhận huyện Long Hải đạt chuẩn và thành phố Bình Minh hoàn thành nhiệm vụ."


@pytest.mark.parametrize(
    ("question", "language", "text", "name"),
    [
        pytest.param("Which district met the standard?", "en", EN, "Long Hải District", id="which"),
        pytest.param("what city was recognised?", "en", EN, "Bình Minh City", id="what"),
        pytest.param("Who recognised Long Hải District?", "en", EN, "Prime Minister", id="who"),
        pytest.param("Huyện nào đạt chuẩn?", "vi", VI, "huyện Long Hải", id="huyen-nao"),
        pytest.param("thanh pho nao hoan thanh", "vi", VI, "thành phố Bình Minh", id="thanh-pho-nao"),
        pytest.param("Ai công nhận huyện Long Hải?", "vi", VI, "Thủ tướng Chính phủ", id="ai"),
        pytest.param("Which agency recognised Long Hải District?", "en", EN, "Prime Minister", id="which-agency"),
        pytest.param(
            "Which office was told to pay?",
            "en",
            "The People's Council directed the clerks to pay.",
            "",
            id="only-told-others",
        ),
        pytest.param("co quan nao cong nhan huyen long hai", "vi", VI, "Thủ tướng Chính phủ", id="co-quan-nao"),
        pytest.param(
            "With whom did the council work?", "en", "The People's Council worked with the unions.", "", id="with-whom"
        ),
        pytest.param(
            "Whom did the council help?", "en", "The People's Council helped them.", "", id="named-by-its-head"
        ),
        pytest.param("Văn bản gửi cho ai?", "vi", "UBND tỉnh ban hành văn bản gửi các huyện.", "", id="for-whom"),
        pytest.param("Which village met the standard?", "en", EN, "", id="no-such-name"),
        pytest.param("Why was it recognised?", "en", EN, "", id="no-name-asked"),
        pytest.param(
            "Who paid?", "en", "The Department of Finance asked and the People's Council agreed.", "", id="two-could"
        ),
        pytest.param(
            "Who agreed?",
            "en",
            "The Department of Finance asked and the People's Council agreed.",
            "People's Council",
            id="right-before-what-was-done",
        ),
        pytest.param("Which district is best, Long Hải District?", "en", EN, "", id="named-by-the-question"),
    ],
)
def test_the_one_name_that_fits_leads(question: str, language: Language, text: str, name: str) -> None:
    assert leading_name(read_question(question, language), text, language) == name

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.features import Asked


def rarity(word: str, language: str) -> float:
    return 1.0


def asked(question: str, spelled: tuple[str, ...], place: str = "") -> Asked:
    return Asked.of(question, "en", rarity, lambda word, language: 0, spelled, place)


def test_a_text_with_the_questions_words_holds_more_of_them() -> None:
    question = asked("ferry berth dredging", ("ferry", "berth", "dredging"))
    assert question.held("The ferry berth needs dredging.", "en") == pytest.approx(1.0)
    assert 0 < question.held("A ferry called.", "en") < 0.5
    assert question.held("Schools opened.", "en") == 0.0


def test_years_and_the_reports_own_place_carry_no_subject() -> None:
    question = asked("ferry Harwick 2022", ("ferry", "harwick", "2022"), place="Harwick")
    assert set(question.words) == {"ferri"} or set(question.words) == {"ferry"}
    assert dict(question.spelled)["harwick"] == dict(question.spelled)["2022"] == 0.0


def test_a_part_of_a_year_is_a_time_and_no_subject() -> None:
    words = ("ferries", "in", "the", "first", "half", "half", "berths")
    question = asked("Ferries in the first half: half berths?", words)
    assert [weight > 0 for _, weight in question.spelled] == [True, False, False, False, False, True, True]
    assert {"ferri", "berth"} <= set(question.words)
    assert "first" not in question.words


def test_a_word_that_names_no_subject_says_little_where_no_report_has_it() -> None:
    def weights(known: set[str], language: Language, *spelled: str) -> dict[str, float]:
        text = " ".join(spelled)
        return dict(Asked.of(text, language, rarity, lambda word, _: int(word in known), spelled).spelled)

    assert weights({"ferri"}, "en", "ferries", "earned") == pytest.approx({"ferries": 1.0, "earned": 0.1})
    assert weights({"ferri", "earn"}, "en", "ferries", "earned")["earned"] == 1.0
    assert weights(set(), "en", "ferries", "dredging") == {"ferries": 1.0, "dredging": 1.0}
    assert weights(set(), "vi", "phà", "bớt") == pytest.approx({"phà": 1.0, "bớt": 0.1})
    assert weights(set(), "vi", "phà", "bột")["bột"] == 1.0  # flour, and no "bớt" without its diacritics


def test_meeting_every_word_is_one_and_meeting_none_is_zero() -> None:
    question = asked("ferry berth", ("ferry", "berth"))
    assert question.met(np.array([0.9, 0.9], dtype=np.float32)) == pytest.approx(1.0)
    assert question.met(np.array([0.1, 0.1], dtype=np.float32)) == 0.0
    assert question.weakest(np.array([0.9, 0.1], dtype=np.float32)) == pytest.approx(0.0)


@given(st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3))
def test_how_far_words_are_met_is_a_share_and_the_weakest_never_above_it(matches: list[float]) -> None:
    question = asked("ferry berth crane", ("ferry", "berth", "crane"))
    degrees = np.array(matches, dtype=np.float32)
    assert -1e-6 <= question.weakest(degrees) <= question.met(degrees) + 1e-5 <= 1 + 2e-5

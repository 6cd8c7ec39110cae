"""Synthetic reports, and a small shelf of them: the report that is named answers, and no other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from eval.bench_shelf import Asked, ask_all, summary
from eval.question_set import default_question_set, load_questions
from eval.synthetic import PROVINCES, facts_of, paragraph_of, write_reports
from index import build_index, read_report
from index.build import shipped_report
from index.embed import ModelEncoder
from index.report import Report


@pytest.fixture(scope="module")
def shipped() -> Report:
    return read_report(shipped_report())


def test_a_synthetic_report_is_the_same_for_the_same_seed_and_of_its_own_place_year_and_figures(
    shipped: Report, tmp_path: Path
) -> None:
    facts = facts_of(shipped, load_questions(default_question_set()), 4)
    assert len(facts) == 4
    first = list(write_reports(tmp_path / "one", shipped, facts, 3))
    again = list(write_reports(tmp_path / "two", shipped, facts, 3))
    for (path, told), (other, _) in zip(first, again, strict=True):
        for name in ("source.txt", "translation.jsonl", "about.toml"):
            assert (path / name).read_bytes() == (other / name).read_bytes()
        report = read_report(path)
        assert "Bến Tre" not in (path / "source.txt").read_text("utf-8")
        assert report.id == path.name
        assert report.place.lower() in " ".join(one.question.lower() for one in told if one.language != "vi-nodiac")
        for one in told:
            assert paragraph_of(report, one).translation
            assert one.sentence not in {sentence.text for each in shipped.paragraphs for sentence in each.sentences}
    sentences = [{one.sentence for one in told} for _, told in first]
    assert not set.intersection(*sentences)


def test_every_province_has_one_plain_name() -> None:
    assert len(set(PROVINCES)) == len(PROVINCES) > 50
    assert [place for place in PROVINCES if place != " ".join(place.split())] == []


@pytest.mark.slow
def test_questions_that_name_a_report_are_answered_from_it_and_never_from_another(
    shipped: Report, encoder: ModelEncoder, encoder_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(encoder_home / "models", target_is_directory=True)
    facts = facts_of(shipped, load_questions(default_question_set()), 3)
    written = list(write_reports(tmp_path / "reports", shipped, facts, 4))
    build_index([path for path, _ in written], home=home, encoder=encoder).close()
    told = [one for _, questions in written for one in questions]
    asked: list[Asked] = list(ask_all(home, encoder, random.Random(3).sample(told, 24)))
    print("\n" + "\n".join(summary(asked)))
    assert [one.told.question for one in asked if one.outcome == "other"] == []
    answered = [one for one in asked if one.outcome == "right"]
    assert len(answered) >= 0.6 * len(asked)  # the others are refused, as they are where the report is asked alone
    assert sum(one.proven for one in answered) >= 0.9 * len(answered)

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.select import weights
from eval.answer_samples import Sample, collect, collect_hidden, in_use
from eval.fit_answers import accuracy, choice_weights, refusal_weights
from eval.question_set import default_question_set, load_questions, part_of
from index import Index


@pytest.fixture(scope="module")
def samples(shipped_index: Index) -> list[Sample]:
    chosen = [question for question in load_questions(default_question_set()) if question.lang == "en"][:24]
    return collect(chosen, shipped_index)


def test_a_question_with_its_proof_hidden_has_nothing_right_among_what_is_found(shipped_index: Index) -> None:
    chosen = [one for one in load_questions(default_question_set()) if one.lang == "en" and one.answerable][:6]
    hidden = collect_hidden(chosen, shipped_index)
    assert len(hidden) == len(chosen)
    for sample in hidden:
        assert not any(sample.right_passages)
        assert not sample.leads_right


def test_the_stored_weights_name_the_features_that_are_read(samples: list[Sample]) -> None:
    read = {
        "figures": {name for sample in samples for choice in sample.figures for name in choice.features},
        "passages": {name for sample in samples for choice in sample.passages for name in choice.features},
    }
    for purpose, names in read.items():
        assert names <= set(weights()[purpose]) | {"focus narrow", "focus wide"}, purpose
    assert {"bias", "threshold"} <= set(weights()["answerable"])


def test_fitting_makes_the_lead_right_more_often_than_no_order(samples: list[Sample]) -> None:
    for purpose in ("figures", "passages"):
        fitted = {"figures": {}, "passages": {}, purpose: choice_weights(samples, purpose)}
        reversed_ = [replace(one, figures=one.figures[::-1], passages=one.passages[::-1]) for one in samples]
        flat, flat_count = accuracy(reversed_, purpose)
        share, count = accuracy([sample.weighed_by(fitted) for sample in reversed_], purpose)
        assert count == flat_count > 5
        assert share > flat


def test_a_sample_is_right_where_its_lead_proves_the_answer(samples: list[Sample]) -> None:
    answerable = [sample for sample in samples if sample.question.answerable]
    assert any(sample.leads_right for sample in answerable)
    assert not any(sample.leads_right for sample in samples if not sample.question.answerable)
    for sample in answerable:
        for choice, right in zip(sample.passages, sample.right_passages, strict=True):
            quotes = [*sample.question.evidence, *(one for group in sample.question.alternatives for one in group)]
            assert not right or any(quote in choice.passage.paragraph.text for quote in quotes)


def test_refusing_is_fitted_without_the_questions_that_nothing_was_found_for(samples: list[Sample]) -> None:
    features = [{"first hit": float(sample.leads_right), "score": 1.0} for sample in samples[:-1]]
    fitted = refusal_weights(samples, [*features, {}])
    assert set(fitted) == {"first hit", "bias"}
    assert fitted["first hit"] > 0


def test_other_weights_are_in_use_only_inside() -> None:
    before = {purpose: dict(group) for purpose, group in weights().items() if isinstance(group, dict)}
    with pytest.raises(ZeroDivisionError), in_use({"answerable": {"bias": 0.0, "threshold": -1.0}}):
        assert weights()["answerable"]["threshold"] == -1.0
        raise ZeroDivisionError
    assert {purpose: dict(group) for purpose, group in weights().items() if isinstance(group, dict)} == before


def test_both_parts_hold_questions_of_every_answerability() -> None:
    found = {(part_of(each), each.answerable) for each in load_questions(default_question_set())}
    assert len(found) == 4

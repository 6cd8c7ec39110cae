"""Prompts load and fill only with exactly their names; the refusal is one sentence a language."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts
from prompts import PromptInvalid, load_prompt, refusal
from prompts.load import NAMES, prompt_of


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_prompt_loads_and_fills_without_a_name_left_over(name: str) -> None:
    prompt = load_prompt(name)
    filled = prompt.fill(**{each: f"<{each} here>" for each in prompt.names})
    assert "$" not in filled
    assert all(f"<{each} here>" in filled for each in prompt.names)


def test_every_markdown_file_is_a_known_prompt_or_a_refusal() -> None:
    stems = {path.name.removesuffix(".md") for path in Path(prompts.__file__).parent.glob("*.md")}
    assert stems == set(NAMES) | {"refusal.en", "refusal.vi"}


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        pytest.param({"text": "a", "language": "English"}, "missing source_language", id="missing"),
        pytest.param(
            {"text": "a", "language": "English", "source_language": "Vietnamese", "tone": "dry"},
            "unknown tone",
            id="unknown",
        ),
        pytest.param({}, "missing language, source_language, text", id="nothing"),
    ],
)
def test_filling_refuses_missing_and_unknown_names(values: dict[str, str], complaint: str) -> None:
    with pytest.raises(PromptInvalid, match=complaint):
        load_prompt("translate").fill(**values)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("Translate $text", "missing language", id="file-lacks-a-name"),
        pytest.param("$text $language $style", "unknown style", id="file-has-another-name"),
        pytest.param("$text $language for 5 $", "write '\\$\\$'", id="stray-dollar"),
    ],
)
def test_loading_refuses_a_file_with_other_names(text: str, complaint: str) -> None:
    with pytest.raises(PromptInvalid, match=complaint):
        prompt_of("sample", text, frozenset({"text", "language"}))


def test_an_unknown_prompt_names_the_known_ones() -> None:
    with pytest.raises(PromptInvalid, match="answer, answer-again"):
        load_prompt("answers")


def test_a_value_that_looks_like_a_name_is_put_in_as_it_is() -> None:
    filled = load_prompt("translate").fill(
        text="It cost $5 and $language", language="Vietnamese", source_language="English"
    )
    assert "It cost $5 and $language" in filled


def test_the_refusal_is_one_sentence_in_each_language_and_in_no_prompt_file() -> None:
    assert refusal("en") == "The report does not say."
    assert refusal("vi") == "Báo cáo không nêu."
    for name in NAMES:
        assert refusal("en") not in load_prompt(name).text


def test_the_citation_reminder_comes_last_in_the_answer_prompt() -> None:
    filled = load_prompt("answer").fill(evidence="[1] A fact.", question="What?", language="English")
    assert (
        filled.index("[1] A fact.") < filled.index("Question: What?") < filled.index("after every sentence, like [1]")
    )

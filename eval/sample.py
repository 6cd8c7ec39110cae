"""A few questions of a set that stand for all of it, where each answer takes long: a chat model on a processor."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from eval.question import Question
from eval.question_set import split

_SEED = "sample:"


def balanced(questions: Sequence[Question], size: int) -> tuple[Question, ...]:
    """Return so many held-out questions, as many of each kind and language as there are, in the set's order.

    Kinds include those the report does not answer. The choice is fixed by the questions' ids alone; where fewer are
    held out, all of them are returned.
    """
    _, held_out = split(questions)
    groups: dict[str, dict[str, list[Question]]] = {}
    for question in sorted(held_out, key=_order):
        groups.setdefault(question.lang, {}).setdefault(question.type, []).append(question)
    turns = sorted(
        (turn, position, lang, one.id)
        for lang, kinds in groups.items()
        for position, kind in enumerate(kinds.values())
        for turn, one in enumerate(kind)
    )
    chosen = {id for *_, id in turns[:size]}
    return tuple(question for question in held_out if question.id in chosen)


def _order(question: Question) -> str:
    return hashlib.sha256((_SEED + question.id).encode("utf-8")).hexdigest()

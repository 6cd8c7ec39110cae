"""Which passage gives the reason that is asked for: a cause, said of the subject, that fits what happened to it.

"Thanks to" explains what went well and "pulled down" what did not; a cause of something else in the same sentence
explains nothing. Where no cause stands near the subject, the report gives no reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from assistant.answer import Language
from assistant.cues import CAUSES, GENERIC, KINDS, PERIODS, RELATIONS, plain
from assistant.earlier import Given
from assistant.matched import Matched, Searched, passage_spans, report_languages, text_of
from assistant.passages import Passage, whole
from assistant.question import Wanted
from assistant.select import Choice
from index.hit import Span
from index.language.glossary import MARK
from index.lexical import words

Went = Literal["well", "badly", ""]

_STATED = 10.0  # what a cause that is said of the subject is worth, in scores
_MET = 0.6  # how far a word of the subject must be met
_MOST = 0.6  # the share of the subject's words that what is caused must have
_REACH = 16.0  # how much less than the best a passage may score
_CLAUSE = re.compile(r";")
_PIECE = re.compile(r"[,;]")
# "In the face of the epidemic, the committee directed ..." tells what was done about it, not what it did.
_MEASURE = {
    "en": re.compile(r"\b(?:direct(?:ed|s|ing)|instruct\w*|guided|urged|ordered|required|requested|considered)\b"),
    "vi": re.compile(r"(?<!\w)(?:chỉ đạo|hướng dẫn|yêu cầu|đôn đốc|lãnh đạo|xem xét)(?!\w)"),
}
# What follows these was caused by all that the sentence says before.
_BACK = {
    "en": re.compile(r"\b(?:as a result|therefore|thus|hence|thereby|from this)\b", re.IGNORECASE),
    "vi": re.compile(r"(?<!\w)(?:từ đó|do đó|do vậy|vì vậy|vì thế|qua đó|nhờ đó)(?!\w)", re.IGNORECASE),
}
_WHOLE = 600  # characters; a longer sentence is quoted by its clause
_PURPOSE = {
    "en": re.compile(r"\b(?:what for|purpose|point of|what .* for|hope|aim)\b"),
    "vi": re.compile(r"(?<!\w)(?:de lam gi|lam gi|muc dich|nham|de)(?!\w)"),
}


def asks_for_cause(wanted: Wanted) -> bool:
    """Whether a cause is asked for; a purpose ("what for?") is not one."""
    return wanted.kind == "reason" and not _PURPOSE[wanted.language].search(plain(wanted.focus or wanted.question))


def reasons_first(
    wanted: Wanted, passages: Sequence[Choice], given: Given, index: Searched
) -> tuple[list[Choice], bool]:
    """Return the passages that give a reason, and whether they state it of all that is asked about.

    Those that state it of the subject are returned alone, where one of them comes near the best of those that may.
    """
    near = [one for one in passages if one.score > passages[0].score - _REACH]
    went = _went(wanted, given)
    texts = [_own_text(one.passage, wanted, index) for one in near]
    regions = [list(_caused(span, one.passage, wanted, went)) for span, one in zip(texts, near, strict=True)]
    every = [span for own in regions for span in own]
    matched = Matched(wanted.question, wanted.language, every, index) if every else None
    subject = _subject(wanted, matched) if matched else frozenset()
    stated, possible = [], []
    for one, span, own in zip(near, texts, regions, strict=True):
        share = max(
            (_share(subject, one.passage, region, matched, wanted.language) for region in own if matched), default=0.0
        )
        if share >= _MOST:
            stated.append((one, share))
        elif span and _may_explain(text_of(one.passage.paragraph, span), wanted, went):
            possible.append(one)
    full = [one for one, share in stated if share >= 1.0] or [one for one, _ in stated]
    full = [_with_what_came_before(one, wanted, index) for one in full]
    if full and (not possible or full[0].score > possible[0].score - _STATED):
        return full, any(share >= 1.0 for _, share in stated)
    return possible, False


def _with_what_came_before(choice: Choice, wanted: Wanted, index: Searched) -> Choice:
    """Return a choice with its sentence in place of a later clause that draws a conclusion from those before it."""
    passage, span = choice.passage, _own_text(choice.passage, wanted, index)
    if span is None or not _BACK[wanted.language].search(text_of(passage.paragraph, span)):
        return choice
    sentence = next(one for one in passage.paragraph.sentences if one.start <= passage.start < one.end)
    if sentence.start == passage.start or sentence.end - sentence.start > _WHOLE:
        return choice
    return replace(choice, passage=whole(passage.paragraph, sentence))


def _own_text(passage: Passage, wanted: Wanted, index: Searched) -> Span | None:
    """Return a passage in the question's language, None where it is not in it."""
    spans = passage_spans(passage)
    return spans[0] if report_languages(index)[passage.paragraph.report] == wanted.language else (*spans, None)[1]


def _caused(span: Span | None, passage: Passage, wanted: Wanted, went: Went) -> Iterator[Span]:
    """Yield the stretches of a passage that stand for what was caused, by causes that fit what happened."""
    if span is None:
        return
    text, cues = text_of(passage.paragraph, span).lower(), CAUSES[wanted.language]
    for name in ("cause", "caused"):
        for match in cues[name].finditer(text):
            if went and cues["bad" if went == "well" else "good"].search(match.group()):
                continue
            start, end = _around(_CLAUSE, text, match)
            if name == "caused":
                stretches = [(match.end(), end)]
            else:
                piece = _PIECE.search(text, match.end(), end)
                stretches = [(start, match.start()), (piece.end() if piece else end, end)]
            for a, b in stretches:
                measure = _MEASURE[wanted.language].search(text, a, b) if went else None
                b = measure.start() if measure else b
                if any(letter.isalpha() for letter in text[a:b]):
                    yield Span(span.paragraph, span.text, span.start + a, span.start + b)


def _around(mark: re.Pattern[str], text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the stretch between the marks nearest to a match."""
    start = max((found.end() for found in mark.finditer(text, 0, match.start())), default=0)
    after = mark.search(text, match.end())
    return start, after.start() if after else len(text)


def _subject(wanted: Wanted, matched: Matched) -> frozenset[str]:
    """Return the search words that a reason is asked about: not those that ask, nor those that say what happened."""
    language, folded = wanted.language, plain(wanted.question)
    cues = [CAUSES[language][name] for name in ("went_well", "went_badly", "whole")] + [KINDS[language]["reason"]]
    cues += [*PERIODS[language].values(), RELATIONS[language]["plan"]]
    said = [match.group() for pattern in cues for match in pattern.finditer(folded)]
    idle = {word for text in said for word in (*words(text, language), *text.split())} | GENERIC[language]
    own = {word for word in matched.asked.words if "_" not in word and not word.startswith(MARK)}
    return frozenset(own - idle) or frozenset(own)


def _share(subject: frozenset[str], passage: Passage, span: Span, matched: Matched, language: Language) -> float:
    """Return the share of the subject's words that a stretch has, in meaning, 0 to 1."""
    held = matched.held(passage.paragraph, (span,))
    degrees = matched.asked.degrees(matched.best(passage.paragraph, (span,)))
    stands = frozenset() if language == "vi" else held  # folded syllables are those of many words
    met = sum(word in stands or degrees.get(word, 0.0) >= _MET for word in subject)
    return met / len(subject) if subject else 0.0


def _may_explain(text: str, wanted: Wanted, went: Went) -> bool:
    """Whether a text gives any cause or purpose, and not only one of the opposite of what happened."""
    cues, lower = CAUSES[wanted.language], text.lower()
    found = [match.group() for name in ("cause", "caused") for match in cues[name].finditer(lower)]
    opposite = cues["bad" if went == "well" else "good"]
    fitting = [cue for cue in found if not went or not opposite.search(cue)]
    return bool(fitting) or (not found and bool(cues["purpose"].search(lower)))


def _went(wanted: Wanted, given: Given) -> Went:
    """Return whether what is to be explained went well or badly, as the question or the last answer says it."""
    cues = CAUSES[wanted.language]
    for text in (plain(wanted.focus), plain(wanted.question)):
        if cues["went_badly"].search(text):
            return "badly"
        if cues["went_well"].search(text) and text:
            return "badly" if text != plain(wanted.focus) and _fell(given) else "well"
    return "badly" if _fell(given) else ""


def _fell(given: Given) -> bool:
    return any(figure.value < 0 for figure in given.figures)

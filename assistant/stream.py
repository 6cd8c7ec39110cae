"""Cut a model's stream into sentences, and read the citation marks in them.

A sentence is handed on only when it has surely ended, its marks included: after "… cases." the text is held back until
it is known that no "[1" follows. Every pattern here is of bounded length, so a run of a million digits or brackets
costs no more than its reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# [1] [1,2] [1-3] 【1】 ［1］ [^1] 【1†source】: at most nine numbers of at most three digits.
MARK = re.compile(r"[\[【［]\^?[ ]?(\d{1,3}(?:[ ]?[,;–-][ ]?\d{1,3}){0,8})[ ]?(?:†[^\]】］\n]{0,40})?[\]】］]")
LONGEST_MARK = 80  # characters; an opening bracket with more than that after it is no mark

_CLOSING = "\"'”’»)*_"
_END = re.compile(rf"[.!?…。！？][{re.escape(_CLOSING)}]{{0,4}}(?=\s|[\[【［]\^?\d|$)|\n")
# A full stop after these ends no sentence.
_ABBREVIATIONS = frozenset([
    "no", "nos", "mr", "mrs", "ms", "dr", "prof", "art", "approx", "vs", "etc", "e.g", "i.e", "eg", "ie", "cf", "p",
    "pp", "vol", "fig", "sec", "st", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "tp", "ths", "ts", "gs", "pgs", "tt", "ubnd", "q", "p.",
])  # fmt: skip
_WORD_BEFORE = re.compile(r"([^\s(\"“'*]{1,12})$")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s{0,8}(?:\d{1,3}|[a-zA-ZđĐ])$")


def cut_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the sentences and list items of a stream as they end, stripped, each with the marks that follow it."""
    held = ""
    for piece in pieces:
        held += piece
        while (end := _sentence_end(held, complete=False)) is not None:
            if sentence := held[:end].strip():
                yield sentence
            held = held[end:]
    while held.strip():
        end = _sentence_end(held, complete=True) or len(held)
        if sentence := held[:end].strip():
            yield sentence
        held = held[end:]


def citation_numbers(text: str) -> tuple[int, ...]:
    """Return the passage numbers a text cites, in order, each once."""
    numbers = [number for match in MARK.finditer(text) for number in _numbers(match.group(1))]
    return tuple(dict.fromkeys(numbers))


def without_marks(text: str) -> str:
    """Return the text without its citation marks and without the space before them."""
    bare = re.sub(r"[ \t]{2,}", " ", MARK.sub("", text))
    return re.sub(r"[ \t]+(?=[.,;:!?…](?:\s|$))", "", bare).strip()


def _numbers(inside: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[,;]", inside):
        bounds = [int(bound) for bound in re.split(r"[–-]", part)]
        numbers.extend(range(bounds[0], bounds[-1] + 1) if bounds[-1] - bounds[0] < 10 else bounds)
    return numbers


def _sentence_end(held: str, *, complete: bool) -> int | None:
    """Return where the first sentence ends, or None where that cannot be known yet."""
    for match in _END.finditer(held):
        if match.group() == "\n":
            if held[: match.start()].strip():
                return _after_marks(held, match.end(), complete=complete, same_line=False)
            continue
        if match.group()[0] == "." and _is_abbreviation(held[: match.start()]):
            continue
        return _after_marks(held, match.end(), complete=complete, same_line=True)
    return None


def _after_marks(held: str, end: int, *, complete: bool, same_line: bool) -> int | None:
    """Move past the marks that follow; None where a mark, or the lack of one, has not arrived."""
    while same_line:
        gap = re.compile(r"[ \t]{0,3}").match(held, end)
        start = gap.end() if gap else end
        mark = MARK.match(held, start)
        if mark is None:
            break
        end = mark.end()
        if stop := re.compile(r"[.,;]").match(held, end):
            end = stop.end()
    if complete or not same_line:
        return end
    rest = held[end:].lstrip(" \t")
    if not rest:
        return None
    if rest[0] in "[【［" and len(rest) < LONGEST_MARK and not re.search(r"[\]】］\n]", rest):
        return None
    return end


def _is_abbreviation(before: str) -> bool:
    if _LIST_NUMBER.search(before):
        return True
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    text = word.group(1)
    return text.lower() in _ABBREVIATIONS or (len(text) == 1 and text.isalpha() and text.isupper())

"""Splits a paragraph into sentences, in Vietnamese and in English, by offsets."""

from __future__ import annotations

import re

_STOP = re.compile(r"(?P<stop>\.{2,}|…|[.!?]+)(?P<close>[”\"'’)\]»*_]*)(?=\s+(?P<next>\S))")
_WINDOW = 60  # characters looked at on either side of a full stop; no word is longer
_OPENERS = "“\"'‘«([*_-–—•"
# A full stop after these ends no sentence. Vietnamese office and title abbreviations, then English ones.
_ABBREVIATIONS = (
    "tt tm kt tl tuq q p tp tx ths ts pgs gs bs ks cn đ/c v.v tr stt "
    "no nos dr mr mrs ms prof st vs approx art fig sec vol dept gov est inc ltd co jr sr e.g i.e cf al"
)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of every sentence; ";" ends none, a line break ends one."""
    spans: list[tuple[int, int]] = []
    line_start = 0
    for line in re.finditer(r"[^\n]+", text):
        start = line_start = line.start()
        for match in _STOP.finditer(text, start, line.end()):
            if match.start() >= start and _ends(text, line_start, match):
                spans.append((start, match.end()))
                start = match.end()
        spans.append((start, line.end()))
    trimmed = (_trim(text, start, end) for start, end in spans)
    return tuple((start, end) for start, end in trimmed if start < end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends(text: str, line_start: int, match: re.Match[str]) -> bool:
    opened = text[match.end() : match.end() + _WINDOW].lstrip().lstrip(_OPENERS + " ")
    if not opened or not (opened[0].isupper() or opened[0].isdigit()):
        return False
    if match["stop"] != "." or match["close"]:
        return True
    line = text[max(line_start, match.start() - _WINDOW) : match.start()]
    before = re.split(r"\s", line)[-1].lstrip("(“\"'*[")
    if line.strip(" -*_(“") == before.strip("*_") and _is_label(before):
        return False  # "10. Tích cực ...": the number of an item
    if before.lower() in _ABBREVIATIONS.split():
        return before.lower() == "v.v" and opened[0].isupper()
    return not re.fullmatch(r"[A-ZĐ]|(?:[A-Za-z]\.)+[A-Za-z]", before)


def _is_label(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[a-zđA-Z]", word))

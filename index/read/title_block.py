"""What the first lines of a document say about it: who issued it, where and when, and which period it is about.

Vietnamese official documents follow Decree 30/2020/NĐ-CP, Appendix I: the issuing body (under the body it belongs to)
beside the national motto, the number, "place, day month year", the kind of document and its subject.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass

_DATE = re.compile(
    r"^(?P<place>[^,\n]{2,40}),\s*(?:ngày|day)\s*(?P<day>\d{1,2})?[\s.…]*tháng\s*(?P<month>\d{1,2})?[\s.…]*"
    r"năm\s*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE | re.MULTILINE,
)
_MONTHS = tuple(name.lower() for name in month_name if name)
_ENGLISH_DATE = re.compile(
    r"^(?P<place>[A-ZÀ-ỸĐ][^,\d\n]{1,40}),\s*(?:(?P<day>\d{1,2})\s+)?(?P<month>"
    + "|".join(_MONTHS)
    + r")\s*(?:(?P<day_after>\d{1,2}),)?\s*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE | re.MULTILINE,
)
_ISSUER = re.compile(
    r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BỘ|SỞ|CHÍNH PHỦ|TỔNG CỤC|CỤC|CHI CỤC|BAN"
    r"|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|PEOPLE'S (?:COMMITTEE|COUNCIL)|MINISTRY|DEPARTMENT)\b"
)
_LEVELS = r"tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|phường|xã"
_OF = re.compile(rf"(?:{_LEVELS}|of)\s+\S", re.IGNORECASE)
_SIGNED = re.compile(r"\bTM\.\s+([A-ZÀ-ỸĐ][A-ZÀ-ỸĐ ]{3,60})")
_NAME = r"(?:[A-ZÀ-ỸĐ][\wà-ỹđ'’]*)(?:[ -]+[A-ZÀ-ỸĐ][\wà-ỹđ'’]*){0,3}"
_PLACES = (
    re.compile(rf"(?i:\b(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã))\s+(?P<name>{_NAME})"),
    re.compile(rf"\b(?i:province of|city of)\s+(?P<name>{_NAME})"),
    re.compile(rf"(?P<name>{_NAME})\s+(?i:province|city)\b"),
)
_PREFIX = re.compile(rf"^(?:{_LEVELS})\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?!\d)")
_PERIODS = (
    re.compile(r"(?:\d{1,2} tháng|quý \w+)(?: đầu| cuối)?(?:\s*[/,]\s*|\s+)(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE),
    re.compile(r"(?:first|last|second|third|fourth) (?:\w+ months|half|quarter)(?: of)? (?:19|20)\d\d", re.IGNORECASE),
    re.compile(r"(?<!\d)tháng \d{1,2}(?:\s*[/,]\s*|\s+)(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE),
    re.compile(r"(?<!\d)(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?!\d)"),
    _YEAR,
)


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What the first lines say; empty where they do not."""

    issuer: str = ""
    place: str = ""
    year: int | None = None
    date: str = ""
    period: str = ""


def read_title_block(title: str, front: Sequence[str], headings: Sequence[str], last: Sequence[str]) -> TitleBlock:
    """Read who, where, when and about which period.

    Args:
        front: the pieces before the body.
        headings: the first headings of the body; they say what the title may not.
        last: the last pieces, where somebody signs.
    """
    lines = [line.strip(" *_|\t") for piece in front for line in piece.split("\n")]
    dated = _dated("\n".join(lines))
    issuer = _issuer(lines) or next((match[1] for piece in last if (match := _SIGNED.search(piece))), "").capitalize()
    period = next((found for text in (title, *headings[:2]) if (found := period_in(text))), "")
    years = re.findall(r"(?:19|20)\d\d", period) or ([dated["year"]] if dated["year"] else [])
    return TitleBlock(
        issuer=issuer,
        place=_place(issuer, title, dated["place"], headings),
        year=int(years[-1]) if years else None,  # of several, the one the period ends with
        date="-".join(_known([dated["year"], dated["month"], dated["day"]])),
        period=period or dated["year"],
    )


def period_in(text: str) -> str:
    """Return the period a title names first, as it is written there, or ""."""
    found = [match for pattern in _PERIODS if (match := pattern.search(text))]
    # "6 tháng đầu năm 2021" holds a year too: of two that overlap, the longer one is meant.
    first = min(found, key=lambda match: (match.start() // 12, -len(match.group())), default=None)
    return re.sub(r"\s*[-–—]\s*", "-", " ".join(first.group().split())) if first else ""


def plain_place(place: str) -> str:
    """Return a place without what kind of place it is: "tỉnh Bến Tre" -> "Bến Tre"."""
    return _PREFIX.sub("", " ".join(place.split())).strip(" ,.*_")


def _dated(lines: str) -> dict[str, str]:
    match = _DATE.search(lines)
    if match:
        return {
            name: (value or "").strip().zfill(2 if name in ("day", "month") and value else 0)
            for name, value in match.groupdict().items()
        }
    match = _ENGLISH_DATE.search(lines)
    if match is None:
        return {"place": "", "day": "", "month": "", "year": ""}
    day = match["day"] or match["day_after"] or ""
    month = str(_MONTHS.index(match["month"].lower()) + 1).zfill(2)
    return {"place": match["place"].strip(), "day": day.zfill(2) if day else "", "month": month, "year": match["year"]}


def _known(parts: Sequence[str]) -> list[str]:
    return list(parts[: parts.index("")]) if "" in parts else list(parts)


def _issuer(lines: Sequence[str]) -> str:
    """The last body named in capitals: it stands under the body it belongs to; "TỈNH ..." below it goes with it."""
    found = ""
    for position, line in enumerate(lines):
        if not (line.isupper() and _ISSUER.match(line)):
            continue
        following = lines[position + 1] if position + 1 < len(lines) else ""
        found = f"{line} {following}" if following.isupper() and _OF.match(following) else line
    return found


def _place(issuer: str, title: str, dated: str, headings: Sequence[str]) -> str:
    """The place the issuer is of, or else the title is about, or the document is dated from, or a heading names."""
    cased = issuer.title().replace(" Of ", " of ") if issuer.isupper() else issuer
    if place := next((place for text in (cased, title) if (place := _named(text))), ""):
        return place
    return plain_place(dated) or next((place for text in headings[:2] if (place := _named(text))), "")


def _named(text: str) -> str:
    return plain_place(next((match["name"] for pattern in _PLACES if (match := pattern.search(text))), ""))

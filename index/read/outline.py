"""Finds what a block is: heading, list item, paragraph, or the front and back matter of an official document.

Vietnamese official documents follow Decree 30/2020/NĐ-CP, Appendix I: national motto, agency, "Số:", place and date,
the kind of document in capitals with its subject, "Kính gửi:", the body numbered I. / 1. / 1.1 / a) / -, then "./.",
"Nơi nhận:" and the signature (TM., KT., TL., TUQ., Q.).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.read.block import Piece
from index.report import Kind

_NAMED = (
    r"(?:Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục|Part|Chapter|Section|Article|Annex|Appendix)"
    r"\s+(?:[IVXLC]+|\d+|[A-Z]|thứ \w+)\b"
)
_LABEL = re.compile(
    rf"[*_]*(?:(?i:(?P<named>{_NAMED}))[.:]?|(?P<roman>[IVXLC]{{1,6}})[.)]|(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}})+)(?:[.)]|(?=\s+[^\Wa-zà-ỹđ\d]))"
    rf"|(?P<digit>\d{{1,2}})[.)]|(?P<letter>[a-zđ])[.)])(?:[*_]*\s+|$)"
)
_BULLET = re.compile(r"[-–—•●+*]\s")
_NUMBER_LINE = re.compile(r"\W*(?:số|no\.?)\s*:", re.IGNORECASE)
_DATE_LINE = re.compile(r"[^.]{0,60}\bngày\b.{0,12}\btháng\b.{0,8}\bnăm\b\s*\d{0,4}\W*$", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\W*(?:kính (?:gửi|trình)\s*:|to\s*:)", re.IGNORECASE)
_MOTTO = re.compile(r"\W*(?:cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–—])", re.IGNORECASE)
_RECIPIENTS = re.compile(r"\W*(?:nơi nhận|recipients)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(r"\W*(?:TM|KT|TL|TUQ|T/M|K/T|Q)\s?\.?\s+[A-ZÀ-ỸĐ]{2}")
_BOLD_LINE = re.compile(r"\*\*[^*\n]{1,200}\*\*:?")  # Markdown
_END_MARK = re.compile(r"\.\s?/\s?\.\W*$")
# Kinds of administrative document named by Decree 30/2020/NĐ-CP, article 7.
_DOCUMENT_KINDS = (
    "nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông cáo|thông báo|hướng dẫn|chương trình|kế hoạch|phương án"
    "|đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công văn|công điện|bản ghi nhớ|bản thỏa thuận|giấy ủy quyền|report"
)
_HEADING_LENGTH = 300  # characters; the longest heading of a provincial report we have seen has 190
_RANKS = {"named": 1, "roman": 3, "digit": 4, "dotted": 5, "letter": 9}

Role = Literal["title", "heading", "front_matter", "paragraph", "list_item", "table", "back_matter"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece with its part in the document."""

    piece: Piece
    role: Role
    label: str = ""
    rank: int = 0  # of a heading: smaller is further out

    @property
    def kind(self) -> Kind:
        """The kind of a citable paragraph."""
        if self.role in ("title", "heading"):
            raise ValueError(f"a {self.role} is not a paragraph: {self.piece.text!r}")
        return self.role  # type: ignore[return-value]


def starts_structure(text: str) -> bool:
    """Say whether a block begins with a number, a bullet or a fixed part of an official document."""
    return bool(_LABEL.match(text) or _BULLET.match(text)) or is_front_or_back_matter(text) or _is_capitals(text)


def is_front_or_back_matter(text: str) -> bool:
    """Say whether a block is a fixed part of an official document, by its own words alone."""
    return any(
        pattern.match(text) for pattern in (_NUMBER_LINE, _DATE_LINE, _ADDRESSEE, _MOTTO, _RECIPIENTS, _SIGNATURE)
    )


def is_recipients(text: str) -> bool:
    """Say whether the recipients of an official document begin here ("Nơi nhận:")."""
    return bool(_RECIPIENTS.match(text))


def is_signature(first: str, second: str) -> bool:
    """Say whether two lines are of one signature block ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")."""
    return bool(_SIGNATURE.match(first)) and _is_capitals(second)


def judge(pieces: Sequence[Piece]) -> tuple[Judged, ...]:
    """Judge every piece, in reading order; a text of nothing but headings is taken as paragraphs."""
    body = _body_start(pieces)
    back = _back_start(pieces, body)
    judged = [_front(pieces, position) for position in range(body)]
    for position in range(body, back):
        last = judged[-1] if judged else None
        judged.append(_as_sibling(_body(pieces, position, back), last))
    judged += [Judged(piece, "back_matter") for piece in pieces[back:]]
    judged = _with_title(judged, body)
    if all(item.role in ("title", "heading") for item in judged):
        return tuple(Judged(item.piece, "paragraph") for item in judged)
    if not any(item.role == "heading" for item in judged):
        judged = _with_plain_headings(judged)
    return tuple(judged)


def _as_sibling(item: Judged, last: Judged | None) -> Judged:
    """Keep the last item of a list in its list, although text follows it as it would follow a heading."""
    if item.role != "heading" or item.piece.style or last is None or last.role != "list_item":
        return item
    match, before = _LABEL.match(item.piece.text), _LABEL.match(last.piece.text)
    ends = re.search(r"[.;]\W*$", item.piece.text)
    if match and before and ends and match.lastgroup == before.lastgroup:
        return Judged(item.piece, "list_item")
    return item


def _with_title(judged: list[Judged], body: int) -> list[Judged]:
    """Take the first line for the title where the document has no other: a short line without a full stop."""
    if body or len(judged) < 2:
        return judged
    first = judged[0]
    outermost = [item for item in judged if item.role == "heading" and item.rank == first.rank]
    if first.role == "heading" and not first.label and len(outermost) == 1:
        return [Judged(first.piece, "title"), *judged[1:]]
    if first.role == "paragraph" and _is_plain_heading(first.piece.text, 200):
        return [Judged(first.piece, "title"), *judged[1:]]
    return judged


def _with_plain_headings(judged: list[Judged]) -> list[Judged]:
    """Where nothing is numbered or marked, take short lines without a full stop before a full paragraph for headings."""
    found: list[Judged] = []
    for position, item in enumerate(judged):
        following = judged[position + 1] if position + 1 < len(judged) else None
        alone = not found or found[-1].role != "heading"
        leads = following is not None and following.role == "paragraph" and len(following.piece.text) > 100
        if item.role == "paragraph" and alone and leads and _is_plain_heading(item.piece.text, 80):
            found.append(Judged(item.piece, "heading", "", 3))
        else:
            found.append(item)
    return found


def _is_plain_heading(text: str, longest: int) -> bool:
    return len(text) <= longest and "\n" not in text and not re.search(r"[.!?;:,…]\W*$", text) and text[:1].isupper()


def _body_start(pieces: Sequence[Piece]) -> int:
    """Return where the body begins: after the last piece of front matter or title near the top."""
    start = 0
    for position, piece in enumerate(pieces[:15]):
        if is_front_or_back_matter(piece.text) or _is_document_kind(piece.text) or piece.style == "title":
            start = position + 1
            if _is_document_kind(piece.text) and start < len(pieces) and _is_subject(pieces[start]):
                start += 1
        elif len(piece.text) > _HEADING_LENGTH:
            break
    return start


def _is_subject(piece: Piece) -> bool:
    return (len(piece.text) <= _HEADING_LENGTH and not starts_structure(piece.text)) or _is_capitals(piece.text)


def _front(pieces: Sequence[Piece], position: int) -> Judged:
    piece = pieces[position]
    after_kind = position > 0 and _is_document_kind(pieces[position - 1].text)
    is_title = piece.style == "title" or _is_document_kind(piece.text) or (after_kind and _is_subject(piece))
    return Judged(piece, "title" if is_title else "front_matter")


def _back_start(pieces: Sequence[Piece], body: int) -> int:
    """Return where recipients and signature begin, with the closing sentence marked "./." before them."""
    for position in range(body, len(pieces)):
        text = pieces[position].text
        late = position >= len(pieces) - 12
        if _RECIPIENTS.match(text) or (late and _SIGNATURE.match(text)):
            return position - 1 if position > body and _END_MARK.search(pieces[position - 1].text) else position
        if _END_MARK.search(text) and position == len(pieces) - 1:
            return position
    return len(pieces)


def _body(pieces: Sequence[Piece], position: int, back: int) -> Judged:
    piece = pieces[position]
    if piece.style == "table":
        return Judged(piece, "table")
    match = _LABEL.match(piece.text)
    if piece.style == "heading":
        return Judged(piece, "heading", _label(match), 10 * (piece.level or 1))
    if _BULLET.match(piece.text) or piece.style == "list_item":
        return Judged(piece, "list_item")
    if match and _could_be_heading(piece.text, match) and _has_content(pieces, position, back):
        return Judged(piece, "heading", _label(match), _rank(match))
    if match and match.lastgroup != "named":
        return Judged(piece, "list_item")
    if _is_capitals(piece.text) and _has_content(pieces, position, back):
        return Judged(piece, "heading", "", 2)
    if _BOLD_LINE.fullmatch(piece.text) and _has_content(pieces, position, back):
        return Judged(piece, "heading", "", 8)
    return Judged(piece, "paragraph")


def _could_be_heading(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :]
    return len(text) <= _HEADING_LENGTH and "\n" not in text and not re.search(r"[.!?]\s+\S", rest)


def _has_content(pieces: Sequence[Piece], position: int, back: int) -> bool:
    """Say whether something stands under the piece: text of its own, or a heading further in."""
    if position + 1 >= back:
        return False
    match, following = _LABEL.match(pieces[position].text), pieces[position + 1]
    if following.style == "heading":
        return False
    after = _LABEL.match(following.text)
    if after is None:
        chapter = match is not None and match.lastgroup == "named" and match.end() == len(pieces[position].text)
        return chapter or not _is_capitals(following.text)
    if match is None:
        return True
    return _rank(after) > _rank(match)


def _label(match: re.Match[str] | None) -> str:
    return (match[match.lastgroup] or "") if match and match.lastgroup else ""


def _rank(match: re.Match[str]) -> int:
    group = match.lastgroup or "letter"
    depth = match[group].count(".") - 1 if group == "dotted" else 0
    return _RANKS[group] + depth


def _is_document_kind(text: str) -> bool:
    return text.isupper() and text.strip(" *_").lower() in _DOCUMENT_KINDS.split("|")


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and "".join(letters).isupper() and len(text) <= _HEADING_LENGTH

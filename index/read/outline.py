"""Judges what every piece of a document is: title, heading, paragraph, list item, front or back matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.read.block import Piece
from index.read.marks import (
    BOLD_LINE,
    BULLET,
    END_MARK,
    HEADING_LENGTH,
    LABEL,
    could_be_heading,
    is_capitals,
    is_document_kind,
    is_front_or_back_matter,
    is_recipients,
    is_signature,
    starts_structure,
)
from index.report import Kind

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


def judge(pieces: Sequence[Piece]) -> tuple[Judged, ...]:
    """Judge every piece, in reading order; a text of nothing but headings is taken as paragraphs."""
    body = _body_start(pieces)
    back = _back_start(pieces, body)
    judged = [_front(pieces, position) for position in range(body)]
    for position in range(body, back):
        last = judged[-1] if judged else None
        judged.append(_as_sibling(_body(pieces, position, back), last))
    judged += [Judged(piece, "back_matter") for piece in pieces[back:]]
    judged = _with_title(_under_marked(judged), body)
    if all(item.role in ("title", "heading") for item in judged):
        return tuple(Judged(item.piece, "paragraph") for item in judged)
    if not any(item.role == "heading" for item in judged):
        judged = _with_plain_headings(judged)
    return tuple(judged)


def _under_marked(judged: list[Judged]) -> list[Judged]:
    """Put headings known only by their numbers under those that the format itself marks."""
    if not any(item.role == "heading" and item.piece.style for item in judged):
        return judged
    return [replace(item, rank=item.rank + 100) if item.rank and not item.piece.style else item for item in judged]


def _as_sibling(item: Judged, last: Judged | None) -> Judged:
    """Keep the last item of a list in its list, although text follows it as it would follow a heading."""
    if item.role != "heading" or item.piece.style or last is None or last.role != "list_item":
        return item
    match, before = LABEL.match(item.piece.text), LABEL.match(last.piece.text)
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
    second = judged[1].piece.text
    leads = judged[1].role != "paragraph" or len(second) > 200 or re.search(r"[.!?:]\W*$", second)
    third = judged[2].piece.text if len(judged) > 2 else ""
    headings = any(item.role == "heading" for item in judged) or (
        _is_plain_heading(second, 80) and bool(re.search(r"[.!?]\W*$", third))
    )
    if (
        first.role == "paragraph"
        and _is_plain_heading(first.piece.text, 200 if headings else 100)
        and (leads or headings)
    ):
        return [Judged(first.piece, "title"), *judged[1:]]
    return judged


def _with_plain_headings(judged: list[Judged]) -> list[Judged]:
    """Where nothing is numbered or marked, take short lines without a full stop above a paragraph for headings."""
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
        if is_front_or_back_matter(piece.text) or is_document_kind(piece.text) or piece.style == "title":
            start = position + 1
            if is_document_kind(piece.text) and start < len(pieces) and _is_subject(pieces[start]):
                start += 1
        elif len(piece.text) > HEADING_LENGTH:
            break
    return start


def _is_subject(piece: Piece) -> bool:
    return (len(piece.text) <= HEADING_LENGTH and not starts_structure(piece.text)) or is_capitals(piece.text)


def _front(pieces: Sequence[Piece], position: int) -> Judged:
    piece = pieces[position]
    after_kind = position > 0 and is_document_kind(pieces[position - 1].text)
    is_title = piece.style == "title" or is_document_kind(piece.text) or (after_kind and _is_subject(piece))
    return Judged(piece, "title" if is_title else "front_matter")


def _back_start(pieces: Sequence[Piece], body: int) -> int:
    """Return where recipients and signature begin, with the closing sentence marked "./." before them."""
    for position in range(body, len(pieces)):
        text = pieces[position].text
        late = position >= len(pieces) - 12
        if is_recipients(text) or (late and is_signature(text, text)):
            return position - 1 if position > body and END_MARK.search(pieces[position - 1].text) else position
        if END_MARK.search(text) and position == len(pieces) - 1:
            return position
    return len(pieces)


def _body(pieces: Sequence[Piece], position: int, back: int) -> Judged:
    piece = pieces[position]
    if piece.style == "table":
        return Judged(piece, "table")
    match = LABEL.match(piece.text)
    if piece.style == "heading":
        return Judged(piece, "heading", _label(match), 10 * (piece.level or 1))
    if BULLET.match(piece.text) or piece.style == "list_item":
        return Judged(piece, "list_item")
    if match and could_be_heading(piece.text) and _has_content(pieces, position, back):
        return Judged(piece, "heading", _label(match), _rank(match))
    if match and match.lastgroup != "named":
        return Judged(piece, "list_item")
    if is_capitals(piece.text) and _has_content(pieces, position, back):
        return Judged(piece, "heading", "", 2)
    if BOLD_LINE.fullmatch(piece.text) and _has_content(pieces, position, back):
        return Judged(piece, "heading", "", 8)
    return Judged(piece, "paragraph")


def _has_content(pieces: Sequence[Piece], position: int, back: int) -> bool:
    """Say whether something stands under the piece: text of its own, or a heading further in."""
    if position + 1 >= back:
        return position + 1 < len(pieces) and bool(END_MARK.search(pieces[position + 1].text))
    match, following = LABEL.match(pieces[position].text), pieces[position + 1]
    if following.style == "heading":
        return False
    after = LABEL.match(following.text)
    if after is None:
        chapter = match is not None and match.lastgroup == "named" and match.end() == len(pieces[position].text)
        return chapter or not is_capitals(following.text)
    if match is None:
        return True
    return _rank(after) > _rank(match)


def _label(match: re.Match[str] | None) -> str:
    return (match[match.lastgroup] or "") if match and match.lastgroup else ""


def _rank(match: re.Match[str]) -> int:
    group = match.lastgroup or "letter"
    depth = match[group].count(".") - 1 if group == "dotted" else 0
    return _RANKS[group] + depth

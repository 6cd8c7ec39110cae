"""Mends what printing did to a text: paragraphs cut in two by a page break, decomposed letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.read.block import Block, Piece
from index.read.marks import (
    could_be_heading,
    is_document_kind,
    is_front_or_back_matter,
    is_numbered,
    is_recipients,
    is_signature,
    starts_structure,
)

_SENTENCE_END = re.compile(r"(?:[.!?…:]|\.\.\.|/\.)[”\"'’)\]»*_]*$")
_FULL_STOP = re.compile(r"[.!?;:…][”\"'’)*]*$")
_BEFORE_NUMBER = re.compile(r"\b(?:số|ngày|tháng|năm|quý|khoảng|gần|hơn|đạt|no\.?|of|from|to|about)$", re.IGNORECASE)
_LONG = 60  # characters: a shorter block without a full stop is a heading or a line of its own
_TAIL = re.compile(r"\b(\w++)\s+(\w+)$")  # from the head of a word on, so that no run of letters is tried twice
# Words after which a Vietnamese or English sentence cannot stop.
_OPEN_WORDS = (
    "của và với tại ở cho về trong ngoài trên dưới các những một từ đến do bởi theo là được bị để nhằm như hoặc hay "
    "cùng giữa bằng qua khi nếu thì mà nên vì đã đang sẽ không mỗi mọi "
    "of and with at in on for to from by the a an as or between into that which is are was were be"
)


def mend(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """Return the blocks in NFC, with those that a page break had cut joined again."""
    names = _complete_names(blocks)
    pieces: list[Piece] = []
    for block in _with_titles_apart(blocks):
        text, raw = normalise(block.text), block.raw or block.text
        if block.style == "running_head":
            continue
        if pieces and block.style == pieces[-1].style and _continues(pieces[-1].text, text, block, names):
            last = pieces[-1]
            pieces[-1] = replace(last, text=f"{last.text} {text}", raw=f"{last.raw}\n\n{raw}")
        elif any(character.isalnum() for character in text):  # rulers and rows of dots say nothing
            pieces.append(Piece(text, raw, block.page, block.style, block.level, block.row, block.recognised))
    return _gather_back_matter(pieces)


def _with_titles_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Part the kind of document from its subject below it ("BÁO CÁO"), and join the lines of a heading in capitals."""
    for block in blocks:
        first, _, rest = block.text.strip().partition("\n")
        if rest and is_document_kind(first):
            yield replace(block, text=first, raw=first)
            yield replace(block, text=" ".join(rest.split()), raw=rest, page_break=False)
        elif rest and block.text.isupper() and is_numbered(first):
            yield replace(block, text=" ".join(block.text.split()), raw=block.text)
        else:
            yield block


def _gather_back_matter(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Make one piece of the recipients' lines, and one of the signature's, however the format parted them."""
    gathered: list[Piece] = []
    recipients = False
    for piece in pieces:
        recipients = recipients or is_recipients(piece.text)
        last = gathered[-1] if gathered else None
        if last and recipients and (_same_start(last.text, piece.text) or is_signature(last.text, piece.text)):
            gathered[-1] = replace(last, text=f"{last.text}\n{piece.text}", raw=f"{last.raw}\n{piece.raw}")
        else:
            gathered.append(piece)
    return tuple(gathered)


def _same_start(first: str, second: str) -> bool:
    return first[:2] == second[:2] and first[:2] in ("- ", "+ ", "• ", "– ")


def normalise(text: str) -> str:
    """Return the text in NFC, without invisible characters, and with plain spaces."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]", "", text)
    text = re.sub(r"\s*\n\s*", "\n", text)
    return re.sub("[ \t\u00a0\u2000-\u200a\u202f\u3000]+", " ", text).strip()


def _continues(before: str, text: str, block: Block, names: frozenset[str]) -> bool:
    """Say whether `text` goes on with the paragraph `before`.

    Lower case after a block that ends without a full stop is enough. Anything else needs more: a page break known from
    the format, or that `before` stops inside a name or after a word no sentence stops at.
    """
    if block.style not in ("", "heading") or _SENTENCE_END.search(before) or "\n" in before or "\n" in text:
        return False
    if starts_structure(text) or is_front_or_back_matter(before):
        return False
    first = next(iter(text.lstrip("“\"'(‘«*_")), "")
    if first.islower() or (first in ",;)" and len(text) > 1):
        return not block.style or block.page_break
    if block.style or could_be_heading(before) or not _FULL_STOP.search(text):
        return False
    if first.isdigit():
        return block.page_break or bool(_BEFORE_NUMBER.search(before))
    return len(before) >= _LONG and (
        block.page_break or before.endswith((",", "(", "“")) or _stops_inside(before, names)
    )


def _stops_inside(before: str, names: frozenset[str]) -> bool:
    """Say whether the text stops after a word that needs another, or inside a name such as "Không gian | Đổi mới"."""
    tail = _TAIL.search(before)
    if tail is None:
        return False
    if tail[2] in _OPEN_WORDS.split():
        return True
    begins_sentence = bool(re.search(r"(?:^|[.!?:]\s+)$", before[: tail.start()]))
    begins_name = tail[1][0].isupper() and tail[2][0].islower() and not tail[1].isupper() and not begins_sentence
    return begins_name and tail.group() not in names


def _complete_names(blocks: Sequence[Block]) -> frozenset[str]:
    """Collect names of two syllables that the text uses on their own ("Chính phủ", "Nhà nước")."""
    names: set[str] = set()
    for block in blocks:
        for match in re.finditer(r"\b([^\W\d_a-z]\w*\s+[^\W\d_]\w*)(?=[,.;:)]|\s+[^\W\d_])", normalise(block.text)):
            following = block.text[match.end() :].lstrip()[:1]
            if not following.isupper():
                names.add(match[1])
    return frozenset(names)

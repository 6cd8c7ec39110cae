"""Which encoding a text is in: told by its marks and by its spelling, never guessed; not sure is an error."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import ReportUnreadable
from index.read.block import Block
from index.read.legacy import FROM_FONT, is_unicode
from index.read.spelling import Spelling, spelling

_SURE = 0.9  # of the words with diacritics must be Vietnamese syllables
_CLEARLY = 0.2  # further than any other reading
_WRONG = 0.5  # a Vietnamese text with fewer good words is not read rightly
_SAMPLE = 400_000  # bytes that are tried in each encoding


def decode(data: bytes, path: Path) -> str:
    """Decode text: UTF-8, UTF-16, windows-1258 or an old font's letters; anything else is refused, a guess loses data.

    Letters of old fonts stay as they are in the file; `recode` turns them into Vietnamese.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in data:
        encoding = _utf16_without_mark(data, path)
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise ReportUnreadable(f"{str(path)!r} is cut off (byte {error.start}). Get it again.") from error
        text = data.decode(_eight_bits(data, path, error))
    if "\0" in text:
        raise _no_text(path)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")


def _utf16_without_mark(data: bytes, path: Path) -> str:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(data) // 8 and min(even, odd) == 0:
        return "utf-16-be" if even > odd else "utf-16-le"
    raise _no_text(path)


def _no_text(path: Path) -> ReportUnreadable:
    return ReportUnreadable(f"{str(path)!r} is not a text file. Give a report as text, Markdown or a folder.")


def _eight_bits(data: bytes, path: Path, error: UnicodeDecodeError) -> str:
    """Return the encoding of one byte a letter in which the text is Vietnamese, and in which alone."""
    found: dict[str, tuple[Spelling, str]] = {}
    for encoding, codec in (("windows-1258", "cp1258"), *((name, "cp1252") for name in FROM_FONT)):
        try:
            text = data[:_SAMPLE].decode(codec)
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        letters = FROM_FONT[encoding](text) if encoding in FROM_FONT else text
        found[encoding] = spelling([letters]), codec
    best, *others = sorted(found, key=lambda name: -found[name][0].share) or [""]
    if best:
        spelled, codec = found[best]
        clear = not spelled.words or all(spelled.share - found[name][0].share > _CLEARLY for name in others)
        if spelled.share >= _SURE and clear:
            return codec
    raise ReportUnreadable(
        f"{str(path)!r} is in an encoding that cannot be told for sure: not UTF-8 or UTF-16 (byte {error.start}), and"
        " not clearly windows-1258, TCVN3 or VNI. Save it as UTF-8 and try again."
    ) from error


def recode(blocks: Sequence[Block], path: Path) -> tuple[Block, ...]:
    """Turn blocks in the letters of an old font into Vietnamese; the raw text of each is kept.

    Raises:
        ReportUnreadable: the text is in such letters, but in which cannot be told.
    """
    before = spelling(block.text for block in blocks)
    if before.share >= _SURE:
        return tuple(blocks)
    after = {name: tuple(_recoded(block, name) for block in blocks) for name in FROM_FONT}
    spelled = {name: spelling(block.text for block in after[name]) for name in FROM_FONT}
    best = max(spelled, key=lambda name: spelled[name].share)
    if spelled[best].share < max(_WRONG, before.share + _CLEARLY):
        return tuple(blocks)  # another language, or Vietnamese with many foreign names
    if spelled[best].share < _SURE:
        raise ReportUnreadable(
            f"{str(path)!r} is in the letters of an old Vietnamese font, but whether of TCVN3 or VNI cannot be told for"
            " sure. Convert it to Unicode and try again."
        )
    return after[best]


def _recoded(block: Block, name: str) -> Block:
    """Return a block read in an old font's letters, where that makes it better Vietnamese."""
    text = _composed(name, block.text)
    if is_unicode(block.text) or text == block.text or spelling([text]).share < spelling([block.text]).share:
        return block
    row = block.row and replace(
        block.row,
        heads=tuple(_composed(name, head) for head in block.row.heads),
        cells=tuple(_composed(name, cell) for cell in block.row.cells),
    )
    return replace(block, text=text, raw=block.raw or block.text, row=row)


def _composed(name: str, text: str) -> str:
    return unicodedata.normalize("NFC", FROM_FONT[name](text))

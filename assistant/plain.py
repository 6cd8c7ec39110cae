"""Take everything out of a model's text that is not plain words: links, images, HTML, headings, hidden characters.

What a model writes is data. It may bring no link, no picture and no markup into the page, the terminal or an export, so
a text is reduced here and checked and shown in the reduced form only.
"""

from __future__ import annotations

import html
import re
import unicodedata

_SCRIPT = re.compile(
    r"<(script|style|iframe|svg|object)\b[^>]{0,2000}>.{0,20000}?</\1\s{0,9}>", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]{0,2000}>|<!--.{0,20000}?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()]{0,2000}\)|\[[^\[\]]{0,200}\])")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\([^()]{0,2000}\)")
_LINE_START = re.compile(r"^\s{0,8}(?:#{1,6}\s+|>\s{0,4})+")
_EMPHASIS = re.compile(r"\*{1,3}|__|~~|`{1,3}")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})  # controls, direction overrides, zero-width and private characters

# What must not be left in a text that is shown.
ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}:/{1,2}\S|\bwww\.\S|\b(?:javascript|data|vbscript|mailto):\S|[\w.+-]{1,64}@[\w-]{1,64}\.\w",
    re.IGNORECASE,
)
MARKUP = re.compile(r"<[/!?a-zA-Z]|\]\s{0,3}\(|!\[|\]\s{0,3}:\s|&#?\w{1,12};")


def plain_text(text: str) -> str:
    """Return the words of a text: NFC, no markup, no hidden characters; a link leaves its words, an image nothing."""
    words = " ".join(_visible(text).split())
    for _ in range(5):  # markup may hide in entities and in other markup
        before = words
        words = html.unescape(words)
        words = _LINK.sub(r"\1", _IMAGE.sub("", _TAG.sub("", _SCRIPT.sub("", words))))
        words = " ".join(_EMPHASIS.sub("", _LINE_START.sub("", _visible(words))).split())
        if words == before:
            break
    return unicodedata.normalize("NFC", words)


def leftover(text: str, allowed: str = "") -> str:
    """Return the first address or piece of markup that still stands in a text, "" where there is none.

    An address that stands in `allowed`, the cited text, is the report's own and no addition.
    """
    for match in (*MARKUP.finditer(text), *ADDRESS.finditer(text)):
        word = text[match.start() :].split(maxsplit=1)[0].rstrip(".,;:)")
        if not word or word not in allowed:
            return word or match.group()
    return ""


def _visible(text: str) -> str:
    return "".join(letter for letter in text if letter in "\t\n\r" or unicodedata.category(letter) not in _HIDDEN)

"""Vietnamese as it was written before Unicode: texts in the letters of a font, turned into real letters.

Until the 2000s agencies in Vietnam typed with fonts that draw Vietnamese letters in the places of Western ones: the
file holds "Céng hßa" (TCVN3, fonts named .VnTime) or "Coäng hoøa" (VNI, fonts named VNI-Times) for "Cộng hòa".

TCVN3 is the third form of the standard TCVN 5712:1993 (ABC); its places are those of glibc's character map
TCVN5712-1, less the capitals, which TCVN3 leaves to fonts of their own (.VnTimeH). VNI for Windows is documented by
VNI Software Company, "VNI character set": a vowel is followed by the sign it carries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_SHOUTED = re.compile(r"\w*[A-Z]\w*")

_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")  # sắc, huyền, hỏi, ngã, nặng
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_SIGNS = {
    **dict(zip("ùøûõï", _TONES, strict=True)),
    **{sign: _CIRCUMFLEX + tone for sign, tone in zip("âáàåãä", ("", *_TONES), strict=True)},
    **{sign: _BREVE + tone for sign, tone in zip("êéèúüë", ("", *_TONES), strict=True)},
}
_VNI_LETTERS = dict(zip("ôöñíìæóòîÔÖÑÍÌÆÓÒÎ", "ơưđíìỉĩịỵƠƯĐÍÌỈĨỊỴ", strict=True))
_SIGNS = "".join(_VNI_SIGNS)
_VNI = re.compile(rf"([aeiouyôö])([{_SIGNS}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE)


def from_tcvn3(text: str) -> str:
    """Return a text in the letters of a TCVN3 font as Vietnamese: "Céng hßa" -> "Cộng hòa"."""
    letters = "".join(_TCVN3.get(letter, letter) for letter in text)
    return _SHOUTED.sub(lambda word: _in_capitals(word.group()), letters)


def _in_capitals(word: str) -> str:
    """Give a word typed in capitals its capital vowels, which the font did not have: "BáO" -> "BÁO"."""
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    shouted = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return word.upper() if shouted else word


def from_vni(text: str) -> str:
    """Return a text in the letters of a VNI font as Vietnamese: "Coäng hoøa" -> "Cộng hòa"."""
    return _VNI.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    if match[3]:
        return _VNI_LETTERS[match[3]]
    base = _VNI_LETTERS.get(match[1], match[1])
    letter = unicodedata.normalize("NFC", base + _VNI_SIGNS[match[2].lower()])
    if len(letter) > 1:
        return base + _VNI_LETTERS.get(match[2], match[2])
    return letter


FROM_FONT: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


def is_unicode(text: str) -> bool:
    """Say whether a text has letters that only Unicode has: no old font's text holds an "ỗ"."""
    return any(letter > "\u00ff" and letter.isalpha() for letter in unicodedata.normalize("NFC", text))


def encoding_of_font(name: str) -> str:
    """Return the encoding that a font's name stands for, "" where it is an ordinary one."""
    return "TCVN3" if name.lower().startswith(".vn") else "VNI" if name.upper().startswith("VNI-") else ""


def is_capital_font(name: str) -> bool:
    """Say whether a font draws every letter as a capital, as .VnTimeH does."""
    return encoding_of_font(name) == "TCVN3" and name.endswith("H")

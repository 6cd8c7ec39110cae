"""Letters without diacritics, and what a Vietnamese syllable can look like."""

from __future__ import annotations

import re
import unicodedata

_ONSET = r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
# Every rime of Vietnamese spelling, diacritics taken off.
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet "
    "ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong "
    "ooc oong op ot u ua uan uang uat uay uac uau uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou "
    "up ut uu uy uya uych uyen uyet uynh uyp uyt uyu y yem yen yet yeu ynh yt "
)
_SYLLABLE = re.compile(rf"{_ONSET}(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")


# Composed letters in lower case -> their base: quicker than taking them apart, which is left for all others.
_BARE = {ord("đ"): "d"} | {
    ord(letter): unicodedata.normalize("NFD", letter)[0]
    for letter in "àáâãèéêìíòóôõùúýăĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
}


def fold(text: str) -> str:
    """Return the text in lower case and without diacritics: "Đồng Khởi" -> "dong khoi"."""
    bare = text.lower().translate(_BARE)
    if bare.isascii():
        return bare
    plain = unicodedata.normalize("NFD", bare)
    return unicodedata.normalize("NFC", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def fold_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded text, and for every character of it the position in `text` it comes from.

    The offsets have one more entry, the length of `text`, so that folded[a:b] is text[offsets[a]:offsets[b]].
    """
    if text.isascii():
        return text.lower(), tuple(range(len(text) + 1))
    folded: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text):
        if unicodedata.combining(character):
            continue
        for letter in fold(character):
            folded.append(letter)
            offsets.append(position)
    return "".join(folded), (*offsets, len(text))


def is_syllable(folded: str) -> bool:
    """Say whether a folded word is spelled like a Vietnamese syllable ("nghieng" is, "rank" is not)."""
    return _SYLLABLE.fullmatch(folded) is not None

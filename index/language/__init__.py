"""Vietnamese and English as people type them.

detect       which language a question is in
fold         letters without diacritics, with the way back to the original's offsets
telex        keystrokes of the Telex input method that were never turned into letters ("ho trowj")
restore      diacritics put back, by the syllable pairs of the reports themselves ("ho tro" -> "hỗ trợ")
slips        typing slips put right, by the words of the reports ("intrusoin" -> "intrusion")
abbreviations  UBND <-> Ủy ban nhân dân, as the reports define them
"""

from index.language.abbreviations import Abbreviations, expand_abbreviations
from index.language.detect import detect_language, english_or_vietnamese, tells_language
from index.language.fold import fold, fold_with_offsets
from index.language.restore import DiacriticRestorer
from index.language.slips import Speller
from index.language.telex import decode_telex

__all__ = [
    "Abbreviations",
    "DiacriticRestorer",
    "Speller",
    "decode_telex",
    "detect_language",
    "english_or_vietnamese",
    "expand_abbreviations",
    "fold",
    "fold_with_offsets",
    "tells_language",
]

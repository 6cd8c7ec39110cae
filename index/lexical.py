"""The words of a text that keyword search goes by.

Each language has its own words: Vietnamese without diacritics, as single syllables and as pairs of neighbours;
English stemmed, without stop words. Numbers and codes are kept whole and written one way ("3,49%" is "3.49%"); of
a document's code its number is a word too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from index.language import fold
from index.language.glossary import MARK, concepts

# A code ("42/NQ-CP", "14/23"), a number with its separators and percent sign ("10.135", "3,49%"), or a word.
_TOKEN = re.compile(r"\d+(?:/[\w.-]*\w)+|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:-\d+)?|\w+")
DOCUMENT = "№"  # marks the number of a document, which is no count
# The number of a document and what kind it is: a question may give the number alone, "resolution 42".
_DOCUMENT = re.compile(r"(?<![\w./,-])(\d{1,5})/(?:(?:19|20)\d\d/)?[^\W\d_]")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH_STOP_WORDS = _set(
    """a about according all also an and any are as at be been being both but by can could did do does doing each for
    from had has have having how however i if in into is it its itself just like many me more most much my no nor
    not of off on once only or other our out over own please said same say says she should so some such tell than
    that the their them then there these they this those through to too under up us very was we were what when where
    which while who whom whose why will with would you your"""
)
# Grammatical syllables, and the words questions are made of ("how much", "is it", "who").
VIETNAMESE_STOP_WORDS = _set(
    "ai à a ạ bao bị bởi cả các cái cần cho có con của cũng đã đang đây đấy để đến đi do đó được gì giờ hả hay khi "
    "không là lại làm lắm lúc mà mấy mỗi nào này nên nếu nhé nhỉ nhiêu nhiều như nhưng những nơi ở ra rằng rất rồi sao "
    "sẽ tại thế thì tôi từ từng tự và vẫn vào vậy về vì với ư"
)
FOLDED_STOP_WORDS = frozenset(fold(word) for word in VIETNAMESE_STOP_WORDS)


def words(text: str, language: str) -> list[str]:
    """Return the search words of a text in its order, stop words left out."""
    if language == "vi":
        return _with_pairs(_vietnamese(text, _has_diacritics(text))) + _documents(text) + concepts(text, language)
    tokens = [_word(match.group()) for match in _TOKEN.finditer(fold(text).lower())]
    own = [_stem(token) if token.isalpha() else token for token in tokens if token not in ENGLISH_STOP_WORDS]
    return own + _documents(text) + concepts(text, language)


def placed_words(text: str, language: str) -> list[tuple[int, int, str]]:
    """Return the single search words of a text with where each stands in it, stop words left out."""
    found = []
    accented = _has_diacritics(text)
    for match in _TOKEN.finditer(text):
        if language == "vi":
            single = [word for word, stop in _vietnamese(match.group(), accented) if not stop]
        else:
            single = [word for word in words(match.group(), language) if word[0] != MARK]
        found += [(match.start(), match.end(), word) for word in single[:1]]
    return found


def _documents(text: str) -> list[str]:
    """Return the numbers of the documents that a text names by their codes, each alone and marked as one."""
    return [word for number in _DOCUMENT.findall(text) for word in (number, DOCUMENT + number)]


def _has_diacritics(text: str) -> bool:
    return fold(text) != unicodedata.normalize("NFC", text.lower())


def _vietnamese(text: str, accented: bool) -> list[tuple[str, bool]]:
    """Return the syllables of a text, folded, each with whether it is a stop word.

    Without diacritics "vay" may be a particle or a loan; in a text that has diacritics it can only be the loan.
    """
    found = []
    for match in _TOKEN.finditer(unicodedata.normalize("NFC", text.lower())):
        syllable, token = match.group(), _word(fold(match.group()))
        found.append((token, syllable in VIETNAMESE_STOP_WORDS if accented else token in FOLDED_STOP_WORDS))
    return found


def _with_pairs(tokens: Sequence[tuple[str, bool]]) -> list[str]:
    """Vietnamese words are mostly two syllables, so neighbours count as a word as well."""
    single = [token for token, stop in tokens if not stop]
    pairs = [f"{first}_{second}" for (first, one), (second, other) in pairwise(tokens) if not (one and other)]
    return single + pairs


def _word(token: str) -> str:
    """Write a number one way: no thousands separators, a decimal point."""
    if not token[0].isdigit() or "/" in token:
        return token
    percent = "%" if token.endswith("%") else ""
    digits = token.removesuffix("%")
    if _GROUPED.fullmatch(digits):
        return re.sub(r"[.,]", "", digits) + percent
    return digits.replace(",", ".") + percent


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    import Stemmer  # type: ignore[import-not-found]

    # A stemmer is not thread-safe and costs nothing to make; the cache makes it rare.
    return str(Stemmer.Stemmer("english").stemWord(word))

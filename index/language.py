"""Which language a text is in, and Vietnamese with and without its diacritics."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def detect_language(text: str) -> Literal["en", "vi", "other"]:
    """Return the language of a text."""
    return "vi" if _VIETNAMESE.search(unicodedata.normalize("NFC", text)) else "en"


def fold(text: str) -> str:
    """Return the text in lower case and without diacritics: "Đồng Khởi" -> "dong khoi"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(letter for letter in plain if not unicodedata.combining(letter)))

"""The few words an answer adds to what it quotes, in both languages; nothing else in an answer is ours."""

from __future__ import annotations

from typing import Literal

from assistant.answer import Language

Phrase = Literal[
    "translation", "larger", "larger by", "higher rank", "equal", "yes", "no", "thanks", "untranslated", "silent",
    "uncovered", "more",
]  # fmt: skip

_WORDS: dict[Phrase, dict[Language, str]] = {
    "translation": {"en": "Unofficial translation:", "vi": "Bản dịch không chính thức:"},
    "untranslated": {"en": "In the report's own words:", "vi": "Nguyên văn báo cáo:"},
    "larger": {"en": "The larger is {figure}.", "vi": "Lớn hơn là {figure}."},
    "larger by": {
        "en": "The larger is {figure}, by {difference} (calculated from these figures).",
        "vi": "Lớn hơn là {figure}, hơn {difference} (tính từ các số liệu này).",
    },
    "higher rank": {"en": "The higher rank is {figure}.", "vi": "Thứ hạng cao hơn là {figure}."},
    "equal": {"en": "Both are {figure}.", "vi": "Cả hai đều là {figure}."},
    "yes": {"en": "Yes.", "vi": "Có."},
    "no": {"en": "No.", "vi": "Không."},
    "silent": {"en": "This report does not say.", "vi": "Báo cáo này không nêu."},
    "uncovered": {"en": "No report here is about {places}.", "vi": "Ở đây không có báo cáo nào về {places}."},
    "more": {
        "en": "{count} more reports may say something about this; name a place or a year to ask one of them.",
        "vi": "Còn {count} báo cáo khác có thể nói về điều này; hãy nêu tỉnh hoặc năm để hỏi đúng báo cáo.",
    },
    "thanks": {
        "en": "You are welcome. Ask me anything else about the report.",
        "vi": "Rất vui được giúp bạn. Bạn cứ hỏi tiếp về báo cáo.",
    },
}


def say(phrase: Phrase, language: Language, **values: str) -> str:
    """Return one of our own phrases in a language."""
    return _WORDS[phrase][language].format(**values)

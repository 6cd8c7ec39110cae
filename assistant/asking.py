"""What a question asks, without what is said around it: greetings, thanks, who says it, who is asking, "is that so?".

People tell who they are and why they ask before they do; none of it is about the report. What is left is a part of the
question as typed, so that it can be shown as what was searched. Where nothing that could be asked would be left, or
what asks points back at what was said before it, the question stays whole.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.answer import Language
from assistant.cues import INTERROGATIVES
from assistant.framed import claim_end, names_province, opening, preamble, stands_alone
from index.language import fold
from index.language.glossary import MARK
from index.lexical import words

_LEAST = 2  # words that a question is about; with fewer, what stands around it is needed
_END = re.compile(r"(?<=[^\W\d]{2}[.!?])\s+|(?<=\d[?!])\s+|(?<=[)\"”%][.!?])\s+|\n+")
_ANOTHERS = {  # words by which a sentence leans on the one before it
    "en": re.compile(r"\b(?:it|its|that|this|these|those|they|them|their|he|she|his|her|there|such|so)\b"),
    "vi": re.compile(r"(?<!\w)(?:do|nay|no|ay|vay|the|ho|chung|kia)(?!\w)(?! (?:nao|gi))"),
}
_I = r"(?:em|mình|tôi|tui|tớ|con|cháu|bạn|anh|chị|cô|chú|bác|chúng (?:tôi|tui|em|mình)|tụi (?:em|tui|mình)|nhà báo)"
_TO_KNOW = r"(?: (?:là|rằng|về|thêm|xem|rõ|chút|thông tin(?: về)?))*[,: ]+"
_BEFORE = {
    "en": (
        r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings)(?: (?:there|all|everyone|sir|madam|team))?\b[^\w]+",
        r"dear (?:sir|madam|all|team|colleagues?)\b[^\w]+",
        r"(?:excuse me|sorry|pardon me|quick (?:question|one)|one more thing|just (?:curious|wondering|asking)|out of curiosity)\b[^\w]+",
        r"(?:please|kindly|pls|plz)[,: ]+",
        r"(?:(?:can|could|would|will) (?:you|u|someone|anyone|anybody)(?: please| kindly)? )?(?:tell|inform|show|give|remind|explain to|enlighten) (?:me|us)(?: about| on)?[,: ]+",
        r"(?:(?:can|could|would|will) (?:you|someone|anyone|anybody)(?: please| kindly)? )?(?:let (?:me|us) know|help (?:me|us) (?:to )?(?:find out|find|see|learn|understand))(?: about)?[,: ]+",
        r"(?:do|would) you (?:happen to )?know[,: ]+",
        r"i(?:'d|’d| would)?(?: really| just)? (?:like|love|want|need|wish) to (?:know|learn|find out|ask|understand|see|hear)(?: about)?[,: ]+",
        r"i(?:'m|’m| am)(?: just)? (?:trying to (?:find out|understand|learn)|keen to know|curious|wondering|interested in)(?: about)?[,: ]+",
        r"(?:i wonder(?:ed)?|i was wondering|may i (?:ask|know)|let me (?:ask|know)|any(?:body|one) knows?|any idea)(?: about)?[,: ]+",
        r"(?:according to|as per|based on) (?:the|this|your) (?:report|document)[,: ]+",
        r"(?:if|whether) (?=(?:how|what|which|who|when|where|why)\b)",
    ),
    "vi": (
        rf"(?:xin |kính )?(?:chào|thưa|dạ)(?: (?:{_I}|ad|admin|quý vị|quý cơ quan))*(?: ơi| ạ)?[,.! ]+",
        r"(?:ad|admin|bạn|anh|chị|bác|chú|cô|mọi người) ơi[,.! ]+",
        r"(?:xin )?(?:làm ơn|vui lòng)[, ]+",
        rf"(?:xin )?(?:cho|nhờ|giúp)(?: {_I})?(?: xin)? (?:hỏi|biết){_TO_KNOW}",
        rf"(?:{_I} )?(?:đang |rất |cũng |chỉ )?(?:muốn|cần|xin|mong)(?: được)? (?:hỏi|biết|tìm hiểu){_TO_KNOW}",
        rf"(?:xin |{_I} )(?:hỏi|được hỏi){_TO_KNOW}",
        rf"cho {_I} xin[,: ]+",
        rf"(?:{_I} )?(?:có )?(?:nghe (?:nói|bảo|đồn)|đọc thấy)(?: là| rằng)?[,: ]+",
        rf"(?:nói|kể|trả lời)(?: (?:giúp|giùm|dùm))?(?: cho)? {_I}(?: nghe| biết)?[,: ]+",
        rf"(?:{_I}) (?:đang|là) [^,.?!]{{3,80}}, (?=(?:xin|cho|nhờ|giúp) )",
        r"theo(?: nội dung)?(?: bản)? báo cáo(?: này)?[, ]+",
    ),
}  # fmt: skip
_AFTER = {
    "en": (
        r"[.?!,; ]+(?:please )?(?:answer|reply|respond) (?:me )?(?:from|using|with|based on|according to) (?:the|this) (?:report|document)",
        r"[, ]+(?:please|pls|plz|thanks?(?: you)?(?: (?:so|very) much| in advance| a lot)?|thx|cheers|if (?:you (?:can|could|know)|possible))",
    ),
    "vi": (
        r"[.?!,; ]+(?:xin |hãy |vui lòng )*(?:trả lời|cho biết) (?:theo|dựa (?:vào|trên|theo)) (?:báo cáo|văn bản)(?: này)?",
        rf"[, ]+(?:giúp|giùm|dùm)(?: {_I})?(?: với| nhé)?",
        rf"[, ]+(?:xin )?cảm ơn(?: {_I})?(?: nhiều| trước)?",
        r"(?<=\w) (?:ạ|vậy|nhé|nhỉ|hả|vậy cà|vậy ta)",
    ),
}  # fmt: skip
# Typed without diacritics, "vay" after a word that asks is no loan; "ha" and "nhi" may be hectares and children.
_AFTER_PLAIN = (
    *(fold(each) for each in _AFTER["vi"][:3]),
    r"(?<=\w) (?:a|nhe|vay a)",
    "|".join(rf"(?<= {word}) vay" for word in ("sao", "nao", "gi", "ai", "dau", "nhieu")),
)


def _before(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns))


def _after(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})(?=[ ?.!]*$)")


_LEADING = {"en": _before(_BEFORE["en"]), "vi": _before(_BEFORE["vi"])}
_TRAILING = {"en": _after(_AFTER["en"]), "vi": _after(_AFTER["vi"])}
_PLAIN = (_before(tuple(fold(each) for each in _BEFORE["vi"][1:])), _after(_AFTER_PLAIN))  # "da" is mostly "đã"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks."""

    text: str  # a part of the question as typed
    claimed: bool = False  # it is no question but a claim, and whether it is so is asked


def asked_of(question: str, language: Language) -> Asked:
    """Return the part of a question that asks, as typed; the question itself where all of it does."""
    if len(fold(question)) != len(question):
        return Asked(question)
    polite = _stripped(question, language)
    if (end := claim_end(polite, language)) < len(polite):
        claim = _unframed(polite[:end], language)
        return Asked(_closed(claim.text, polite[end:]), True) if _says_enough(claim.text, language) else Asked(question)
    asking = _asking(question, language)
    for part in (_unframed(asking, language), Asked(asking)):
        if _says_enough(part.text, language):
            return part
    return Asked(question)


def _unframed(text: str, language: Language) -> Asked:
    """Leave out who says it, who asks it, and what is said to be polite, as often as they follow each other."""
    claimed = False
    while True:
        shorter = _stripped(text, language)
        length, is_claim = opening(shorter, language)
        rest, claimed = shorter[length:], claimed or is_claim
        length = preamble(rest, language)
        if length and stands_alone(_stripped(rest[length:], language), rest[:length], language):
            rest = rest[length:]
        if rest == text:
            return Asked(text, claimed)
        text = rest


def _closed(text: str, behind: str) -> str:
    """Return a claim as the question that it was made by what stood behind it."""
    return text.rstrip(" .!") + "?" if "?" in behind and not text.endswith("?") else text


def _asking(question: str, language: Language) -> str:
    """Leave out the sentences that tell before the first that asks, where all that ask can do without them."""
    sentences = [sentence for sentence in _END.split(question.strip()) if sentence.strip()]
    first = next((place for place, one in enumerate(sentences) if _asks(one, language)), 0)
    asking = sentences[first:]
    leaning = any(_ANOTHERS[language].search(fold(sentence)) for sentence in asking)
    return question if leaning or first == 0 or any(map(names_province, sentences[:first])) else " ".join(asking)


def _asks(sentence: str, language: Language) -> bool:
    return sentence.rstrip().endswith("?") or bool(INTERROGATIVES[language].search(fold(sentence)))


def _stripped(text: str, language: Language) -> str:
    """Leave out what is said to be polite, before and behind."""
    typed = unicodedata.normalize("NFC", text).lower()
    if len(typed) != len(text):
        return text
    plain = language == "vi" and typed == fold(text)
    leading, trailing = _PLAIN if plain else (_LEADING[language], _TRAILING[language])
    start = 0
    while (found := leading.match(typed, start)) and found.end() > start:
        start = found.end()
    end = len(text)
    while (found := trailing.search(typed[:end].rstrip(" ?.!"))) and found.start() > start:
        end = found.start()
    ending = "?" if end < len(text) and "?" in text[end:] else ""
    return text[start:end].strip(" ,:;") + ending


def _says_enough(text: str, language: Language) -> bool:
    content = [word for word in words(text, language) if "_" not in word and not word.startswith(MARK)]
    return len(content) >= _LEAST

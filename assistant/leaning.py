"""Whether a question leans on the one before: it points back, opens like a reply, or names no subject of its own."""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.cues import GENERIC, INTERROGATIVES, PERIODS, RELATIONS, plain
from index.language import fold
from index.language.glossary import MARK
from index.lexical import words

# What a question that leans on the one before begins with; what follows is its own part.
OPENING = {
    "en": re.compile(r"^(?:no[,. ]+|sorry[,. ]+|ok(?:ay)?[,. ]+|actually[,. ]+)*(?:i (?:mean|meant)|and|but|so|then|also|or|what about|how about|what of|same for|the same for|as for)\b[ ,:]*(?:what about |how about |for |in the case of )?", re.IGNORECASE),
    "vi": re.compile(r"^(?:không(?: phải)?[,. ]+|khong(?: phai)?[,. ]+|à[,. ]+|ủa[,. ]+|xin lỗi[,. ]+)*(?:ý (?:tôi|mình|em|anh) là|y (?:toi|minh|em|anh) la|thế còn|the con|vậy còn|vay con|rồi còn|roi con|còn|con|thế|the|vậy|vay|và|va|rồi|roi|nhưng|nhung)(?!\w)[ ,:]*(?:thì |thi |về |ve )?", re.IGNORECASE),
}  # fmt: skip
_COUNTED_BY_CON = re.compile(
    r"^con (?:duong|song|kenh|rach|suoi|de|deo|tau|thuyen|do|nguoi|vat|so|em|cai|giong|dau)(?!\w)(?!.*(?:thi sao|the nao|ra sao)[ ?.!]*$)"
)
POINTING = {
    "en": re.compile(r"\b(?:he|she|his|her|him|that|it|its|they|them|their|those|these|this|there|ones?|same|the (?:figure|amount|number|total|rest|others?))\b"),
    "vi": re.compile(r"(?<!\w)(?:(?:so|cai|khoan|viec|dieu|trong|nam|muc|phan|con so|tien|nhung|cac|chi tieu|chuyen|luc|noi|nguoi|ong|ba|vi|nghi quyet|quyet dinh|chi thi|ke hoach|de an|du an|chuong trinh|don vi|xa|huyen|nganh|khu vuc|chi so|ty le|nguon von|quy|lan|vu|loai|tinh hinh|van de) (?:do|nay|ay|kia|day)|no|chung|nhu vay|nhu the)(?!\w)"),
}  # fmt: skip
_BARE = {
    "en": re.compile(r"^(?:why|how come|when|who|where|how many|how much|for how long|since when|by whom|which ones?|in what way|how|how so|really|for|in|of|by|compared)\b"),
    "vi": re.compile(r"^(?:vi sao|tai sao|sao|khi nao|ai|o dau|bao nhieu|bao gio|trong do|so voi|nhu the nao|the nao|bang cach nao)(?!\w)"),
}  # fmt: skip
# What points at the report or at today, not at what was said; "which report does this one replace" names it itself.
_NOT_POINTING = {
    "en": re.compile(r"\b(?:this|that|the) (?:report|document|year|province)\b|(?<=^which )(\w+)(?=.* (?:this|that) one\b).*"),
    "vi": re.compile(r"(?<!\w)(?:nam nay|lan nay|hien nay|ngay nay)(?!\w)"),
}  # fmt: skip
_NAMES_REPORT = re.compile(r"\b(?:this|the) (?:report|document)\b|(?<!\w)(?:bao cao|van ban)(?: nay)?(?!\w)")
# A Vietnamese question may leave out its subject: it begins with what is said of it, and asks how much of it at once.
_SUBJECTLESS = re.compile(
    r"^(?:(?P<by>tang(?! truong)|giam(?! ngheo)|dat|chiem|vuot|hut|bang|xep|dung)(?: them| duoc| hon| thu| hang)*(?= (?:bao nhieu|may|bn)(?!\w))"
    r"|(?:duoc )?(?:ban hanh|cong bo|ky|dien ra|bat dau|ket thuc|hoan thanh)|(?:co|da|duoc)(?= .*(?:khong|chua)[ ?.!]*$))(?!\w)"
)
# A piece that only sets a figure beside another ("% of the plan", "so cùng kỳ", "trong đó"), or asks where it belongs.
BESIDE = {
    "en": re.compile(r"^(?:(?:as )?(?:a |what )?(?:share|percentage|percent|proportion|%)(?: of)?|against|versus|vs\.?|compared|relative to|up or down|in total|altogether|out of how many|on average|per \w+)(?!\w)"),
    "vi": re.compile(r"^(?:%|phan tram|so(?: voi)?(?= (?:cung|ke|du|chi tieu|muc tieu|dau|nam|thang|quy|trung|dia))|(?:dat|vuot|hut|bang|chiem|tang(?! truong)|giam(?! ngheo)|thuoc|xep|dung|dan dau|nam (?:o|trong)|nho|tong cong|ca thay|tat ca|tinh chung)(?!\w))"),
}  # fmt: skip
_AGAINST = re.compile(
    r"(?<!\w)(?:so )?(?:voi )?(?:dau nam|cung ky|nam (?:truoc|ngoai|20\d\d)|thang truoc|quy truoc)(?!\w)"
)
# When what was spoken of is done.
_WHEN_DONE = {
    "en": re.compile(r"^(?:by )?when (?:will|is|does|should|must) (?:\w+ )?(?:be |get |to be )?(?:done|finished|completed?|ready|over|end)\W*$"),
    "vi": re.compile(r"^(?:den |toi )?(?:bao gio|khi nao|chung nao|luc nao|bao lau)(?: nua)?(?: (?:thi|moi|se|duoc))*(?: lam)? (?:xong|hoan (?:thanh|tat)|ket thuc|cham dut|dat duoc)(?: (?:viec|chuyen) (?:do|nay|ay))?(?: (?:vay|a|nhi|the))?\W*$"),
}  # fmt: skip
_ASIDE = {"en": 2, "vi": 3}  # words (syllables) that such a piece may name: "the central government's" plan
YEAR = re.compile(r"(?:\b(?:in|for|of|năm|nam|trong năm|trong nam)\s+)?\b(?:19|20)\d\d\b", re.IGNORECASE)


def leans(question: str, language: Language) -> bool:
    """Whether a question cannot be understood without the one before."""
    folded = plain(question)
    content = content_of(question, language)
    if OPENING[language].match(question.strip()) and len(content) <= 8 and not _counts_with_con(question, language):
        return True
    if names_no_subject(question, language) and (len(content) <= 6 or not POINTING[language].search(folded)):
        return True
    if _BARE[language].match(folded) and len(content) <= 2 and not _NAMES_REPORT.search(folded):
        return True
    only_period = any(pattern.search(folded) for pattern in PERIODS[language].values()) and len(content) <= 4
    only_period = only_period or (bool(YEAR.search(question)) and len(content) <= 2)
    return len(content) <= 1 or (only_period and not INTERROGATIVES[language].search(folded))


def _only_sets_beside(folded: str, language: Language) -> bool:
    """Whether a question begins with how a figure stands to another and names next to nothing else."""
    found = BESIDE[language].match(folded)
    if found is None:
        return False
    rest = folded[found.end() :]
    for pattern in (*RELATIONS[language].values(), *PERIODS[language].values(), INTERROGATIVES[language], _AGAINST):
        rest = pattern.sub(" ", rest)
    return len([word for word in content_of(rest, language) if word not in GENERIC[language]]) <= _ASIDE[language]


def names_no_subject(own: str, language: Language) -> bool:
    """Whether a follow-up only points at what was said, or says something of a subject that it leaves out."""
    folded = plain(own)
    if POINTING[language].search(_NOT_POINTING[language].sub("", folded)):
        return True
    if _WHEN_DONE[language].search(folded):
        return True
    return (language == "vi" and _lacks_subject(folded)) or _only_sets_beside(folded, language)


def content_of(text: str, language: Language) -> list[str]:
    """Return the words of a text that say what it is about."""
    return [word for word in words(text, language) if "_" not in word and not word.startswith(MARK)]


def _counts_with_con(question: str, language: Language) -> bool:
    """Whether "con" without its diacritics counts a thing: "con duong" is a road, no "and the road"."""
    typed = " ".join(question.lower().split())
    return language == "vi" and typed == fold(typed) and bool(_COUNTED_BY_CON.match(typed))


def _lacks_subject(folded: str) -> bool:
    """Whether a Vietnamese question begins with what is said of a subject that it does not name."""
    found = _SUBJECTLESS.match(folded)
    if found is None:
        return False
    rest = _AGAINST.sub("", folded[found.end() :])
    if found["by"] and re.match(r" (?:bao nhieu|may|bn) ?(?:phan tram|%|diem|lan)", rest):
        return True
    return len([word for word in content_of(rest, "vi") if word not in GENERIC["vi"]]) <= 2

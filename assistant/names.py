"""The name that answers "who" and "which district": read out of the passage that is quoted, or left to it.

A name leads an answer only where one name fits: it stands beside the word that was asked for ("huyện Chợ Lách"), or
right before what was done, or it is the only one of its kind in the passage that the question does not name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answer import Language
from assistant.places import PROVINCES
from assistant.question import Wanted
from index.language import fold
from index.lexical import words

# The family names of nine in ten Vietnamese [1].
#
# [1] Lê Trung Hoa, Họ và tên người Việt Nam, 2005.
SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Đinh", "Trịnh", "Trương", "Lâm", "Mai", "Đoàn", "Cao", "Tô", "Châu", "Thái", "Tạ", "Phùng", "Lương", "Hà",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")
_JOINTS = frozenset({"of", "and", "the", "for"})  # within a name: "Department of Finance"
# Who does things in a report.
_ACTORS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:[A-Z][\w’']* )*(?:Minister|Government|Committee|Council|Department|Chairman|Bank|Ministry|Assembly"
        r"|Director|Centre|Board|President)(?: of(?: the)? [A-Z]\w*(?: [A-Z]\w*)*)?(?!\w)"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:Thủ tướng(?: Chính phủ)?|Chính phủ|(?:UBND|HĐND|Hội đồng nhân dân|Ủy ban nhân dân)(?: tỉnh)?"
        r"|Tỉnh ủy|Quốc hội|Chủ tịch(?: (?:UBND|nước))?(?: tỉnh)?|Bộ trưởng|Trung ương)(?!\w)"
    ),
}
# What a question may call an actor by, folded.
_HEADS = (
    ("ubnd", "ubnd|uy ban(?! mat tran)"), ("uy ban nhan dan", "ubnd|uy ban(?! mat tran)"), ("hdnd", "hdnd|hoi dong"),
    ("hoi dong nhan dan", "hdnd|hoi dong"), ("chu tich", "chu tich"), (r".*committee", "committees?"),
    (r".*council", "councils?"), (r".*department", "departments?"), (r".*bank", "banks?"),
)  # fmt: skip
# Whom something was done with or for, not who did it.
_WITH_WHOM = {
    "en": re.compile(r"\b(?:with|to|for|from|of|at|on) whom\b|\bwho(?:m)?\b.*\b(?:with|to|for|from)\W*$"),
    "vi": re.compile(r"(?<!\w)(?:cho|voi|den|toi|tu|cung|giup|nhung) (?:nhung |cac )?(?:ai|co quan nao|don vi nao|ben nao|to chuc nao)(?!\w)"),
}  # fmt: skip
# What is asked by its name, as questions ask for it (folded), and how a name of it is written in a report.
UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x1F00) if chr(code).isupper())  # in a class of letters
LOWER = "a-z" + "".join(chr(code) for code in range(0xC0, 0x1F00) if chr(code).islower())
_OFFICES = (
    r"(?:chair\w*|director|secretary|minister|mayor|governor|president|head|chu tich|bi thu|giam doc|bo truong"
    r"|truong (?:so|ban|phong)|hieu truong|pho \w+)"
)
# The same office in both languages; one who is vice chairman is not the chairman.
_SAME_OFFICE = tuple(
    re.compile(rf"(?<!\w)(?<!pho )(?<!vice )(?<!deputy )(?:{office})(?!\w)")
    for office in (
        r"chair\w*|chu tich|president", r"directors?|giam doc", r"secretar\w+|bi thu", r"ministers?|bo truong|thu tuong",
        r"mayor", r"governor", r"heads?|truong (?:so|ban|phong)", r"hieu truong|(?:vice|deputy|pho) \w+",
    )
)  # fmt: skip
_BESIDE = 60  # characters between an office and the name of who holds it
_COMMUNE = "communes?|wards?|hamlets?|villages?|parish(?:es)?"
_DISTRICT = "districts?|boroughs?"
_FIRM = "contractors?|compan(?:y|ies)|firms?|suppliers?|developers?|banks?|universit(?:y|ies)|person|people|man|woman"
_PERSON = re.compile(
    rf"(?<!\w)(?:{'|'.join(SURNAMES)})(?: [{UPPER}][{LOWER}]+){{1,3}}|\b(?:Mrs?|Ms|Dr|Cllr|Councillor|Sir|Dame)\.? [A-Z]"
    r"|\b(?!(?:Vice|Deputy|Prime|Chief|Standing|Provincial|People|Party|State|National|General|The|In|On|Of)\b)[A-Z][a-z]+"
    r" (?:[A-Z]\. )?(?!(?:Committee|Council|Party|Government|Department|Assembly|Province|City|District|Minister|Chair\w*"
    r"|Officer|Executive|Board|Service\w*|Bank|Union|Front|Office|Centre|Road|Street|Bridge|Park|House|Index|Administration"
    r"|Programme|Plan|Report|Fund|Law|Congress|Authority|Commission|Trust|School|Hospital|University)\b)[A-Z][a-z]+\b"
)
_ANY_NAME = re.compile(rf"(?<![.?!:;“”] )(?<![“(*])(?<!^)(?<!\w)[{UPPER}][{LOWER}’']+(?!\w)(?! ?\d)")  # "Cr 5" is money
_NAMED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(rf"\b(?:which|what) (?:\w+ ){{0,3}}?(?:{_COMMUNE})\b|(?<!\w)(?:xa(?! (?:hoi|nghi)(?!\w))|(?<!dia )phuong(?! (?:an|cham|cach|dien|huong|phap|thuc|tien)(?!\w))|ap(?! (?:dung|gia|luc|suat|thue)(?!\w))|(?<!nong )thon)(?: \w+){{0,2}} nao(?!\w)"),
        re.compile(rf"(?<!\w)(?i:xã|phường|ấp|thôn|thị trấn)(?: các)? [{UPPER}]|(?<![.?!] )(?<!^)\b[A-Z][\w’']+ (?i:{_COMMUNE})\b|\b(?i:{_COMMUNE}) of [A-Z]"),
    ),
    (
        re.compile(rf"\b(?:which|what) (?:\w+ ){{0,3}}?(?:{_DISTRICT})\b|(?<!\w)huyen(?: \w+){{0,2}} nao(?!\w)"),
        re.compile(rf"(?<!\w)(?i:huyện|quận|thị xã|thành phố|TP\.?) [{UPPER}]|(?<![.?!] )(?<!^)\b[A-Z][\w’']+ (?i:{_DISTRICT}|city|town)\b|\b(?i:{_DISTRICT}|city|town) of [A-Z]"),
    ),
    (
        re.compile(r"\b(?:which|what) (?:\w+ )?(?:hospitals?|clinics?)\b|(?<!\w)(?:benh vien|phong kham)(?: \w+)? nao(?!\w)"),
        re.compile(rf"(?<!\w)(?i:bệnh viện|phòng khám)(?: \w+){{0,2}} [{UPPER}]|[A-Z][\w’']+ (?:\w+ )?(?i:hospital|clinic)\b"),
    ),
    (
        re.compile(r"\b(?:which|what) (?:\w+ )?(?:schools?|colleges?)\b|(?<!\w)(?<!tang )(?<!thi )(?<!moi )(?<!hien )(?<!chu )(?<!cong )truong(?: hoc| thpt| thcs| tieu hoc| mam non| dai hoc| cao dang)? nao(?!\w)"),
        re.compile(rf"(?<!\w)(?i:trường)(?: \w+){{0,3}} [{UPPER}]|[A-Z][\w’']+ (?:\w+ )?(?i:school|college)\b"),
    ),
)  # fmt: skip
_HOLDER = re.compile(
            rf"^(?:who is|who was|who's|whos)(?: \w+){{0,3}} {_OFFICES}\b|\bnames? of (?:the |our |its )?(?:\w+ ){{0,2}}{_OFFICES}\b"
            rf"|(?<!\w){_OFFICES}.{{0,40}} (?:la ai|ten (?:la )?gi|ten ai)(?!\w)|(?<!\w)ai (?:la|lam|giu chuc)(?: \w+)? {_OFFICES}(?!\w)"
        )  # fmt: skip
# What is asked by its name, whatever it is called: any name in the sentence that the question does not have.
_BY_NAME = re.compile(
    rf"^(?:which|what) (?:{_FIRM})\b|\bwhat (?:is|are|was|were) the names? of\b"
    r"|(?<!\w)(?:nha thau|cong ty|ngan hang|nuoc|quoc gia|tinh) nao(?!\w)|^ten (?:cua )?(?:\w+ ){1,20}(?:la )?(?:gi|nao)(?!\w)"
)
_OTHER_PROVINCE = re.compile(r"\b(?:which|what) (?:other )?provinces?\b|(?<!\w)tinh nao(?!\w)")  # than the one it names
_WHO = {"en": re.compile(r"\bwho(?:m|se|ever)?\b"), "vi": re.compile(r"(?<!\w)(?:ai|nguoi nao)(?!\w)")}
# "Which agency", "cơ quan nào": whoever acted, whatever they are called.
_ANY_ACTOR = {
    "en": re.compile(r"\b(?:which|what) (?:\w+ ){0,2}(?:agency|authority|body|institution|office)\b"),
    "vi": re.compile(r"(?<!\w)(?:co quan|don vi|to chuc|cap|noi) nao(?!\w)"),
}
_WHICH = {"en": re.compile(r"\b(?:which|what) (\w+)"), "vi": re.compile(r"(?<!\w)((?:\w+ )?\w+) nao(?!\w)")}
_DONE = re.compile(r" (?:has |had |have |đã )?(\w+(?: \w+)?)")


def leading_name(wanted: Wanted, text: str, language: Language) -> str:
    """Return the one name in a passage that answers, "" where none or more than one could.

    `text` is the passage in the question's language.
    """
    question = fold(wanted.question)
    if _WHO[language].search(question) or _ANY_ACTOR[language].search(question):
        return _actor(wanted, text, language)
    asked = _WHICH[language].search(question)
    if asked is None:
        return ""
    nouns = [asked[1], asked[1].split()[-1]] if language == "vi" else [asked[1]]
    for noun in dict.fromkeys(nouns):
        names = {name for name in _called(noun, text, language) if fold(name) not in question}
        if names:
            return _only(names)
    return ""


def lacks_name(question: str, texts: Iterable[str], quoted: Iterable[str]) -> bool:
    """Whether a question asks for a name and none that could be it stands in what was found.

    Args:
        texts: all of the paragraph, where communes, districts and the holders of offices are looked for.
        quoted: the passage, where any other name is.
    """
    folded, texts = fold(question), list(texts)
    if any(asked.search(folded) and not any(map(shown.search, texts)) for asked, shown in _NAMED):
        return True
    if _HOLDER.search(folded) and not any(_names_holder(text, folded) for text in texts):
        return True
    if _OTHER_PROVINCE.search(folded) and (asked := _provinces(folded)):
        return not _provinces(fold(" ".join(texts))) - asked
    if not _BY_NAME.search(folded):
        return False
    names = {fold(match.group()) for text in quoted for match in _ANY_NAME.finditer(text)}
    return not any(not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) for name in names)


def _names_holder(text: str, question: str) -> bool:
    """Whether a person's name stands beside the office that a question (folded) asks for, or is all there is."""
    asked = [office for office in _SAME_OFFICE if office.search(question)]
    offices = [match.span() for office in asked for match in office.finditer(fold(text))]
    beside = [text[max(0, start - _BESIDE) : end + _BESIDE] for start, end in offices]
    return any(map(_PERSON.search, beside)) or bool(_PERSON.match(text) and len(text) <= _BESIDE)


def _provinces(folded: str) -> set[str]:
    return {place for place in PROVINCES if re.search(rf"(?<!\w){place}(?!\w)", folded)}


def _called(noun: str, text: str, language: Language) -> Iterator[str]:
    """Yield the names of a kind: "Chợ Lách District" for a district, "huyện Chợ Lách" for a huyện."""
    found = list(_WORD.finditer(text))
    length = len(noun.split())
    for place in range(len(found) - length + 1):
        if fold(" ".join(word.group() for word in found[place : place + length])) != noun:
            continue
        first, last = place, place + length - 1
        if language == "vi":
            while last + 1 < len(found) and _joined(text, found[last], found[last + 1]) and _capital(found[last + 1]):
                last += 1
        else:
            while first and _joined(text, found[first - 1], found[first]) and _in_name(found[first - 1]):
                first -= 1
            while not _capital(found[first]) and first < place:
                first += 1
        if last - first >= length:
            yield text[found[first].start() : found[last].end()]


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] == " "


def _capital(word: re.Match[str]) -> bool:
    return word.group()[0].isupper()


def _in_name(word: re.Match[str]) -> bool:
    return _capital(word) or word.group() in _JOINTS


def _actor(wanted: Wanted, text: str, language: Language) -> str:
    """Return who did what is asked: the actor right before it, or the only actor there is.

    Nobody where it is asked with whom or for whom it was done, and nobody the question names itself, if by its head alone
    ("the committee").
    """
    question = fold(wanted.question)
    if _WITH_WHOM[language].search(question):
        return ""
    actors = [match for match in _ACTORS[language].finditer(text) if not _is_asked(match.group(), question)]
    asked = {word for word in words(wanted.question, language) if "_" not in word}
    acting = {
        match.group()
        for match in actors
        if (done := _DONE.match(text, match.end())) and asked & set(words(done[1], language))
    }
    if acting or _ANY_ACTOR[language].search(question):  # of bodies, one that only told others to act is none
        return _only(acting)
    return _only({match.group() for match in actors})


def _is_asked(name: str, question: str) -> bool:
    """Whether the question names an actor itself, by most of its words or by its head alone ("the committee")."""
    folded = fold(name)
    own = [word for word in re.findall(r"[^\W\d_]+", folded) if len(word) > 1]
    held = sum(bool(re.search(rf"(?<!\w){word}(?!\w)", question)) for word in own)
    heads = [called for head, called in _HEADS if re.search(rf"(?<!\w){head}", folded)]
    return 2 * held > len(own) or any(re.search(rf"(?<!\w)(?:{called})(?!\w)", question) for called in heads)


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""

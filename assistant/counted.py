"""What reports count, in groups of things that are no others: a commune is no enterprise, a bed no hospital.

The nouns are those of reports in general, English and Vietnamese, folded. A noun of no group may be anything, and so
may "case", which counts people and events alike.
"""

from __future__ import annotations

import re

from assistant.answer import Language

_GROUPS: dict[str, dict[Language, str]] = {
    "people": {
        "en": (
            "people|persons?|residents?|individuals?|citizens?|pupils?|students?|child|children|adults?|patients?"
            "|doctors?|nurses?|pharmacists?|teachers?|workers?|employees?|officials|officers?|members?|councillors?"
            "|delegates?|deput(?:y|ies)|apprentices?|volunteers?|wom[ae]n|m[ae]n|girls?|boys?|deaths?|fatalit(?:y|ies)"
            "|passengers?|customers?|fisherm[ae]n|farmers?|staff|drivers?|victims?|graduates?|recruits?|voters?|guests?"
            "|tourists?|visitors?|applicants?|soldiers?|labourers?"
        ),
        "vi": (
            "nguoi|nguoi dan|ca nhan|hoc sinh|sinh vien|tre|tre em|em|chau|lao dong|cong nhan|can bo|cong chuc"
            "|vien chuc|bac si|duoc si|dieu duong|y si|giao vien|nhan vien|dai bieu|thanh vien|hoi vien|doan vien"
            "|dang vien|benh nhan|phu nu|khach|khach hang|hanh khach|du khach|luot khach|luot nguoi|nong dan|ngu dan"
            "|thanh nien|tan binh|doi tuong|nhan khau|cu tri|nan nhan|tinh nguyen vien"
        ),
    },
    "events": {
        "en": (
            "accidents?|crimes?|offences?|incidents?|fires?|meetings?|inspections?|outbreaks?|violations?"
            "|cases? of (?:violations?|fraud|theft|corruption|smuggling|breaches)"
        ),
        "vi": "vu|vu an|vu viec|cuoc|dot|o dich|tran|truong hop vi pham|truong hop gian lan|vi pham",
    },
    "places": {
        "en": "communes?|wards?|districts?|villages?|hamlets?|towns?|cit(?:y|ies)|provinces?|count(?:y|ies)",
        "vi": "xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|tinh thanh|ap|thon|khom|dia phuong",
    },
    "schools": {
        "en": "schools?|classrooms?|universit(?:y|ies)|kindergartens?",
        "vi": "truong(?! hop)|truong hoc|phong hoc|lop",
    },
    "hospitals": {
        "en": "hospitals?|clinics?|health stations?",
        "vi": "benh vien|tram|tram y te|phong kham|trung tam y te",
    },
    "beds": {"en": "beds?", "vi": "giuong|giuong benh"},
    "firms": {
        "en": "enterprises?|compan(?:y|ies)|business(?:es)?|firms?|cooperatives?|shops?|factor(?:y|ies)",
        "vi": "doanh nghiep|cong ty|hop tac xa|to hop tac|ho kinh doanh|nha may|xi nghiep|chi nhanh",
    },
    "works": {"en": "projects?|bridges?|roads?", "vi": "du an|cong trinh|cau|tuyen|tuyen duong"},
    "papers": {
        "en": "documents?|decisions?|directives?|resolutions?|letters?|certificates?|permits?",
        "vi": "van ban|quyet dinh|chi thi|bao cao|nghi quyet|cong van|giay phep|giay chung nhan|ho so|thu tuc",
    },
    "aims": {
        "en": "targets?|criteri(?:a|on)|indicators?|measures?|solutions?|tasks?|goals?",
        "vi": "chi tieu|tieu chi|giai phap|nhiem vu|muc tieu|nhom giai phap|nhom nhiem vu",
    },
    "boats": {"en": "vessels?|boats?|ships?", "vi": "tau|tau ca|ghe|thuyen"},
    "homes": {
        "en": "homes?|houses?|dwellings?|households?|famil(?:y|ies)",
        "vi": "can|can nha|nha|can ho|ho|ho gia dinh|ho dan|ho ngheo|gia dinh",
    },
    "animals": {"en": "pigs?|cattle|cows?|buffalo\\w*|chickens?|ducks?|goats?", "vi": "con|heo|bo|trau|ga|vit"},
    "time": {"en": "years?|months?|weeks?|days?|hours?|minutes?|times", "vi": "nam|thang|tuan|ngay|gio|tieng|phut|lan"},
}
_IN: dict[Language, dict[str, re.Pattern[str]]] = {
    "en": {name: re.compile(rf"\b(?:{group['en']})\b") for name, group in _GROUPS.items()},
    "vi": {name: re.compile(rf"^(?:{group['vi']})(?!\w)") for name, group in _GROUPS.items()},
}
# Who people are, where it is said; those of one are not those of another.
_ROLES: dict[str, dict[Language, str]] = {
    "young": {
        "en": "pupils?|students?|child|children|girls?|boys?|graduates?",
        "vi": "hoc sinh|sinh vien|tre|tre em|em|chau|thanh nien",
    },
    "teachers": {"en": "teachers?", "vi": "giao vien"},
    "doctors": {"en": "doctors?", "vi": "bac si"},
    "nurses": {"en": "nurses?", "vi": "dieu duong"},
    "patients": {"en": "patients?", "vi": "benh nhan"},
    "farmers": {"en": "farmers?|fisherm[ae]n", "vi": "nong dan|ngu dan"},
    "visitors": {
        "en": "visitors?|tourists?|guests?|passengers?",
        "vi": "khach|hanh khach|du khach|luot khach",
    },
    "dead": {"en": "deaths?|fatalit(?:y|ies)", "vi": "nguoi (?:chet|tu vong)"},
}
_ROLE_IN: dict[Language, dict[str, re.Pattern[str]]] = {
    "en": {name: re.compile(rf"\b(?:{role['en']})\b") for name, role in _ROLES.items()},
    "vi": {name: re.compile(rf"^(?:{role['vi']})(?!\w)") for name, role in _ROLES.items()},
}
_ROLE_ANYWHERE: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"(?<!\w)(?:{'|'.join(role.values())})(?!\w)") for name, role in _ROLES.items()
}
# People and households, as a phrase on its own.
_PEOPLE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(rf"(?:.* )?(?:{_GROUPS['people']['en']}|{_GROUPS['homes']['en']})"),
    "vi": re.compile(rf"{_GROUPS['people']['vi']}|{_GROUPS['homes']['vi']}"),
}
_CLAUSE = re.compile(r"\b(?:did|do|does|was|were|is|are|has|have|had|will|can|in|of|on|for|per|that|which|who|with)\b")


def before_clause(words: str, language: Language) -> str:
    """Return the words up to a verb or preposition: of "targets did the province meet" no provinces are counted."""
    return _CLAUSE.split(words)[0] if language == "en" else words


def group_of(noun: str, language: Language, *, asked: bool = False) -> str:
    """Return the group that a counted noun (folded) is of, "" where none is known or it could be of several.

    English puts what is counted last ("main targets"), Vietnamese first; in a question the first English noun counts.
    """
    if asked:
        noun = before_clause(noun, language)
    found = [(match.start(), match.end(), name) for name, one in _IN[language].items() for match in one.finditer(noun)]
    if not found:
        return ""
    if language == "vi":  # the longer word: "trường hợp" is no school
        return max(found, key=lambda each: each[1])[2]
    return (min(found) if asked else max(found, key=lambda each: each[1]))[2]


def are_people(phrase: str, language: Language) -> bool:
    """Whether a phrase (folded) is a group of people or of households, and nothing that is said of one."""
    return bool(_PEOPLE[language].fullmatch(phrase))


def role_of(noun: str, language: Language, *, asked: bool = False) -> str:
    """Return who the people of a counted noun (folded) are, "" where it is not said or they are several."""
    noun = before_clause(noun, language) if asked else noun
    found = {name for name, role in _ROLE_IN[language].items() if role.search(noun)}
    return found.pop() if len(found) == 1 else ""


def speaks_of(text: str, role: str) -> bool:
    """Whether a text (folded) of either language has a word for people of a role."""
    return bool(_ROLE_ANYWHERE[role].search(text))

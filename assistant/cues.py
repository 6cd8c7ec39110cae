"""The words by which people ask: what tells the kind of answer that is wanted, in English and Vietnamese.

Vietnamese patterns are written without diacritics and matched on folded text, so that a question typed either way is
understood. They name no report and no subject: only question words, units, and the ways a figure relates to its noun.
"""

from __future__ import annotations

import re
from re import Pattern
from typing import Literal

Kind = Literal[
    "amount",
    "percent",
    "count",
    "quantity",
    "rank",
    "date",
    "frequency",
    "document",
    "who",
    "list",
    "reason",
    "yesno",
    "comparison",
    "open",
]
Relation = Literal["growth", "plan", "share", "part", "average", "total"]
Period = Literal["first-half", "second-half", "quarter", "full-year"]
Direction = Literal["up", "down"]


def _any(*alternatives: str) -> Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")


# Order matters only for reading: every kind that matches is kept, with where it matched.
KINDS: dict[str, dict[Kind, Pattern[str]]] = {
    "en": {
        "rank": _any(
            r"rank\w*",
            r"what (?:place|position|standing)",
            r"where did .{1,60}? (?:place|stand|come|finish|rank)",
            r"how (?:high|low) did .{1,40}? (?:place|rank|come)",
            r"(?:league|national) (?:table|standing)s?", r"how (?:does|did) .{1,40}? (?:score|fare|place|stand|rank) (?:against|among|compared)", r"how (?:does|did) .{1,40}? (?:score|fare|do|place) (?:against|among|compared)",
        ),
        "percent": _any(
            r"what (?:percent\w*|share|proportion|fraction|portion|part|rate)",
            r"(?:how|which|what) \w+ (?:percent\w*|per cent)",
            r"percent\w*",
            r"per cent",
            r"%",
            r"growth rate", r"ratio",
            r"how (?:fast|quickly|strongly)",
            r"by how much",
            r"at what (?:rate|pace)",
            r"\w+ rates?",
        ),
        "amount": _any(
            r"how much (?:money|cash|funding|capital|support|aid)",
            r"in (?:dong|vnd|usd|dollars|money|cash)",
            r"how many (?:billions?|millions?|trillions?|thousands?)?(?: of)? ?(?:vnd|dong|dollars|usd)",
            r"how many (?:billions?|millions?|trillions?)",
            r"(?:budget|cost|sum|amount|value|worth|turnover|spending|expenditure|revenue|price)",
            r"what (?:did|does|do) .{1,60}? (?:cost|spend|pay|collect|raise)",
        ),
        "count": _any(r"how many", r"(?:the )?number of", r"how often did"),
        "quantity": _any(
            r"how (?:much|big|large|small|high|low|great|well|far)",
            r"to what extent",
            r"what (?:was|is|were|are) the (?:figure|number|level|size|total)s?",
            r"what figures?", r"(?:numbers?|figures?) please", r"how badly",
            r"how did .{1,80}? (?:grow|perform|change|do|fare|develop)",
        ),
        "frequency": _any(r"how (?:often|frequently|regularly)", r"how many times a (?:year|month|week)"),
        "date": _any(
            r"when",
            r"(?:what|which|by what|by which|in what|in which|until what|from what) (?:exact )?(?:date|year|month|day|time|period|term|timeframe|years|months|quarter|deadline)",
            r"how (?:long|soon)",
            r"since when",
            r"deadline", r"dates?", r"which years?", r"which target years?",
            r"timeline",
            r"how far (?:does|do|is) .{1,40}? (?:go|reach|vision)",
        ),
        "who": _any(
            r"who", r"whom", r"whose",
            r"(?:which|what) (?:\w+ )?(?:institution|agency|agencies|department|body|bodies|sectors?|city|cities|district|province|office|organi[sz]ations?|bank|fund|person|officials?|unit|units|authority|authorities|ministry|commune|company|companies|country|union|place|centre|center|app|application|agreement|document|index)",
            r"names? of",
            r"(?:what is|what's|whats|what was) .{0,30}?(?:called|name)",
            r"what .{1,40}? called",
            r"by whom",
        ),
        "document": _any(
            r"(?:which|what) (?:\w+ ){0,2}(?:resolutions?|directives?|decisions?|decrees?|laws?|circulars?)", r"(?:which|what) (?:plan|report|document)s?",
            r"(?:document|report|plan|resolution|directive) (?:number|no)",
        ),
        "reason": _any(
            r"why",
            r"how come",
            r"what (?:caused|causes|explains|drags?|dragged|drove|drives|hinders|hindered|is behind|was behind|lies behind|led|is slowing|slowed|held|is holding|kept|stopped|prevented)",
            r"reasons?",
            r"(?:main |root |the )?causes? (?:of|for|behind)",
            r"because of what",
            r"what for",
            r"purpose",
            r"due to what",
            r"what is .{1,60}? for",
            r"on what grounds",
        ),
        "comparison": _any(
            r"compar\w+",
            r"versus",
            r"vs",
            r"differ\w*",
            r"(?:higher|lower|larger|smaller|bigger|greater|faster|slower|more|less|fewer|nearer|closer|better|worse) (?:than|to|of)?",
            r"gap",
            r"next to",
            r"against",
            r"(?:which|what) .{1,40}? (?:most|least|highest|lowest|fastest|largest)",
            r"than",
        ),
        "list": _any(
            r"list",
            r"which .{1,40}?s",
            r"what (?:kinds?|types?|sorts?|measures?|tasks?|steps?|solutions?|actions?|things?|areas?|fields?|problems?|difficulties|challenges|shortcomings|limitations|goals?|targets?|priorities|plans?|policies|activities|results|achievements|weaknesses)",
            r"what are",
            r"what were",
            r"name (?:the|all|some)",
            r"break ?down",
            r"by type",
            r"what (?:does|did|do|will|would|is|was) .{1,80}? (?:do|doing|done|plan|planning|include|going after|need|intend|focus|prepare|promote|take|want)",
            r"what else",
            r"ways?",
            r"how (?:does|did|do|will|is|was|were|are|can) .{3,}",
        ),
        "yesno": re.compile(
            r"^(?:and |but |so |then |or )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|isn't|aren't|wasn't|weren't|didn't|doesn't|hasn't|haven't)(?!\w)|,? (?:right|correct|true|or not)\s*\?*$"
        ),
    },
    "vi": {
        "rank": _any(
            r"(?:xep|dung|giu|o|dat|thuoc|xep hang|dung hang|dung o)? ?(?:thu|hang|hang thu|vi tri|vi tri thu|vi thu|thu hang|top) (?:may|bao nhieu|nao|ra sao)",
            r"xep hang",
            r"thu hang",
            r"xep thu",
            r"bang xep hang",
        ),
        "percent": _any(
            r"(?:bao nhieu|may|bn) ?(?:%|phan tram|pt|diem phan tram)",
            r"(?:ty|ti) (?:le|trong|suat)",
            r"phan tram",
            r"%",
            r"chiem (?:bao nhieu|may|bn)",
            r"(?:tang truong|tang|giam|vuot|sut|hut) (?:duoc |them )?(?:bao nhieu|may|bn|the nao|ra sao)",
            r"toc do tang",
            r"(?:bao nhieu|may) phan",
        ),
        "amount": _any(
            r"(?:bao nhieu|may|bn) (?:(?:nghin|ngan|tram|chuc) )?(?:ty|ti|trieu|tien|dong|vnd|usd|do la)",
            r"so tien",
            r"kinh phi",
            r"tri gia",
            r"gia tri",
            r"(?:tien|von|chi phi|gia) (?:\w+ ){0,8}(?:bao nhieu|may)",
            r"(?:thu|chi) (?:\w+ ){0,6}(?:duoc |het )?bao nhieu",
            r"het bao nhieu",
            r"bao nhieu tien",
        ),
        "count": _any(
            r"(?:bao nhieu|may|bn) (?!%|phan tram|ty|ti|trieu|tien|dong)\w+",
            r"so luong",
            r"so (?:vu|ca|nguoi|xa|van ban|truong hop|ho)",
        ),
        "quantity": _any(
            r"bao nhieu", r"bao nhiu", r"nhiu",
            r"may",
            r"bn",
            r"la may",
            r"ra sao",
            r"cao khong",
            r"(?:muc|con so|so lieu) (?:\w+ ){0,3}(?:nao|bao nhieu)",
            r"tang truong (?:\w+ ){0,4}(?:the nao|ra sao|sao)",
        ),
        "frequency": _any(r"bao lau .{0,60}(?:mot|1) lan", r"^bao lau(?! nua| moi| thi)", r"may (?:thang|nam|tuan|lan) mot lan", r"dinh ky (?:the nao|ra sao|may)"),
        "date": _any(
            r"khi nao", r"hom nao", r"(?:de |ra |ky )?ngay (?:thang )?(?:bao nhieu|may|nao)",
            r"bao gio",
            r"luc nao",
            r"chung nao",
            r"hoi nao",
            r"(?:nam|ngay|thang|thoi gian|thoi diem|thoi ky|giai doan|nhiem ky|moc) (?:nao|may)",
            r"(?:nam|moc) (?:\w+ ){0,2}nao",
            r"bao lau (?:nua|moi|thi)",
            r"may nam nua",
            r"thoi han",
            r"thoi gian bao",
        ),
        "who": _any(
            r"ai",
            r"nguoi nao",
            r"(?:don vi|co quan|to chuc|nganh|so|ban|huyen|xa|thanh pho|tp|dia phuong|cap|nha may|ngan hang|doan the|nuoc|tinh|quy|su kien|khong gian|van ban|nghi quyet|chi thi|ke hoach|hiep dinh|ung dung|trung tam|chi so|khu vuc) nao",
            r"ten (?:la |goi la )?(?:gi|nao)",
            r"ten (?:\w+ ){1,6}la gi",
            r"goi la gi",
            r"so may",
        ),
        "document": _any(
            r"(?:nghi quyet|chi thi|ke hoach|quyet dinh|bao cao|van ban|nghi dinh|luat|thong tu) (?:so )?(?:nao|may|gi|bao nhieu)",
            r"so (?:hieu )?(?:may|bao nhieu|nao)",
            r"so hieu",
        ),
        "reason": _any(
            r"vi sao",
            r"tai sao",
            r"(?<!lam )(?<!ra )(?<!thi )(?<!thi ra )sao (?:lai|ma|may|cac|tinh|nam|viec|no|khong|chua|van|con)",
            r"ly do", r"ma sao",
            r"nguyen nhan",
            r"do dau",
            r"vi dau",
            r"(?:de|nham) (?:lam )?gi",
            r"(?:de|nham) muc dich gi",
            r"muc dich",
            r"nham (?:toi|den|vao) (?:dieu )?gi",
            r"^sao",
            r"vi cai gi",
            r"boi dau",
        ),
        "comparison": _any(
            r"so voi",
            r"so sanh",
            r"chenh\w*",
            r"(?:cao|thap|nhieu|it|lon|nho|nhanh|cham|tot|kem) hon",
            r"hon kem",
            r"khac (?:nhau|gi|biet)",
            r"giua .{1,60} (?:va|voi)", r"(?:ben|cai|khoan|muc|so|phia|loai|chi so) nao (?:\w+ ){0,4}(?:hon|nhat)", r"(?:ben|cai|khoan|muc|so|phia|loai|chi so) nao (?:\w+ ){0,4}(?:hon|nhat)", r"khac nhau",
            r"(?:cao|thap|nhieu|it|lon|nhanh|cham) nhat",
            r"hay",
        ),
        "list": _any(
            r"nhung (?:\w+ ){0,6}(?:nao|gi)",
            r"cac (?:\w+ ){0,6}(?:nao|gi)",
            r"liet ke",
            r"ke (?:ten|ra)",
            r"gom (?:co )?(?:nhung )?(?:gi|nao)",
            r"(?:lam|co) (?:nhung )?(?:gi|viec gi)",
            r"(?:giai phap|nhiem vu|bien phap|viec|cach|noi dung|van de|kho khan|han che|ket qua|diem) (?:\w+ ){0,3}(?:gi|nao)",
            r"the nao",
            r"ra sao",
            r"lam sao",
            r"(?:\w+ )?gi",
        ),
        "yesno": re.compile(
            r"(?<!\w)(?:khong|chua|ko|hong|hok|hay khong|phai khong|dung khong|hay chua)(?: vay| a| nhi| ha| the| nua| nhe)*\s*[?.!]*$|^(?:co phai|lieu|phai chang)(?!\w)|(?<!\w)co .{1,60} khong\s*[,?]"
        ),
    },
}

RELATIONS: dict[str, dict[Relation, Pattern[str]]] = {
    "en": {
        "growth": _any(
            r"gr[eo]w\w*",
            r"increas\w+",
            r"ris(?:e|es|en|ing)",
            r"rose",
            r"up",
            r"down",
            r"declin\w+",
            r"f[ae]ll\w*",
            r"drop\w*",
            r"decreas\w+",
            r"chang\w+",
            r"year[- ]on[- ]year",
            r"expan\w+",
            r"contract(?:ed|ion)",
            r"shr[aiu]nk\w*",
            r"negative",
            r"gain\w*",
            r"pace",
            r"compared with the same period",
        ),
        "plan": _any(
            r"plan(?:s|ned)?",
            r"targets?",
            r"estimates?",
            r"goals?",
            r"assigned",
            r"quota",
            r"forecast",
            r"beat",
            r"exceed\w*",
            r"surpass\w*",
            r"fulfil\w*",
        ),
        "share": _any(
            r"share", r"proportion", r"portion", r"accounts? for", r"made up", r"of (?:the )?total", r"ratio"
        ),
        "part": _any(r"of which", r"in cash", r"cash", r"including", r"of (?:that|it|them|these|those)"),
        "average": _any(r"averag\w+", r"on average", r"per \w+", r"mean"),
        "total": _any(r"total", r"altogether", r"overall", r"in all", r"cumulative\w*", r"so far"),
    },
    "vi": {
        "growth": _any(
            r"tang truong",
            r"tang",
            r"giam",
            r"so (?:voi )?cung ky",
            r"so (?:voi )?(?:dau nam|nam truoc|nam ngoai|nam 20\d\d)",
            r"am",
            r"sut giam",
            r"chuyen bien",
            r"di len",
            r"di xuong",
        ),
        "plan": _any(r"ke hoach", r"du toan", r"chi tieu", r"muc tieu", r"hoan thanh", r"vuot", r"phan dau", r"giao"),
        "share": _any(r"chiem", r"(?:ty|ti) trong", r"trong tong", r"tren tong"),
        "part": _any(r"trong do", r"tien mat", r"bao gom", r"rieng"),
        "average": _any(r"trung binh", r"binh quan", r"moi \w+"),
        "total": _any(r"tong", r"tong cong", r"luy ke", r"tat ca", r"ca thay"),
    },
}

PERIODS: dict[str, dict[Period, Pattern[str]]] = {
    "en": {
        "first-half": _any(
            r"first (?:six|6) months",
            r"first[- ]half",
            r"half[- ]year",
            r"h1",
            r"six months",
            r"6 months",
            r"mid[- ]?year",
            r"january (?:to|-) june",
            r"beginning of the year to june",
        ),
        "second-half": _any(r"last (?:six|6) months", r"second[- ]half", r"h2"),
        "quarter": _any(
            r"(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter", r"q[1-4]", r"first (?:three|nine|3|9) months"
        ),
        "full-year": _any(
            r"full[- ]year",
            r"whole year",
            r"entire year",
            r"all of (?:the year|20\d\d)",
            r"year as a whole",
            r"for the year",
            r"annual\w*",
        ),
    },
    "vi": {
        "first-half": _any(
            r"(?:6|sau) thang(?: dau(?: nam)?)?", r"nua dau(?: nam)?", r"nua nam dau", r"dau nam den thang 6"
        ),
        "second-half": _any(r"(?:6|sau) thang cuoi(?: nam)?", r"nua cuoi(?: nam)?", r"nua nam cuoi", r"nua sau"),
        "quarter": _any(r"quy (?:i|ii|iii|iv|[1-4]|mot|hai|ba|tu)", r"(?:3|9|ba|chin) thang(?: dau(?: nam)?)?"),
        "full-year": _any(r"ca nam", r"toan nam", r"nguyen nam", r"tron nam"),
    },
}

DIRECTIONS: dict[str, dict[Direction, Pattern[str]]] = {
    "en": {
        "up": _any(
            r"increas\w+",
            r"ris(?:e|es|en|ing)",
            r"rose",
            r"grew",
            r"grow\w*",
            r"up",
            r"more",
            r"higher",
            r"improv\w+",
            r"rais\w+",
            r"went up",
            r"go up",
            r"gain\w*",
            r"worse(?:n\w*)?",
        ),
        "down": _any(
            r"decreas\w+",
            r"f[ae]ll\w*",
            r"fewer",
            r"declin\w+",
            r"drop\w*",
            r"reduc\w+",
            r"down",
            r"less",
            r"lower\w*",
            r"cut",
            r"shr[aiu]nk\w*",
            r"contain\w*",
            r"went down",
            r"go down",
        ),
    },
    "vi": {
        "up": _any(r"tang", r"nang", r"cai thien", r"cao hon", r"nhieu hon", r"mo rong", r"di len"),
        "down": _any(r"giam", r"keo giam", r"sut", r"ha", r"thap hon", r"it hon", r"thu hep", r"di xuong", r"kiem che"),
    },
}

INTERROGATIVES: dict[str, Pattern[str]] = {
    "en": _any(
        r"how (?:many|much|often|long|big|large|far|high|fast|well|did|do|does|will|is|was)",
        r"what(?:'s)?",
        r"which",
        r"when",
        r"who\w*",
        r"why",
        r"where",
        r"by how much",
        r"is it",
        r"did it",
    ),
    "vi": _any(
        r"bao nhieu",
        r"may",
        r"bn",
        r"the nao",
        r"ra sao",
        r"khi nao",
        r"bao gio",
        r"luc nao",
        r"chung nao",
        r"nao",
        r"gi",
        r"ai",
        r"vi sao",
        r"tai sao",
        r"dau",
    ),
}

# Words that say what kind of figure is asked for, or point at the report itself: no subject of their own. Folded.
GENERIC: dict[str, frozenset[str]] = {
    "en": frozenset(
        ["rate", "rates", "ratio", "percent", "percentage", "share", "proportion", "total", "number", "figure", "figures", "value", "amount", "sum", "level", "size", "province", "provincial", "report", "year", "years", "month", "months", "end", "start", "rank", "ranking", "place", "position", "date", "time", "period", "full", "whole", "money", "billion", "million", "vnd", "dong", "local", "overall", "according", "long", "way", "think", "know", "tell", "give", "show", "list", "name", "kind", "type", "many", "much"]
    ),
    "vi": frozenset(
        ["ty", "le", "ti", "tong", "so", "con", "muc", "gia", "tri", "luong", "tinh", "bao", "cao", "nam", "thang", "ngay", "quy", "ky", "phan", "tram", "%", "ty", "trieu", "dong", "tien", "khoang", "hien", "toan", "ca", "nuoc", "dia", "ban", "theo"]
    ),
}
LARGER: dict[str, Pattern[str]] = {
    "en": _any(r"larger", r"bigger", r"higher", r"greater", r"more", r"faster", r"larger", r"most", r"highest"),
    "vi": _any(r"(?:cao|nhieu|lon|nhanh) (?:hon|nhat)", r"hon kem"),
}

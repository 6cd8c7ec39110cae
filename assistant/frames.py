"""The words that stand around a question or a claim: who says it, who asks it and why, and "is that so?".

Patterns of Python's re on folded lower case, so that Vietnamese is matched with and without its diacritics. They know no
subject; `assistant.framed` says when what they match is left out.
"""

from __future__ import annotations

import re
from re import Pattern

_MARK = r"(?: *[:–—]| +-) *"  # what a frame ends with
_PAUSE = r"(?: *[:;,–—]| +-) *"
_THAT = r"(?: that)?(?:[:,]| -)? +"
_SAY = r"(?:says?|said|saying|claims?|claimed|states?|stated|insists?|insisted|alleges?|alleged|argues?|argued|tells? (?:me|us)|told (?:me|us)|writes?|wrote|reckons?|swears?)"
_TELLERS = (
    r"(?:someone|somebody|people|some(?: people)?|many(?: people)?|everyone|they|critics|locals|residents|folks"
    r"|(?:an?|one|some|this|that|the|my|our|another) (?:\w+ ){0,2}?(?:posts?|articles?|headlines?|stor(?:y|ies)|tweets?|videos?|clips?|leaflets?|flyers?|newspapers?|websites?|blogs?|pages?|messages?"
    r"|colleagues?|neighbou?rs?|friends?|readers?|callers?|sources?|politicians?|candidates?|councillors?|speakers?|cousins?|uncles?|aunts?|brothers?|sisters?|m[ae]n|wom[ae]n|guys?))"
    r"(?: (?:on|in|from|at) (?:[\w-]+ ){0,2}?[\w-]+| online| here)?"
)
_PERSON = (
    r"(?:\w+ist|reporter|teacher|student|pupil|delegate|farmer|grower|voter|citizen|resident|parent|mother|father|nurse|doctor|researcher"
    r"|council(?:l?or|man|woman)|taxpayer|member|editor|worker|investor|owner|manager|lawyer|fisher(?:man|woman)?|trader|shopkeeper|translator|librarian|local|newcomer|outsider|analyst|lecturer|professor|pensioner)s?"
)
_IT = r"(?:that|this|it|them|him|her|the claim)"
_REPORT = r"(?:the|this|your) (?:report|document|paper|text|data|figures|numbers|evidence)"
_ME = r"(?:em|minh|toi|tui|chau|chung (?:toi|tui|em|minh)|tui (?:em|minh))"  # "con" may count things, "to" is large
_SO = r"(?: (?:vay|the|nhu vay|nhu the))"
_NOT = r"(?:hay )?(?:khong|ko|hong|chua)"
_TOLD = r"(?:dieu|chuyen|viec|tin|thong tin) (?:nay|do|ay|day|vay)"


def _of(*patterns: str, before: str = "", behind: str = "") -> Pattern[str]:
    return re.compile(rf"{before}(?:{'|'.join(patterns)}){behind}")


# What hands over a claim: what follows is the claim.
CLAIM: dict[str, Pattern[str]] = {
    "en": _of(
        rf"(?:an? |the |my |one )?(?:claim|rumou?r|statement|assertion|allegation)(?: to (?:check|verify|confirm|test))?(?: for you)?{_MARK}",
        rf"(?:please )?fact[- ]?check(?: this| request| please| for me)*{_MARK}",
        rf"(?:true or false|right or wrong|fact or (?:fiction|myth)){_PAUSE}",
        r"true that ",
        rf"{_TELLERS} {_SAY}(?: to (?:me|us))?{_THAT}",
        r"(?:i|we)(?:['’]ve| have)? (?:heard|was told|were told|been told|read)(?: (?:somewhere|online|on \w+))? that ",
        r"(?:it is|it's|it has been) (?:often |widely )?(?:said|claimed|rumou?red|alleged) that ",
        r"(?:rumou?r has it|word is|there(?: is|'s) (?:a rumou?r|talk))(?: that)?,? +",
    ),
    "vi": _of(
        rf"(?:tin don|loi don|khang dinh|phat bieu|thong tin)(?: (?:can )?(?:kiem chung|xac minh|kiem tra))?{_MARK}",
        rf"(?:dung hay sai|that hay (?:gia|khong|don)){_PAUSE}",
        r"(?:co nguoi|nguoi ta|ai do|nhieu nguoi|mot so nguoi|may nguoi|tren mang|dan mang|facebook|zalo|bao chi|ba con"
        r"|(?:mot |co )*(?:bai (?:viet|dang|bao)|to bao|clip|video))(?: (?:nay|no|kia|do))?(?: (?:tren|o) (?:mang|facebook|zalo|bao))?"
        r" (?:noi|bao|keu|don|cho(?= rang)|viet|dang|khang dinh)(?: la| rang)?[:,]? +",
    ),
}
# What asks to have something looked up: a claim follows, or what is to be found.
CHECK: dict[str, Pattern[str]] = {
    "en": _of(
        rf"(?:please |can you |could you |help me )?(?:verify|check|confirm|double-check)(?: (?:for (?:me|us)|this|please|one thing))*(?:{_MARK}| +(?:whether|if|that) +)"
    ),
    "vi": _of(
        rf"(?:xin |nho |{_ME} )?(?:muon |can |nho )?(?:kiem chung|xac minh|kiem tra|xac nhan)(?: (?:lai|giup|gium|dum|ho|thong tin|xem|tin|{_ME}))*(?:{_MARK}| +(?:la|rang) +)"
    ),
}
# Another's question, up to the colon.
ASKER: dict[str, Pattern[str]] = {
    "en": _of(
        rf"[^:?!.]{{2,60}}\b(?:asks?|asked|asking|wants? to know|(?:would |['’]d )like to know|wonders?|wondering)(?: me| us)?{_MARK}"
    ),
    "vi": _of(
        rf"[^:?!.]{{2,60}} (?:hoi|thac mac|to mo|muon biet|muon hoi|nho hoi)(?: (?:la|rang|tham|ne|{_ME}))*{_MARK}"
    ),
}
# Who asks and why, up to a pause.
PREAMBLE: dict[str, Pattern[str]] = {
    "en": _of(
        rf"(?:(?:speaking |writing )?as|being) (?:an? |the |one of )(?:[\w-]+ ){{0,3}}?{_PERSON}\b[^,:;.?!–—]{{0,60}}?",
        r"as someone [^,:;.?!–—]{2,80}?",
        r"(?:i|we)(?:['’]m|['’]re|['’]ve| am| are| have| was| work| run| live| teach| study| write| own| grow| farm| sell| cover| keep)\b[^,:;.?!–—]{2,80}?",
        r"(?:my|our) (?:class|students?|pupils|editor|boss|teacher|family|husband|wife|team|group|readers|listeners|newsroom|newspaper)\b[^,:;.?!–—]{2,80}?",
        r"for (?:an?|my|our) (?:[\w-]+ ){0,2}?(?:fact box|article|story|piece|essay|assignment|homework|class|talk|speech|lecture|presentation|newsletter|column|blog|thesis|broadcast)",
        behind=rf"(?:{_PAUSE}| (?=(?:i|we)(?:['’]d| would| want)\b))",
    ),
    "vi": _of(
        rf"(?:nha |gia dinh |ben |lop |nhom |que )?{_ME} (?:dang|la|lam|hoc|day|o|song|ban|buon|trong|nuoi|viet|moi|vua|chuan bi|theo|tham gia|cong tac|dung lop|hay|tung|nghien cuu|kinh doanh|chay|mo|sap|quan tam|thuoc|que|di|nghe|doc)(?!\w)[^,:;.?!–—]{{2,80}}?",
        behind=rf"{_PAUSE}(?:(?:nen )?(?:xin )?hoi(?! (?:dap|y)(?!\w))(?: (?:la|rang|xem))*[,: ]+)?",
    ),
}
# Behind a claim, whether it is so.
TAIL: dict[str, Pattern[str]] = {
    "en": _of(
        rf"(?:so |but |and |well )?(?:is|was|are) (?:that|this|it)(?: really| actually| all)? (?:so|true|right|correct|accurate|the case|a fact|fair)(?: or (?:not|false|wrong))?(?: (?:according to|in|going by) {_REPORT})?",
        r"(?:is (?:that|this|it) )?(?:right|true|correct|fact|accurate) or (?:wrong|false|not|incorrect|fiction|myth)",
        rf"(?:so |but |and )?(?:does|do|did|would|can) {_REPORT}(?: really| actually)? (?:back {_IT}(?: up)?|back up {_IT}(?: claim)?|(?:support|confirm|show|prove|say|bear out|agree with) {_IT}(?: claim)?|bear {_IT} out|say so|show so|say the same|agree)",
        rf"(?:can|could) (?:you|we|anyone) (?:confirm|verify|check)(?: {_IT})?",
        rf"(?:is there )?any truth (?:to|in|behind) {_IT}",
        before=r"(?:[,.;:!?–—]| -)+ *",
        behind=r"[ ?.!]*$",
    ),
    "vi": _of(
        rf"(?:vay |the )?(?:{_TOLD} )?(?:la )?co (?:dung|that|thiet|chinh xac)(?: la)?{_SO}? {_NOT}",
        rf"{_TOLD}(?: la)? (?:dung|that|thiet)(?: {_NOT}| hay (?:sai|gia))",
        rf"(?:co )?(?:dung|that|thiet|phai){_SO} {_NOT}",
        r"(?:dung hay sai|that hay (?:gia|don)|thuc hu (?:sao|ra sao|the nao))",
        rf"(?:trong )?bao cao(?: nay)? co (?:noi|ghi|neu|xac nhan|viet)(?: (?:dung|la|nhu))?(?: (?:vay|the|{_TOLD})) {_NOT}",
        before=r"(?:[,.;:!?–—]| -)+ *",
        behind=r"(?: (?:a|vay|nhi|ha))*[ ?.!]*$",
    ),
}
# Who asks, in what is asked.
SPEAKER: dict[str, Pattern[str]] = {
    "en": re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|myself)\b"),
    "vi": re.compile(
        r"(?<!\w)(?:(?<!tre )em|toi|tui|chau|(?<!tinh )(?<!huyen )(?<!que )(?<!con )(?<!nuoc )(?<!xa )(?<!pho )(?<!dan )minh)(?!\w)"
    ),
}
# What a preamble says of the subject itself.
TOPIC: dict[str, Pattern[str]] = {
    "en": re.compile(r"\b(?:about|on|regarding|concerning|into|over|grow|farm|sell|run|own|live)\b"),
    "vi": re.compile(
        r"(?<!\w)(?:ve|chuyen|vu|linh vuc|mang|lam(?! (?:bai|nghien cuu|khoa luan|luan van|de tai))|o|song|ban|buon|trong|nuoi|mo|kinh doanh)(?!\w)"
    ),
}
# A word that makes a sentence of what follows a request to check it.
STATES: dict[str, Pattern[str]] = {
    "en": re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|will|can|could|got|went|fell|rose|grew|made|led)\b"),
    "vi": re.compile(
        r"(?<!\w)(?:la|da|dang|se|co|khong|chua|bi|duoc|dat|vuot|tang(?! truong)|giam(?! ngheo)|dung|xep|chiem|het)(?!\w)"
    ),
}

"""Which kinds of answer a question's words point to: an amount, a day, yes or no, a comparison.

Many questions have words of several kinds ("Was A or B larger?" has those of yes or no and of a comparison); grammar
tells which of them is asked for.
"""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.cues import INTERROGATIVES, KINDS, NUMBER, Kind, matching

# The most telling first.
_ORDER: tuple[Kind, ...] = (
    "frequency",
    "reason",
    "rank",
    "date",
    "percent",
    "amount",
    "count",
    "document",
    "who",
    "quantity",
    "yesno",
    "comparison",
    "list",
    "open",
)
_CHOICE = {"en": re.compile(r"\bor\b(?! not)"), "vi": re.compile(r"(?<!\w)hay(?! (?:la )?(?:khong|chua))(?!\w)")}
# "Did it rise or fall?" asks for one of two directions, and compares nothing.
_EITHER_WAY = {
    "en": re.compile(
        r"\b(?:up or down|r[io]se or f[ae]ll|increase[ds]? or (?:decrease|fall|decline)[ds]?|grow or shrink)\b"
    ),
    "vi": re.compile(r"(?<!\w)(?:tang (?:len )?hay (?:la )?giam|len hay xuong|giam hay (?:la )?tang)(?!\w)"),
}
# One of those that a question names is asked for: a comparative, and a word between two names.
_MORE = {
    "en": r"\b(?:(?:high|low|larg|small|bigg|great|fast|slow|bett|hard|strong|weak|deep|steep|quick|heavi|sharp)er"
    r"|more|less|fewer|worse)\b",
    "vi": r"(?<!\w)nao(?!\w).*(?<!\w)hon(?! \d)(?!\w)",
}
_OF_TWO = {
    "en": re.compile(rf"{_MORE['en']}(?! than \d).*\b(?:or|and|between)\b|\bbetween\b.*\band\b.*{_MORE['en']}"),
    "vi": re.compile(
        rf"(?<!\w)(?:va|hay|hoac|voi|giua)(?!\w).*{_MORE['vi']}|{_MORE['vi']}.*(?<!\w)(?:va|hay|hoac)(?!\w)"
    ),
}
_IN_PERCENT = re.compile(
    r"%|(?<!\w)(?:percent\w*|per cent|share|proportion|fraction|portion|part|ratio|\w* ?rates?|pace|phan tram|pt"
    r"|(?:ty|ti) (?:le|trong|suat)|toc do|chiem|may phan|bao nhieu phan)(?!\w)"
)
_OF_YEAR = re.compile(
    r"(?<!\w)(?:cua )?nam (?:nao|may)(?: (?:vay|a|nhi|the))*\W*$|\b(?:of|for|from) (?:what|which) year\W*$"
    r"|^(?:of|for|from) (?:what|which) year\b"
    r"|^(?:what|which) year (?:is|was|does|did) .+ (?:for|of|from|refer to|cover)\W*$"
)
_FASTER = re.compile(r"(?<!\w)(?:faster|slower|more quickly|(?:nhanh|cham) hon)(?!\w)")
# "Có ai ... không?" asks whether there is anybody, not who.
_WHETHER_ANY = re.compile(
    r"(?<!\w)(?:co|con) (?:\w+ ){0,4}?(?:ai|nao|gi) .{2,}(?<!\w)(?:khong|chua)\W*$|^ai (?:\w+ )+co (?:\w+ )+khong\W*$"
)
# "Có bị vỡ không hay chỉ sạt lở?": what stands behind "không hay" only says what else there could be.
_OR_ELSE = re.compile(
    r"(?<!\w)((?:co|con|da|duoc|bi) .{2,}(?<!\w)(?:khong|chua|hong)),? hay (?!khong|chua|hong)[^?]{1,40}[ ?.!]*$"
)
# A sentence that says something asks, with a question mark, whether it is so: "The bridge is finished?"
_SAYS = re.compile(
    r"^(?!how |(?:the |a )?(?:\w+ ){0,2}?(?:amount|cost|date|figure|level|list|name|number|percentage|price|proportion"
    r"|rate|ratio|reason|share|size|sum|total|value)s?\b)[^,;:?.]{3,}(?<! that)(?<! and)"
    r" (?:is|are|was|were|has|have|had|got|went|fell|rose|grew) [^?]{2,}\?$"
)
# "Ai chậm thì xử lý sao?" asks what is done, to whoever it is.
_WHOEVER = re.compile(
    r"^(?:(?:the|vay|con|roi|va|nhung) )?(?:ai|nguoi nao|don vi nao|co quan nao|cho nao) (?:\w+ ){1,8}"
    r"thi (?:\w+ ){1,6}(?:sao|the nao|ra sao|gi|bao nhieu)(?!\w)"
)


def kinds_asked(folded: str, language: Language) -> tuple[Kind, ...]:
    """Return the kinds of answer a question (`cues.plain`) points to, the most telling first; ("open",) for none."""
    if language == "vi":
        folded = _OR_ELSE.sub(r"\1", folded)
    found = set(matching(KINDS, language, folded))
    if language == "en" and _SAYS.search(folded) and not INTERROGATIVES["en"].search(folded):
        found.add("yesno")
    if found & {"percent", "amount"} and "count" in found and not _counts_things(folded, language):
        found.discard("count")
    if {"percent", "count"} <= found and not _IN_PERCENT.search(folded):
        found.discard("percent")  # "by how many more communes": a rise of what is counted
    ordered = [kind for kind in _ORDER if kind in found]
    figures = found & {"percent", "amount", "count", "quantity"}
    if _EITHER_WAY[language].search(folded) and figures and (figures != {"count"} or NUMBER[language].search(folded)):
        return tuple(kind for kind in ordered if kind not in ("yesno", "comparison"))  # the figure tells the direction
    if _EITHER_WAY[language].search(folded):  # "did the number of ... rise or fall" counts nothing
        return ("yesno", *[kind for kind in ordered if kind not in ("yesno", "comparison", "count")])
    if {"who", "comparison"} <= found and _OF_TWO[language].search(folded):
        ordered.remove("who")  # "Which sector grew faster, A or B?" is told by their figures
    if {"amount", "comparison"} <= found and _FASTER.search(folded):
        ordered.remove("amount")  # what grew faster is told by growth, though values are named
    if {"rank", "date"} <= found and _OF_YEAR.search(folded):
        ordered.remove("rank")  # "the ranking is of which year?"
    if "who" in found and _WHOEVER.search(folded):
        ordered.remove("who")
    if "yesno" in found and _WHETHER_ANY.search(folded):
        return ("yesno", *[kind for kind in ordered if kind not in ("yesno", "who")])
    if {"yesno", "comparison"} <= found and _CHOICE[language].search(folded):
        ordered.remove("yesno")  # "Was A or B larger?" asks which
    elif "yesno" in found and not INTERROGATIVES[language].search(folded):
        ordered.remove("yesno")
        ordered.insert(0, "yesno")  # nothing else is asked, whatever else is named
    return tuple(ordered) or ("open",)


def _counts_things(folded: str, language: Language) -> bool:
    """Whether "how many" is followed by a thing, not by a unit of money or a percentage."""
    counted = re.findall(r"how many (\w+)" if language == "en" else r"(?:bao nhieu|may|bn) ?(\w+|%)", folded)
    return not counted or any(
        not re.fullmatch(r"percent\w*|per|billions?|millions?|trillions?|vnd|dong|ty|ti|trieu|tien|phan|%", word)
        for word in counted
    )

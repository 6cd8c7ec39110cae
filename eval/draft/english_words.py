"""Verbs and other words that English questions are made of."""

from __future__ import annotations

import re
from typing import Final

# What rose or fell: past and future forms -> the plain form.
MOVED: Final = {
    "rose": "rise", "risen": "rise", "rise": "rise", "grew": "grow", "grow": "grow", "increased": "increase",
    "increase": "increase", "fell": "fall", "fall": "fall", "decreased": "decrease", "decrease": "decrease",
    "dropped": "drop", "drop": "drop", "declined": "decline", "decline": "decline", "narrowed": "narrow",
    "widened": "widen", "climbed": "climb", "recovered": "recover", "slipped": "slip", "jumped": "jump", "soared": "soar",
    "edged up": "edge up", "edged down": "edge down", "went up": "go up", "went down": "go down", "shrank": "shrink", "improved": "improve", "doubled": "double",
}  # fmt: skip
# Verbs that take an amount and whose plain form the past does not show.
PAST: Final = {
    "amounted": "amount", "totalled": "total", "totaled": "total", "came": "come", "reached": "reach",
    "averaged": "average", "spent": "spend", "paid": "pay", "met": "meet", "held": "hold", "built": "build",
    "lent": "lend", "won": "win", "made": "make", "took": "take", "gave": "give", "ran": "run", "wrote": "write",
    "sent": "send", "sold": "sell", "bought": "buy", "lost": "lose", "kept": "keep", "brought": "bring",
    "taught": "teach", "found": "find", "drew": "draw", "cost": "cost", "saw": "see", "employed": "employ",
    "attracted": "attract", "received": "receive", "collected": "collect", "raised": "raise", "served": "serve",
    "welcomed": "welcome", "supported": "support", "planted": "plant", "opened": "open", "issued": "issue",
    "recorded": "record", "completed": "complete", "repaired": "repair", "resurfaced": "resurface",
    "installed": "install", "trained": "train", "helped": "help", "treated": "treat", "invested": "invest",
    "produced": "produce", "generated": "generate", "delivered": "deliver", "provided": "provide",
    "registered": "register", "approved": "approve", "visited": "visit", "hired": "hire", "created": "create",
    "replaced": "replace", "processed": "process", "handled": "handle", "investigated": "investigate",
    "inspected": "inspect", "awarded": "award", "granted": "grant", "saved": "save", "borrowed": "borrow",
    "published": "publish", "organised": "organise", "organized": "organize", "hosted": "host", "answered": "answer",
    "closed": "close", "demolished": "demolish", "renovated": "renovate", "cleared": "clear", "cleaned": "clean",
}  # fmt: skip
# What happens by itself, on a day.
HAPPENED: Final = {
    "opened": "open", "closed": "close", "began": "begin", "started": "start", "ended": "end", "finished": "finish",
    "reopened": "reopen", "died": "die", "retired": "retire", "resigned": "resign", "came into force": "come into force",
    "took effect": "take effect", "took office": "take office", "took place": "take place",
}  # fmt: skip
# What somebody who is named does.
PROPER_VERBS: Final = (
    "appointed", "signed", "opened", "launched", "built", "designed", "won", "chaired", "founded", "elected", "adopted",
    "approved", "recognised", "recognized", "inaugurated", "audited", "awarded", "wrote",
)  # fmt: skip
UNITS: Final = {
    "km": "kilometres", "ha": "hectares", "tonne": "tonnes", "m": "metres", "m2": "square metres", "m3": "cubic metres",
    "km2": "square kilometres", "kg": "kilograms", "litre": "litres", "kWh": "kWh", "MWh": "MWh", "GWh": "GWh",
    "kW": "kW", "MW": "MW",
}  # fmt: skip
# What only leads to a clause.
LEADS: Final = re.compile(
    r"^(?:[-–+*•]\s*)?(?:(?:of which|and|but|in which|in particular|especially|at the same time|in addition|however|also|"
    r"of these|meanwhile|overall|as a result|while|moreover|further)(?:,\s*|\s+))+(?=.)",
    re.IGNORECASE,
)
HEDGES: Final = re.compile(
    r"\s+(?:about|over|nearly|almost|more than|less than|around|approximately|some|only|just|up to|at least|an estimated|"
    r"an average of|a total of|close to|a record|as many as)$",
    re.IGNORECASE,
)
# Where what belongs to a figure ends.
ENDS: Final = re.compile(
    r"\s(?:because|owing|due to|so that|in order|while|although|which|who|where|but|and (?:the|it|its|they|to|brought|"
    r"\w+ed|was|were|is|are)|thanks to|as a result|compared|against|down from|up from|the lowest|the highest|after)\s",
)
# A subject that begins so is not understood by itself.
NO_SUBJECT: Final = re.compile(
    r"(?:it|this|that|these|those|they|its|their|he|she|his|her|we|our|there|of|in|at|by|to|for|with|from|an increase|"
    r"a decrease|an? (?:average|total)|the (?:total|average|figure|number|rate|share|cost|service|work|rest|others?|department|station|agency|"
    r"program(?:me)?|unit|team|project|scheme|facility|centre|center|building|office|company|plant|event|plan|report|survey|levy)|work|whom|which|"
    r"another|other|some|both|each|further|up|down|no|not|while|when|if|as|after|before|during|under|since)"
    r"(?:\s(?:is|was|were|are)\b.*)?$"
    r"|(?:it|this|these|those|they|its|their|he|she|his|her|there|of which|in|by|to|from|while|when|if|as|after|before|"
    r"during|under|since|because|compared|down|up|and|or|but|an (?:increase|rise)|a (?:rise|fall|decrease))\b",
    re.IGNORECASE,
)
PRONOUN: Final = re.compile(r"\b(?:them|it|they|he|she|this|these|those|elsewhere|such)\b", re.IGNORECASE)
LEVEL = re.compile(
    rf"^(?P<subject>.+?)\s+(?:(?P<be>was|were|is|are)(?:\s+(?:estimated|put|expected to be))?(?:\s+at)?"
    rf"|(?P<verb>{'|'.join(PAST)})(?P<to>\s+(?:to|at))?|(?P<stood>stood|stands|remained)\s+at)$",
)
ESTIMATED = re.compile(
    r"^(?P<subject>.+?)\s+(?P<be>was|were|is|are)\s+(?P<verb>(?:estimated|expected|projected)\s+to\s+(?:reach|be|total|rise to))$"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
PAPER = re.compile(
    r"(?P<paper>(?:Resolution|Decision|Directive|Report|Plan|Decree|Circular|Ordinance|Order)\s+(?:No\.\s+)?\d\S*)\s+(?:dated|of)$"
)
MOVE = re.compile(
    rf"^(?P<subject>.+?)\s+(?P<will>will\s+)?(?P<verb>{'|'.join(MOVED)})(?:\s+(?P<by>by)|\s+(?P<to>to))?$"
)
HAS = re.compile(r"^(?P<subject>.+?)\s+(?P<has>has|have|had)$")
VERB = r"(?P<verb>[a-z]+ed|{})(?P<particle>\s+(?:out|up|off|down|in))?".format("|".join(PAST))
DID = re.compile(rf"^(?P<subject>.+?)\s+{VERB}$")
HAS_DONE = re.compile(rf"^(?P<subject>.+?)\s+(?P<has>has|have)\s+{VERB}$")
DOES = re.compile(
    r"^(?P<subject>(?:The|Our|[A-Z]\w+)\s?.*?)\s+(?P<verb>employs|operates|serves|manages|runs|owns|covers|comprises)$"
)
PASSIVE = re.compile(
    rf"^(?P<subject>.+?)\s+(?P<be>was|were)\s+{VERB}(?P<rest>(?:\s+\S+){{0,4}}?)\s+(?P<to>to|by|for|on|in|at)$"
)
AT_COST = re.compile(rf"^(?P<subject>.+?)\s+(?P<be>was|were)\s+{VERB}\b(?:.*\s)?at a cost of$")
AND = re.compile(rf"^(?:.*\s)?and(?:\s+{VERB})?$")
BE_REST = re.compile(r"^\s+(?:(?:was|were|is|are|had|have|has|will)\s+.+)$")
DATED = re.compile(
    rf"^(?P<subject>.+?)\s+(?:(?P<be>was|were)\s+(?:\w+ly\s+)?{VERB}|(?P<happened>{'|'.join(HAPPENED)}))\s+on$"
)
NAME = r"(?:[A-Z][\w'’-]+)(?:\s+(?:of|and|[A-Z][\w'’-]+))*\s+[A-Z][\w'’-]+"
WHO = re.compile(rf"^(?:The\s+[a-z ]+,\s+)?(?P<who>{NAME}),?\s+(?P<did>(?:{'|'.join(PROPER_VERBS)})\s+.+)$")
BY_WHOM = re.compile(rf"^(?P<subject>.+?)\s+(?P<be>was|were)\s+{VERB}\s+by\s+(?P<who>(?:the\s+)?{NAME})(?=[\s,.]|$)")
RANK = re.compile(r"^(?P<subject>.+?)\s+(?:(?P<be>was|is|were|are)\s+)?(?:ranked|ranks|came)(?:\s+(?:at|in|the))*$")
TIME_FIRST = re.compile(
    r"^(?P<when>(?:At|In|By|During|On|Since)\s+(?:the\s+)?(?:end|start|beginning|year|\d{4}|\w+)(?:\s+of\s+(?:the\s+year|\d{4}))?)$"
)
BECAUSE = re.compile(r"\bbecause\s+(?!of\b)(?P<why>.+)$|\b(?P<of>because of|owing to|due to)\s+(?P<what>.+)$")
OF = re.compile(
    r"^ of (?:the |its )?[\w'’ -]+?(?= (?:in|at|for|by|on|during|from|to|across|with|under|and|was|were|is|are|had|have|has)\b|$)"
)
CHANGE = re.compile(
    r"^(?:(?P<up>(?:an?\s+)?(?:increase|rise)(?:\s+of)?|up(?:\s+by)?|increasing(?:\s+by)?|rising(?:\s+by)?|growing(?:\s+by)?)"
    r"|(?P<down>(?:a\s+)?(?:decrease|fall|drop|decline)(?:\s+of)?|down(?:\s+by)?|falling(?:\s+by)?|decreasing(?:\s+by)?))$"
)
PART = re.compile(r"^(?:reaching|equal to|equivalent to|or|amounting to|achieving|attaining)$")
NEW_CLAUSE = re.compile(
    r"(?:and\s+(?:the|its|it|\d\S*|\w+ed|was|were|is|are|has|have)|but|of which|of whom|an?|up|down|against|compared|with|"
    r"which|who|where|while|after|before|including|for|on|to|or|equal|equivalent|(?:the|its) (?:lowest|highest|first|most|best)|"
    r"\d\S*(?:%| percent| per cent)? of|"
    r"\w+ing|\w+ed|thanks|because|although|mainly|mostly|four|more|fewer)\b"
)
# How a subject ends that is none: its verb has more to it.
CUT = re.compile(r"\s(?:and|or|that|who|had|have|has|were|was|is|are|be|been|not|to|would|could)$")
# What leads from one figure to another, and what is left of it at an end.
OTHER = re.compile(r"\s(?:and|or|to|at a cost of|at|compared with|against(?: a target of)?|from)(?:\s\w+)?\s$")
LOOSE = re.compile(
    r"(?:\s+(?:and|or|to|at|by|of|for|with|about|over|a|in|on|from|than|at a cost(?: of)?|and \w+ing))+$"
)

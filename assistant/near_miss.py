"""Near misses: a figure of the right paragraph, among the right words, that is not the figure asked for.

Each rule looks at what a figure is said of and what was asked, in any report: a target is no result, a part is smaller
than its whole, what is named only later in a paragraph is not what a figure before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.answer import TIME_UNITS, Language
from assistant.counted import are_people, before_clause, group_of, role_of
from assistant.cues import plain
from assistant.facts import Fact
from assistant.figures import read_figures
from assistant.others import is_compared_with, is_of_others, is_other_end, lacks_end
from assistant.question import Wanted
from index.language import fold
from index.language.glossary import placed_concepts

# A target is asked for; not how far one was reached, nor how many there are.
_TARGET: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:targets?|quotas?)\b"),
    "vi": re.compile(r"(?<!\w)(?:chi tieu|muc tieu(?! chi(?!\w))|ke hoach|du toan)(?!\w)"),
}
_REACHED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:against|reach\w*|meet\w*|met|miss\w*|exceed\w*|beat\w*|above|below|fulfil\w*|achiev\w*|compar\w+|short"
        r"|surpass\w*|over|under|hit|perform\w*|how (?:many|close|far)|complet\w+|behind|ahead|percent\w* of"
        r"|(?:share|part|proportion) of)\b"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:dat|vuot|so voi|hoan thanh|hut|hon|kem|bang|chua|phan tram|thuc hien|chiem|%"
        r"|(?:bao nhieu|may|bn|so|\d+) (?:\w+ )?(?:chi tieu|muc tieu|ke hoach))(?!\w)"
    ),
}
# How reports write that something is to be.
_AIMED = re.compile(
    r"\b(?:targets?|plan(?:s|ned)?|goals?|quotas?|aim\w*|priorit\w+|require\w*|budget|forecast|expect\w*|will|striv\w+)\b"
    r"|(?<!\w)(?:chi tieu|ke hoach|muc tieu|phan dau|du toan|giao|du kien|nhiem vu|se|tam nhin)(?!\w)"
)
# A share of a target: "86,6 % kế hoạch", "88.6% of the plan".
_SHARE_OF_TARGET = re.compile(
    r"\d ?%\s+(?:so (?:voi )?)?(?:chi tieu|ke hoach|muc tieu|du toan)(?!\w)"
    r"|\d ?% (?:of|above|below|over|under|on) (?:the |its |their )?(?:\w+ ){0,2}"
    r"(?:plan|target|goal|quota|budget|estimate)\b"
)
_PRICE_ASKED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bprices?\b|\bper (?:kilo\w*|kg|tonne|litre)\b|\b(?:sell(?:s|ing)?|sold|going|go|goes|went) for\b(?! export)"
        r"|\bhow much (?:do|does|did|is|are|was|were) (?:a|an|one)"
        r" (?:kilo\w*|kg|ton(?:ne)?|lit\w+|cubic \w+|square \w+|bag|sack)\b"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:gia (?:ban|mua|ve|thanh|thue|dat|dien|nuoc|xang|lua|gao|tom|heo|ca phe|dua|nha|vang|thuoc)"
        r"|don gia)(?!\w)"
    ),
}
_PRICE = re.compile(
    r"\b(?:prices?|costs?)\b|(?<!\w)(?:giá(?! trị)|đồng/(?:kg|lít|tấn|m2|m3)|per (?:kilo\w*|kg|tonne|litre))(?!\w)"
)
# What may stand before the thing that a figure is asked for of.
_TO_HEAD: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:and |so |but )?(?:what|which)(?:'s| is| was| are| were)?(?: the| its| their)?"),
    "vi": re.compile(r"(?:(?:ty|ti) le|muc|tong(?: so)?|so|gia tri)?"),
}
_PER = re.compile(r"/| per ")
_BREAK = re.compile(r"[;)]|[.:](?=\s)")
_OF_A_NUMBER: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:of|among|out of) (?:the |these |those |its )?(?=\d)"),
    "vi": re.compile(r"(?<!\w)trong(?: so)?(?: cac)? (?=\d)"),
}


def is_near_miss(wanted: Wanted, fact: Fact, others: Sequence[Fact], terms: frozenset[str]) -> bool:
    """Whether a figure is not what is asked for, whatever words it shares with the question.

    Args:
        others: all the figures that may answer.
        terms: what the question names (`terms_asked`).
    """
    return (
        (asks_for_target(wanted) and not is_aimed_at(fact))
        or is_named_later(terms, fact)
        or counts_another(wanted, fact)
        or exceeds_whole(wanted, fact)
        or has_rival(wanted, fact, others)
        or lacks_end(wanted, fact, others)
        or lacks_price(wanted, fact)
        or is_of_others(wanted, fact)
        or is_other_end(wanted, fact)
        or is_compared_with(wanted, fact)
    )


def terms_asked(wanted: Wanted, rarity: Mapping[str, float]) -> frozenset[str]:
    """Return the rarest concept that a question names, or several as rare; none where it asks for several things.

    Nor any of a follow-up: what it was completed with may be left behind. "The school dropout rate" asks about
    dropping out; that a target is asked for names nothing, nor do the people that a figure is of.
    """
    if wanted.focus or len(wanted.parts) > 1 or wanted.asks > 1 or "comparison" in wanted.kinds:
        return frozenset()
    placed = placed_concepts(wanted.question, wanted.language)
    named = {
        concept
        for phrase, concept in ((plain(wanted.question[start:end]), concept) for start, end, concept in placed)
        if not _AIMED.search(phrase) and not are_people(phrase, wanted.language)
    }
    if head := _head(wanted, placed):
        return frozenset([head]) & named or frozenset()
    rarest = max((rarity.get(concept, 0.0) for concept in named), default=0.0)
    return frozenset(concept for concept in named if rarity.get(concept, 0.0) >= rarest)


def _head(wanted: Wanted, placed: Sequence[tuple[int, int, str]]) -> str:
    """Return the concept that a figure is asked for of, where the question begins with it: "what interest rate"."""
    if not placed or not wanted.wants_figure:
        return ""
    start, end, concept = placed[0]
    if not _TO_HEAD[wanted.language].fullmatch(plain(wanted.question[:start]).strip()):
        return ""
    for first, last, other in placed[1:] if wanted.language == "en" else ():
        if wanted.question[end:first].strip():
            break
        end, concept = last, other  # "the school dropout rate" is a rate of dropping out
    return concept


def asks_for_target(wanted: Wanted) -> bool:
    """Whether a target itself is asked for, not how far it was reached."""
    asked = plain(wanted.focus or wanted.question)
    if not wanted.wants_figure or wanted.kind in ("document", "rank", "date", "comparison"):
        return False
    return bool(_TARGET[wanted.language].search(asked)) and not _REACHED[wanted.language].search(asked)


def is_aimed_at(fact: Fact) -> bool:
    """Whether a figure is a target: it says so itself, or what opens its sentence does, or its headings."""
    around = [fact.opening, *fact.paragraph.headings]
    for one in fact.both:
        counted = (other.end for other in one.before if other.unit not in TIME_UNITS)
        before = max(counted, default=one.statement[0])
        around.append(one.text[before : max(one.phrase[1], one.figure.end)])
    return any(_AIMED.search(_SHARE_OF_TARGET.sub(" ", plain(text))) for text in around)


def is_named_later(terms: frozenset[str], fact: Fact) -> bool:
    """Whether a paragraph names what is asked for only after the clause that a figure stands in.

    Args:
        terms: the concepts that the question names; a figure before any of them is said of something else.
    """
    if not terms:
        return False
    heard = [_heard(one, terms) for one in fact.both]
    return any(later for _, later in heard) and not any(before for before, _ in heard)


def _heard(fact: Fact, terms: frozenset[str]) -> tuple[bool, bool]:
    """Return whether a text names any term up to the end of a figure's clause, and whether after it."""
    text = fact.text
    stop = _BREAK.search(text, fact.figure.end)
    end = stop.start() if stop else len(text)
    places = [start for start, _, concept in placed_concepts(text, fact.language) if concept in terms]
    before = any(start < end for start in places)
    return before or _names(fact.paragraph.headings, terms, fact.language), any(start >= end for start in places)


def _names(texts: tuple[str, ...], terms: frozenset[str], language: Language) -> bool:
    return any(concept in terms for text in texts for _, _, concept in placed_concepts(text, language))


def lacks_price(wanted: Wanted, fact: Fact) -> bool:
    """Whether a price is asked for and the figure's sentence speaks of none; a total is no price."""
    if not _PRICE_ASKED[wanted.language].search(plain(wanted.question)):
        return False
    sentences = (fact.sentence.text, fact.sentence.translation or "")
    return not any(_PRICE.search(text.lower()) for text in sentences)


def counts_another(wanted: Wanted, fact: Fact) -> bool:
    """Whether a figure counts another kind of thing than the question asks to have counted."""
    if fact.figure.unit != "count":
        return False
    nouns = [(fold(one.figure.noun), one.language) for one in fact.both]
    for kind_of in (group_of, role_of):
        asked = kind_of(fold(wanted.counted), wanted.language, asked=True)
        counted = {kind for noun, language in nouns if (kind := kind_of(noun, language))}
        if asked and counted and asked not in counted:
            return True
    return False


def exceeds_whole(wanted: Wanted, fact: Fact) -> bool:
    """Whether a count is no smaller than what the question asks for a part of ("how many of the 57 households")."""
    asked = _OF_A_NUMBER[wanted.language].search(plain(wanted.question))
    if not asked or fact.figure.unit != "count" or not wanted.counted:
        return False
    wholes = [
        figure
        for figure in read_figures(wanted.question, wanted.language)
        if figure.unit == "count" and group_of(fold(figure.noun), wanted.language) != "time"
    ]
    return any(fact.figure.value >= whole.value for whole in wholes[:1])


def has_rival(wanted: Wanted, fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether another figure of the sentence counts by name what is asked for, and this one does not.

    "102 nurses, and 148 people in 2021" says nothing of the nurses of 2021.
    """
    asked = before_clause(fold(wanted.counted), wanted.language).strip()
    if not asked or not fact.figure.noun or "part" in fact.either_relations or _counts(fact, asked, wanted.language):
        return False  # of "4,905 cases, of which 214 severe" both are of cases
    return any(
        _counts(other, asked, wanted.language)
        for other in others
        if other.sentence == fact.sentence and other.paragraph.id == fact.paragraph.id
    )


def _counts(fact: Fact, asked: str, language: Language) -> bool:
    """Whether what a figure counts is named in the words of the question, in either text."""
    nouns = [_PER.split(fold(one.figure.noun))[0] for one in fact.both if one.figure.unit == "count"]
    if language == "vi":
        return any(noun and (asked.startswith(noun) or noun.startswith(asked)) for noun in nouns)
    return any(noun and re.search(rf"\b{re.escape(noun.split()[-1])}\b", asked) for noun in nouns)

"""A question as the answerer reads it: what kind of answer it wants, about which period, in how many parts.

Everything here is decided by question words and grammar (`assistant.cues`), never by the subject asked about.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.answer import Language
from assistant.cues import (
    BASES,
    DAYS,
    DIRECTIONS,
    INTERROGATIVES,
    LOOSE,
    NUMBER,
    PERIODS,
    RELATIONS,
    TO_COME,
    Direction,
    Kind,
    Period,
    Relation,
    matching,
    plain,
)
from assistant.figures.words import PHYSICAL
from assistant.kinds import kinds_asked
from assistant.parts import parts_of, things_asked
from index.errors import QuestionInvalid
from index.language import fold

MAX_CHARACTERS = 2_000  # of a question

# What a unit is worth as an answer to a kind of question; unnamed units are worth nothing.
_UNIT_FIT: dict[Kind, dict[str, float]] = {
    "amount": {"VND": 1.0, "USD": 1.0, "EUR": 1.0, "GBP": 1.0},
    "percent": {"percent": 1.0, "percentage_point": 1.0},
    "count": {"count": 1.0},
    "rank": {"rank": 1.0},
    "document": {"none": 1.0},
    "date": {"date": 1.0, "month": 1.0, "year": 1.0, "period": 0.3},
    "quantity": {
        "VND": 0.9,
        "USD": 0.9,
        "EUR": 0.9,
        "GBP": 0.9,
        "percent": 0.9,
        "percentage_point": 0.9,
        "count": 0.8,
        "rank": 0.4,
    },
}
_MONEY_NAMED = re.compile(r"(?<!\w)(?:tien|ty|ti|trieu|dong|vnd|usd|do la|kinh phi|gia)(?!\w)")
_PERFORMANCE = frozenset({"percent", "rank"})  # how something went: its growth or its place
_MONEY = frozenset({"VND", "USD", "EUR", "GBP"})
_MEASURES = frozenset(PHYSICAL.values())
_MEASURE_NAMES = {fold(name): unit for name, unit in PHYSICAL.items()}
_YEAR = re.compile(r"(?<![\d/.,])(?<!\d-)(?:19|20)\d\d(?![\d%])")
# "Plan 328" is a document: nothing is held against it.
_PLAN_BY_NUMBER = re.compile(
    r"(?<!\w)(?:plan|ke hoach) (?:(?:so|no\.?|number) ?)?\d{1,5}(?:[/-]\w\S*|(?=[ ?!,;:.]|$)(?! (?:nam|years?|thang|months?)(?!\w)))"
)
_NOT_A_YEAR = re.compile(
    r"\b(?:not|khong phai|chu khong phai|khong)(?: (?:in|for|of|la|nam))* (?:19|20)\d\d(?!\d)"
)  # "not 2019"
_COUNTED = {
    "en": re.compile(
        r"(?:how many(?: more| new| other| of the(?: \d[\d.,]*)?| of)?|number of)"
        r"(?! (?:did|do|does|is|are|was|were|has|have|had|will|would|can|could)\b) ((?:[a-z-]+ ?){1,4})"
    ),
    "vi": re.compile(
        r"(?:bao nhieu|may|bn|so luong) (?!(?:vao|trong|o|tai|cho|so|thi|la|de|hoi|roi|vay|a|nhi|the|khi|tu|den|voi|cua|va|cuoi|tren|ke|hon|nua|neu|do|duoc|von|kinh phi|doanh thu|loi nhuan|(?:nam|thang|quy) (?:nay|qua|truoc|ngoai|roi|\d{4}))(?!\w))((?:[a-z-]+ ?){1,3})"
    ),
}
_NUMBER_OF = re.compile(
    r"^(?:tong |muc )?so ((?:[a-z-]+ ?){1,2})(?=.*(?<!\w)(?:bao nhieu|may|bn)(?!\w))"
)  # "số xã ... bao nhiêu"
# A noun of measure, or a number of things, that stands alone asks for its figure: "Số giường bệnh trên vạn dân?"
_ALONE: dict[Kind, re.Pattern[str]] = {
    "count": re.compile(
        r"^(?:tổng )?số (?!(?:tiền|vốn|thu|chi|dư|nợ|kinh|giá|lượng|liệu|hiệu|này|đó|phận|hóa|hoá|học|\d+)(?!\w))((?:\w+ ?){1,2})"
    ),
    "quantity": re.compile(
        r"^(?:tổng )?(?:dân số|thu nhập bình quân|lương (?:tối thiểu|bình quân)|diện tích|sản lượng|năng suất|kim ngạch|lãi suất"
        r"|mật độ|tuổi thọ|tổng (?:mức|chi|thu|vốn|kim ngạch|sản lượng|diện tích|giá trị|dư nợ|doanh thu))(?!\w)"
    ),
}
_AUXILIARY = re.compile(r"\b(?:did|do|does|was|were|is|are|has|have|had|will|would|can|could)\b")
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
# What is done or hoped for is no figure, whatever else the question names.
_ASKS_DEED = re.compile(
    r"^what (?:do|does|did|will|would|can|should|must)\b(?!.*\bby\W*$)|^(?:if|does|do|did|is|are)\b"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for."""

    question: str
    language: Language
    kinds: tuple[Kind, ...]  # most telling first; ("open",) where no question word tells
    relations: frozenset[Relation]
    periods: frozenset[Period]
    years: frozenset[int]  # asked about
    base_years: frozenset[int]  # only compared with
    directions: frozenset[Direction]
    parts: tuple[str, ...]  # the questions in it, one or more
    asks: int  # how many separate things are asked
    counted: str  # what "how many" asks to have counted, a few words; "" where it is not asked
    measure: str = ""  # the physical unit that the answer is asked for in: "tonne", "ha"
    focus: str = ""  # of a follow-up: the part that is new
    fragment: bool = False  # of a follow-up: it asks nothing itself, but names what else the question is about
    anchored: bool = False  # it names no subject of its own: it goes on from what the last answer says

    @property
    def kind(self) -> Kind:
        """The kind of answer that leads."""
        return self.kinds[0]

    @property
    def wants_figure(self) -> bool:
        """Whether a number is the answer."""
        if self.kind == "comparison":
            return True
        if self.kind == "open":
            related = bool(self.relations & {"growth", "plan", "share", "part"})
            return related and not _ASKS_DEED.search(plain(self.question))
        return any(kind in _UNIT_FIT for kind in self.kinds[:2]) and self.kind not in {"reason", "list", "who", "yesno"}

    @property
    def is_loose(self) -> bool:
        """Whether how something went is asked for: a figure answers, or words where no figure is of the subject."""
        folded = plain(self.question)
        asks = self.kind == "quantity" and bool(LOOSE[self.language].search(folded))
        return asks and not NUMBER[self.language].search(folded)

    @property
    def to_come(self) -> bool:
        """Whether what is asked about is still to come."""
        return bool(TO_COME[self.language].search(plain(self.question)))

    @property
    def asks_day(self) -> bool:
        """Whether a day is asked for, not only a month or a year."""
        return bool(DAYS[self.language].search(plain(self.question)))

    @property
    def _asks_capital(self) -> bool:
        """Whether it is asked how much capital ("vốn") came to, and not how much money."""
        return self.language == "vi" and not _MONEY_NAMED.search(fold(self.question))

    def unit_fit(self, unit: str) -> float:
        """Return how well a figure's unit fits the kinds asked for, 0 to 1."""
        numeric = [kind for kind in self.kinds if kind in _UNIT_FIT] or ["quantity"]
        fits = [_UNIT_FIT[kind].get(unit, 0.0) for kind in numeric]
        if numeric[0] == "quantity" and unit in {"VND", "USD", "EUR", "GBP", "count", "percent"}:
            related = bool(self.relations & {"growth", "plan", "share"})
            fits[0] = 1.0 if related == (unit == "percent") else 0.6
            if "growth" in self.relations and unit in _MONEY:
                fits[0] = 0.4  # "growth of exports" is no amount of exports
            if unit == "count" and _HOW_MUCH.search(self.question):
                fits[0] = 0.5  # things are asked for by "how many"
        if numeric[:1] == ["amount"] and "quantity" in numeric and unit == "percent" and self._asks_capital:
            return 0.5  # "giải ngân vốn đạt bao nhiêu?": of a plan, as well as may be
        if self.is_loose and unit in _PERFORMANCE:
            fits[0] = 1.0
        if self.anchored and unit == "count" and "growth" in self.relations and "quantity" in numeric:
            fits[0] = max(fits[0], 0.5)  # "and up by how much?" after a count
        if numeric[0] == "rank" and unit == "count":
            return 0.2  # "down three places" is no place
        if self.measure:
            return float(unit == self.measure)
        if unit in _MEASURES:
            return {"quantity": 0.8, "count": 0.3}.get(numeric[0], 0.0)
        if numeric[0] == "date" and unit in {"month", "year", "period"} and self.asks_day:
            fits[0] = 0.3
        if numeric[0] == "date":
            return fits[0]  # how many there are is no day
        return max(fits[0], 0.5 * max(fits))


def check_question(question: object) -> str:
    """Return a question ready to be searched.

    Raises:
        QuestionInvalid: it is no text, empty, or longer than `MAX_CHARACTERS`.
    """
    if not isinstance(question, str):
        raise QuestionInvalid(f"A question is a text, not {type(question).__name__}.")
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    if not any(character.isalnum() for character in cleaned):
        raise QuestionInvalid("The question is empty. Type what you want to know about the report.")
    if len(cleaned) > MAX_CHARACTERS:
        raise QuestionInvalid(
            f"The question has {len(cleaned):,} characters; at most {MAX_CHARACTERS:,} are taken. Shorten it."
        )
    return cleaned


def read_question(question: str, language: Language) -> Wanted:
    """Read what a question asks for, in its own language."""
    folded = plain(question)
    parts = parts_of(question, language)
    things, measure = _counted(folded, language)
    kinds = kinds_asked(folded, language)
    if kinds == ("open",) and language == "vi" and not INTERROGATIVES["vi"].search(folded):
        said = unicodedata.normalize("NFC", question).strip().lower()
        kinds = tuple(kind for kind, noun in _ALONE.items() if noun.search(said)) or kinds
        if kinds == ("count",) and (noun := _ALONE["count"].search(said)):
            things = fold(noun[1]).split()
    years = {int(year) for year in _YEAR.findall(_NOT_A_YEAR.sub("", folded))}
    base_years = {int(year) for year in BASES[language].findall(folded)} & years
    return Wanted(
        question=question,
        language=language,
        kinds=kinds,
        relations=matching(RELATIONS, language, _PLAN_BY_NUMBER.sub(" ", folded)),
        periods=matching(PERIODS, language, folded),
        years=frozenset(years - base_years),
        base_years=frozenset(base_years),
        directions=matching(DIRECTIONS, language, folded),
        parts=parts,
        asks=len(parts) if len(parts) > 1 else things_asked(folded, language),
        counted=" ".join(things),
        measure=measure,
    )


def _counted(folded: str, language: Language) -> tuple[list[str], str]:
    """Return the words for what is to be counted, and the physical unit that it is to be counted in, "" for none."""
    found = _COUNTED[language].findall(folded) or (_NUMBER_OF.findall(folded) if language == "vi" else [])
    words = _AUXILIARY.split(" ".join(found[:1]))[0].split()
    if words and words[0] in _MEASURE_NAMES:
        return [word for word in words[1:] if word not in ("of", "the")], _MEASURE_NAMES[words[0]]
    return [] if words[:2] == ["phan", "tram"] or words[:1] == ["tien"] else words, ""

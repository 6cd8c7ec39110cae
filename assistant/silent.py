"""Where the reports are silent, by rule: what a question names or asks for and the best passage has not.

Each rule holds for any report and any subject: another place, a name where none stands, the assistant itself. What
needs weighing is left to the fitted model (`assistant.refuse`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claim import read_claim
from assistant.cues import CLAIMS, plain
from assistant.matched import Searched
from assistant.names import lacks_name
from assistant.passages import Passage
from assistant.places import PROVINCES
from assistant.question import Wanted
from index.language import fold
from index.lexical import FOLDED_STOP_WORDS
from index.report import Report

_DISTRICT = re.compile(r"(?<!\w)(?:huyen|thi xa|thi tran) (?!(?:mot|moi|trong|hang)(?!\w))(\w+ \w+)")
# A question to the assistant about itself.
_ITSELF = re.compile(
    r"^(?:(?:and |so )?(?:are|were) you (?:an? |the )?(?:\w+ )?(?:human|person|robot|bot|ai|machine|chatgpt|model|alive|real)\b"
    r"|who (?:are you|(?:made|built|created|trained) you)\b|what(?:'s| is) your name\b"
    r"|(?:ban|may|em|anh|bot) (?:la ai|ten (?:la )?gi|co phai (?:la )?(?:nguoi|may|robot|ai))(?!\w))"
)
# "Còn xã nào ... không?" asks whether there is one, not which.
_WHETHER = re.compile(r"(?<!\w)(?:con|co) .{1,80}(?<!\w)(?:khong|chua)\W*$")
# What people ask of a shop, a doctor or an office: a report advises nobody.
_ADVICE = re.compile(
    r"\b(?:can|could|would) you (?:recommend|suggest|advise|book|find me)\b|\bshould i\b|\bwhere (?:can|could|do|should) i\b"
    r"|(?<!\w)nen (?:an|uong|mua|hoc|chon) (?:\w+ )?(?:gi|nao)(?!\w)|(?<!\w)(?:toi|minh|em|con|chau|tui) nen (?!tang)"
)
# Several things by their number, to be named: "which nine targets", "9 chỉ tiêu ... là những chỉ tiêu nào".
_NUMBERS = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, 3)}
_EACH_NAMED = re.compile(
    rf"\b(?:which|what)(?: are| were)?(?: the| those)? ([3-9]|[1-9]\d|{'|'.join(_COUNTS)})\b(?! (?:years?|months?|days?)\b)"
    r"|(?<![\w-])([3-9]|[1-9]\d) (?!(?:nam|thang|ngay|quy) )(?:\w+ ){1,12}(?:la|gom)(?: co)? (?:nhung|cac) (?:\w+ ){0,2}(?:nao|gi)\W*$"
)
_LIST = re.compile(r"(?::|(?<!\w)(?:bao gồm|gồm|including|includes?|namely)(?!\w))([^.]*)")
_JOINT = re.compile(r"[,;]|(?<!\w)(?:và|and)(?!\w)")
# The unit that an answer is asked for in, and what shows it in a text.
_UNITS = (
    (r"\bin points\b|(?<!\w)(?:bao nhieu|may) diem(?! phan| den| nong)(?!\w)", r"\bpoints?\b|(?<!\w)điểm(?!\w)"),
    (r"\bin (?:grams?|g) (?:per|a) lit\w+|(?<!\w)(?:bao nhieu|may) (?:gam|g|phan nghin|‰)(?!\w)", r"‰|g/l|(?<!\w)(?:grams?|gam)(?!\w)"),
    (r"\bin (?:degrees|celsius)\b|(?<!\w)(?:bao nhieu|may) do(?! [ln]\w)(?!\w)", r"°|(?<!\w)(?:degrees?|độ c)(?!\w)"),
)  # fmt: skip
# How many are not so is asked; and what shows that a text speaks of what is not so.
_HOW_MANY_NOT = re.compile(
    r"\b(?:how many|number of)(?: \w+){1,4} (?:not|never|miss(?:ed|es)?|fail(?:ed|s)?|f[ae]ll short|(?:was|were|have|has|did|do)n't)\b"
    r"|(?<!\w)(?:bao nhieu|may|bn)(?: \w+){1,3} (?:khong|chua) (?:duoc|dat|hoan thanh|dap ung|vuot|dung|du|xong|kip)(?!\w)"
)
_NOT_SO = re.compile(
    r"\b(?:not?|none|never|without|only|still|yet|miss\w*|fail\w*|short|below|behind|remain\w*)\b|n't\b"
    r"|(?<!\w)(?:không|chưa|chẳng|chỉ (?:còn|có|đạt|được)|còn|hụt|thiếu|dưới|thấp hơn|ngoài)(?!\w)",
    re.IGNORECASE,
)
# A document by its number; a plan or report only with a word that tells its number from a count.
_DOCUMENT = re.compile(
    r"(?<!\w)(?:resolution|decree|decision|directive|circular|nghi quyet|nghi dinh|quyet dinh|chi thi|thong tu)"
    r" (?:so |no\.? ?|number )?(\d{1,5})(?=[/-]\D|[ ?!,;:]|[.]?$)(?! (?:nam|years?|thang|months?|van ban|trong|of|in)(?!\w))"
    r"|(?<!\w)(?:plan|report|document|ke hoach|bao cao|van ban|cong van) (?:so|no\.?|number) ?(\d{1,5})(?=[/-]\D|[ ?!,;:]|[.]?$)"
)
_REMEMBERED = 64  # reports whose folded texts are kept, each as large as the report
_folded: dict[tuple[str, str], str] = {}


def is_silent(wanted: Wanted, passage: Passage, index: Searched) -> bool:
    """Whether the reports cannot answer, given the best passage they have."""
    asked = plain(wanted.question)
    if _ITSELF.search(asked) or _ADVICE.search(asked) or unknown_places(wanted.question, index):
        return True
    if unknown_documents(asked, index):
        return True
    quoted = [text for text in (passage.quote, passage.translation) if text]
    if wanted.kind == "yesno" or _WHETHER.search(asked):
        return lacks_plan(wanted, quoted)
    paragraph = passage.paragraph
    texts = [text for text in (paragraph.text, paragraph.translation) if text]
    return (
        lacks_name(wanted.question, texts, quoted)
        or lacks_items(wanted.question, texts)
        or lacks_unit(asked, quoted)
        or (wanted.kind == "count" and lacks_denial(asked, quoted))
    )


def lacks_plan(wanted: Wanted, quoted: Sequence[str]) -> bool:
    """Whether it is asked if a plan was met, and no quoted text speaks of any."""
    claim = read_claim(wanted, wanted.question)
    if claim is None or claim.kind != "plan":
        return False
    return not any(cues["plan"].search(plain(text)) for text in quoted for cues in CLAIMS.values())


def lacks_items(question: str, texts: Sequence[str]) -> bool:
    """Whether so many things are asked for by name, and no text speaks of as many or lists them."""
    asked = _EACH_NAMED.search(plain(question))
    if not asked:
        return False
    said = asked[1] or asked[2]
    number = _COUNTS.get(said) or int(said)
    spoken = re.compile(rf"(?<![\w.,/])0?{number}(?![\w,/%]|[.]\d)|\b{said}\b", re.IGNORECASE)
    lists = [match[1] for text in texts for match in _LIST.finditer(text)]
    return not any(map(spoken.search, texts)) and not any(len(_JOINT.findall(one)) >= number - 1 for one in lists)


def lacks_unit(asked: str, quoted: Sequence[str]) -> bool:
    """Whether the answer is asked for in a unit ("in points") that no quoted text has."""
    return any(
        re.search(cue, asked) and not any(re.search(shown, text, re.IGNORECASE) for text in quoted)
        for cue, shown in _UNITS
    )


def lacks_denial(asked: str, quoted: Sequence[str]) -> bool:
    """Whether it is asked how many are not so, and no quoted text speaks of what is not."""
    return bool(_HOW_MANY_NOT.search(asked)) and not any(map(_NOT_SO.search, quoted))


def unknown_places(question: str, index: Searched) -> list[str]:
    """Return the provinces and districts in a question that no report mentions, folded."""
    folded = fold(question)
    named = [place for place in PROVINCES if re.search(rf"(?<!\w){place}(?!\w)", folded)]
    named += [name for name in _DISTRICT.findall(folded) if not FOLDED_STOP_WORDS & set(name.split())]
    return [name for name in named if not known(name, index.reports)]


def unknown_documents(asked: str, index: Searched) -> list[str]:
    """Return the numbers of documents in a question (`cues.plain`) that no report has: "resolution 99"."""
    numbers = [(one or other).lstrip("0") for one, other in _DOCUMENT.findall(asked)]
    texts = [folded_text(report) for report in index.reports]
    return [
        number
        for number in numbers
        if not any(re.search(rf"(?<![\d.,/-])0*{number}(?![\d%]|[.,]\d)", text) for text in texts)
    ]


def known(name: str, reports: Sequence[Report]) -> bool:
    """Whether any report mentions a name, folded."""
    return any(name in folded_text(report) for report in reports)


def folded_text(report: Report) -> str:
    """Return all a report says, its title and translation included, folded; the last few are remembered."""
    key = (report.id, report.source_hash)
    if key not in _folded:
        _folded[key] = _fold_all(report)
        while len(_folded) > _REMEMBERED:
            _folded.pop(next(iter(_folded)))
    return _folded[key]


def _fold_all(report: Report) -> str:
    texts = [report.title, report.title_translation or "", report.issuer, report.issuer_translation or ""]
    for _, heading in report.headings:
        texts += [heading.text, heading.translation or ""]
    for paragraph in report.paragraphs:
        texts += [paragraph.text, paragraph.translation or ""]
    return fold(" ".join(texts))

"""How many questions a question is: the pieces it is put in, the things it lists, and those it asks for one by one."""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.cues import INTERROGATIVES, plain
from index.language.glossary import placed_concepts

_ASIDE = re.compile(r"\([^)]*\)")
_NAME = re.compile(r"\b[A-ZĐ]{3,}\b")
_JOINT = re.compile(r"(?: \([^)]*\))?(?:, and |, | and | or | và | va | hay | với | voi |, và )(?:the )?")
# A piece that only asks for the difference between what the piece before it compares.
_DIFFERENCE = {
    "en": re.compile(r"(?:and )?(?:by how (?:much|many)|how (?:much|many) (?:more|less|fewer|higher|lower|larger|bigger|smaller)|what is the (?:difference|gap))\W*$"),
    "vi": re.compile(r"(?:va )?(?:chenh|hon kem|hon|kem)(?: nhau)?(?: lech)? (?:la )?(?:bao nhieu|may)(?: lan| phan tram| %)?\W*$"),
}  # fmt: skip
_SPLIT = {
    "en": re.compile(
        r"\s*(?:[;?]|,? and (?=(?:(?:under|by|from|through) )?(?:how|what|which|whom?|when|why|where)\b|(?:by|is|did|does|was|has|if)\b)|, (?=(?:how|what|which|when|who|why|where|by)\b)|\bif so,?)\s*"
    ),
    "vi": re.compile(
        r"\s*(?:[;?]|,? (?:và|va) (?=.*(?:nào|nao|bao nhiêu|bao nhieu|mấy|may|gì|gi|sao|ai)\b)|,\s)\s*", re.IGNORECASE
    ),
}
# Words that ask for each of the things a question lists, and what stands between these.
_EACH = {
    "en": (
        re.compile(r"\b(?:each|both|respectively|two numbers|two figures|all three)\b"),
        re.compile(r", (?:and )?| and | or "),
    ),
    "vi": (
        re.compile(
            r"(?<!\w)(?:moi ben|moi (?:nganh|khu vuc|chi so|loai)|tung|lan luot|ca hai|hai (?:con )?so|va)(?!\w)"
        ),
        re.compile(r", | va | voi "),
    ),
}


def parts_of(question: str, language: Language) -> tuple[str, ...]:
    """Return the questions in a question: its pieces, where at least two of them ask something."""
    asking = _asking(question, language)
    return tuple(asking) if len(asking) > 1 else _coordinated(question, language) or (question,)


def _asking(question: str, language: Language) -> list[str]:
    """Return the pieces of a question that ask something."""
    pieces = [piece.strip() for piece in _SPLIT[language].split(question) if piece.strip()]
    pieces = [piece for piece in pieces if not _DIFFERENCE[language].match(plain(piece))]
    return [piece for piece in pieces if INTERROGATIVES[language].search(plain(piece))]


def listed(question: str, language: Language) -> str:
    """Return the names or terms that one question lists, with what stands between them: "PCI and PAPI"; else ""."""
    run = _run(question, language) if len(_asking(question, language)) < 2 else []
    return question[run[0][0] : run[-1][1]] if run else ""


def _coordinated(question: str, language: Language) -> tuple[str, ...]:
    """Return one question for each of the names or terms that one question lists."""
    run = _run(question, language)
    return tuple(question[: run[0][0]] + question[a:b] + question[run[-1][1] :] for a, b in run[:4])


def _run(question: str, language: Language) -> list[tuple[int, int]]:
    """Return where the names, or else the terms, stand that a question lists; none where there are no two."""
    named = [(match.start(), match.end()) for match in _NAME.finditer(question)]
    aside = [match.span() for match in _ASIDE.finditer(question)]
    terms = [
        (start, end)
        for start, end, _ in placed_concepts(question, language)
        if not any(first <= start < last for first, last in aside)
    ]
    for places in (named, terms):
        run: list[tuple[int, int]] = []
        for place in sorted(places):
            if run and _JOINT.fullmatch(question[run[-1][1] : place[0]]) is None:
                if len(run) > 1:
                    break
                run = []
            run.append(place)
        if len(run) > 1:
            return run
    return []


def asks_for_each(question: str, language: Language) -> bool:
    """Whether a question says that it asks for each of several things; a mere "and" does not."""
    return any(match.group() != "va" for match in _EACH[language][0].finditer(plain(question)))


def things_asked(folded: str, language: Language) -> int:
    """Return for how many things one question asks: those it lists, where it asks for each of them."""
    each, joint = _EACH[language]
    return min(4, 1 + len(joint.findall(folded))) if each.search(folded) else 1

"""Questions about what was not good enough: answered by what says so, of the thing that is asked about.

"What weak points are there in science?" is nearest to the sentence that introduces all weak points, and next to what
praises science. So the thing alone is searched, and only what says that something fell short is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.cues import FALLS_SHORT, GENERIC, SHORTCOMINGS, plain, without
from assistant.passages import Passage
from assistant.question import Wanted
from assistant.select import Choice
from index.lexical import words

# Words that name nothing that something could be wrong with, beside those of `GENERIC`.
_IDLE = {
    "en": frozenset({"admit", "mention", "name", "list", "there", "main", "major", "biggest", "key"}),
    "vi": frozenset({"trong", "tren", "ve", "cong", "tac", "neu", "chi", "con", "nhung", "chinh", "chu", "yeu", "lon",
                     "nhat", "noi", "bat"}),
}  # fmt: skip


def of_what(wanted: Wanted) -> Wanted | None:
    """Return what is asked about, where its shortcomings are asked for; None where they are not, or of everything."""
    cue = SHORTCOMINGS[wanted.language]
    if wanted.kind not in ("list", "open") or not cue.search(plain(wanted.focus or wanted.question)):
        return None
    bare = without(cue, wanted.question)
    idle = GENERIC[wanted.language] | _IDLE[wanted.language]
    named = [word for word in words(bare, wanted.language) if word.isalpha() and word not in idle]
    return replace(wanted, question=bare, parts=(bare,), asks=1) if named else None


def falling_short(choices: Sequence[Choice]) -> list[Choice]:
    """Return the passages that say, themselves or by a heading over them, that something was not good enough."""
    return [one for one in choices if _falls_short(one.passage)]


def _falls_short(passage: Passage) -> bool:
    headings = [plain(heading) for heading in passage.paragraph.headings]
    return any(cue.search(heading) for cue in SHORTCOMINGS.values() for heading in headings) or any(
        cue.search(passage.quote.lower()) for cue in FALLS_SHORT.values()
    )

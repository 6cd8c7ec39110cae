"""One question answered by quoting: which reports it is asked of, and what is asked instead where they are silent.

The index stays as it is meanwhile; `assistant.respond` lends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Language
from assistant.beside import answer_from
from assistant.chosen import Choice, choose_reports
from assistant.earlier import NOTHING, Given, given_by
from assistant.follow_up import Standalone, instead
from assistant.named import name_reports
from assistant.overview import asks_for_figures, list_figures
from assistant.prefer import proven
from assistant.question import Wanted, read_question
from assistant.quote import Quoted, answer_by_quoting, find_leads
from assistant.wording import say
from index import Index
from index.hit import Hit
from index.language import english_or_vietnamese
from prompts import refusal

_BACK = 2  # answers that are worked out anew for a follow-up


@dataclass(frozen=True, slots=True)
class Answering:
    """A question that is being answered."""

    question: str  # as typed
    language: Language  # of the answer
    index: Index  # of all the reports that may be asked
    hits: int  # paragraphs searched

    def answer(self, standalone: Standalone) -> Answer:
        """Answer the completed question, or what else it may ask where its reports are silent on it."""
        if standalone.manner == "thanks":
            text = say("thanks", self.language)
            return Answer(text, False, self.question, self.question, self.language, kind="thanks")
        choice = choose_reports(standalone, self.index, self.hits)
        answer = self._ask_reports(standalone, choice)
        if answer.answered:
            return answer
        for other in instead(standalone, self.language):
            # The reports stay those the conversation is about, though its own part alone may name none.
            again = choice.of(name_reports(other.question, self.index.reports))
            retried = self._ask_reports(other, again)
            if retried.answered:
                return retried
        return answer

    def _ask_reports(self, standalone: Standalone, choice: Choice) -> Answer:
        anew = choice.named.explicit and len(self.index.reports) > 1  # what another report answered is not gone on from

        def quote(asked: Standalone, index: Index) -> Answer:
            wanted = wanted_of(asked, index)
            if asked.question != standalone.question:
                wanted = choice.wanted(wanted, index.reports[0])
            given = NOTHING if anew else self._given_before(standalone, index)
            return proven(self._quote(asked, index, wanted, given))

        return answer_from(choice, standalone, self.index, self.language, quote)

    def _quote(self, standalone: Standalone, index: Index, wanted: Wanted, given: Given) -> Answer:
        if asks_for_figures(wanted):
            if listed := list_figures(wanted, index, self.language):
                quoted, hits = listed
                return replace(self._worded(standalone, quoted, wanted, hits), kind="figures")
            wanted = replace(wanted, kinds=("open",), relations=frozenset())  # no figure is of this subject
        found = index.search(standalone.question, k=self.hits)
        quoted = answer_by_quoting(
            wanted, found, index, language=self.language, refusal=refusal(self.language), given=given
        )
        return self._worded(standalone, quoted, wanted, found)

    def _given_before(self, standalone: Standalone, index: Index, back: int = _BACK) -> Given:
        """Return what answered the question a follow-up leans on; worked out anew, never read back."""
        earlier = standalone.earlier
        if earlier is None or standalone.corrects or not back:
            return NOTHING
        hits = index.search(earlier.question, k=self.hits)
        leads, _ = find_leads(wanted_of(earlier, index), hits, index, self._given_before(earlier, index, back - 1))
        given = given_by(leads)
        return replace(given, figures=()) if standalone.turned else given  # they have not been given yet

    def _worded(self, standalone: Standalone, quoted: Quoted, wanted: Wanted, hits: Sequence[Hit]) -> Answer:
        return Answer(
            text=quoted.text,
            answered=quoted.answered,
            question=self.question,
            standalone_question=standalone.question,
            language=self.language,
            citations=quoted.citations,
            figures=quoted.figures,
            hits=tuple(hits),
            kind=wanted.kind,
        )


def wanted_of(standalone: Standalone, index: Index) -> Wanted:
    """Read what a completed question wants: its kind from the words that ask, its subject from all of it."""
    language = english_or_vietnamese(standalone.question)
    whole = replace(read_question(index.analyse(standalone.question).restored, language), question=standalone.question)
    if standalone.before is None:
        return _claimed(whole) if standalone.claimed else whole
    asking = read_question(index.analyse(standalone.asked_by).restored, english_or_vietnamese(standalone.asked_by))
    wanted = replace(
        whole,
        kinds=asking.kinds,
        counted=asking.counted,
        parts=(standalone.question,),
        asks=1,
        focus=standalone.focus,
        fragment=standalone.asked_by != standalone.focus,
        anchored=standalone.anchored,
    )
    return _claimed(wanted) if standalone.claimed else wanted


def _claimed(wanted: Wanted) -> Wanted:
    """Return what a claim wants: yes or no before all else that its words point to."""
    others = (kind for kind in wanted.kinds if kind not in ("yesno", "open"))
    return replace(wanted, kinds=("yesno", *others), parts=(wanted.question,), asks=1)

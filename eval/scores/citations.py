"""Are the quotations verbatim, and do the cited paragraphs prove the answer?"""

from __future__ import annotations

from eval.corpus import Corpus
from eval.record import Quoted, Record
from eval.scores.gold import Gold, Needs
from eval.scores.score import Score

NAMES = ("quotes verbatim", "citation precision", "citation recall")


def citation_scores(record: Record, gold: Gold, corpus: Corpus) -> list[Score]:
    """Return one score for each of NAMES, each a share.

    Precision is the share of the cited paragraphs that hold gold evidence, recall the share of the needs that a cited
    paragraph meets; both are None for a refusal and for a question that has no evidence.
    """
    return [_verbatim(record, corpus), *_precision_and_recall(record, gold)]


def proves(cited: Quoted, gold: Gold) -> bool:
    """Tell whether a quotation shows gold evidence: at least half of the shorter of the two is shared."""
    for place in gold.places:
        if place.paragraph == cited.paragraph:
            shared = min(place.end, cited.end) - max(place.start, cited.start)
            shorter = min(place.end - place.start, cited.end - cited.start)
            if shorter > 0 and shared * 2 >= shorter:
                return True
    return False


def _verbatim(record: Record, corpus: Corpus) -> Score:
    if not record.citations:
        return Score("quotes verbatim", None, "nothing quoted")
    altered = [cited for cited in record.citations if not _stands(cited, corpus)]
    reason = ", ".join(f"[{cited.number}] is not in {cited.paragraph}" for cited in altered)
    return Score("quotes verbatim", 1 - len(altered) / len(record.citations), reason or "every quote stands as printed")


def _stands(cited: Quoted, corpus: Corpus) -> bool:
    paragraph = corpus.paragraphs.get(cited.paragraph)
    return paragraph is not None and bool(cited.quote) and paragraph.text[cited.start : cited.end] == cited.quote


def _precision_and_recall(record: Record, gold: Gold) -> list[Score]:
    if not record.answered or not gold.options:
        reason = "refused" if gold.options else "no evidence to cite"
        return [Score("citation precision", None, reason), Score("citation recall", None, reason)]
    cited = list(dict.fromkeys(quoted.paragraph for quoted in record.citations))
    useful = [paragraph for paragraph in cited if paragraph in gold.paragraphs]
    reason = (
        f"cited {', '.join(cited) or 'nothing'}; evidence in {', '.join(sorted(gold.paragraphs)) or 'no paragraph'}"
    )
    return [
        Score("citation precision", len(useful) / len(cited) if cited else 0.0, reason),
        Score("citation recall", max(_met(cited, needs) for needs in gold.options), reason),
    ]


def _met(cited: list[str], needs: Needs) -> float:
    return sum(any(paragraph in need for paragraph in cited) for need in needs) / len(needs)

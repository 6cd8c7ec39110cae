"""Was the evidence found? R@1, R@3, R@5, MRR and nDCG@10 over needs (`eval.scores.gold`), every need worth 1.

The values are those of trec_eval's recall.k, recip_rank and ndcg_cut.10 (as `ir_measures` names them R@k, RR and
nDCG@10) for a ranking in which the first paragraph that meets a need stands for it.
"""

from __future__ import annotations

import math

from eval.record import Record
from eval.scores.gold import Gold
from eval.scores.score import Score

CUTS = (1, 3, 5)
NAMES = (*(f"R@{cut}" for cut in CUTS), "MRR", "nDCG@10")


def retrieval_scores(record: Record, gold: Gold) -> list[Score]:
    """Return one score for each of NAMES; the values are None where there is nothing to find."""
    if not gold.options:
        return [Score(name, None, "nothing to find") for name in NAMES]
    needs, ranks = gold.best_ranks([hit.paragraph for hit in record.hits])
    reason = "; ".join(
        f"{' or '.join(sorted(need)) or 'evidence not in the report'}: {f'rank {rank}' if rank else 'not found'}"
        for need, rank in zip(needs, ranks, strict=True)
    )
    found = [rank for rank in ranks if rank]
    recalls = [Score(f"R@{cut}", sum(rank <= cut for rank in found) / len(ranks), reason) for cut in CUTS]
    gain = sum(1 / math.log2(rank + 1) for rank in found if rank <= 10)
    ideal = sum(1 / math.log2(position + 2) for position in range(min(len(ranks), 10)))
    return [
        *recalls,
        Score("MRR", 1 / min(found) if found else 0.0, reason),
        Score("nDCG@10", gain / ideal, reason),
    ]

"""Fit the numbers of search (index/fusion.json), and say how good search is without each of its parts.

python -m eval.fit_search XQUAD.jsonl            what half of the facts teaches, measured on the other half
python -m eval.fit_search XQUAD.jsonl --write    the same, then fit on everything and write index/fusion.json

XQUAD.jsonl: one paragraph a line with title, context_vi, context_en and qas (id, en, vi) [1]; it is not shipped. The
topics of the report and the articles of XQuAD are split in two; nothing is measured on what it was fitted on.
[1] Artetxe et al., On the Cross-lingual Transferability of Monolingual Representations, 2020 (CC BY-SA 4.0)
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.search_measured import measured
from eval.search_samples import Sample, as_searched, mask_translation, report_samples, xquad_report, xquad_samples
from index import build_index
from index.compare import PARAGRAPH_FEATURES, SENTENCE_FEATURES, Features
from index.fusion import CONFIDENCE_FEATURES, Fusion, Weights, confidence_features
from index.open import load
from index.settings import Settings

# Pulls every weight towards an equal share, in units of a feature's spread; a tenth of it changes no R@1 by a point.
_REGULARISATION = 0.005
_PRIOR = 0.7  # that equal share
# A question without a translation to help, and one about an encyclopaedia, teach half as much as one of our own.
_SHARES = {("report", True): 1.0, ("report", False): 0.5, ("xquad", True): 0.25, ("xquad", False): 0.5}


def fit_weights(samples: Sequence[Sample], level: str) -> Weights:
    """Fit weights by the likelihood of the proving paragraphs (or sentences) among all of a search."""
    ours = [sample for sample in samples if sample.features(level).present.any() and sample.gold(level).any()]
    means, spreads = _scales(ours, level)
    count = means.shape[1]
    tables = [_standardised(sample.features(level), means, spreads) for sample in ours]
    shares = np.array([_SHARES[sample.source, sample.translated] for sample in ours])

    def loss(values: NDArray[np.float64]) -> float:
        total = 0.0
        for (same, other, has_same, has_other), sample, share in zip(tables, ours, shares, strict=True):
            scores = _combined(values, same, other, has_same, has_other)
            odds = np.exp(scores - scores.max())
            total -= share * float(np.log(odds[sample.gold(level)].sum() / odds.sum() + 1e-9))
        return total / float(shares.sum()) + _REGULARISATION * float(((values - start) ** 2).sum())

    start = np.array([_PRIOR] * (2 * count))
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(0, 6)] * (2 * count)).x
    same, other = found[:count] / spreads, found[count:] / spreads
    return Weights(
        same=_rounded(same),
        other=_rounded(other),
        same_constant=round(float(-(same * means[0]).sum()), 3),
        other_constant=round(float(-(other * means[1]).sum()), 3),
    )


def fit_confidence(samples: Sequence[Sample], fusion: Fusion) -> tuple[float, ...]:
    """Fit the logistic from the first five hits of every search, unanswerable questions included."""
    rows, labels = [], []
    for sample in samples:
        scores = fusion.scores(sample.paragraphs)
        best = np.argsort(-scores)[:5]
        rows.append(confidence_features(sample.paragraphs, scores)[best])
        labels.append(sample.proving[best])
    table, wanted = np.concatenate(rows).astype(np.float64), np.concatenate(labels).astype(np.float64)
    means, spreads = table.mean(axis=0), table.std(axis=0) + 1e-6
    inputs = np.column_stack([(table - means) / spreads, np.ones(len(table))])

    def loss(values: NDArray[np.float64]) -> float:
        logits = inputs @ values
        return float(np.mean(np.logaddexp(0, logits) - wanted * logits)) + 0.001 * float((values[:-1] ** 2).sum())

    found = minimize(loss, np.zeros(inputs.shape[1]), method="L-BFGS-B").x
    weights = found[:-1] / spreads
    return (*_rounded(weights), round(float(found[-1] - (weights * means).sum()), 4))


def fit(samples: Sequence[Sample]) -> Fusion:
    """Fit everything on samples."""
    answerable = [sample for sample in samples if sample.proving.any()]
    fusion = Fusion(
        fit_weights(answerable, "paragraph"), fit_weights(answerable, "sentence"), (1.0, 0.0, 0.0, 0.0, 0.0)
    )
    return replace(fusion, confidence=fit_confidence(samples, fusion))


def _scales(samples: Sequence[Sample], level: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the means (2, features) of proving texts in the question's language and in another, and the spreads."""
    proving: list[list[NDArray[np.float32]]] = [[], []]
    spreads = []
    for sample in samples:
        features = sample.features(level)
        gold = sample.gold(level)[:, None] & features.present
        proving[0].append(features.values[gold & features.same])
        proving[1].append(features.values[gold & ~features.same])
        spreads.append(features.values[features.present].std(axis=0))
    means = [np.concatenate(rows).astype(np.float64) for rows in proving]
    known = [rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1]) for rows in means]
    return np.array(known), np.mean(spreads, axis=0).astype(np.float64) + 1e-6


_Standardised = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def _standardised(features: Features, means: NDArray[np.float64], spreads: NDArray[np.float64]) -> _Standardised:
    has_same, has_other = features.present & features.same, features.present & ~features.same
    values = features.values.astype(np.float64)
    same = np.asarray((((values - means[0]) / spreads) * has_same[..., None]).sum(axis=1), dtype=np.float64)
    other = np.asarray((((values - means[1]) / spreads) * has_other[..., None]).sum(axis=1), dtype=np.float64)
    return same, other, np.asarray(has_same.any(axis=1), np.float64), np.asarray(has_other.any(axis=1), np.float64)


def _combined(
    values: NDArray[np.float64],
    same: NDArray[np.float64],
    other: NDArray[np.float64],
    has_same: NDArray[np.float64],
    has_other: NDArray[np.float64],
) -> NDArray[np.float64]:
    count = same.shape[1]
    scores = same @ values[:count] * has_same + other @ values[count:] * has_other
    return np.where(has_same + has_other > 0, scores, -30.0)


def _rounded(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in values)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("xquad", type=Path)
    parser.add_argument("--write", action="store_true", help="fit on everything and write index/fusion.json")
    parser.add_argument("--home", type=Path, help="keep the two indexes here, so that the next run need not build them")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    settings = Settings.from_environment()
    encoder = load(settings)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.home or Path(temporary)
        with build_index(home=folder / "report", encoder=encoder) as index:
            samples = report_samples(index)
        lines = [json.loads(line) for line in arguments.xquad.read_text("utf-8").splitlines() if line.strip()]
        with build_index([xquad_report(lines)], home=folder / "xquad", encoder=encoder) as index:
            samples += xquad_samples(index, lines)
    samples += [mask_translation(sample) for sample in samples]
    samples = [as_searched(sample) for sample in samples]
    for half, other in (("fit", "held-out"), ("held-out", "fit")):
        fusion = fit([sample for sample in samples if sample.part == half])
        print(f"\nfitted on {half!r}, measured on {other!r}\n")
        print(*measured([sample for sample in samples if sample.part == other], fusion), sep="\n")
    if arguments.write:
        fusion = fit(samples)
        note = "fitted by python -m eval.fit_search XQUAD.jsonl --write"
        values = {
            "note": note,
            "model": encoder.name,
            "paragraph_features": PARAGRAPH_FEATURES,
            "sentence_features": SENTENCE_FEATURES,
            "confidence_features": CONFIDENCE_FEATURES,
            **fusion.to_dict(),
        }
        target = Path(str(files("index"))) / "fusion.json"
        target.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
        print(f"\nwrote {target.name}: {fusion}")


if __name__ == "__main__":
    main()

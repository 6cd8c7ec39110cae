"""How the product does for strangers and on other reports: questions nobody tuned it on, of five sets.

python -m eval.independent             every set, a line each
python -m eval.independent riverton    the sets whose name holds "riverton"

What the sets are: `eval/independent/README.md`. The other reports are indexed in a folder that is thrown away.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Assistant
from assistant.settings import Settings
from eval.corpus import Corpus
from eval.question_set import load_questions
from eval.run import ask
from eval.score import Scored, score_run
from index import build_index
from index.build import shipped_report
from index.encoder import Encoder
from index.open import load
from index.settings import Settings as IndexSettings

FOLDER = Path(str(files("eval"))) / "independent"


def sets(named: str = "") -> list[Path]:
    """Return the question sets whose names hold a word, in their order."""
    return sorted(path for path in FOLDER.glob("*.jsonl") if named in path.stem)


def asked(path: Path, home: Path, encoder: Encoder, questions: int | None = None) -> tuple[Scored, ...]:
    """Ask the first questions of a set, or all, of its report, and score the answers."""
    report = path.with_suffix(".txt")
    chosen = load_questions(path)[:questions]
    with build_index([report if report.exists() else shipped_report()], home=home, encoder=encoder) as index:
        assistant = Assistant(index, Settings())
        records = {question.id: ask(assistant, question, key="") for question in chosen}
        return score_run(chosen, records, Corpus.of(index.reports))


def line(name: str, scored: Sequence[Scored]) -> str:
    """Say in a line how a set was answered."""
    answerable = [one for one in scored if one.question.answerable]
    silent = [one for one in scored if not one.question.answerable]
    right, wrong = (sum(one.outcome == outcome for one in scored) for outcome in ("right", "wrong"))
    first, five = (_mean([one.value(score) or 0.0 for one in answerable]) for score in ("R@1", "R@5"))
    return (
        f"{name:26} {len(scored):4} questions: (right - wrong)/n {(right - wrong) / len(scored):.3f}, "
        f"right {right / len(scored):.3f}, wrong {wrong / len(scored):.3f}, R@1 {first:.3f}, R@5 {five:.3f}, "
        f"refused {_mean([not one.record.answered for one in silent]):.3f} of the unanswerable, "
        f"{_mean([not one.record.answered for one in answerable]):.3f} of the answerable"
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("named", nargs="?", default="", help="a word in the names of the sets; by default all")
    named = parser.parse_args().named
    if not sets(named):
        parser.error(f"no set is called like {named!r}: {', '.join(path.stem for path in sets())}")
    encoder = load(IndexSettings.from_environment())
    for path in sets(named):
        with TemporaryDirectory() as home:
            print(line(path.stem, asked(path, Path(home), encoder)), flush=True)


if __name__ == "__main__":
    main()

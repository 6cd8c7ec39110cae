"""The committed baseline: what every question scored when somebody last said "this is good".

`eval/baseline.json` holds the outcomes by question, the first paragraphs found for each, and the floors. It is written
by `report-assistant eval gate --accept` and read by the gate and the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.score import Scored
from index.errors import QuestionSetInvalid

PATH = Path(__file__).parent / "baseline.json"
KEPT = (
    "right",
    "R@1",
    "R@5",
    "MRR",
    "figures right",
    "citation precision",
    "citation recall",
    "refusal recall",
    "refusal precision",
    "right language",
)
FLOORS: Mapping[str, float] = {"R@5/en": 0.90, "R@5/vi": 0.90, "R@5/vi-nodiac": 0.90, "right language": 0.98}
_DEPTH = 5  # of the paragraphs found: R@5 is what the gate looks at


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a run is held against; `floors` are by "score" or "score/language"."""

    configuration: str
    values: Mapping[str, Mapping[str, float | None]]  # question id -> score name -> value
    rankings: Mapping[str, Sequence[str]]  # question id -> the first paragraphs found
    floors: Mapping[str, float] = field(default_factory=lambda: dict(FLOORS))

    @classmethod
    def of(cls, configuration: str, run: Sequence[Scored], floors: Mapping[str, float] = FLOORS) -> Baseline:
        """Take a run as the baseline."""
        return cls(
            configuration,
            {scored.question.id: {name: _short(scored.value(name)) for name in KEPT} for scored in run},
            {scored.question.id: [hit.paragraph for hit in scored.record.hits[:_DEPTH]] for scored in run},
            dict(floors),
        )

    @classmethod
    def read(cls, path: Path = PATH) -> Baseline | None:
        """Read a baseline; None where there is none yet. Raises QuestionSetInvalid where the file is broken."""
        if not path.exists():
            return None
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return cls(found["configuration"], found["values"], found["rankings"], found["floors"])
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionSetInvalid(
                f"the baseline {str(path)!r} cannot be read ({error!r}); write it again with: "
                "report-assistant eval gate --accept"
            ) from error

    def write(self, path: Path = PATH) -> None:
        """Write the baseline, one question a line, so that a change of it can be reviewed."""
        lines = [
            f'"configuration": {json.dumps(self.configuration)}',
            f'"floors": {json.dumps(dict(self.floors))}',
            _block("values", self.values),
            _block("rankings", self.rankings),
        ]
        beside = path.with_suffix(".json.new")
        beside.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        beside.replace(path)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _block(name: str, entries: Mapping[str, object]) -> str:
    lines = (f"{json.dumps(id)}: {json.dumps(entries[id], ensure_ascii=False)}" for id in sorted(entries))
    return f'"{name}": {{\n' + ",\n".join(lines) + "\n}"

"""One evaluation from the question set to the scorecard, as the command line's verbs need it.

Configurations are run when they are first asked for; what was answered before is read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from eval import baseline as committed
from eval.baseline import Baseline
from eval.configurations import BESIDE, QUOTING, Configuration, Setting, is_installed
from eval.corpus import Corpus
from eval.gate import judge
from eval.page import Scorecard, write_page
from eval.prose import Judged, agreement, grade_run
from eval.question import Question
from eval.question_set import Part, default_question_set, load_questions, part_of
from eval.record import Record
from eval.results import Results
from eval.run import run
from eval.sample import balanced
from eval.score import Scored, score_run
from eval.show import show_breakdown, show_changes, show_configurations, show_search, show_stress, show_verdict
from eval.stress import Stressed, stress, stressed
from eval.summary import Summary, summarise
from eval.terminal import bar, terminal
from index import read_report
from index.build import shipped_report
from index.errors import EvaluationFailed, QuestionSetInvalid
from index.report import Report
from index.settings import Settings


@dataclass(slots=True)
class Session:
    """A question set, the reports it is about, and the results so far."""

    questions: Sequence[Question]
    setting: Setting
    corpus: Corpus
    folder: Path
    console: Console
    prices: tuple[float, float] | None = None  # of a million tokens in and out
    _scored: dict[str, tuple[Scored, ...]] = field(default_factory=dict)

    @classmethod
    def open(
        cls,
        questions: Path | None = None,
        reports: Sequence[Path] = (),
        home: Path | None = None,
        out: Path | None = None,
        model: str | None = None,
        part: Part | None = None,
        prices: tuple[float, float] | None = None,
    ) -> Session:
        """Read the question set and the reports. Raises ReportAssistantError where they do not belong together."""
        settings = Settings.from_environment()
        if home is not None:
            settings = replace(settings, home=home)
        paths = [path.expanduser() for path in reports] or [shipped_report()]
        read = [read_report(path) for path in paths]
        asked = load_questions(questions or default_question_set(read[0].id))
        asked = tuple(question for question in asked if part in (None, part_of(question)))
        corpus = Corpus.of(read)
        check_set(asked, corpus, read)
        folder = out or settings.home / "scorecard"
        return cls(asked, Setting(read, paths, settings, model), corpus, folder, terminal(), prices)

    def sample(self, size: int | None) -> Session:
        """Return a session over so many of the questions, the same each time; over all of them where none is given."""
        if size is None:
            return self
        return replace(self, questions=balanced(self.questions, size), _scored={})

    def default_names(self) -> tuple[str, ...]:
        """Return the configurations that are run where none is named."""
        return (QUOTING, *(["written"] if self.setting.model else []), *self.beside())

    def beside(self) -> tuple[str, ...]:
        """Return what is shown beside the product; what is not installed is left out with a line that says so."""
        if missing := [name for name in BESIDE if not is_installed(name)]:
            self.console.print(f"left out: {', '.join(missing)} (not installed; `make bench-baselines` brings them)")
        return tuple(name for name in BESIDE if is_installed(name))

    def answered(self, name: str) -> Path:
        """Answer every question with a configuration and return the file that holds the results."""
        configuration = self.setting.configuration(name)
        self._run(configuration, self.questions, self.folder)
        return self.folder / f"{configuration.name}.jsonl"

    def scored(self, name: str) -> tuple[Scored, ...]:
        """Return a configuration's scores, or those of a file of results."""
        if name not in self._scored:
            path = Path(name)
            if path.suffix == ".jsonl":
                if not path.is_file():
                    raise QuestionSetInvalid(
                        f"there are no results in {name!r}; make them with: report-assistant eval run"
                    )
                records = Results.read(path, Record).current
            else:
                records = self._run(self.setting.configuration(name), self.questions, self.folder)
            self._scored[name] = score_run(self.questions, records, self.corpus)
            if unfinished := sum(question.unfinished for question in self.questions):
                self.console.print(f"{unfinished} questions have no evidence yet and are not scored")
        return self._scored[name]

    def summary(self, name: str) -> Summary:
        """Return a configuration's scores in numbers."""
        run = self.scored(name)
        if not run:
            raise QuestionSetInvalid(f"no result in {name!r} belongs to a question of this set that has evidence")
        label = self.setting.configuration(name).name if not name.endswith(".jsonl") else Path(name).stem
        return summarise(label, run, self.prices)

    def judged(self, name: str, judge: str) -> Judged:
        """Have a chat model grade a configuration's answers. Raises ReportAssistantError where it cannot be asked."""
        from assistant.settings import Settings as AssistantSettings

        model = AssistantSettings.from_environment(model=judge).open_chat_model()
        if model is None:
            raise EvaluationFailed("name the chat model that grades with --judge")
        run, path = self.scored(name), self.folder / "judged" / f"{Path(name).stem}.jsonl"
        with bar(f"graded by {model.id}", len(run), self.console) as told:
            return agreement(model.id, run, grade_run(run, self.corpus, model, path, told))

    def stressed(self, name: str) -> list[Stressed]:
        """Ask the questions made harder by rule and hold the answers against those to the questions as asked."""
        as_asked = {scored.question.id: scored for scored in self.scored(name)}
        configuration = self.setting.configuration(name)
        made = stress(self.questions, self.corpus)
        every = [question for questions in made.values() for question in questions]
        records = self._run(configuration, every, self.folder / "stress")
        return [
            stressed(rule, score_run(questions, records, self.corpus), as_asked)
            for rule, questions in made.items()
            if questions
        ]

    def gate(
        self,
        name: str | None = None,
        path: Path | None = None,
        *,
        accept: bool = False,
        page: Path | None = None,
        stress: bool = False,
        against: Sequence[str] = (),
    ) -> bool:
        """Print the scorecard, write its page, and return whether the run may replace the baseline."""
        name = name or ("written" if self.setting.model else QUOTING)
        scored = self.scored(name)
        path = path or committed.PATH
        baseline = Baseline.read(path)
        verdict = judge(
            scored,
            None if accept else baseline,
            [question.id for question in self.questions if not question.unfinished],
        )
        summaries = [self.summary(each) for each in (name, *(against or self.beside()))]
        under_stress = self.stressed(name) if stress else []
        self._show(summaries, under_stress)
        if verdict.changes:
            show_changes(verdict.changes, self.console, f"the baseline in {path.name}")
        show_verdict(verdict, self.console)
        place = page or self.folder / "scorecard.html"
        title = self.setting.reports[0].title_translation or self.setting.reports[0].title
        made = datetime.now(UTC).date()
        write_page(Scorecard(title, scored, summaries, self.corpus, verdict, under_stress, made), place)
        self.console.print(f"page: {place}", soft_wrap=True)
        if accept and verdict.passed:
            Baseline.of(summaries[0].configuration, scored, baseline.floors if baseline else committed.FLOORS).write(
                path
            )
            self.console.print(f"baseline: {path}", soft_wrap=True)
        return verdict.passed

    def _show(self, summaries: Sequence[Summary], under_stress: Sequence[Stressed]) -> None:
        show_configurations(summaries, self.console)
        show_search(summaries, self.console)
        show_breakdown(summaries[0], ("language", "kind"), self.console)
        if under_stress:
            show_stress(under_stress, self.console)

    def _run(self, configuration: Configuration, questions: Sequence[Question], folder: Path) -> dict[str, Record]:
        with bar(configuration.name, len(questions), self.console) as told:
            return run(questions, configuration, folder, lambda done, of, cached: told(done))


def check_set(questions: Sequence[Question], corpus: Corpus, reports: Sequence[Report]) -> None:
    """Raise QuestionSetInvalid where hardly any evidence is in the reports: the set is about something else."""
    asked = [question for question in questions if question.evidence]
    lost = [question for question in asked if not any(corpus.places(quote) for quote in question.evidence)]
    if asked and len(lost) * 2 > len(asked):
        names = ", ".join(repr(report.id) for report in reports)
        raise QuestionSetInvalid(
            f"this question set is about another report: {len(lost)} of {len(asked)} questions "
            f"have no evidence in {names}; name its report with --report"
        )

"""Drafts on disk: a line each as they come, and beside them the page in which a person accepts them.

While they come they stand in FILE.part, so that a file of the same name stays whole until there is another. A run that
stops half-way keeps what it wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eval.draft.page import write_page
from eval.question import Question, to_line
from index.errors import EvaluationFailed, ModelUnavailable, StorageFailed
from index.report import Report


def page_beside(path: Path) -> Path:
    """Return where the page of a file of drafts goes."""
    return path.with_suffix(".html")


def check_place(path: Path, *, force: bool) -> None:
    """Raise EvaluationFailed where drafts or their page would take the place of what is there."""
    if path.suffix != ".jsonl":
        raise EvaluationFailed(
            f"drafts are lines of JSON; name a file that ends in .jsonl with --out, not {str(path)!r}"
        )
    for place in (path, page_beside(path)):
        if place.exists() and not force:
            raise EvaluationFailed(
                f"{str(place)!r} exists already; name another place with --out, or replace it with --force"
            )


def keep(drafts: Iterable[Question], report: Report, path: Path) -> int:
    """Write drafts as they come, then their page, and return how many there are.

    Where making them fails, or is interrupted, what came so far takes the file's place only if there was none.

    Raises:
        EvaluationFailed: there is none.
        StorageFailed: the disk is full or read-only.
    """
    existed = path.exists()
    part = path.with_name(f"{path.name}.part")
    kept: list[Question] = []
    finished = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            for draft in drafts:
                file.write(f"{to_line(draft)}\n")
                file.flush()
                kept.append(draft)
        finished = True
    except ModelUnavailable as error:
        if not kept:
            raise
        where = part if existed else path
        raise ModelUnavailable(f"{error} The {len(kept)} drafts so far are in {str(where)!r}.") from error
    except OSError as error:
        raise StorageFailed(
            f"{str(part)!r} cannot be written ({error.strerror}); name another place with --out"
        ) from error
    finally:
        if not kept and part.is_file():
            part.unlink()
        elif kept and (finished or not existed):
            part.replace(path)
            write_page(kept, report, path, page_beside(path))
    if not kept:
        raise EvaluationFailed(
            f"no question could be made of {report.id!r}: none of its sentences says a figure, a date or a name"
            " in a way that a rule knows. A chat model may find some: --model ID"
        )
    return len(kept)

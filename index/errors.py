"""The errors of the product; every face turns them into one line that says what to do next.

ReportAssistantError            anything a user can act on
├── ReportUnreadable            a report cannot be read (which file, which page, why)
│   ├── ReportEmpty             it was read and holds no text, or is a scan
│   └── ReportTooLarge          reading it takes more than the limits allow (bytes, pages, time, memory)
├── ReportUnknown               no report on the shelf has this name
├── IndexMissing                there is no index in this home
├── IndexOutOfDate              the index was built from other sources, another encoder or another version
├── IndexBusy                   another process is building this index
├── StorageFailed               the disk is full, read-only, or the store is damaged
│   └── StoreUnreachable        the Chroma server does not answer; what it holds is untouched
├── ModelUnavailable            an encoder or a chat model cannot be had
├── QuestionInvalid             the question is empty or too long, or the history has another shape
└── QuestionSetInvalid          a question set has a broken line (which one)
"""


class ReportAssistantError(Exception):
    """Anything a user can act on; the message says what to do next."""


class ReportUnreadable(ReportAssistantError):
    """A report cannot be read; whatever a parser says of it becomes part of one line."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


class ReportEmpty(ReportUnreadable):
    """A report was read and holds no text."""


class ReportTooLarge(ReportUnreadable):
    """Reading a report takes more than the limits allow."""


class ReportUnknown(ReportAssistantError):
    """No report on the shelf has this name."""


class IndexMissing(ReportAssistantError):
    """There is no index here yet."""


class IndexOutOfDate(ReportAssistantError):
    """The index was built from something else."""


class IndexBusy(ReportAssistantError):
    """Another process is building this index."""


class StorageFailed(ReportAssistantError):
    """The disk is full, read-only, or the store is damaged."""


class StoreUnreachable(StorageFailed):
    """The Chroma server does not answer."""


class ModelUnavailable(ReportAssistantError):
    """An encoder or a chat model cannot be had."""


class QuestionInvalid(ReportAssistantError):
    """A question or its history cannot be taken."""


class QuestionSetInvalid(ReportAssistantError):
    """A question set has a broken line."""


class EvaluationFailed(ReportAssistantError):
    """An evaluation's results are broken, or are being written by another run."""

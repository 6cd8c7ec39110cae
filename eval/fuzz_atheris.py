"""Files for the readers whose mutations are chosen by coverage: Atheris, libFuzzer for Python.

python -m eval.fuzz_atheris -runs=10000      (the group `fuzz` brings Atheris; options are libFuzzer's)

The first byte chooses the format. Whatever is neither read nor refused by ReportUnreadable, or takes more than 10 s,
stops the run, and libFuzzer writes the input into the working folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

FORMATS = (".txt", ".md", ".html", ".docx", ".pdf")


def main() -> None:
    """Fuzz until libFuzzer's options say stop."""
    import atheris

    # What is imported here for the first time is instrumented; a module that is loaded already is not.
    with atheris.instrument_imports(include=["index.read", "docx"]):
        from eval.fuzz_attempt import LIMITS, SECONDS
        from eval.fuzz_inputs import seeds
        from index.errors import ReportUnreadable
        from index.read.parse import parse_report
        from index.read.reading import silent

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for name, data in seeds():
            place = FORMATS.index(Path(name).suffix)
            (corpus / name).write_bytes(bytes([place]) + data)

        def one(data: bytes) -> None:
            path = Path(folder) / f"input{FORMATS[data[0] % len(FORMATS)] if data else '.txt'}"
            path.write_bytes(data[1:])
            try:
                parse_report(path, LIMITS, silent)
            except ReportUnreadable as error:
                assert "\n" not in str(error), "more than one line"

        options = [f"-timeout={SECONDS}", "-rss_limit_mb=3000", "-max_len=200000", "-len_control=0", *sys.argv[1:]]
        atheris.Setup([sys.argv[0], *options, str(corpus)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

"""What `eval.fuzz` tries, each input by its seed alone: mutations of sound files in every format, and odd questions."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from eval.format_files import markup_files, text_files, word_files
from eval.format_pages import FONT, page_files
from index.report import Paragraph, Report

_LARGEST = 500_000  # bytes: an input is mutated no further then
_TEXTS = (
    "BÁO CÁO kết quả năm 2020",
    "Tỉnh đã hỗ trợ 183.040 trường hợp với kinh phí 190.959 triệu đồng, đạt 98,3% kế hoạch.",
    "- Thu ngân sách đạt 5.000 tỷ đồng;",
    "Nơi nhận: Như trên; Lưu: VT.",
)
_WORDS = (b"\0", b"\xff\xfe", b"../../etc/passwd", b"A" * 5000, b"99999999999", b"-1", b"<!ENTITY a SYSTEM 'file:///'>")
_SIGNS = ("\u202e", "\u0301" * 30, "<script>alert(1)</script>", "'; DROP TABLE x; --", "![x](http://x)")
_UNITS = ("%", " tỷ đồng", ",,.", "/12/2020")


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return sound files, small ones, by their names."""
    paragraphs = tuple(
        Paragraph(f"seed:{number}", "seed", number, text, "paragraph") for number, text in enumerate(_TEXTS, start=1)
    )
    report = Report("seed", "Báo cáo", "vi", paragraphs)
    writers = {**text_files(), **markup_files(), **word_files(), **(page_files() if FONT.exists() else {})}
    made: list[tuple[str, bytes]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, write in writers.items():
            write(Path(folder) / name, report)
            made.append((name, (Path(folder) / name).read_bytes()))
    table = "| Xã | Năm 2020 | Năm 2021 |\n|---|---|---|\n| An Bình | 1.234 | 5.678 |\n"
    return (
        *made,
        ("table.md", table.encode()),
        ("table.html", b"<table><tr><th>A<th>B<tr><td rowspan=3>1<td>2</table>"),
    )


def make(seed: int) -> tuple[str, bytes]:
    """Return the name and the bytes of the input that a seed stands for."""
    chance = random.Random(seed)
    name, data = chance.choice(seeds())
    if name.endswith(".docx") and chance.random() < 0.7:
        data = _mutated_archive(data, chance)
    else:
        data = _mutated(data, chance)
    return f"{seed}-{name}", data


def _mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((0, 1, 2, 5, 20, 100))):
        at = chance.randrange(len(changed) + 1)
        length = min(chance.choice((1, 2, 8, 64, 512)), len(changed) - at)
        match chance.randrange(6):
            case 0:
                changed[at : at + length] = chance.randbytes(length)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 3, 40))
            case 3:
                changed[at:at] = chance.choice(_WORDS)
            case 4:
                other = chance.choice(seeds())[1]
                start = chance.randrange(len(other))
                changed[at:at] = other[start : start + length]
            case _:
                changed = changed[: max(at, 1)] if chance.random() < 0.1 else changed
        if len(changed) > _LARGEST:
            break
    return bytes(changed)


def _mutated_archive(data: bytes, chance: random.Random) -> bytes:
    """Mutate a file inside the archive and pack it again, so that damage reaches the XML reader."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        names = [item.filename for item in old.infolist()]
        victims = {"word/document.xml"} if chance.random() < 0.6 else set(chance.sample(names, 2))
        for name in names:
            content = old.read(name)
            if name not in victims:
                new.writestr(name, content)
            elif chance.random() < 0.9:
                new.writestr(name if chance.random() < 0.95 else "../../outside", _mutated(content, chance))
    return written.getvalue()


def odd_question(seed: int) -> str:
    """Return a question nobody should ask, mixed of real ones, signs, scripts, figures and markup."""
    chance = random.Random(seed)
    vietnamese = [*range(32, 0x250), *range(0x1EA0, 0x1EFA)]
    parts: list[Callable[[], str]] = [
        lambda: chance.choice(_TEXTS)[: chance.randrange(60)],
        lambda: "".join(chr(chance.choice(vietnamese)) for _ in range(20)),
        lambda: "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randrange(30))),
        lambda: chance.choice(_SIGNS),
        lambda: str(chance.randrange(10 ** chance.randrange(1, 40))) + chance.choice(_UNITS),
        lambda: chance.choice(("bao nhiêu", "how many", "khi nào", "who", "GRDP", "năm 2020", "covid")),
        lambda: " " * chance.randrange(20) + "\n" * chance.randrange(5),
    ]
    return " ".join(chance.choice(parts)() for _ in range(chance.randrange(1, 8)))[: chance.choice((50, 400, 2500))]

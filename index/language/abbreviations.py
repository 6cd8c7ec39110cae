"""Abbreviations and what they stand for: as the reports define them, and the usual ones of Vietnamese offices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.language.fold import fold

# Common in Vietnamese administrative documents: bodies as in Decree 30/2020/NĐ-CP, Appendix III, fields as provincial
# People's Committees abbreviate them.
STANDARD: Mapping[str, str] = {
    "ANTT": "an ninh trật tự",
    "ATGT": "an toàn giao thông",
    "ATTP": "an toàn thực phẩm",
    "ATVSTP": "an toàn vệ sinh thực phẩm",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BHTN": "bảo hiểm thất nghiệp",
    "BĐKH": "biến đổi khí hậu",
    "CBCC": "cán bộ công chức",
    "CCHC": "cải cách hành chính",
    "CNTT": "công nghệ thông tin",
    "CSHT": "cơ sở hạ tầng",
    "DN": "doanh nghiệp",
    "GDP": "tổng sản phẩm trong nước",
    "GPMB": "giải phóng mặt bằng",
    "GRDP": "tổng sản phẩm trên địa bàn",
    "GTVT": "giao thông vận tải",
    "HĐND": "Hội đồng nhân dân",
    "HTX": "hợp tác xã",
    "KCN": "khu công nghiệp",
    "KH&CN": "khoa học và công nghệ",
    "KHCN": "khoa học công nghệ",
    "KT-XH": "kinh tế - xã hội",
    "MTTQ": "Mặt trận Tổ quốc",
    "NSNN": "ngân sách nhà nước",
    "NTM": "nông thôn mới",
    "OCOP": "mỗi xã một sản phẩm",
    "PCI": "chỉ số năng lực cạnh tranh cấp tỉnh",
    "PCTN": "phòng chống tham nhũng",
    "QLNN": "quản lý nhà nước",
    "QP-AN": "quốc phòng - an ninh",
    "SXKD": "sản xuất kinh doanh",
    "TNGT": "tai nạn giao thông",
    "TNMT": "tài nguyên và môi trường",
    "TTHC": "thủ tục hành chính",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TTATXH": "trật tự an toàn xã hội",
    "UBND": "Ủy ban nhân dân",
    "XDCB": "xây dựng cơ bản",
    "XHCN": "xã hội chủ nghĩa",
}
_SHORT = re.compile(r"\(((?:[A-ZĐ]{1,8}[&-]?){1,3}[A-ZĐ])\)")
_BEFORE = re.compile(r"[^.;:()\n]{3,}\Z")
_REACH = 160  # characters before the bracket
_TOKEN = re.compile(r"[\w&-]+")
_LONGEST = 14  # words of a long form


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short forms with their long forms, those of the reports first."""

    long_forms: Mapping[str, str]  # "UBND" -> "Ủy ban nhân dân"

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> Abbreviations:
        """Learn them where a text defines them: "Ủy ban nhân dân (UBND)"."""
        learned: dict[str, str] = {}
        for text in texts:
            for short in _SHORT.finditer(text):
                # The bracket is found first: what may stand before one is everywhere, so looking for that takes long.
                before = _BEFORE.search(text[: short.start()].rstrip()[-_REACH:])
                if before and (long_form := _long_form(before[0], short[1])):
                    learned.setdefault(short[1], long_form)
        return cls({**STANDARD, **learned})

    def in_question(self, question: str) -> tuple[str, ...]:
        """Return what the question leaves out: long forms of its abbreviations, abbreviations of its long forms."""
        folded = f" {' '.join(_TOKEN.findall(fold(question)))} "
        plain = folded.replace(" - ", " ")
        added: list[str] = []
        for short, long_form in self.long_forms.items():
            has_short = f" {_plain_short(short)} " in folded
            has_long = f" {_plain(long_form)} " in plain
            if has_short and not has_long:
                added.append(long_form)
            elif has_long and not has_short:
                added.append(short)
        return tuple(added)

    def to_dict(self) -> dict[str, str]:
        """Return plain values, ready for JSON."""
        return dict(self.long_forms)


def expand_abbreviations(question: str, abbreviations: Abbreviations) -> str:
    """Return the question followed by the other forms of its abbreviations."""
    return " ".join((question, *abbreviations.in_question(question)))


@lru_cache(maxsize=4096)
def _plain_short(short: str) -> str:
    return fold(short)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w&]+", fold(text)))


def _long_form(before: str, short: str) -> str:
    """Return the words before the bracket that the short form stands for."""
    words = before.split()[-_LONGEST:]
    initials = [fold(word.lstrip("“\"'-"))[:1] for word in words]
    wanted = re.sub("[&-]", "", fold(short))
    for start in range(len(words) - 1, -1, -1):
        if "".join(initials[start:]) == wanted:
            return " ".join(words[start:])
    clause = " ".join(words).rsplit(",", 1)[-1].split()
    capitals = [at for at, word in enumerate(clause) if word[0].isupper()]
    return " ".join(clause[capitals[0] :]) if capitals and len(clause) - capitals[0] > 1 else ""

"""What the first and last lines of an official document are, in words a question would use.

"KT. CHỦ TỊCH" never says that it is a signature, and a date line not whose date it is; people ask for both. The parts
are those of Decree 30/2020/NĐ-CP, Appendix I: number, place and date, addressee, recipients, signatory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.report import Report

OUTER = frozenset({"front_matter", "back_matter"})  # the kinds of paragraph that can have a label
_LONGEST_CARRIED = 600  # characters; a longer paragraph is prose

_PARTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"kính gửi|addressed to", re.IGNORECASE),
        "Báo cáo này gửi cho ai, cơ quan nào nhận báo cáo",
        "Whom this report is addressed to, the body it is sent to",
    ),
    (
        re.compile(r"nơi nhận|recipients?:", re.IGNORECASE),
        "Nơi nhận báo cáo, danh sách gửi",
        "Recipients of this report, its distribution list",
    ),
    (
        re.compile(
            r"^(?:tm\.|kt\.|tl\.|tuq\.|(?:phó )?chủ tịch|giám đốc|bộ trưởng|on behalf of|for the )", re.IGNORECASE
        ),
        "Người ký báo cáo, chức vụ người ký",
        "Who signed this report, the signatory and the capacity",
    ),
    (
        re.compile(r"ngày.{0,12}tháng.{0,12}năm|, \d{1,2} \w+ \d{4}|\w+ (?:19|20)\d\d$", re.IGNORECASE),
        "Ngày tháng năm lập báo cáo, nơi ban hành báo cáo",
        "The date on which this report was drawn up and the place it was issued",
    ),
    (
        re.compile(r"^(?:số|no\.?)\s*:", re.IGNORECASE),
        "Số, ký hiệu của báo cáo",
        "The number and code of this report",
    ),
)


# A list of recipients and a signatory's name follow the line that says what they are.
_CARRIED = (1, 2)


def labels(report: Report) -> Iterator[tuple[str, str]]:
    """Yield what each paragraph of a report is, in Vietnamese and English; ("", "") for all but its outer lines."""
    last = -1
    for paragraph in report.paragraphs:
        outer = paragraph.kind in OUTER
        own = next((place for place, part in enumerate(_PARTS) if outer and part[0].search(paragraph.text)), -1)
        if own < 0 and outer and last in _CARRIED and len(paragraph.text) < _LONGEST_CARRIED:
            own = last
        last = own
        yield _PARTS[own][1:] if own >= 0 else ("", "")

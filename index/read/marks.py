"""The words and numbers that mark the parts of a document.

Vietnamese official documents follow Decree 30/2020/NĐ-CP, Appendix I: national motto, agency, "Số:", place and date,
the kind of document in capitals with its subject, "Kính gửi:", the body numbered I. / 1. / 1.1 / a) / -, then "./.",
"Nơi nhận:" and the signature (TM., KT., TL., TUQ., Q.).
"""

from __future__ import annotations

import re

_NAMED = (
    r"(?:Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục|Part|Chapter|Section|Article|Annex|Appendix)"
    r"\s+(?:[IVXLC]+|\d+|[A-Z]|thứ \w+)\b"
)
LABEL = re.compile(
    rf"[*_]*(?:(?i:(?P<named>{_NAMED}))[.:]?|(?P<roman>[IVXLC]{{1,6}})[.)]|(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}})+)(?:[.)]|(?=\s+[^\Wa-zà-ỹđ\d]))"
    rf"|(?P<digit>\d{{1,2}})[.)]|(?P<letter>[a-zđ])[.)])(?:[*_]*\s+|$)"
)
BULLET = re.compile(r"[-–—•●+*]\s")
_NUMBER_LINE = re.compile(r"\W*(?:số|no\.?)\s*:", re.IGNORECASE)
_DATE_LINE = re.compile(r"[^.]{0,60}\bngày\b.{0,12}\btháng\b.{0,8}\bnăm\b\s*\d{0,4}\W*$", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\W*(?:kính (?:gửi|trình)\s*:|to\s*:)", re.IGNORECASE)
_MOTTO = re.compile(r"\W*(?:cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–—])", re.IGNORECASE)
_RECIPIENTS = re.compile(r"\W*(?:nơi nhận|recipients)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(r"\W*(?:TM|KT|TL|TUQ|T/M|K/T|Q)\s?\.?\s+[A-ZÀ-ỸĐ]{2}")
BOLD_LINE = re.compile(r"\*\*[^*\n]{1,200}\*\*:?")  # Markdown
END_MARK = re.compile(r"\.\s?/\s?\.\W*$")
# Kinds of administrative document named by Decree 30/2020/NĐ-CP, article 7.
_DOCUMENT_KINDS = (
    "nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông cáo|thông báo|hướng dẫn|chương trình|kế hoạch|phương án"
    "|đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công văn|công điện|bản ghi nhớ|bản thỏa thuận|giấy ủy quyền|report"
)
HEADING_LENGTH = 300  # characters; the longest heading of a provincial report we have seen has 190


def starts_structure(text: str) -> bool:
    """Say whether a block begins with a number, a bullet or a fixed part of an official document."""
    return bool(LABEL.match(text) or BULLET.match(text)) or is_front_or_back_matter(text) or is_capitals(text)


def is_front_or_back_matter(text: str) -> bool:
    """Say whether a block is a fixed part of an official document, by its own words alone."""
    return any(
        pattern.match(text) for pattern in (_NUMBER_LINE, _DATE_LINE, _ADDRESSEE, _MOTTO, _RECIPIENTS, _SIGNATURE)
    )


def is_numbered(text: str) -> bool:
    """Say whether a block begins with the number of a heading or an item."""
    return bool(LABEL.match(text))


def could_be_heading(text: str) -> bool:
    """Say whether a block looks like a numbered heading: a number and one short sentence."""
    match = LABEL.match(text)
    return match is not None and is_one_short_sentence(text, match.end())


def is_one_short_sentence(text: str, start: int = 0) -> bool:
    """Say whether a block is short, on one line, and no sentence ends inside it after `start`."""
    return len(text) <= HEADING_LENGTH and "\n" not in text and not re.search(r"[.!?]\s+\S", text[start:])


def is_recipients(text: str) -> bool:
    """Say whether the recipients of an official document begin here ("Nơi nhận:")."""
    return bool(_RECIPIENTS.match(text))


def is_signature(first: str, second: str) -> bool:
    """Say whether two lines are of one signature block ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")."""
    return bool(_SIGNATURE.match(first)) and is_capitals(second)


def is_document_kind(text: str) -> bool:
    """Say whether a line names a kind of official document, in capitals ("BÁO CÁO")."""
    return text.isupper() and text.strip(" *_").lower() in _DOCUMENT_KINDS.split("|")


def is_capitals(text: str) -> bool:
    """Say whether a block is a heading set in capitals."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and "".join(letters).isupper() and len(text) <= HEADING_LENGTH

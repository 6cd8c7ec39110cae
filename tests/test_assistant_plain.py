"""Nothing but plain words is left of a model's text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plain import leftover, plain_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("## **VND 5 million** was `paid`", "VND 5 million was paid", id="emphasis"),
        pytest.param("> quoted", "quoted", id="block-quote"),
        pytest.param("<b>5%</b> rose<br/>", "5% rose", id="tags"),
        pytest.param("a<script>alert(1)</script> b", "a b", id="script-with-its-content"),
        pytest.param("&lt;img src=x onerror=alert(1)&gt; b", "b", id="tags-hidden-in-entities"),
        pytest.param("&amp;lt;b&amp;gt;b", "b", id="tags-hidden-twice"),
        pytest.param("![pixel](https://evil.example/x.png) b", "b", id="image"),
        pytest.param("[the report](https://evil.example) b", "the report b", id="link"),
        pytest.param("[![x](https://e.example/i)](https://e.example) b", "b", id="image-in-a-link"),
        pytest.param("a\u202eb\u200bc\x1b[31m", "abc[31m", id="hidden-characters"),
        pytest.param("Tha\u0300nh", "Thành", id="composed"),
        pytest.param("3 < 5 and 7 > 6 [1]", "3 < 5 and 7 > 6 [1]", id="signs-of-comparison-stay"),
    ],
)
def test_a_text_is_reduced_to_its_words(text: str, words: str) -> None:
    assert plain_text(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example/x",
        "see www.evil.example",
        "javascript:alert(1)",
        "mail me@evil.example",
        "[1]: //evil.example",
        "half an <img",
        "[a][b](c",
        "<https://evil.example>",
    ],
)
def test_an_address_or_broken_markup_is_seen(text: str) -> None:
    reduced = plain_text(text)
    assert leftover(reduced) or "evil" not in reduced


def test_an_address_of_the_report_is_its_own() -> None:
    assert leftover("See www.tinh.gov.vn.", "Trang www.tinh.gov.vn của tỉnh") == ""
    assert leftover("See www.evil.example.", "Trang www.tinh.gov.vn của tỉnh") == "www.evil.example"


@given(st.text(alphabet="<>/!ab&;lgt#[]()*`~ :.", max_size=80))
def test_no_markup_survives_unseen_whatever_it_is_hidden_in(text: str) -> None:
    reduced = plain_text(text)
    assert leftover(reduced) or not re.search(r"<[a-z/!]|!\[|\]\(|&[a-z]+;", reduced)

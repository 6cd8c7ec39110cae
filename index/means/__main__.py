"""Compute the fixed means of question tokens: `python -m index.means XQUAD.jsonl --home HOME`."""

from __future__ import annotations

import argparse
import json
import unicodedata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import load_encoder
from index.means import FILE, token_mean


def main() -> None:
    """Encode the questions in each language and write their means beside this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("xquad", type=Path, help="a JSON line a paragraph, its questions under qas[].en and qas[].vi")
    parser.add_argument("--home", type=Path, required=True, help="where the encoder is kept")
    arguments = parser.parse_args()
    lines = arguments.xquad.read_text(encoding="utf-8").splitlines()
    questions = [question for line in lines for question in json.loads(line)["qas"]]
    vietnamese = [question["vi"] for question in questions]
    encoder = load_encoder(home=arguments.home)
    texts = {"en": [question["en"] for question in questions], "vi": vietnamese}
    texts["vi-folded"] = [_without_diacritics(text) for text in vietnamese]
    arrays: dict[str, NDArray[np.generic]] = {"encoder": np.array(encoder.identity)}
    for language, group in texts.items():
        arrays[language] = token_mean(encoder.encode(group, "question"))
    with Path(__file__).with_name(FILE).open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    print(f"{len(questions)} questions a language -> {FILE} ({encoder.identity})")  # noqa: T201 - a command


def _without_diacritics(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


if __name__ == "__main__":
    main()

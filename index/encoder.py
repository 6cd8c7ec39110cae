"""What search needs of an encoder; `index.embed` has the real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Role = Literal["question", "passage"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text as vectors, all from one pass through the model."""

    vector: NDArray[np.float32]  # (dimension,), unit length: the text as a whole
    tokens: NDArray[np.float32]  # (tokens, dimension), as they leave the model; no special and no prefix tokens
    offsets: NDArray[np.int32]  # (tokens, 2): where each token stands in the text, in characters


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """The model, as the manifest records it."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoded]:
        """Encode texts as questions or as passages, in their order."""

"""What several test modules share: one encoder a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embed import ModelEncoder, load_encoder


@pytest.fixture(scope="session")
def encoder_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of this test run; the encoder is converted into it once."""
    return tmp_path_factory.mktemp("encoder-home")


@pytest.fixture(scope="session")
def encoder(encoder_home: Path) -> ModelEncoder:
    """Return the real default encoder."""
    return load_encoder(home=encoder_home)

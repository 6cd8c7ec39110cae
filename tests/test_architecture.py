"""The arrows between the folders, and the modules that alone may know a heavy library."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("assistant", "index", "prompts", "eval")
ALLOWED = {
    "index": set(),
    "prompts": set(),
    "assistant": {"index", "prompts"},
    "eval": {"assistant", "index", "prompts"},
}
# library -> the only modules (or folders) that may import it
ONLY_IN = {
    "chromadb": {"index/store.py", "eval/baselines/"},
    "sentence_transformers": {"index/embed.py"},
    "bm25s": {"index/keywords.py", "eval/baselines/"},
    "gradio": {"assistant/web/"},
}


def imports(source: str) -> set[str]:
    """Return the top-level names a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def modules() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def broken_arrows(folder: str, source: str) -> set[str]:
    return (imports(source) & set(FOLDERS)) - ALLOWED[folder] - {folder}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_along_the_arrows(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    assert not broken_arrows(folder, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_heavy_library_is_known_to_one_module_only(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for library in imports(path.read_text(encoding="utf-8")) & set(ONLY_IN):
        assert any(place == allowed or place.startswith(allowed) for allowed in ONLY_IN[library]), (
            f"{place} imports {library}"
        )


def test_a_broken_arrow_is_seen() -> None:
    assert broken_arrows("index", "def f():\n    from assistant.answer import Answer\n") == {"assistant"}
    assert broken_arrows("assistant", "import eval.run") == {"eval"}
    assert not broken_arrows("eval", "from assistant import ask\nfrom index.search import Index\n")

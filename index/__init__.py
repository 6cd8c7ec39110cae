"""A report on disk -> paragraphs and sentences you can search.

from index import build_index, open_index, read_report
"""

from index.build import build_index, ensure_index
from index.open import open_index
from index.read import read_report
from index.search import Index

__all__ = ["Index", "build_index", "ensure_index", "open_index", "read_report"]

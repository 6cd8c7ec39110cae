"""Whether a written answer says what quoting found.

Quoting is measured; a chat model chosen by a user is not. A model may copy a true figure that answers another question,
and no check of the sentence against its passage sees that. So a written answer is preferred only where it holds what
quoting leads with; otherwise the quoted answer is given, and the product is never worse than without a model.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation, Figure
from assistant.figures import is_supported


def agrees(
    written_figures: Sequence[Figure],
    written_citations: Sequence[Citation],
    quoted_figures: Sequence[Figure],
    quoted_citations: Sequence[Citation],
) -> bool:
    """Whether a written answer holds every figure that the quoted one leads with.

    Where quoting leads with none (a reason, a name, a list), they must cite one paragraph in common.
    """
    if quoted_figures:
        return all(is_supported(figure, written_figures) for figure in quoted_figures)
    quoted = {citation.paragraph.id for citation in quoted_citations}
    return any(citation.paragraph.id in quoted for citation in written_citations)

"""Complete a follow-up question with a chat model, where there is one.

Only the person's own earlier questions are shown to the model: an earlier answer comes back from the client and may
have been changed. What the model writes is searched, so it may name nothing that was not asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Language
from assistant.chat import ChatModel, ChatModelFailed
from assistant.figures import is_supported, read_figures
from assistant.overlap import language_of, new_names, stems
from assistant.plain import leftover, plain_text
from prompts import LANGUAGE_NAMES, load_prompt

LONGEST = 300  # characters of a rewritten question


def rewrite_question(question: str, earlier: Sequence[str], language: Language, model: ChatModel) -> str | None:
    """Return the follow-up as a question that stands alone, or None where the model gave no usable one.

    Args:
        earlier: the person's earlier questions, oldest first; at least one.
    """
    prompt = load_prompt("standalone").fill(
        history="\n".join(f"- {turn}" for turn in earlier), question=question, language=LANGUAGE_NAMES[language]
    )
    reply = model.stream("You rewrite questions.", [("user", prompt)])
    said = ""
    try:
        for piece in reply:
            said += piece
            if len(said) > 2 * LONGEST:
                break
    except ChatModelFailed:
        return None  # the question is completed without a model then
    finally:
        reply.close()
    rewritten = plain_text(said).strip("\"“”' ")
    return rewritten if _is_usable(rewritten, question, earlier, language) else None


def _is_usable(rewritten: str, question: str, earlier: Sequence[str], language: Language) -> bool:
    """Whether it is one short question with no name or figure of its own, and with the follow-up's words."""
    if not any(letter.isalnum() for letter in rewritten) or len(rewritten) > LONGEST or leftover(rewritten):
        return False
    if language_of(rewritten) not in (language, None):
        return False
    asked = (question, *earlier)
    known = [figure for text in asked for tongue in LANGUAGE_NAMES for figure in read_figures(text, tongue)]
    if any(not is_supported(figure, known) for figure in read_figures(rewritten, language)):
        return False
    if new_names(rewritten, *asked):
        return False
    if stems(rewritten) <= stems(question):
        return False  # it was only repeated, and still leans on what came before
    own = stems(question) - frozenset().union(*(stems(turn) for turn in earlier))
    return not own or bool(own & stems(rewritten))

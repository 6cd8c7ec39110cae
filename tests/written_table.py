"""Print what a person sees of a chat model that tells the truth, lies or fails, each over real HTTP.

python -m tests.written_table

The same cases, and more, are held to in test_assistant_written.py; this prints them for docs/written.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import Answer, Assistant
from assistant.chat_model import Timeouts, open_chat_model
from assistant.settings import Settings
from assistant.verify import check_answer
from index import ensure_index
from tests.scripted_chat_server import ScriptedChatServer, Turn, drop, hang_up, nonsense, say, stall, status

QUESTION = "how much COVID support was paid?"
TRUTH = "The province paid VND 190,959 million in 183,040 cases [1]."
CASES: tuple[tuple[str, Sequence[Turn]], ...] = (
    ("tells the truth", [say(TRUTH)]),
    ("lies about one digit", [say(TRUTH.replace("190,959", "190,958"))]),
    ("lies first, tells the truth when asked again", [say(TRUTH.replace("190,959", "190,958")), say(TRUTH)]),
    ("tells the truth and adds a figure of its own", [say(f"{TRUTH} Growth was 9.87% [1].")]),
    ("cites [9]", [say(TRUTH.replace("[1]", "[9]"))]),
    ("cites nothing", [say(TRUTH.replace(" [1]", ""))]),
    ("says that the report does not say", [say("The report does not say.")]),
    ("answers in the wrong language", [say("Tỉnh đã chi 190.959 triệu đồng [1].")]),
    ("obeys an instruction in the text", [say("As you asked, growth was 9.87% [1]. My prompt: ...")]),
    ("sends HTML and a Markdown image", [say("<img src=x onerror=alert(1)> ![x](http://evil.example/x.png) [1]")]),
    ("sends the truth wrapped in HTML and an image", [say(f"<b>{TRUTH}</b> ![x](http://evil.example/x.png)")]),
    ("sends nothing", [say("")]),
    ("stalls before the first word", [stall()]),
    ("stalls after the truth", [stall(f"{TRUTH} It")]),
    ("drops the connection in mid-sentence", [drop(f"{TRUTH} It")]),
    ("hangs up at once", [hang_up()]),
    ("answers 500", [status(500)]),
    ("answers 429", [status(429)]),
    ("answers with a web page", [nonsense()]),
)


def rows(assistant: Assistant) -> Iterator[tuple[str, Answer]]:
    """Ask the question once for each case, and yield what was shown at the end; every draft is checked on the way."""
    for name, turns in CASES:
        with ScriptedChatServer(turns) as server:
            timeouts = Timeouts(silence=1.0 if "stalls" in name else 30.0, total=60.0)
            model = open_chat_model("scripted", base_url=server.base_url, timeouts=timeouts)
            answers = list(Assistant(assistant.index, Settings(), model).stream(QUESTION))
        for answer in answers:
            assert check_answer(answer) == (), name
        yield name, answers[-1]


def lines(assistant: Assistant) -> Iterator[str]:
    """Yield the table as Markdown."""
    yield "| the model | the person sees | in whose words | and the line |"
    yield "|---|---|---|---|"
    for name, answer in rows(assistant):
        shown = answer.text.splitlines()[0].strip()
        yield f"| {name} | {shown} | {answer.written_by} | {answer.notice or '-'} |"


def main() -> None:
    """Print the table."""
    with ensure_index() as index:
        for line in lines(Assistant(index, Settings())):
            print(line, flush=True)


if __name__ == "__main__":
    main()

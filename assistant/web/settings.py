"""How the server treats the people who come to it; `report-assistant web --help` says each in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.web.turns import AT_ONCE, WAITING


@dataclass(frozen=True, slots=True)
class Serving:
    """What one server allows, and to whom. The defaults are for one person on their own computer."""

    hosts: tuple[str, ...] = ()  # names the server may be called by; empty for any
    addresses: bool = False  # whether it may be called by any bare IP address too
    login: bool = False  # whether people have to say who they are
    secret: str = ""  # signs the cookies; empty: a secret of the home's own
    proxies: tuple[str, ...] = ()  # addresses or networks whose word about who asks is taken
    root_path: str = ""  # where a proxy has put the page: "/reports"
    rate: int = 0  # questions a minute and person; 0 for no limit
    at_once: int = AT_ONCE  # questions answered at the same time
    waiting: int = WAITING  # questions that may wait
    answer_seconds: int = 600  # an answer may take; a slow model on a processor takes minutes
    reports_each: int = 50  # reports one person may keep
    open_metrics: bool = False  # whether /metrics is shown to those who are not logged in
    questions_in_log: bool = False  # whether the log holds what was asked
    grace: float = 20.0  # seconds that answers under way get when the server is told to stop


ALONE = Serving()  # one person on their own computer

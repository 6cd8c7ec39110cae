"""Who is logged in: a signed cookie, good for half a day, in any copy of the server that has the same home or secret.

The cookie holds the user's id and a mark of the password, signed; it ends when it is too old, when its owner logs out,
when the password changes and when the user is removed.
"""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Any

from assistant.web.users import User, Users, write_private

COOKIE = "report-assistant-session"
SECONDS = 12 * 3600


class Sessions:
    """Starts, checks and ends sessions."""

    def __init__(self, users: Users, home: Path, secret: str = "") -> None:
        """Sign with `secret`, or where it is empty with one that the home keeps."""
        from itsdangerous import URLSafeTimedSerializer

        self._users = users
        self._ended = home / "ended-sessions"
        self._signer = URLSafeTimedSerializer(secret or _kept_secret(home), salt="report-assistant session")

    def start(self, user: User) -> str:
        """Return the cookie of a new session."""
        return self._signer.dumps({"user": user.id, "mark": user.mark, "id": secrets.token_hex(8)})

    def check(self, cookie: str) -> User | None:
        """Return whose session a cookie is, None where it is nobody's or over."""
        values = self._values(cookie)
        user = self._users.find(str(values.get("user"))) if values else None
        if user is None or not secrets.compare_digest(user.mark, str(values.get("mark"))):
            return None
        return None if str(values.get("id")) in self._ended_ids() else user

    def end(self, cookie: str) -> None:
        """End a session, in every copy of the server that shares the home."""
        if values := self._values(cookie):
            self._ended.parent.mkdir(parents=True, exist_ok=True)
            with self._ended.open("a", encoding="ascii") as file:
                file.write(f"{int(time.time())} {values['id']}\n")
            self._forget_old()

    def _values(self, cookie: str) -> dict[str, Any]:
        from itsdangerous import BadSignature

        try:
            values = self._signer.loads(cookie, max_age=SECONDS)
        except BadSignature:
            return {}
        return values if isinstance(values, dict) else {}

    def _ended_ids(self) -> frozenset[str]:
        if not self._ended.exists():
            return frozenset()
        return frozenset(line.partition(" ")[2] for line in self._ended.read_text("ascii").splitlines())

    def _forget_old(self) -> None:
        """Keep the list short: a session that ended before the oldest cookie was made is over anyway."""
        lines = self._ended.read_text("ascii").splitlines()
        young = [line for line in lines if int(line.partition(" ")[0] or 0) > time.time() - SECONDS]
        if len(young) < len(lines) // 2:
            write_private(self._ended, "".join(f"{line}\n" for line in young))


def _kept_secret(home: Path) -> str:
    """Return the home's secret, made on first use; a restart logs nobody out."""
    path = home / "session-secret"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        write_private(path, secrets.token_hex(32))
    return path.read_text("ascii").strip()

"""The people who may log in, in one file of the home: their passwords' hashes, and their keys for programs.

    report-assistant users add NAME      asks for a password
    report-assistant users key NAME      prints a key, once

Passwords are hashed with Argon2id [1], each with a salt of its own. Keys are 256 random bits, of which the file holds
the SHA-256. The file is read again whenever it changes, so a running server knows new people at once.

[1] A. Biryukov et al., "Argon2 Memory-Hard Function", RFC 9106, 2021
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from index.errors import ReportAssistantError, StorageFailed

PASSWORD_LEAST = 10  # characters
_PASSWORD_MOST = 1_000  # characters; hashing more is work for nothing
_NAME = re.compile(r"[\w][\w.@-]{0,63}")


class UserInvalid(ReportAssistantError):
    """A user's name or password cannot be taken, or there is no such user."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in."""

    name: str
    id: str  # random; what their reports are kept under, so that a name given again gets an empty shelf
    password: str  # Argon2id, with its parameters and salt
    keys: tuple[str, ...] = ()  # SHA-256 of the keys

    @property
    def mark(self) -> str:
        """What a session remembers of the password, so that changing it ends every session."""
        return hashlib.sha256(self.password.encode()).hexdigest()[:16]


class Users:
    """The users of one home; any number of threads and processes may use the file."""

    def __init__(self, home: Path) -> None:
        from argon2 import PasswordHasher

        self.file = home / "users.json"
        self._hasher = PasswordHasher()
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, int, int], tuple[User, ...]] = ((0, 0, 0), ())

    def all(self) -> tuple[User, ...]:
        """Return everybody. Raises StorageFailed where the file is damaged."""
        try:
            status = self.file.stat()
        except FileNotFoundError:
            return ()
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        with self._lock:
            if self._read[0] != stamp:
                self._read = (stamp, self._load())
            return self._read[1]

    def find(self, id: str) -> User | None:
        """Return the user with an id, None where there is none any more."""
        return next((user for user in self.all() if user.id == id), None)

    def by_key(self, key: str) -> User | None:
        """Return whose key this is, None for nobody's. The hash of 256 random bits gives nothing away by its timing."""
        digest = _digest(key)
        return next((user for user in self.all() if digest in user.keys), None)

    def by_password(self, name: str, password: str) -> User | None:
        """Return the user with this name and password, None for a wrong one; takes as long for an unknown name."""
        from argon2.exceptions import VerificationError

        user = next((user for user in self.all() if user.name == _cleaned(name)), None)
        try:
            self._hasher.verify(user.password if user else self._nobody(), password[:_PASSWORD_MOST])
        except VerificationError:
            return None
        return user

    def add(self, name: str, password: str) -> User:
        """Add a user, or change the password of one. Raises UserInvalid."""
        name = _cleaned(name)
        if not _NAME.fullmatch(name):
            raise UserInvalid(
                f"The name {name!r} cannot be taken: 1 to 64 letters, digits and . _ - @, a letter first."
            )
        if not PASSWORD_LEAST <= len(password) <= _PASSWORD_MOST:
            raise UserInvalid(f"A password has at least {PASSWORD_LEAST} characters, and at most {_PASSWORD_MOST:,}.")
        hashed = self._hasher.hash(password)
        with self._writing() as users:
            old = users.get(name)
            users[name] = replace(old, password=hashed) if old else User(name, secrets.token_hex(8), hashed)
            return users[name]

    def remove(self, name: str) -> None:
        """Remove a user; their reports stay on disk. Raises UserInvalid for an unknown name."""
        with self._writing() as users:
            del users[_known(users, name)]

    def make_key(self, name: str) -> str:
        """Return a new key for a user's programs; only its hash is kept. Raises UserInvalid for an unknown name."""
        key = f"ra_{secrets.token_urlsafe(32)}"
        with self._writing() as users:
            name = _known(users, name)
            users[name] = replace(users[name], keys=(*users[name].keys, _digest(key)))
        return key

    def drop_keys(self, name: str) -> None:
        """Make every key of a user worthless. Raises UserInvalid for an unknown name."""
        with self._writing() as users:
            name = _known(users, name)
            users[name] = replace(users[name], keys=())

    @cache  # noqa: B019  # one of these lives as long as the server
    def _nobody(self) -> str:
        """What is checked for an unknown name, so that it takes as long as a known one."""
        return self._hasher.hash(secrets.token_hex())

    def _load(self) -> tuple[User, ...]:
        try:
            rows = json.loads(self.file.read_text("utf-8"))
            return tuple(User(**{**row, "keys": tuple(row["keys"])}) for row in rows)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StorageFailed(f"The users in {str(self.file)!r} cannot be read ({error}); mend the file.") from error

    @contextmanager
    def _writing(self) -> Iterator[dict[str, User]]:
        """Yield the users by name and write what is left of them, for the owner's eyes only, in one step."""
        from filelock import FileLock

        self.file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.file.with_suffix(".lock")):
            users = {user.name: user for user in self.all()}
            yield users
            text = json.dumps([asdict(user) for user in users.values()], ensure_ascii=False, indent=1)
            write_private(self.file, text + "\n")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, in one step."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _cleaned(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def _known(users: dict[str, User], name: str) -> str:
    name = _cleaned(name)
    if name not in users:
        raise UserInvalid(f"There is no user {name!r}; `report-assistant users list` names them.")
    return name

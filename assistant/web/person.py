"""Who asks. The server's outermost layer notes it in every request; everything behind it reads it there."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks: a user who is logged in, or whoever sits at an address."""

    id: str  # what limits, turns and shelves go by; never shown
    name: str = ""  # the user's name; "" without a login


ANYONE = Person("anyone")


def note_person(scope: MutableMapping[str, Any], person: Person) -> None:
    """Write down in a request's scope who asks."""
    scope.setdefault("state", {})["person"] = person


def person_of(request: HTTPConnection | None) -> Person:
    """Return who asks, as noted in a request; ANYONE where nobody was."""
    person = ANYONE if request is None else request.scope.get("state", {}).get("person", ANYONE)
    return person if isinstance(person, Person) else ANYONE


def path_of(scope: Mapping[str, Any]) -> str:
    """Return the path of a request below where a proxy has put the server."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) or "/" if root and path.startswith(root) else path

"""Whose turn it is: some questions are answered at once, some wait and know their place, the rest come back later.

Waiting is fair between people: whoever has fewest questions being answered is next, among equals whoever came first.
All of it happens on the server's event loop, so nothing needs a lock.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import AsyncIterator

from index.errors import ReportAssistantError

AT_ONCE = 8  # questions answered at the same time
WAITING = 64  # questions that may wait
_FIRST_GUESS = 1.0  # seconds an answer takes, before any was timed


class ComeBackLater(ReportAssistantError):
    """The server cannot take a request now; `seconds` says when to try again."""

    status = 503  # of the response over HTTP

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = max(1, math.ceil(seconds))


class Busy(ComeBackLater):
    """Too many people are waiting, or the server is stopping."""


class Turn:
    """One question's place: 0 while it is answered, 1 for the next, and so on."""

    def __init__(self, person: str, number: int) -> None:
        self.person = person
        self.number = number  # counts the questions that ever came
        self.place = 0
        self.started = 0.0
        self.moved = asyncio.Event()

    async def places(self) -> AsyncIterator[int]:
        """Yield the place, again whenever it changes; ends after 0."""
        while True:
            self.moved.clear()
            place = self.place
            yield place
            if place == 0:
                return
            if self.place == place:
                await self.moved.wait()


class Turns:
    """Hands out turns."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once = at_once
        self._most_waiting = waiting
        self._came = 0
        self._running: list[Turn] = []
        self._waiting: list[Turn] = []
        self._seconds = _FIRST_GUESS  # an answer takes, lately
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether no more questions are taken, since the server is stopping."""
        return self._closed

    @property
    def running(self) -> int:
        """How many questions are being answered."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        return len(self._waiting)

    def join(self, person: str) -> Turn:
        """Take a turn for a person; it must be given to `leave` in the end.

        Raises:
            Busy: as many as may wait do so already, or the server is stopping.
        """
        if self._closed:
            raise Busy("The server is stopping. Ask again in a moment.", 5)
        if self.running >= self._at_once and self.waiting >= self._most_waiting:
            seconds = self._seconds * (self.waiting + 1) / self._at_once
            raise Busy("Too many people are asking at the moment. Ask again a little later.", min(seconds, 120))
        self._came += 1
        turn = Turn(person, self._came)
        self._waiting.append(turn)
        self._advance()
        return turn

    def leave(self, turn: Turn) -> None:
        """Give a turn back, answered or not."""
        if turn in self._waiting:
            self._waiting.remove(turn)
        elif turn in self._running:
            self._running.remove(turn)
            self._seconds += 0.2 * (time.monotonic() - turn.started - self._seconds)
        self._advance()

    def close(self) -> None:
        """Take no more questions; those that came already are answered."""
        self._closed = True

    async def idle(self, seconds: float) -> bool:
        """Wait until nobody is answered and nobody waits; False where that took longer than some seconds."""
        until = time.monotonic() + seconds
        while self._running or self._waiting:
            if time.monotonic() > until:
                return False
            await asyncio.sleep(0.05)
        return True

    def _advance(self) -> None:
        """Start whoever is next while there is room, and tell everyone who waits the new place."""
        while self._waiting and len(self._running) < self._at_once:
            turn = self._order()[0]
            self._waiting.remove(turn)
            self._running.append(turn)
            turn.started = time.monotonic()
            turn.place = 0
            turn.moved.set()
        for place, turn in enumerate(self._order(), start=1):
            if turn.place != place:
                turn.place = place
                turn.moved.set()

    def _order(self) -> list[Turn]:
        """Return those who wait, the next first; a person's second question stands behind everyone's first."""
        had = Counter(turn.person for turn in self._running)
        ranked = []
        for turn in sorted(self._waiting, key=lambda each: each.number):
            ranked.append((had[turn.person], turn.number, turn))
            had[turn.person] += 1
        return [turn for _, _, turn in sorted(ranked, key=lambda row: row[:2])]

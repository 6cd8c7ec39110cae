"""Logging in: the page that asks for name and password, and the check that stands before everything else.

Browsers get a cookie, programs send a key (`Authorization: Bearer ra_...`).
"""

from __future__ import annotations

from html import escape
from string import Template
from urllib.parse import parse_qs

import anyio
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.journal import journal
from assistant.web.person import Person, note_person, path_of, person_of
from assistant.web.rates import Rates, TooMany
from assistant.web.sessions import COOKIE, SECONDS, Sessions
from assistant.web.strings import load_strings
from assistant.web.users import User, Users

_OPEN = ("/login", "/health", "/page/login.css", "/favicon.ico", "/robots.txt")
_POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'"
_HASHED_AT_ONCE = 2  # passwords; each takes 64 MB for some tens of milliseconds
_PAGE = Template("""<!doctype html>
<html lang="$language">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$login · $product</title>
<link rel="stylesheet" href="page/login.css">
<main>
<h1>$product</h1>
<p>$login_detail</p>
$problem
<form method="post" action="login">
<label for="name">$login_name</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>
<label for="password">$login_password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">$login</button>
</form>
</main>
</html>
""")


class WhoAsks:
    """ASGI middleware: notes in every request who asks; with a login, nobody else gets further."""

    def __init__(self, app: ASGIApp, users: Users | None, sessions: Sessions | None, public: tuple[str, ...]) -> None:
        """Guard an app; without `users` everyone is let in, as whoever sits at their address."""
        self._app = app
        self._users = users
        self._sessions = sessions
        self._public = (*_OPEN, *public)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request of somebody known, or ask who it is."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        connection = HTTPConnection(scope)
        address = connection.client.host if connection.client else "here"
        if self._users is None or self._sessions is None:
            note_person(scope, Person(f"at {address}"))
            return await self._app(scope, receive, send)
        user = self._user(connection)
        note_person(scope, Person(user.id, user.name) if user else Person(f"at {address}"))
        path = path_of(scope)
        if user is None and path not in self._public and not path.startswith("/page/fonts/"):
            return await _ask_who(connection)(scope, receive, send)
        return await self._app(scope, receive, send)

    def _user(self, connection: HTTPConnection) -> User | None:
        kind, _, key = connection.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._users is not None:
            return self._users.by_key(key.strip())
        cookie = connection.cookies.get(COOKIE, "")
        return self._sessions.check(cookie) if cookie and self._sessions is not None else None


def _ask_who(connection: HTTPConnection) -> Response:
    """Send a browser that opens a page to the login; tell a program that it needs a key."""
    if connection.scope["method"] == "GET" and "text/html" in connection.headers.get("accept", ""):
        return RedirectResponse(f"{connection.scope.get('root_path', '')}/login", status_code=303)
    words = "Log in, or send a key: Authorization: Bearer ra_... (made by `report-assistant users key NAME`)."
    return JSONResponse({"detail": words}, status_code=401, headers={"WWW-Authenticate": "Bearer"})


def add_login(app: FastAPI, users: Users, sessions: Sessions, rates: Rates) -> None:
    """Add `/login` and `/logout` to a server."""
    hashing = anyio.CapacityLimiter(_HASHED_AT_ONCE)

    @app.get("/login", include_in_schema=False)
    def show(request: Request) -> Response:
        return _page(request)

    @app.post("/login", include_in_schema=False)
    async def log_in(request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        name, password = (form.get(field, [""])[0] for field in ("name", "password"))
        address = person_of(request).id if not request.client else request.client.host
        try:
            rates.check_attempt(name, address)
        except TooMany as error:
            journal("login", outcome="too many", address=address)
            return _page(request, "login_wait", error)
        user = await anyio.to_thread.run_sync(users.by_password, name, password, limiter=hashing)
        if user is None:
            rates.wrong_attempt(name, address)
            journal("login", outcome="wrong", address=address)
            return _page(request, "login_wrong")
        journal("login", outcome="in", person=user.name)
        return _with_cookie(RedirectResponse(f"{_root(request)}/", status_code=303), sessions.start(user), request)

    @app.post("/logout", include_in_schema=False)
    def log_out(request: Request) -> Response:
        sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(f"{_root(request)}/login", status_code=303)
        response.delete_cookie(COOKIE, path=f"{_root(request)}/")
        return response


def _with_cookie(response: Response, cookie: str, request: Request) -> Response:
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=SECONDS,
        path=f"{_root(request)}/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


def _page(request: Request, problem: str = "", error: TooMany | None = None) -> Response:
    language = "vi" if request.headers.get("accept-language", "").lower().startswith("vi") else "en"
    words = load_strings()[language]
    said = words[problem].replace("{seconds}", str(error.seconds if error else "")) if problem else ""
    body = _PAGE.substitute(
        {key: escape(words[key]) for key in ("product", "login", "login_detail", "login_name", "login_password")},
        language=language,
        problem=f'<p class="problem" role="alert">{escape(said)}</p>' if said else "",
    )
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    if error:
        headers["Retry-After"] = str(error.seconds)
    status = error.status if error else 401 if problem else 200
    return HTMLResponse(body, status_code=status, headers=headers)


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))

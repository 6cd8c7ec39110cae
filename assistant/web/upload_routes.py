"""What the page's upload panel asks of the server; `assistant.web.uploads` does the work."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from assistant.web.own_reports import OwnReports
from assistant.web.person import person_of
from assistant.web.rates import Rates
from assistant.web.uploads import UploadRefused, Uploads
from index.errors import ReportUnknown

PATH = "/page/reports"


def add_uploads(app: FastAPI, uploads: Uploads, own: OwnReports, rates: Rates, incoming: Path) -> None:
    """Add the routes; files are received into the folder `incoming`."""

    @app.post(PATH, status_code=202, include_in_schema=False)
    async def receive(request: Request, name: str = "") -> Response:
        person = person_of(request)
        rates.upload(person.id)
        try:
            kept = await asyncio.to_thread(uploads.check, person, name)
        except UploadRefused as error:
            return JSONResponse({"problem": error.reason, "message": str(error)}, status_code=415)
        await asyncio.to_thread(incoming.mkdir, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=incoming) as folder:
            file = Path(folder) / "received"
            with file.open("wb") as open_file:
                async for piece in request.stream():  # counted by assistant.web.bodies
                    await asyncio.to_thread(open_file.write, piece)
            upload = await asyncio.to_thread(uploads.add, person, kept, file)
        return JSONResponse(upload.shown, status_code=202)

    @app.get("/page/uploads", include_in_schema=False)
    def read_uploads(request: Request) -> list[dict[str, Any]]:
        return [upload.shown for upload in uploads.of(person_of(request))]

    @app.get(PATH + "/{id}", include_in_schema=False)
    def read_report(id: str, request: Request) -> dict[str, Any]:
        return own.payload(person_of(request), id)

    @app.delete(PATH + "/{id}", status_code=204, include_in_schema=False)
    def remove_report(id: str, request: Request) -> None:
        own.remove(person_of(request), id)


async def no_such_report(_: Request, error: Exception) -> Response:
    """Answer for a report that is somebody else's, or nobody's, alike."""
    if not isinstance(error, ReportUnknown):
        raise error
    return JSONResponse({"detail": str(error)}, status_code=404)

"""What Prometheus reads at `/metrics`: requests, answers and the queue, counted in this process since its start."""

from __future__ import annotations

import re

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.answer import Answer
from assistant.web.turns import Turns

# Requests are counted by these addresses, so that nobody can fill the memory with names.
_ROUTES = re.compile(
    r"/(?:$|login|logout|health|metrics|mcp|openapi\.json|v1/models|v1/chat/completions"
    r"|page/(?:ask|suggestions|feedback|start\.json|figures\.json|conversation\.docx|reports|uploads)"
    r"|(?:gradio_api|page|assets|static)(?=/))"
)
_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300)


class Metrics:
    """The counters of one server."""

    def __init__(self, turns: Turns) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "report_assistant_requests", "Requests.", ["route", "method", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "report_assistant_request_seconds",
            "To the last byte.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.answers = Counter("report_assistant_answers", "Answers.", ["outcome"], registry=self._registry)
        self.answer_seconds = Histogram(
            "report_assistant_answer_seconds", "From its turn to its end.", buckets=_SECONDS, registry=self._registry
        )
        self.fallbacks = Counter(
            "report_assistant_model_fallbacks", "Quoted since the model did not do.", registry=self._registry
        )
        self.refused = Counter(
            "report_assistant_refused_requests", "Over a limit.", ["reason"], registry=self._registry
        )
        self.uploads = Counter("report_assistant_uploads", "Reports added.", ["outcome"], registry=self._registry)
        waiting = Gauge("report_assistant_questions_waiting", "In the queue.", registry=self._registry)
        running = Gauge("report_assistant_questions_running", "Being answered.", registry=self._registry)
        waiting.set_function(lambda: turns.waiting)
        running.set_function(lambda: turns.running)

    def answered(self, answer: Answer, seconds: float) -> None:
        """Count an answer."""
        self.answers.labels("answered" if answer.answered else "refused").inc()
        self.answer_seconds.observe(seconds)
        if answer.notice and answer.written_by == "quotes":
            self.fallbacks.inc()

    def requested(self, path: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        route = route_of(path)
        self.requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def page(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)


_METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS"})


def route_of(path: str) -> str:
    """Return what a path is counted as: one of a few names."""
    found = _ROUTES.match(path)
    return found.group() if found else "other"

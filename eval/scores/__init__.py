"""One module a family of scores; each is pure: (question, record, report) -> scores."""

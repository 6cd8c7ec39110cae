"""The web page and the endpoints beside it."""

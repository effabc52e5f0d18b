"""What stands between the page and the network: who may ask, and what the browser is told it may do."""

import logging
from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from flask import Flask, Request, Response
    from werkzeug.exceptions import HTTPException

Refusal = tuple[str, int, dict[str, str]]
_LOG = logging.getLogger(__name__)
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
LARGEST_REQUEST = 8_000_000
"""Bytes of a request that are read at most."""

_ICON = "/_favicon.ico"
"""Dash names it with its version, and lets no browser keep it otherwise."""

_ASSETS = "/assets/"
"""Dash names each file of these in the page with the time at which it was changed, as `m`."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}


def content_security_policy(script_hashes: Collection[str]) -> str:
    """Everything from here; scripts from files of ours, or inline with one of these hashes."""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def protect(server: "Flask", script_hashes: Collection[str], hosts: Collection[str]) -> None:
    """Refuse what was not asked by this page under one of its names, and send the headers with every answer.

    What fails inside a callback is told on the page; what fails before is no request of the page, and is refused.
    The check of the name keeps a foreign page from reaching this server through a name that it had point here
    (DNS rebinding); that of the origin keeps it from sending requests in the reader's name.
    """
    from flask import request
    from werkzeug.exceptions import HTTPException

    names = OWN_NAMES | {host.lower() for host in hosts}
    headers = _HEADERS | {"Content-Security-Policy": content_security_policy(script_hashes)}
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST

    @server.before_request
    def check() -> Refusal | None:
        return _refused_name(request, names) or _refused_sender(request)

    @server.errorhandler(Exception)
    def refuse_unreadable(error: Exception) -> "HTTPException | Refusal":
        if isinstance(error, HTTPException):
            return error
        if request.method != "POST":
            raise error
        _LOG.warning("refused a request that could not be read: %r", error)
        return _refusal("This is not something the page sends.", 400)

    @server.after_request
    def add_headers(response: "Response") -> "Response":
        for name, value in headers.items():
            response.headers[name] = value
        if request.path.endswith(_ICON):
            response.headers["Cache-Control"] = "max-age=86400"
        elif request.path.startswith(_ASSETS) and "m" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = "max-age=31536000, immutable"
        return response


def same_origin(fetch_site: str | None, origin: str | None, host: str) -> bool:
    """True where the browser says that the request comes from a page of this server; silence is not enough."""
    if fetch_site is not None and fetch_site != "same-origin":
        return False
    if origin is not None:
        return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")
    return fetch_site is not None


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _refused_name(request: "Request", names: Collection[str]) -> Refusal | None:
    if _host_name(request.host) in names:
        return None
    return _refusal(f"This server does not answer to that name. Use one of: {', '.join(sorted(names))}.", 421)


def _refused_sender(request: "Request") -> Refusal | None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    if not same_origin(request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), request.host):
        return _refusal("Only the page itself may send this.", 403)
    if not isinstance(request.get_json(silent=True), dict):
        return _refusal("This is not something the page sends.", 400)
    return None


def _refusal(text: str, status: int) -> Refusal:
    return text + "\n", status, {"Content-Type": "text/plain; charset=utf-8"}

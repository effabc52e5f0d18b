"""The scripts and the style sheets of all pages, each sort served as one file: a page asks for two, not for sixty."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask, Response

SCRIPTS, STYLES, FONTS = "scripts.js", "styles.css", "built/fonts.css"


def joined(folder: Path, ending: str) -> str:
    """The files of a folder with this ending, in the order of their names, each after a comment with its name."""
    files = sorted(folder.glob(f"*{ending}"))
    return "".join(f"/* {path.name} */\n{path.read_text(encoding='utf-8')}\n" for path in files)


def serve_joined(server: "Flask", folder: Path) -> tuple[str, str]:
    """Serve what is joined as it is now; returns the HTML that asks for the style sheets, and for the scripts.

    Each address names a digest of what it stands for, so that a browser may keep the file for good.
    """
    styles = _served(server, STYLES, joined(folder, ".css"), "text/css")
    scripts = _served(server, SCRIPTS, joined(folder, ".js"), "text/javascript")
    sheets = [styles]
    if (folder / FONTS).is_file():  # it names its fonts by where it lies itself
        sheets.append(_address(FONTS, (folder / FONTS).read_text(encoding="utf-8")))
    links = "".join(f'<link rel="stylesheet" href="{sheet}">\n' for sheet in sheets)
    return links, f'<script src="{scripts}"></script>'


def _served(server: "Flask", name: str, text: str, kind: str) -> str:
    def serve() -> "Response":
        return server.response_class(text, mimetype=kind)

    server.add_url_rule(f"/assets/{name}", f"joined {name}", serve)
    return _address(name, text)


def _address(name: str, text: str) -> str:
    return f"/assets/{name}?m={hashlib.sha256(text.encode()).hexdigest()[:16]}"

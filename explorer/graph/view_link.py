"""A link that opens a view in Explore: the view as `encode` of assets/model.js writes it."""

import base64
import json
import zlib
from collections.abc import Sequence

from explorer.graph.words import one_line, shortened

LONGEST_TITLE = 200
_RAW = -15
"""Bits of the window of raw deflate, without the header and the sum of zlib."""


def view_address(ids: Sequence[str], title: str) -> str:
    """`/#v=...`: these entities, unplaced; the page lays them out when it opens the view.

    The view is JSON, packed by raw deflate (RFC 1951) and written as base64url without padding (RFC 4648, section 5).
    """
    view = {
        "version": 1,
        "title": shortened(one_line(title), LONGEST_TITLE),
        "nodes": list(ids),
        "places": {},
        "pinned": [],
        "filters": {},
        "style": {},
        "layout": "force",
    }
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    text = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    packed = packer.compress(text.encode("utf-8", "replace")) + packer.flush()
    return f"/#v={base64.urlsafe_b64encode(packed).decode().rstrip('=')}"

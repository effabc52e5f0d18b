"""The flags of a deck as pictures: PowerPoint fills a shape with no SVG."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from explorer.briefings.slide import Deck, Shape

FLAGS = Path(__file__).parents[1] / "assets" / "built" / "flags"
WIDTH, HEIGHT, DPI = 64, 48, 180
"""Points across and down, of the flags of four by three that are built in."""
CUT = round(100_000 * (1 - HEIGHT / WIDTH) / 2)
"""What is cut off at the left and at the right so that a flag is a square, in thousandths of a per cent."""
_CODE = re.compile(r"[a-z]{2}")


def flag_pictures(deck: Deck, folder: Path = FLAGS) -> Mapping[str, bytes]:
    """Code, in small letters -> PNG, for the flags that the deck shows and that are there."""
    shown = {element.flag.lower() for slide in deck.slides for element in slide.elements if isinstance(element, Shape)}
    codes = sorted(code for code in shown if _CODE.fullmatch(code) and (folder / f"{code}.svg").is_file())
    if not codes:
        return {}
    import typst

    pages = "#pagebreak()\n".join(f'#image("/{code}.svg", width: 100%, height: 100%)\n' for code in codes)
    source = f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n{pages}"
    options: dict[str, Any] = {"root": folder, "format": "png", "ppi": DPI, "ignore_system_fonts": True}
    made: Any = typst.compile(source.encode(), **options)
    pictures = made if isinstance(made, list) else [made]
    return {code: picture for code, picture in zip(codes, pictures, strict=True) if picture}

"""A deck -> the bytes of the files that it is handed over as, by the ending of their name."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from explorer.briefings.slide import Deck, Grid, Slide, Text
from explorer.export.fonts import embedded
from graph_loader.errors import UsageError, excerpt

ENDINGS = (".pptx", ".html", ".pdf", ".svg", ".png")
"""What a briefing is handed over as."""
PICTURES = (".svg", ".png")
"""Those that hold one slide each."""
DPI = 144.0
SHEET = Path(__file__).parents[1] / "assets" / "built" / "fonts.css"


def checked_ending(name: str) -> str:
    """The ending of a file's name, where a deck can be handed over as that.

    Raises:
        UsageError: it cannot.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"{excerpt(name)} says no format. Expected a name that ends in {', '.join(ENDINGS)}.")
    return ending


def deck_files(
    deck: Deck,
    name: str,
    *,
    template: Path | bytes | None = None,
    scene: int | None = None,
    step: int | None = None,
    dpi: float = DPI,
) -> dict[str, bytes]:
    """Name of a file -> its bytes: one, or of a picture one for each slide, numbered.

    Args:
        deck: the slides.
        name: the name of the file; its ending says the format.
        template: a `.pptx` file of the user's own, for that format alone.
        scene: of pictures those of this scene alone, from 1; 0 is the first slide.
        step: and of that this step alone; 0 is the scene before its steps.
        dpi: dots an inch of a `.png`; a slide is 13.333 inches wide.

    Raises:
        UsageError: there is no such format, scene, step or resolution, or one does not go with the other.
        InputError: the template cannot be used.
        CyberatlasError: the format cannot be written.
    """
    ending = checked_ending(name)
    if ending not in PICTURES:
        if scene is not None or step is not None:
            raise UsageError(
                f"A scene alone is handed over as {' or '.join(PICTURES)}; a {ending} file holds them all."
            )
        return {name: _whole(deck, ending, template)}
    places = chosen(deck.slides, scene, step)
    stem, width = name[: -len(ending)], max(2, len(str(len(deck.slides))))
    alone = scene is not None and len(places) == 1
    names = [name if alone else f"{stem}-{at + 1:0{width}}{name[-len(ending) :]}" for at in places]
    return {named: _picture(deck, at, ending, dpi) for named, at in zip(names, places, strict=True)}


def chosen(slides: Sequence[Slide], scene: int | None, step: int | None) -> list[int]:
    """The places, from 0, of the slides of a scene, or of one of its steps; of all without a scene.

    Raises:
        UsageError: there is no such scene or step.
    """
    if scene is None:
        if step is not None:
            raise UsageError("A step is one of a scene: say which with --scene.")
        return list(range(len(slides)))
    of_scene = [at for at, slide in enumerate(slides) if slide.scene == scene]
    places = [at for at in of_scene if step is None or slides[at].step == step]
    if not of_scene:
        raise UsageError(f"There is no scene {scene}; there are {max(slide.scene for slide in slides) - 1:,}.")
    if not places:
        raise UsageError(f"Scene {scene} has no step {step}; it has {max(slides[at].step for at in of_scene):,}.")
    return places


def _whole(deck: Deck, ending: str, template: Path | bytes | None) -> bytes:
    if ending == ".pptx":
        from explorer.export.deck_pptx import pptx_bytes

        return pptx_bytes(deck, template)
    if ending == ".pdf":
        from explorer.export.deck_pdf import pdf_bytes

        return pdf_bytes(deck)
    from explorer.export.deck_html import html_text

    return html_text(deck).encode("utf-8")


def _picture(deck: Deck, at: int, ending: str, dpi: float) -> bytes:
    if ending == ".png":
        from explorer.export.deck_pdf import png_bytes

        return png_bytes(deck, at, dpi)
    from explorer.export.deck_svg import svg_text

    slide = deck.slides[at]
    return svg_text(slide, embedded(SHEET, " ".join(_words(slide)))).encode("utf-8")


def _words(slide: Slide) -> Iterable[str]:
    for element in slide.elements:
        if isinstance(element, Text):
            yield from (run.text for each in element.paragraphs for line in each.lines for run in line)
            yield from (each.bullet for each in element.paragraphs)
        elif isinstance(element, Grid):
            yield from element.head
            yield from (cell for row in element.rows for cell in row)
        else:
            yield str(element)

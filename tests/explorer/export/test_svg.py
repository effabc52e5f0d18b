import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.export.frame import MOST_SOURCES
from explorer.export.lettering import legible, width
from explorer.export.svg import LABEL, svg
from explorer.graph.colours import THEMES
from explorer.graph.drawing import Drawing, Source
from tests.explorer.export.drawings import HOSTILE, drawing, drawings, line, node

SVG = "{http://www.w3.org/2000/svg}"
SOURCES = st.lists(st.builds(Source, HOSTILE, HOSTILE, st.integers(0, 50), st.integers(0, 50)), max_size=40)
FEW = [Source("Quai d'Orsay", "https://www.diplomatie.gouv.fr/", 3, 2), Source("UN Digital Library", "", 1, 1)]
LEGEND = [
    {"kind": "node", "shape": "ellipse", "colour": "#1e3e7e", "label": "States", "count": 1204},
    {"kind": "line", "colour": "#b3261e", "stance": "divides", "label": "divides the two", "count": 7},
    {"kind": "line", "colour": "#586172", "dashed": True, "label": "not verified", "count": 2},
]


def group(root: Element, name: str) -> Element:
    found = root.find(f"{SVG}g[@id='{name}']")
    assert found is not None, name
    return found


def texts(element: Element) -> list[str]:
    return ["".join(found.itertext()) for found in element.iter(f"{SVG}text")]


def view_box(root: Element) -> tuple[float, float, float, float]:
    left, top, across, down = map(float, root.attrib["viewBox"].split())
    return left, top, left + across, top + down


def boxes(part: Element) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the texts of a part of the frame, in canvas units."""
    x, y, scale = (
        float(found or 1) for found in re.findall(r"-?[\d.]+(?:e[+-]?\d+)?", part.attrib["transform"] + " 1")[:3]
    )
    for text in part.iter(f"{SVG}text"):
        size, left, base = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
        reach = width("".join(text.itertext()), size, bold=text.get("font-weight") == "600")
        yield (
            x + left * scale,
            y + (base - size * 0.8) * scale,
            x + (left + reach) * scale,
            y + (base + size * 0.2) * scale,
        )


@given(drawings(), SOURCES)
def test_whatever_is_drawn_is_well_formed_and_reaches_out_for_nothing(sent: Drawing, sources: list[Source]) -> None:
    text = svg(sent, sources)
    root = fromstring(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "title", "desc", "rect", "g", "path", "circle", "polygon", "text", "tspan"}
    for element in root.iter():
        assert not [name for name in element.attrib if "href" in name or name.startswith("on") or name == "style"]
        assert not [value for value in element.attrib.values() if "url(" in value or "nan" in value or "inf" in value]


@given(drawings(), SOURCES)
def test_no_text_of_the_frame_lies_on_another_or_leaves_the_picture(sent: Drawing, sources: list[Source]) -> None:
    root = fromstring(svg(sent, sources))
    left, top, right, bottom = view_box(root)
    seen: list[tuple[float, float, float, float]] = []
    for name in ("heading", "legend", "sources"):
        part = root.find(f"{SVG}g[@id='{name}']")
        for x1, y1, x2, y2 in boxes(part) if part is not None else ():
            assert left <= x1
            assert x2 <= right + 1
            assert top <= y1
            assert y2 <= bottom
            assert not [box for box in seen if x1 < box[2] and box[0] < x2 and y1 < box[3] and box[1] < y2]
            seen.append((x1, y1, x2, y2))


@given(drawings())
def test_the_picture_holds_all_nodes_and_labels_clear_of_the_frame(sent: Drawing) -> None:
    root = fromstring(svg(sent, FEW))
    left, top, right, bottom = view_box(root)
    heading = max((box[3] for box in boxes(group(root, "heading"))), default=top)
    sources = min(box[1] for box in boxes(group(root, "sources")))
    for one in sent.nodes:
        half = max(one.size, width(legible(one.label), LABEL)) / 2
        assert left <= one.x - half
        assert one.x + half <= right
        assert heading < one.y - one.size / 2
        assert one.y + one.size / 2 + (LABEL if one.label else 0) < sources
    assert bottom > sources


def test_groups_title_and_description() -> None:
    sent = drawing(
        [node("state:FRA", label="France"), node("state:DEU", 100, label="Germany")],
        [line("state:FRA", "state:DEU", label="allied with")],
        title="Two & their tie", date="As of 12 November 2018", legend=LEGEND,
    )  # fmt: skip
    root = fromstring(svg(sent, FEW))
    assert [part.attrib["id"] for part in root.iter(f"{SVG}g") if "id" in part.attrib] == [
        "lines", "nodes", "halos", "labels", "heading", "legend", "sources",
    ]  # fmt: skip
    assert root.findtext(f"{SVG}title") == "Two & their tie"
    assert (root.findtext(f"{SVG}desc") or "").startswith("A graph of 2 entities and 1 lines between them. As of 12")
    assert texts(group(root, "heading")) == ["Two & their tie", "As of 12 November 2018 · 3 of 4 ties verified"]
    assert texts(group(root, "legend")) == ["States1,204", "divides the two7", "not verified2"]
    assert texts(group(root, "labels")) == texts(group(root, "halos")) == ["allied with", "France", "Germany"]
    assert texts(group(root, "sources")) == [
        "Sources", "1.", "Quai d'Orsay", "https://www.diplomatie.gouv.fr/", "2.", "UN Digital Library",
    ]  # fmt: skip
    assert group(root, "halos").attrib["aria-hidden"] == "true"


@pytest.mark.parametrize(
    ("ticks", "anchor", "rules"),
    [
        ([("2015", 0.0, 90.0), ("2018", 200.0, 90.0)], "middle", [("0", "78"), ("200", "78")]),
        ([("States", -300.0, 0.0), ("Norms", -300.0, 90.0)], "end", []),
    ],
)
def test_the_axis_is_written_and_has_room(
    ticks: list[tuple[str, float, float]], anchor: str, rules: list[tuple[str, str]]
) -> None:
    root = fromstring(svg(drawing([node("state:FRA"), node("state:DEU", 200)], axis=ticks), FEW))
    axis = group(root, "axis")
    assert texts(axis) == [word for word, _, _ in ticks]
    assert axis.attrib["text-anchor"] == anchor
    assert [(each.attrib["x1"], each.attrib["y2"]) for each in axis.iter(f"{SVG}line")] == rules
    left, top, across, down = map(float, root.attrib["viewBox"].split())
    for _, x, y in ticks:
        assert left < x < left + across
        assert top < y < top + down


def test_sources_beyond_thirty_are_counted() -> None:
    many = [Source(f"Source {number}") for number in range(MOST_SOURCES + 1_200)]
    told = texts(group(fromstring(svg(drawing([node("state:FRA")]), many)), "sources"))
    assert told[-1] == "and 1,200 more"
    assert f"Source {MOST_SOURCES - 1}" in told
    assert f"Source {MOST_SOURCES}" not in told
    just = texts(group(fromstring(svg(drawing([node("state:FRA")]), many[:MOST_SOURCES])), "sources"))
    assert not [text for text in just if "more" in text]


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_paper_and_ink_are_those_of_the_theme(theme: str) -> None:
    root = fromstring(svg(drawing([node("state:FRA")], title="x", theme=theme), []))
    paper = root.find(f"{SVG}rect[@id='paper']")
    assert paper is not None
    assert paper.attrib["fill"] == (THEMES[theme].paper if theme in THEMES else "#ffffff")
    assert group(root, "labels").attrib["fill"] == (THEMES[theme].ink if theme in THEMES else "#000000")
    assert group(root, "halos").attrib["stroke"] == paper.attrib["fill"]


def test_dashes_widths_and_fading() -> None:
    nodes = [node("state:A"), node("state:B", 100), node("state:C", 200, faded=True)]
    sent = drawing(
        nodes, [line("state:A", "state:B", dashed=True, width=1.8), line("state:B", "state:C", faded=True)]
    )  # fmt: skip
    faded, dashed = group(fromstring(svg(sent, [])), "lines")
    assert (dashed.get("stroke-dasharray"), dashed.get("stroke-width"), dashed.get("opacity")) == ("5 4", "1.8", None)
    assert (faded.get("stroke-dasharray"), faded.get("opacity")) == (None, "0.2")
    drawn = list(group(fromstring(svg(sent, [])), "nodes"))
    assert [found.findtext(f"{SVG}title") for found in drawn] == ["state:C", "state:A", "state:B"]
    assert [found.get("opacity") for found in drawn] == ["0.2", None, None]


@pytest.mark.parametrize(
    ("arrows", "stance", "path"),
    [
        ("none", "joins", None),
        ("target", "joins", "M46 4L46 -4L54 0Z"),
        ("source", "joins", "M54 4L54 -4L46 0Z"),
        ("both", "neither", "M50.8 4L50.8 -4L58.8 0ZM49.2 4L49.2 -4L41.2 0Z"),
        ("target", "divides", "M48.8 5L48.8 -5L51.2 -5L51.2 5Z"),
    ],
)
def test_arrows_stand_in_the_middle(arrows: str, stance: str, path: str | None) -> None:
    nodes = [node("state:A"), node("state:B", 100)]
    sent = drawing(nodes, [line("state:A", "state:B", arrows=arrows, stance=stance)])
    found = [part.attrib["d"] for part in group(fromstring(svg(sent, [])), "lines").iter(f"{SVG}path")]
    assert found == ["M0 0L100 0", *([path] if path else [])]


def test_the_middle_is_that_of_what_is_seen_of_a_line() -> None:
    nodes = [node("state:A", size=80), node("state:B", 100, size=20)]
    sent = drawing(nodes, [line("state:A", "state:B", arrows="target", stance="divides")])
    assert "M63.8 5L63.8 -5L66.2 -5L66.2 5Z" in svg(sent, [])


def test_names_from_right_to_left_are_told_so_and_keep_their_left_edge() -> None:
    sent = drawing([node("state:SAU", label="المملكة العربية السعودية")], title="نداء باريس 2018")
    root = fromstring(svg(sent, []))
    assert group(root, "labels")[0].attrib["direction"] == "rtl"
    title = group(root, "heading")[0]
    assert (title.attrib["direction"], title.attrib["text-anchor"], title.attrib["x"]) == ("rtl", "end", "0")
    assert title.text == "نداء باريس 2018"


def test_a_label_along_a_line_is_never_upside_down() -> None:
    for x, y in ((100, 30), (-100, 30), (-100, -30), (0, 100), (0, -100)):
        sent = drawing([node("state:A"), node("state:B", x, y)], [line("state:A", "state:B", label="x")])
        turned = re.search(r"rotate\((-?[\d.]+)\)", svg(sent, []))
        assert turned
        assert -90 <= float(turned[1]) <= 90


def test_a_large_picture_is_shown_smaller_with_its_title_in_proportion() -> None:
    sent = drawing([node("state:A"), node("state:B", 5_000)], title="x" * 30)
    root = fromstring(svg(sent, FEW))
    assert int(root.attrib["width"]) < 1_400
    assert "scale(4" in group(root, "heading").attrib["transform"]
    small = fromstring(svg(drawing([node("state:A")], title="x"), FEW))
    assert "scale" not in group(small, "heading").attrib["transform"]
    assert int(small.attrib["width"]) == 688


def test_families_of_embedded_fonts_come_first() -> None:
    css = "@font-face { font-family: 'Noto Sans SC'; src: url(data:font/woff2;base64,AAAA) } </style><script>"
    root = fromstring(svg(drawing([node("state:A")]), [], css))
    assert root.attrib["font-family"].startswith("'Noto Sans SC', \"Inter\"")
    assert root.findtext(f"{SVG}style") == css
    assert not list(root.iter(f"{SVG}script"))


def test_nothing_is_a_picture_too() -> None:
    root = fromstring(svg(drawing([]), []))
    assert root.findtext(f"{SVG}title") == "Graph"
    assert view_box(root) == (-344, -48, 344, 24)

"""Graphs and places drawn at random."""

from itertools import combinations

from hypothesis import strategies as st

from explorer.graph.spacing import HEIGHT, NodeInfo, Point, Tied

Graph = tuple[list[NodeInfo], list[Tied]]

KINDS = ("State", "Company", "Forum", "Norm")
DATES = (
    st.just("")
    | st.integers(1000, 2030).map(str)
    | st.dates().map(str)
    | st.sampled_from(["2018-11", "0000", "2018-13", "soon"])
)
POINTS = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
NODES = st.builds(
    NodeInfo,
    id=st.just(""),
    kind=st.sampled_from(KINDS),
    label=st.text(max_size=26),
    date=DATES,
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    degree=st.integers(0, 300),
    camp=st.none() | st.integers(0, 3),
)


@st.composite
def graphs(draw: st.DrawFn, least: int = 0, most: int = 40, prefix: str = "state:n") -> Graph:
    """Up to `most` nodes, and lines between any of them, also to themselves and to nobody."""
    number = draw(st.integers(least, most))
    nodes = [
        NodeInfo(f"{prefix}{at}", node.kind, node.label, node.date, node.lat, node.lon, node.degree, node.camp)
        for at, node in enumerate(draw(st.lists(NODES, min_size=number, max_size=number)))
    ]
    ends = st.sampled_from([*(node.id for node in nodes), "state:nobody"])
    return nodes, draw(st.lists(st.tuples(ends, ends), max_size=3 * number))


def places_for(nodes: list[NodeInfo]) -> st.SearchStrategy[dict[str, Point]]:
    """Places of any of the nodes."""
    return st.dictionaries(st.sampled_from([node.id for node in nodes]), POINTS) if nodes else st.just({})


def overlaps(nodes: list[NodeInfo], places: dict[str, Point], slack: float = 1.0) -> list[tuple[str, str]]:
    """The pairs whose boxes reach more than `slack` units into each other, found by looking at all pairs."""
    return [
        (one.id, other.id)
        for one, other in combinations(nodes, 2)
        if abs(places[one.id][0] - places[other.id][0]) < (one.width + other.width) / 2 - slack
        and abs(places[one.id][1] - places[other.id][1]) < HEIGHT - slack
    ]

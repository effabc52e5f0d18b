"""Groups on a drawing: the hull round those who lie together, the band through those who do not, whom to tie."""

import math
from collections.abc import Mapping, Sequence

import igraph
import numpy as np
from numpy.typing import NDArray

from explorer.graph.spacing import Point, Tied

NEAREST = 3


def strongest(ids: Sequence[str], share: NDArray[np.float64], nearest: int = NEAREST) -> dict[Tied, float]:
    """The pairs worth a line among all those that can be compared, with their agreement.

    `share` is a symmetric matrix of shape (ids, ids) from 0 to 1, NaN where a pair can't be compared. Kept are the
    `nearest` of each actor, the first ones among equals, and a spanning tree of greatest agreement (Kruskal 1956,
    Proceedings of the American Mathematical Society 7), so that what can be joined hangs together.
    """
    known = np.argwhere(np.triu(~np.isnan(share), 1))
    if not len(known):
        return {}
    graph = igraph.Graph(len(ids), known.tolist())
    kept = {
        graph.es[edge].tuple for edge in graph.spanning_tree((1 - share[tuple(known.T)]).tolist(), return_tree=False)
    }
    alike = np.where(np.isnan(share), -1.0, share)
    np.fill_diagonal(alike, -1.0)
    for one, order in enumerate(np.argsort(-alike, axis=1, kind="stable")[:, :nearest]):
        kept |= {(min(one, other), max(one, other)) for other in order.tolist() if alike[one, other] >= 0}
    return {(ids[one], ids[other]): float(share[one, other]) for one, other in sorted(kept)}


def hull(points: Sequence[Point], radius: float) -> str:
    """The outline of the least convex shape round discs of this radius, as the `d` of a path; empty without points.

    Straight from disc to disc, along their edges at the corners.
    """
    if not points:
        return ""
    corners = _corners(points)
    side = _number(radius)
    if len(corners) == 1:
        (x, y), wide = corners[0], _number(2 * radius)
        half = f"a{side} {side} 0 1 1 "
        return f"M{_point((x - radius, y))}{half}{wide} 0{half}-{wide} 0Z"
    parts = []
    for at, corner in enumerate(corners):
        after = corners[(at + 1) % len(corners)]
        parts += [_shifted(corner, corner, after, radius), _shifted(after, corner, after, radius)]
    arc = f"A{side} {side} 0 0 1 "
    path = f"M{parts[0]}L{parts[1]}"
    for begin, end in zip(parts[2::2], parts[3::2], strict=True):
        path += f"{arc}{begin}L{end}"
    return f"{path}{arc}{parts[0]}Z"


def band(places: Mapping[str, Point], members: Sequence[str], longest: float) -> str:
    """Lines between members that lie near each other, and a point at each, as the `d` of a path.

    Drawn broad, they show who belongs together without covering who does not (Dinkla, van Kreveld, Speckmann and
    Westenberg 2012, Computer Graphics Forum 31). The lines are those of a Euclidean minimum spanning tree that are not
    longer than `longest`: a longer one would pass over others.
    """
    lying = [places[each] for each in members if each in places]
    dots = "".join(f"M{_point(place)}h0" for place in lying)
    if len(lying) < 2:
        return dots
    graph = igraph.Graph.Full(len(lying))
    lengths = [math.dist(lying[one], lying[other]) for one, other in graph.get_edgelist()]
    ends = [graph.es[edge].tuple for edge in graph.spanning_tree(lengths, return_tree=False)]
    near = [(lying[one], lying[other]) for one, other in sorted(ends) if math.dist(lying[one], lying[other]) <= longest]
    return dots + "".join(f"M{_point(one)}L{_point(other)}" for one, other in near)


def _corners(points: Sequence[Point]) -> list[Point]:
    """The corners of the convex hull, clockwise on a screen (Andrew 1979, Information Processing Letters 9)."""
    ranked = sorted(set(points))
    if len(ranked) < 3:
        return ranked
    return [*_chain(ranked), *_chain(ranked[::-1])]


def _chain(ranked: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ranked:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(first: Point, middle: Point, last: Point) -> float:
    """Above 0 where the way from the first over the middle to the last turns clockwise on a screen."""
    return (middle[0] - first[0]) * (last[1] - first[1]) - (middle[1] - first[1]) * (last[0] - first[0])


def _shifted(point: Point, begin: Point, end: Point, radius: float) -> str:
    """A point moved out of the hull, to the left of the way from `begin` to `end`."""
    length = math.dist(begin, end)
    across, down = (end[0] - begin[0]) / length, (end[1] - begin[1]) / length
    return _point((point[0] + down * radius, point[1] - across * radius))


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")

"""Layout by force: entities that are tied lie near each other, what is not tied lies side by side."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

import igraph
import numpy as np
from numpy.typing import NDArray

from explorer.graph.networks import SEED, network, seeded
from explorer.graph.spacing import HEIGHT, NEIGHBOURS, NodeInfo, Point, Points, Tied, separate, widths_of

PIVOTS = 40
ASPECT = 1.6
BETWEEN_PARTS = 40.0
CROWDED = 2.4
"""How many times the area of its boxes a drawing takes at least."""
PULL, LONGEST = 4.0, 1.1
WORSE = 1.5
"""Present places are taken up unless their stress is more than so many times that of new ones."""


def force(
    nodes: Sequence[NodeInfo], lines: Iterable[Tied], places: Mapping[str, Point], pinned: Collection[str]
) -> dict[str, Point]:
    """Each connected part by Fruchterman and Reingold (1991), the parts packed side by side, the largest first.

    It starts from the present places where they show the graph well enough, else from new ones (pivot
    multidimensional scaling, Brandes and Pich 2007) turned so that they lie as much as can be where they lay.
    Parts with a pinned entity stay round it; the others lie to the right of them.
    """
    lines = list(lines)
    graph = network([node.id for node in nodes], lines)
    held = {at for at, node in enumerate(nodes) if node.id in pinned and node.id in places}
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part[0]))
    around = [at for part in parts if held & set(part) for at in part]
    free = [part for part in parts if not held & set(part)]
    drawn = [(part, _part(graph, part, nodes, places, frozenset())) for part in free]
    points = np.zeros((len(nodes), 2))
    offsets = shelves([extent(xy, [nodes[at] for at in part]) for part, xy in drawn])
    for (part, xy), offset in zip(drawn, offsets, strict=True):
        points[part] = xy + offset
    if around:
        points[around] = _part(graph, around, nodes, places, held)
        loose = [at for part in free for at in part]
        if loose:
            points[loose] += _beside(points[around], points[loose])
    elif len(nodes):
        points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return {node.id: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def below(upper: Collection[Point], lower: Collection[Point]) -> Point:
    """The shift that brings some points under the middle of others."""
    over, under = np.array(list(upper)), np.array(list(lower))
    x = (over[:, 0].min() + over[:, 0].max() - under[:, 0].min() - under[:, 0].max()) / 2
    return float(x), float(over[:, 1].max() - under[:, 1].min() + 2 * HEIGHT)


def shelves(sizes: Sequence[tuple[float, float, float, float]]) -> list[tuple[float, float]]:
    """Shifts that bring boxes (left, top, right, bottom) side by side in rows without overlap, in their order.

    Each row is centred; a first box of more than half of the area has the first row for itself.
    """
    wide = [right - left + BETWEEN_PARTS for left, _, right, _ in sizes]
    high = [bottom - top + BETWEEN_PARTS for _, top, _, bottom in sizes]
    area = sum(x * y for x, y in zip(wide, high, strict=True))
    limit = max([math.sqrt(ASPECT * area), *wide])
    rows: list[list[int]] = []
    used = math.inf
    for at, width in enumerate(wide):
        if used + width > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(at)
        used = math.inf if not at and 2 * wide[0] * high[0] > area else used + width
    shifts, y = [], 0.0
    for row in rows:
        x = -sum(wide[at] for at in row) / 2
        for at in row:
            shifts.append((x - sizes[at][0], y - sizes[at][1]))
            x += wide[at]
        y += max(high[at] for at in row)
    return shifts


def extent(points: Points, nodes: Sequence[NodeInfo]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the boxes of entities."""
    half = widths_of(nodes) / 2
    left, right = (points[:, 0] - half).min(), (points[:, 0] + half).max()
    return float(left), float(points[:, 1].min() - HEIGHT / 2), float(right), float(points[:, 1].max() + HEIGHT / 2)


def _beside(kept: Points, others: Points) -> Points:
    x = kept[:, 0].max() - others[:, 0].min() + 3 * NEIGHBOURS
    return np.array([x, (kept[:, 1].min() + kept[:, 1].max() - others[:, 1].min() - others[:, 1].max()) / 2])


def _part(
    graph: igraph.Graph,
    part: Sequence[int],
    nodes: Sequence[NodeInfo],
    places: Mapping[str, Point],
    held: Collection[int],
) -> Points:
    """The places of one part; with held ones, of all parts that hold one."""
    inside = [nodes[at] for at in part]
    fixed = np.array([at in held for at in part])
    if len(part) == 1:
        return np.array([places[inside[0].id] if held else (0.0, 0.0)], np.float64)
    inner = graph.induced_subgraph(part, implementation="create_from_scratch")
    widths = widths_of(inside)
    present = np.array([places.get(node.id, (math.nan, math.nan)) for node in inside], np.float64)
    points = _drawn(inner, _seeds(inner, present), np.zeros(len(part), bool))
    unit = _unit(points, inner, widths)
    points = _turned(points * unit, present, ~np.isnan(present[:, 0]))
    if held:
        points[fixed] = present[fixed]
        points = _drawn(inner, points / unit, fixed) * unit
        points[fixed] = present[fixed]
    return separate(points, widths, fixed)


def _drawn(graph: igraph.Graph, seeds: Points, fixed: NDArray[np.bool_]) -> Points:
    """By force from the seeds, in lines' lengths; fixed ones stay, and the others are eased into the rest."""
    rounds = int(300 / (1 + graph.vcount() / 700))
    ends = _ends(graph)
    # Lines of an entity with few of them pull harder: else the push of a crowd drives it far out.
    weights = PULL / np.sqrt(np.array(graph.degree())[ends].min(axis=1))
    bounds: dict[str, object] = {}
    if fixed.any():
        for axis, name in enumerate("xy"):
            bounds[f"min{name}"] = np.where(fixed, seeds[:, axis], -np.inf).tolist()
            bounds[f"max{name}"] = np.where(fixed, seeds[:, axis], np.inf).tolist()
        rounds //= 2
    with seeded():
        drawn = graph.layout_fruchterman_reingold(
            weights=weights.tolist(), seed=seeds.tolist(), niter=rounds, grid="nogrid", **bounds
        )
    return _reeled_in(np.array(drawn.coords), ends, fixed)


def _ends(graph: igraph.Graph) -> NDArray[np.int64]:
    return np.array(graph.get_edgelist(), np.int64).reshape(-1, 2)


def _reeled_in(points: Points, ends: NDArray[np.int64], fixed: NDArray[np.bool_]) -> Points:
    """What still lies far from the middle of its neighbours, drawn towards it."""
    both = np.concatenate([ends, ends[:, ::-1]])
    near = np.maximum(np.bincount(both[:, 0], minlength=len(points)), 1)
    for _ in range(2):
        sums = [np.bincount(both[:, 0], points[both[:, 1], axis], len(points)) for axis in (0, 1)]
        off = points - np.column_stack(sums) / near[:, None]
        length = np.hypot(*off.T)
        limit = LONGEST * np.median(length)
        far = (length > limit) & ~fixed & np.isin(np.arange(len(points)), both[:, 0])
        # Of those far out on one side, the order is kept.
        wanted = limit * (1 + np.log(np.maximum(length / max(limit, 1e-9), 1)) / 4)
        points = np.where(far[:, None], points - off * (1 - wanted / np.maximum(length, 1e-9))[:, None], points)
    return points


def _unit(points: Points, graph: igraph.Graph, widths: Points) -> float:
    """What to multiply with: so that lines are of a usual length, or longer where boxes would not find room."""
    ends = _ends(graph)
    usual = float(np.median(np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T))) if len(ends) else 1.0
    unit = NEIGHBOURS / max(usual, 1e-6)
    spread = 4 * points.std(axis=0) * unit + NEIGHBOURS / 2
    room = math.pi / 4 * float(spread[0] * spread[1])
    return unit * max(1.0, math.sqrt(CROWDED * HEIGHT * float(widths.sum()) / room))


def _seeds(graph: igraph.Graph, present: Points) -> Points:
    """Where to start: at the present places, or at new ones turned towards them, in lines' lengths."""
    generator = np.random.default_rng(SEED)
    distances = _pivot_distances(graph)
    known = ~np.isnan(present[:, 0])
    new = _scaling(distances) + generator.normal(0, 0.1, present.shape)
    if known.all() and _stress(present, distances) <= WORSE * _stress(new, distances):
        shown = present - present.mean(axis=0)
        return np.asarray(shown * (new.std() / max(float(shown.std()), 1e-6)) + generator.normal(0, 0.01, shown.shape))
    return _turned(new, present, known)


def _pivot_distances(graph: igraph.Graph) -> Points:
    """Steps from each entity to some that lie far from each other; one more than the longest where no path leads."""
    pivot, rows = int(np.argmax(graph.degree())), []
    nearest = np.full(graph.vcount(), np.inf)
    for _ in range(min(PIVOTS, graph.vcount())):
        row = np.array(graph.distances([pivot])[0], np.float64)
        rows.append(row)
        nearest = np.minimum(nearest, row)
        pivot = int(np.argmax(nearest))
    found = np.array(rows).T
    found[np.isinf(found)] = found[np.isfinite(found)].max() + 1
    return found


def _scaling(distances: Points) -> Points:
    squares = distances**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    points = centred @ axes[:, -2:][:, ::-1]
    if points.shape[1] < 2:
        points = np.column_stack([points, np.zeros(len(points))])
    length = np.sqrt((points**2).mean())
    return np.asarray(points * (distances.std() + 1) / (length + 1e-9))


def _stress(points: Points, distances: Points) -> float:
    """How far the lengths on the canvas are from the steps in the graph, 0 to 1, at the scale that suits best.

    Over the first pivots, one column each; each distance d weighs 1/d² (Kamada and Kawai 1989).
    """
    at = np.argmin(distances, axis=0)
    lengths = np.hypot(*np.moveaxis(points[:, None] - points[at][None], -1, 0))
    weights = 1 / np.maximum(distances, 1) ** 2 * (distances > 0)
    scale = (weights * lengths * distances).sum() / max(float((weights * lengths**2).sum()), 1e-9)
    return float((weights * (scale * lengths - distances) ** 2).sum() / weights.sum())


def _turned(points: Points, towards: Points, known: NDArray[np.bool_]) -> Points:
    """The points shifted, turned or mirrored so that the known ones lie nearest to where they lay (Procrustes)."""
    if not known.any():
        return points
    middle, target = points[known].mean(axis=0), towards[known].mean(axis=0)
    one, _, other = np.linalg.svd((points[known] - middle).T @ (towards[known] - target))
    return np.asarray((points - middle) @ (one @ other) + target)

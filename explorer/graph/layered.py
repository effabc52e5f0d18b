"""Layouts with an axis: layers from top to bottom, and a timeline from left to right."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, count, pairwise

from explorer.graph.spacing import HEIGHT, NEIGHBOURS, NodeInfo, Point, Tied

SWEEPS = 6
ROW = HEIGHT + 4
BETWEEN_LAYERS = 110.0
MOST_LAYERS = 10
LONGEST_GAP = 5.0
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def year(date: str) -> float | None:
    """A date as a number of years, in the middle of the year, month or day that it names; None if it names none."""
    found = _DATE.fullmatch(date)
    if found is None or int(found[1]) == 0:
        return None
    if found[2] is None:
        return int(found[1]) + 0.5
    month = (min(max(int(found[2]), 1), 12) - 1) / 12
    day = 0.5 / 12 if found[3] is None else (min(max(int(found[3]), 1), 31) - 0.5) / 31 / 12
    return int(found[1]) + month + day


def layers_by_date(nodes: Iterable[NodeInfo]) -> dict[str, list[NodeInfo]]:
    """The nodes under the name of their period, the oldest first, and "undated" last.

    A period is a year where there are at most ten of them, else as many years as make at most ten periods.
    """
    years = {node.id: math.floor(moment) for node in nodes if (moment := year(node.date)) is not None}
    step = next((step for step in STEPS if len({each // step for each in years.values()}) <= MOST_LAYERS), STEPS[-1])
    layers: dict[str, list[NodeInfo]] = {}
    for node in sorted(nodes, key=lambda node: years.get(node.id, math.inf)):
        if node.id not in years:
            layers.setdefault("undated", []).append(node)
            continue
        first = years[node.id] // step * step
        layers.setdefault(f"{first}" if step == 1 else f"{first}–{first + step - 1}", []).append(node)
    return layers


def layers_by_kind(nodes: Iterable[NodeInfo], lines: Iterable[Tied]) -> dict[str, list[NodeInfo]]:
    """The nodes under the name of their kind, in an order in which lines cross few layers."""
    layers: dict[str, list[NodeInfo]] = {}
    for node in sorted(nodes, key=lambda node: node.kind):
        layers.setdefault(node.kind, []).append(node)
    kind_of = {node.id: node.kind for node in nodes}
    between = Counter(
        tuple(sorted((kind_of[one], kind_of[other]))) for one, other in lines if one in kind_of and other in kind_of
    )

    def crossed(order: Sequence[str]) -> int:
        rank = {kind: at for at, kind in enumerate(order)}
        return sum(number * abs(rank[one] - rank[other]) for (one, other), number in between.items())

    order, better = list(layers), True
    while better:
        better = False
        for one, other in combinations(range(len(order)), 2):
            swapped = order.copy()
            swapped[one], swapped[other] = order[other], order[one]
            if crossed(swapped) < crossed(order):
                order, better = swapped, True
    return {kind: layers[kind] for kind in order}


def hierarchy(layers: Collection[Sequence[NodeInfo]], lines: Iterable[Tied]) -> dict[str, Point]:
    """The layers from top to bottom, each ordered so that few lines cross; a wide layer takes several rows.

    The order is that of barycentres (Sugiyama, Tagawa and Toda 1981), over the lines to all layers above, then below.
    """
    ordered = _uncrossed(layers, lines)
    widest = max(12 * NEIGHBOURS, 1.6 * math.sqrt(sum(node.width * ROW for layer in layers for node in layer)))
    places: dict[str, Point] = {}
    top = 0.0
    for layer in ordered:
        rows = max(1, math.ceil(sum(max(node.width, NEIGHBOURS) for node in layer) / widest))
        columns = [layer[at : at + rows] for at in range(0, len(layer), rows)]
        widths = [max(NEIGHBOURS, *(node.width for node in column)) for column in columns]
        left = -sum(widths) / 2
        for column, width in zip(columns, widths, strict=True):
            for row, node in enumerate(column):
                places[node.id] = (left + width / 2, top + row * ROW)
            left += width
        top += (rows - 1) * ROW + BETWEEN_LAYERS
    return places


def _uncrossed(layers: Iterable[Sequence[NodeInfo]], lines: Iterable[Tied]) -> list[list[NodeInfo]]:
    ordered = [sorted(layer, key=lambda node: (-node.degree, node.id)) for layer in layers]
    level = {node.id: at for at, layer in enumerate(ordered) for node in layer}
    near: dict[str, list[str]] = {each: [] for each in level}
    for one, other in lines:
        if one in level and other in level:
            near[one].append(other)
            near[other].append(one)
    along = {node.id: at / len(layer) for layer in ordered for at, node in enumerate(layer)}
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for at in range(len(ordered)) if down else reversed(range(len(ordered))):
            middles = {}
            for node in ordered[at]:
                seen = [along[each] for each in near[node.id] if (level[each] < at if down else level[each] > at)]
                middles[node.id] = math.fsum(seen) / len(seen) if seen else along[node.id]
            ordered[at].sort(key=lambda node: (middles[node.id], along[node.id]))
            along |= {node.id: (rank + 0.5) / len(ordered[at]) for rank, node in enumerate(ordered[at])}
    return ordered


def timeline(nodes: Iterable[NodeInfo]) -> dict[str, Point]:
    """x by date, y in rows above and below the axis at y = 0 without overlap.

    A year is everywhere as wide, but a stretch of more than five years without any date is as wide as five. Those
    with more ties lie nearer to the axis. Undated entities stand in a block to the left of the first date.
    """
    ranked = sorted(nodes, key=lambda node: (-node.degree, node.id))
    dated = [(node, moment) for node in ranked if (moment := year(node.date)) is not None]
    moments = sorted({moment for _, moment in dated})
    gaps = [min(later - earlier, LONGEST_GAP) for earlier, later in pairwise(moments)]
    along = dict(zip(moments, accumulate(gaps, initial=0.0), strict=False))
    wide = max(8 * NEIGHBOURS, math.sqrt(5 * sum(node.width * ROW for node, _ in dated)))
    a_year = min(wide / max([1 / 12, *along.values()]), 12 * NEIGHBOURS)
    rows: list[list[tuple[float, float]]] = []
    places: dict[str, Point] = {}
    for node, moment in dated:
        x = along[moment] * a_year
        row = next(row for row in count() if row == len(rows) or _has_room(rows[row], x, node.width))
        if row == len(rows):
            rows.append([])
        rows[row].append((x, node.width))
        places[node.id] = (x, _row_y(row))
    undated = [node for node in ranked if year(node.date) is None]
    return places | _undated_block(undated, min((x for x, _ in places.values()), default=0.0))


def _has_room(row: Sequence[tuple[float, float]], x: float, width: float) -> bool:
    return not any(2 * abs(x - other) < width + other_width for other, other_width in row)


def _row_y(row: int) -> float:
    """Rows alternate: 0 just above the axis, 1 just below it, and so on outwards."""
    return (row // 2 + 1) * ROW * (1 if row % 2 else -1)


def _undated_block(nodes: Sequence[NodeInfo], right: float) -> dict[str, Point]:
    if not nodes:
        return {}
    columns = math.ceil(math.sqrt(len(nodes) / 3))
    width = max(node.width for node in nodes)
    high = math.ceil(len(nodes) / columns)
    left = right - 2 * NEIGHBOURS - (columns - 0.5) * width
    return {
        node.id: (left + (at % columns) * width, (at // columns - (high - 1) / 2) * ROW)
        for at, node in enumerate(nodes)
    }


@dataclass(frozen=True)
class Tick:
    """A word of an axis and the middle of where to write it."""

    text: str
    x: float
    y: float


def axis(name: str, nodes: Sequence[NodeInfo], lines: Iterable[Tied], places: Mapping[str, Point]) -> list[Tick]:
    """What to write beside a layout with an axis: years below a timeline, the names of layers to their left.

    Empty for the other layouts. `places` are those that the layout gave; years too close to be written are left out.
    """
    placed = [node for node in nodes if node.id in places]
    if not placed:
        return []
    if name == "timeline":
        bottom = max(places[node.id][1] for node in placed) + 1.5 * HEIGHT
        xs: dict[int, list[float]] = defaultdict(list)
        for node in placed:
            if (moment := year(node.date)) is not None:
                xs[math.floor(moment)].append(places[node.id][0])
        ticks: list[Tick] = []
        for each, at in sorted(xs.items()):
            x = (min(at) + max(at)) / 2
            if not ticks or x - ticks[-1].x >= HEIGHT:
                ticks.append(Tick(str(each), x, bottom))
        return ticks
    layers = layers_by_date(placed) if name == "hierarchy-date" else {}
    layers = layers_by_kind(placed, lines) if name == "hierarchy-kind" else layers
    left = min(places[node.id][0] - node.width / 2 for node in placed) - NEIGHBOURS
    return [
        Tick(text, left, math.fsum(places[node.id][1] for node in layer) / len(layer)) for text, layer in layers.items()
    ]

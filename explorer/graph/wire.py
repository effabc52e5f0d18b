"""Answers as they are sent: few bytes, the same content. assets/wire.js unpacks them."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.graph.elements import TIE_FIELDS, ends

Column = dict[str, Any]


def packed(delta: Mapping[str, Any], shown: Sequence[str]) -> dict[str, Any]:
    """An answer with its nodes and lines in columns; `shown` are the ids of what was shown, as the page counts them.

    `nodes` becomes a column for each field, with the places as `x` and `y`; a label that is the name is empty, and
    `neighbours` tells by how much they are fewer than the ties. `lines` becomes the numbers of the two ends (first
    those that are new are counted, then those shown), the number of ties of each line, and a column for each field of
    these ties but their ids, which are told when they are asked for (`asked.Ties`). `select` is `new` where all that
    is new is selected. An answer without nodes stays as it is.
    """
    nodes, lines, places = delta.get("nodes"), delta.get("lines"), delta.get("places")
    if not nodes or lines is None or places is None or set(places) != {node["id"] for node in nodes}:
        return dict(delta)
    ids = [node["id"] for node in nodes]
    number = {each: at for at, each in enumerate(dict.fromkeys([*ids, *shown]))}
    told = [_told(node, places[node["id"]]) for node in nodes]
    ties = [dict(zip(TIE_FIELDS, tie, strict=True)) for line in lines for tie in line["ties"]]
    drawn = {
        "ends": [number[end] for line in lines for end in ends(line)],
        "ties": _column([len(line["ties"]) for line in lines]),
        "fields": {name: _column([tie[name] for tie in ties]) for name in TIE_FIELDS if name != "id"},
    }
    rest = {key: value for key, value in delta.items() if key != "places"}
    select = "new" if delta.get("select") == ids else delta.get("select")
    columns = {name: _column([node[name] for node in told]) for name in told[0]}
    return rest | {"nodes": columns, "lines": drawn, "select": select, "packed": len(nodes)}


def _told(node: Mapping[str, Any], place: Sequence[float]) -> dict[str, Any]:
    label = "" if node["label"] == node["name"] else node["label"]
    return {**node, "label": label, "neighbours": node["ties"] - node["neighbours"], "x": place[0], "y": place[1]}


def _column(values: Sequence[Any]) -> Column:
    """All values; or the one that all are; or, of texts that recur, each text once and their numbers."""
    if values and all(value == values[0] for value in values):
        return {"all": values[0]}
    if all(isinstance(value, str) for value in values):
        number = {value: at for at, value in enumerate(dict.fromkeys(values))}
        if 2 * len(number) < len(values):
            return {"of": list(number), "each": [number[value] for value in values]}
    return {"each": list(values)}

"""Neighbourhoods made by hand."""

from typing import Any

from explorer.graph.records import Entity, Neighbour, Neighbourhood, Tie

CENTRE = Entity("company:huawei", "Company", "Huawei", ties=3)


def tie(relation: str, source: str, target: str, **properties: Any) -> Tie:
    return Tie(relation, source, target, properties={"verified": True} | properties)


def neighbourhood(*neighbours: tuple[Entity, list[Tie]], centre: Entity = CENTRE) -> Neighbourhood:
    names = {centre.id: centre.name} | {entity.id: entity.name for entity, _ in neighbours}
    return Neighbourhood(centre, [Neighbour(entity, ties) for entity, ties in neighbours], len(neighbours), names)

from explorer.graph.records import Entity, Neighbour
from explorer.graph.sharing import IN_DIFFERENT_WAYS, Shared, sharings
from graph_loader.schema import Schema
from tests.explorer.graph.neighbourhoods import tie

FRANCE = Entity("state:FRA", "State", "France")
CHINA = Entity("state:CHN", "State", "China", short_name="PRC")
HUAWEI = Entity("company:huawei", "Company", "Huawei")
UN = Entity("organization:un", "Organization", "United Nations")
CALL = Entity("agreement:call", "Agreement", "Call")
RESOLUTION = Entity("resolution:r", "Resolution", "Resolution")


def told(schema: Schema, entities: list[Entity], *common: Neighbour) -> list[tuple[str, list[tuple[str, str]]]]:
    shared = Shared(entities, common, len(common), {"incident:i": "The hack"})
    return [(each.title, [(row.entity.name, row.said) for row in each.rows]) for each in sharings(shared, schema)]


def test_votes_are_told_for_both_sides_and_once_where_they_agree(schema: Schema) -> None:
    other = Entity("resolution:s", "Resolution", "Second")
    against = [tie("VOTED", FRANCE.id, "resolution:r", value="no"), tie("VOTED", CHINA.id, "resolution:r", value="yes")]
    agreed = [tie("VOTED", each.id, other.id, value="abstain") for each in (FRANCE, CHINA)]
    found = told(schema, [FRANCE, CHINA], Neighbour(RESOLUTION, against), Neighbour(other, agreed))
    assert found == [("Each voted on", [("Resolution", "France: no · PRC: yes"), ("Second", "abstain")])]


def test_bodies_come_before_texts_and_texts_before_the_rest(schema: Schema) -> None:
    restricted = [tie("RESTRICTED", each.id, HUAWEI.id, value="ban") for each in (FRANCE, CHINA)]
    supported = [tie("SUPPORTS", each.id, CALL.id) for each in (FRANCE, CHINA)]
    joined = [tie("MEMBER_OF", FRANCE.id, UN.id, value="founding"), tie("MEMBER_OF", CHINA.id, UN.id, value="member")]
    found = told(
        schema, [FRANCE, CHINA], Neighbour(HUAWEI, restricted), Neighbour(CALL, supported), Neighbour(UN, joined)
    )
    assert found == [
        ("Each is a member of", [("United Nations", "France: founding · PRC: member")]),
        ("Each supports", [("Call", "")]),
        ("Each restricted", [("Huawei", "ban")]),
    ]


def test_ties_of_different_kinds_are_told_last_and_only_among_alike(schema: Schema) -> None:
    ties = [tie("SIGNED", FRANCE.id, CALL.id, value="signed"), tie("DID_NOT_SIGN", CHINA.id, CALL.id)]
    assert told(schema, [FRANCE, CHINA], Neighbour(CALL, ties)) == [
        (IN_DIFFERENT_WAYS, [("Call", "France signed · PRC did not sign")])
    ]
    mixed = [tie("SIGNED", FRANCE.id, CALL.id), tie("DRAFTED", HUAWEI.id, CALL.id)]
    assert told(schema, [FRANCE, HUAWEI], Neighbour(CALL, mixed)) == []


def test_one_entity_can_be_shared_in_several_ways(schema: Schema) -> None:
    ties = [tie(relation, each.id, CALL.id) for relation in ("SUPPORTS", "DRAFTED") for each in (FRANCE, HUAWEI)]
    assert {title for title, _ in told(schema, [FRANCE, HUAWEI], Neighbour(CALL, ties))} == {
        "Each supports",
        "Each drafted",
    }


def test_of_many_the_values_are_counted(schema: Schema) -> None:
    states = [Entity(f"state:S{at}", "State", f"S{at}") for at in range(6)]
    votes = [tie("VOTED", state.id, RESOLUTION.id, value="no" if at == 0 else "yes") for at, state in enumerate(states)]
    assert told(schema, states, Neighbour(RESOLUTION, votes)) == [
        ("Each voted on", [("Resolution", "yes (5) · no (1)")])
    ]


def test_a_value_that_names_an_entity_is_told_by_its_name(schema: Schema) -> None:
    ties = [tie("SANCTIONED", each.id, HUAWEI.id, value="incident:i") for each in (FRANCE, CHINA)]
    assert told(schema, [FRANCE, CHINA], Neighbour(HUAWEI, ties)) == [("Each sanctioned", [("Huawei", "The hack")])]


def test_nothing_in_common_is_nothing(schema: Schema) -> None:
    assert told(schema, [FRANCE, CHINA]) == []

import pytest

from explorer.analysis.compare import ComparisonError, area_of, compared, sentences, ways
from explorer.analysis.projection import UnknownEntityError
from explorer.graph.records import Tie
from graph_loader.schema import Schema

FRA, DEU, RUS = "state:FRA", "state:DEU", "state:RUS"
NAMES = {
    FRA: "France", DEU: "Germany", RUS: "Russia", "agreement:x": "the X Treaty", "organization:eu": "the EU",
    "organization:gru": "the GRU", "state:ITA": "Italy", "person:p": "P",
}  # fmt: skip


def tie(relation: str, source: str, target: str, **properties: object) -> Tie:
    return Tie(relation, source, target, "", {"verified": True, **properties})


TIES = [
    tie("SIGNED", FRA, "agreement:x", value="signed", start="2010"),
    tie("SIGNED", DEU, "agreement:x", value="ratified", start="2012"),
    tie("SUPPORTS", RUS, "agreement:x", start="2020"),
    tie("SIGNED", RUS, "agreement:y", value="withdrew", start="2011"),
    tie("MEMBER_OF", FRA, "organization:eu", value="founding", start="1958"),
    tie("MEMBER_OF", DEU, "organization:eu", value="founding", start="1958"),
    tie("ALLIED_WITH", FRA, "state:ITA", start="2021"),
    tie("COOPERATES_WITH", "state:ITA", DEU),
    tie("SANCTIONED", FRA, "organization:gru", start="2020"),
    tie("PART_OF", "organization:gru", RUS),
    tie("LEADS", "person:p", FRA),
    tie("BASED_IN", "organization:eu", FRA),
    tie("COOPERATES_WITH", FRA, DEU, value="Pact", start="1990"),
]


def vote(actor: str, text: str, value: str, start: str = "2018-12-05") -> Tie:
    return tie("VOTED", actor, f"resolution:{text}", value=value, start=start)


def test_where_a_tie_belongs(schema: Schema) -> None:
    areas = [(each.relation, area_of(each, end, schema)) for each in TIES for end in (each.source, each.target)]
    assert areas[:2] == [("SIGNED", "agreements"), ("SIGNED", "members")]
    assert [area for relation, area in areas if relation == "MEMBER_OF"] == ["forums", "members"] * 2
    assert ("SANCTIONED", "opponents") in areas
    assert {area for relation, area in areas if relation in ("LEADS", "BASED_IN")} == {
        "",
        "partners",
    }  # of P, France is one
    assert area_of(TIES[3], RUS, schema) == ""  # what one withdrew from one does not have
    assert area_of(tie("INVENTED", FRA, DEU), FRA, schema) == ""
    assert area_of(vote(FRA, "1", "yes"), FRA, schema) == ""


def test_shared_only_and_some(schema: Schema) -> None:
    found = compared([FRA, DEU, RUS, FRA], NAMES, TIES, schema)
    assert found.actors == [FRA, DEU, RUS]
    assert [item.id for item in found.shared("agreements")] == ["agreement:x"]
    assert [item.id for item in found.some("forums")] == ["organization:eu"]
    assert [item.id for item in found.some("partners")] == ["state:ITA"]
    assert [item.id for item in found.only("opponents", FRA)] == ["organization:gru"]
    assert [item.id for item in found.only("partners", RUS)] == ["organization:gru"]
    assert ways(found.shared("agreements")[0], schema) == {FRA: ["signed"], DEU: ["signed"], RUS: ["supports"]}
    plain = found.as_dict()
    assert plain["areas"]["agreements"] == {"shared": ["agreement:x"], "only": {FRA: [], DEU: [], RUS: []}, "some": {}}
    assert compared([FRA, DEU, RUS], NAMES, TIES[::-1], schema) == found


def test_a_date_leaves_out_what_came_later(schema: Schema) -> None:
    found = compared([FRA, DEU], NAMES, TIES, schema, as_of="2011")
    assert found.shared("agreements") == []
    assert [item.id for item in found.only("agreements", FRA)] == ["agreement:x"]
    assert [item.id for item in found.only("partners", DEU)] == ["state:ITA"]  # no date: not left out


def test_votes_over_the_years(schema: Schema) -> None:
    # 2018: a yes yes = 1, b yes abstain = 0.5, c yes no = 0, d no absent: not counted; mean 0.5 of 3. 2020: e no no.
    cast = {"a": ("yes", "yes"), "b": ("yes", "abstain"), "c": ("yes", "no"), "d": ("no", "absent")}
    votes = [vote(actor, text, cast[text][at]) for text in cast for at, actor in enumerate((FRA, RUS))]
    votes += [vote(actor, "e", "no", "2020-12-07") for actor in (FRA, RUS)]
    votes += [vote(FRA, "f", "yes", "")]
    found = compared([FRA, RUS], NAMES, votes, schema)
    assert [(each.year, each.shared, each.agreement) for each in found.votes] == [("2018", 3, 0.5), ("2020", 1, 1.0)]
    assert found.undated == 1
    assert sentences(found, schema, NAMES) == [
        "In 2018 France and Russia both voted on 3 resolutions and agreed by 50%, an abstention counted as half.",
        "In 2020 France and Russia both voted on 1 resolution and agreed by 100%, an abstention counted as half.",
    ]
    assert compared([RUS, FRA], NAMES, votes, schema).votes[0].agreement == 0.5


def test_sentences(schema: Schema) -> None:
    told = sentences(compared([FRA, DEU], NAMES, TIES, schema), schema, NAMES)
    assert told == [
        "France cooperates with Germany: Pact (1990).",
        "France and Germany share 1 agreement or text: the X Treaty.",
        "France and Germany share 1 body or forum: the EU.",
        "France and Germany share 1 partner: Italy.",
        "Only France has 1 opponent: the GRU.",
    ]
    many = [tie("SIGNED", FRA, f"agreement:{at}", value="signed") for at in range(9)]
    assert sentences(compared([FRA, DEU], NAMES, many, schema), schema, NAMES)[0].endswith("agreement:5 and 3 more.")
    assert sentences(compared([FRA, DEU], NAMES, [], schema), schema, NAMES) == [
        "Nothing that is compared is known of France and Germany."
    ]


def test_actors_that_cannot_be_compared(schema: Schema) -> None:
    with pytest.raises(UnknownEntityError, match="state:X"):
        compared([FRA, "state:X"], NAMES, TIES, schema)
    for actors in ([FRA], [FRA, FRA], list(NAMES)[:7]):
        with pytest.raises(ComparisonError, match="2 to 6"):
            compared(actors, NAMES, TIES, schema)

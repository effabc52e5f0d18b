from hypothesis import given
from hypothesis import strategies as st

from explorer.graph.view import LONGEST_ID, View, view_of

IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(IDS, st.just("") | IDS, st.just("") | IDS)
def test_an_address_leads_back_to_its_view(entity: str, about: str, tie_with: str) -> None:
    view = View(entity, about, tie_with)
    assert view_of(view.query) == view


def test_ids_stay_readable_in_the_address() -> None:
    assert View("resolution:A/RES/73/27").query == "?id=resolution:A/RES/73/27"


@given(st.none() | st.integers() | st.text() | st.lists(st.text()))
def test_any_address_is_read_without_error(query: object) -> None:
    assert isinstance(view_of(query), View)


def test_what_is_too_long_or_too_many_is_left_out() -> None:
    assert view_of("?id=" + "x" * (LONGEST_ID + 1)) == View()
    assert view_of("?" + "&".join(f"a{number}=1" for number in range(50))) == View()

"""What the address bar says: `?id=` the centre, and `about=` an entity or `with=` the other end of a tie."""

from dataclasses import dataclass
from urllib.parse import parse_qs, quote

LONGEST_ID = 300


@dataclass(frozen=True)
class View:
    """What the page shows: the start where `id` is empty, else an entity; the panel is about `about` or the tie."""

    id: str = ""
    about: str = ""
    tie_with: str = ""

    @property
    def query(self) -> str:
        """The view as the query of an address, such as `?id=agreement:paris-call&with=state:FRA`."""
        parts = {"id": self.id, "about": self.about, "with": self.tie_with}
        return "?" + "&".join(f"{key}={quote(value, safe=':/')}" for key, value in parts.items() if value)


def view_of(query: object) -> View:
    """Read the query of an address; whatever cannot be meant is left out."""
    try:
        fields = parse_qs(query.removeprefix("?"), max_num_fields=10) if isinstance(query, str) else {}
    except ValueError:
        fields = {}
    texts = {key: values[0] for key, values in fields.items() if len(values[0]) <= LONGEST_ID}
    return View(texts.get("id", ""), texts.get("about", ""), texts.get("with", ""))

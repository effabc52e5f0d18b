"""What the editor of queries asks: run, explain, cancel, save, rename, delete; and nothing without the guard."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from explorer import reads
from explorer.asked import misasked, refused
from explorer.queries import drafts
from explorer.queries.cells import cells
from explorer.queries.completion import completions
from explorer.queries.drafts import Entry, QueryForm
from explorer.queries.library import KeptQuery, QueryUnknownError
from explorer.queries.places import Misplaced, line_misplaced, misplaced
from explorer.queries.plan_words import steps
from explorer.queries.saved_query import SavedQuery
from explorer.queries.values import ParametersError
from explorer.services import Services
from graph_loader.errors import CyberatlasError, InputError, StatementRefusedError

FIRST_ROWS = 200
PLAN_SECONDS = 5.0
OWN_CATEGORY = "My queries"
FUNCTIONS = "SHOW FUNCTIONS YIELD name, signature, description"
SWITCHED_OFF = (
    "Statements of one's own are switched off on this server (CYBERATLAS_ADHOC_CYPHER). "
    "Saved queries can be looked at here, and run on the page of queries."
)

Cypher = Annotated[str, Field(max_length=100_000)]
Name = Annotated[str, Field(max_length=200)]
Tag = Annotated[str, StringConstraints(pattern=r"^editor-[0-9a-f]{16,40}$")]


class Editor:
    """The editor over what the pages are given; the server's functions are read once."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._functions: Sequence[Mapping[str, Any]] = ()

    def functions(self) -> Sequence[Mapping[str, Any]]:
        """The functions that the server knows."""
        if not self._functions:
            self._functions = self.services.database.read(FUNCTIONS)
        return self._functions

    def answer(self, ask: object) -> Mapping[str, Any]:
        """The answer to an ask of the page. What goes wrong is told in `note`, `faults` and `fields`."""
        seq = ask.get("seq") if isinstance(ask, dict) else 0
        try:
            asked = _ASKS.validate_python(ask)
        except ValidationError as error:
            return refused(seq, misasked(error))
        if not (asked.only_looks or self.services.adhoc):
            return refused(seq, SWITCHED_OFF)
        try:
            return {"seq": asked.seq, "ok": True, "note": "", **asked.answer(self)}
        except ParametersError as error:
            return refused(seq, "A parameter is not as expected.") | {"fields": error.messages}
        except CyberatlasError as error:
            if reads.away(self.services.database, error):
                return refused(seq, str(error), away=True)
            fault = misplaced(str(error), asked.cypher)
            return refused(seq, fault.message) | {"faults": [asdict(fault)]}

    def cancel(self, tag: object) -> bool:
        """End a statement of the editor; false where none runs under this tag."""
        try:
            return self.services.guard.cancel(TypeAdapter(Tag).validate_python(tag))
        except ValidationError:
            return False

    def basis(self, name: str) -> dict[str, Any]:
        """What the header says of the query that is edited or copied; nothing where there is none, or it is gone."""
        try:
            return drafts.head(self.services.queries.find(name)) if name else {}
        except QueryUnknownError:
            return {}


class _Ask(BaseModel):
    """`cypher` is what the editor holds, `basis` the name of the query that it was opened from."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    only_looks: ClassVar[bool] = False

    seq: Annotated[int, Field(ge=0, le=2**53)]
    cypher: Cypher = ""
    basis: Name = ""
    parameters: Annotated[list[Entry], Field(max_length=drafts.MOST_PARAMETERS)] = []

    def values(self, editor: Editor) -> dict[str, Any]:
        """What the statement gets for its parameters."""
        return drafts.values(self.parameters, self.cypher, editor.basis(self.basis), editor.services.schema)


class Begin(_Ask):
    """Open the editor: empty, with an own query, or with a copy of any query."""

    only_looks = True
    do: Literal["begin"]
    name: Name = ""
    copied: Name = ""

    def answer(self, editor: Editor) -> dict[str, Any]:
        """The words for completion, and the query; `query` is None for an empty editor."""
        services = editor.services
        categories = {query.category for query in services.queries.queries()} | {OWN_CATEGORY}
        told = {
            "words": completions(services.schema, editor.functions()),
            "adhoc": services.adhoc,
            "note": "" if services.adhoc else SWITCHED_OFF,
            "categories": sorted(categories, key=str.casefold),
            "query": None,
        }
        try:
            query = services.queries.find(self.name or self.copied) if self.name or self.copied else None
        except QueryUnknownError as error:
            return told | {"note": str(error)}
        return told | {"query": _shown(query, copied=bool(self.copied) or not query.own)} if query else told


class Run(_Ask):
    """Run the statement."""

    do: Literal["run"]
    tag: Tag

    def answer(self, editor: Editor) -> dict[str, Any]:
        """The first rows as cells."""
        services = editor.services
        found = services.guard.run(self.cypher, self.values(editor), rows=FIRST_ROWS, tag=self.tag)
        return {
            "columns": found.columns,
            "rows": cells(found.columns, found.rows, services.schema),
            "truncated": found.truncated,
            "seconds": found.seconds,
        }


class Explain(_Ask):
    """Ask the server how it would answer."""

    do: Literal["explain"]
    tag: Tag

    def answer(self, editor: Editor) -> dict[str, Any]:
        """The steps of the plan; nothing is run, and what the guard refuses is not explained either."""
        values = self.values(editor)
        editor.services.guard.judge(self.cypher, values, tag=self.tag)
        _, plan = editor.services.database.plan(self.cypher, values, timeout=PLAN_SECONDS, tag=self.tag)
        return {"steps": [asdict(step) for step in steps(plan)]}


class Prepare(_Ask):
    """Which columns need a meaning before the statement can be saved?"""

    do: Literal["prepare"]

    def answer(self, editor: Editor) -> dict[str, Any]:
        """Their names, with the meaning where the header has one; the labels of the parameters likewise."""
        head = editor.basis(self.basis)
        known, labels = head.get("columns", {}), head.get("parameters", {})
        columns = drafts.returned(self.cypher)
        if not columns:
            raise StatementRefusedError(
                "A saved query names its columns, so that each can be given a meaning. "
                "Write them after RETURN, each with AS where it is more than a name."
            )
        names = [entry.name for entry in self.parameters]
        return {
            "columns": {name: str(known.get(name, "")) for name in columns},
            "labels": {name: str(labels[name].get("label", "")) if name in labels else "" for name in names},
        }


class Save(_Ask):
    """Keep the statement as an own query: the one it was opened from, or a new one."""

    do: Literal["save"]
    form: QueryForm
    as_new: bool = False

    def answer(self, editor: Editor) -> dict[str, Any]:
        """The query as it is kept now."""
        services = editor.services
        known = services.queries.find(self.basis) if self.basis else None
        replaced = known if known and known.own and not self.as_new else None
        name = replaced.name if replaced else services.queries.free_name(self.form.title)
        head = drafts.head(known) if known else {}
        text, above = drafts.draft(self.form, self.parameters, self.cypher, head, services.schema)
        services.guard.judge(self.cypher, drafts.defaults(self.parameters, self.cypher, head, services.schema))
        try:
            services.queries.save(name, text, replace=replaced is not None)
        except InputError as error:
            return {"ok": False, "note": "The query cannot be saved as it is.", "faults": self._faults(error, above)}
        return {"query": _shown(services.queries.find(name)), "note": f"Saved as “{self.form.title.strip()}”."}

    def _faults(self, error: InputError, above: int) -> list[dict[str, Any]]:
        """Faults of the file, those of the statement at their places in the editor."""
        blank = self.cypher[: len(self.cypher) - len(self.cypher.lstrip())].count("\n")
        return [
            asdict(line_misplaced(said, self.cypher, line - above + blank) if line > above else Misplaced(said))
            for line, said in drafts.faults_by_line(error)
        ]


class Rename(_Ask):
    """Give an own query another short name, which is that of its file and in its address."""

    do: Literal["rename"]
    name: Name

    def answer(self, editor: Editor) -> dict[str, Any]:
        """The query under its new name."""
        editor.services.queries.rename(self.basis, self.name)
        return {"query": _shown(editor.services.queries.find(self.name)), "note": f"Renamed to {self.name}."}


class Delete(_Ask):
    """Remove an own query."""

    do: Literal["delete"]

    def answer(self, editor: Editor) -> dict[str, Any]:
        """What was done."""
        editor.services.queries.delete(self.basis)
        return {"note": "The query is deleted. Its text stays in this editor until you leave it."}


_Asked = Begin | Run | Explain | Prepare | Save | Rename | Delete
_ASKS: TypeAdapter[_Asked] = TypeAdapter(Annotated[_Asked, Field(discriminator="do")])


def _shown(query: SavedQuery | KeptQuery, *, copied: bool = False) -> dict[str, Any]:
    """A query as the editor shows it, with what its header says, as far as it can be read."""
    head = drafts.head(query)
    chart = head.get("chart")
    return {
        "name": query.name,
        "own": query.own,
        "copied": copied,
        "title": f"{query.title} (copy)" if copied else query.title,
        "category": OWN_CATEGORY if copied else str(head.get("category", OWN_CATEGORY)),
        "description": query.description if isinstance(query, SavedQuery) else str(head.get("description", "")),
        "shows": str(head.get("shows", "table")),
        "chart": chart if isinstance(chart, dict) else {},
        "cypher": drafts.statement(query),
        "parameters": drafts.entries(query),
        "faults": [str(fault) for fault in query.faults] if isinstance(query, KeptQuery) else [],
    }

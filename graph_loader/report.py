"""What a load did, table by table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class TableReport:
    """Rows of one table: `refused` stopped the load; `removed` counts what it said before and no longer says."""

    dataset: str
    table: str
    content: str
    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: int = 0
    seconds: float = 0.0


@dataclass
class LoadReport:
    """All tables of a load, remarks on them, and interrupted loads that this one completed."""

    run: str = ""
    tables: list[TableReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def table(self, dataset: str, content: str, file: str = "") -> TableReport:
        """The report of a table; made where a dataset had this content before and has no table for it now."""
        for report in self.tables:
            if report.dataset == dataset and report.content == content and (not file or report.table == file):
                return report
        report = TableReport(dataset, file or "(no longer there)", content)
        self.tables.append(report)
        return report

    def total(self, what: str) -> int:
        """Sum of one column: `read`, `created`, `changed`, `unchanged`, `removed` or `refused`."""
        return sum(getattr(report, what) for report in self.tables)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)


COLUMNS: Sequence[str] = ("read", "created", "changed", "unchanged", "removed", "refused")

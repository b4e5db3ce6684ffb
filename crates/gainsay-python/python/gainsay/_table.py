"""Findings as rows of a table."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Iterable

from ._report import Finding

if TYPE_CHECKING:
    import pyarrow

#: The columns, in their order.
COLUMNS = [
    "fingerprint",
    "rule",
    "kind",
    "severity",
    "strength",
    "weak_because",
    "message",
    "help",
    "subject",
    "attribute",
    "place",
    "claims",
    "path",
    "line",
    "column",
    "text",
    "positions",
    "pairs_total",
    "labels",
    "accepted",
]


def rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """A row for each finding."""
    return [row(finding) for finding in findings]


def row(finding: Finding) -> dict[str, Any]:
    """The row for a finding."""
    first = finding.labels[0]
    own = {
        "weak_because": list(finding.weak_because),
        "claims": list(finding.claims),
        "path": first.path,
        "line": first.line,
        "column": first.column,
        "text": first.text,
        "positions": [{**asdict(position), "claims": list(position.claims)} for position in finding.positions],
        "labels": [asdict(label) for label in finding.labels],
        "accepted": finding.accepted and finding.accepted.reason,
    }
    return {name: own[name] if name in own else getattr(finding, name) for name in COLUMNS}


def schema() -> pyarrow.Schema:
    """The types of the columns, so that a table without rows has them too."""
    import pyarrow as pa

    words = pa.list_(pa.string())
    position = pa.struct([("value", pa.string()), ("claims", words), ("origins", pa.int64())])
    numbers = ["line", "column", "end_line", "end_column", "byte", "end_byte"]
    label = pa.struct(
        [("path", pa.string())]
        + [(name, pa.int64()) for name in numbers]
        + [(name, pa.string()) for name in ["claim", "role", "message", "text"]]
    )
    types = {
        "weak_because": words,
        "claims": words,
        "line": pa.int64(),
        "column": pa.int64(),
        "positions": pa.list_(position),
        "pairs_total": pa.int64(),
        "labels": pa.list_(label),
    }
    return pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])

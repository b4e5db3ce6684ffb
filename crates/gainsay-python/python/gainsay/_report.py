"""What a check found, as objects: those of the JSON report, with the words at each spot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterator, Optional

if TYPE_CHECKING:
    import pandas
    import pyarrow


@dataclass(frozen=True)
class Label:
    """A spot in a file, and what is said there."""

    #: Path of the file. Of records given as objects, it is ``<claims>``, and each has a line of its own.
    path: str
    #: Line and column of the first character, from 1.
    line: int
    column: int
    #: Line of the end, and the column one past the last character.
    end_line: int
    end_column: int
    #: Offset of the first byte of the text in UTF-8, and one past the last.
    byte: int
    end_byte: int
    #: Id of the claim that the spot belongs to.
    claim: Optional[str]
    #: What the spot is to the finding, such as ``primary``.
    role: str
    #: What is said about the spot; may be empty.
    message: str
    #: The words there.
    text: str


@dataclass(frozen=True)
class Position:
    """A side of a conflict: a value, and the claims that say it."""

    #: The value as one of the claims words it.
    value: str
    #: Ids of the claims that say it.
    claims: tuple[str, ...]
    #: How many independent origins those claims have.
    origins: int


@dataclass(frozen=True)
class OnNoSide:
    """A claim of a conflict that is on no side."""

    #: Id of the claim.
    claim: str
    #: The numbers of the positions that it can be true with, from 1.
    fits: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """Claims that contradict each other."""

    #: Ids of the claims.
    claims: tuple[str, ...]
    #: ``strong`` or ``weak``.
    strength: str


@dataclass(frozen=True)
class Edit:
    """Other text for a stretch of a file."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    byte: int
    end_byte: int
    #: What comes in place of what is there.
    replacement: str


@dataclass(frozen=True)
class Fix:
    """A way to settle a finding: edits that belong together."""

    #: What is done, in a few words.
    title: str
    #: ``safe``, or ``suggested`` where it is to be looked at first.
    safety: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Acceptance:
    """Why a finding is accepted, and until when."""

    #: The reason that the entry gives.
    reason: str
    #: The last day on which it is accepted, as ``2026-12-31``; none where it has no end.
    expires: Optional[str]


@dataclass(frozen=True)
class Finding:
    """What was found: sources that contradict each other, a misquote, a record that cannot be read."""

    #: Stable name of the finding; moving text in a file does not change it.
    fingerprint: str
    #: Id of the rule that found it, or the code of what is wrong with a record.
    rule: str
    #: What sort of finding it is, such as ``conflict``.
    kind: str
    #: ``error``, ``warning`` or ``note``.
    severity: str
    #: ``strong`` or ``weak``; only where claims contradict each other.
    strength: Optional[str]
    #: Why it is no more than weak, such as ``days-apart``.
    weak_because: tuple[str, ...]
    #: What was found, in one line.
    message: str
    #: What to do about it, or how it was worked out.
    help: Optional[str]
    #: Ids of the subject and the place, and the name of the attribute, that the claims are about.
    subject: Optional[str]
    attribute: Optional[str]
    place: Optional[str]
    #: The sides of a conflict, ascending: the fewest values that explain all claims, each with the claims that say it.
    positions: tuple[Position, ...]
    #: The claims of a conflict that are on none of these sides: each can be true with several of them, or with none.
    on_no_side: tuple[OnNoSide, ...]
    #: The claims that contradict each other, up to a limit; and how many such pairs there are.
    pairs: tuple[Pair, ...]
    pairs_total: int
    #: The spots: the sides first. Never empty.
    labels: tuple[Label, ...]
    #: Ways to settle it, the most likely one first.
    fixes: tuple[Fix, ...]
    #: That people have accepted it.
    accepted: Optional[Acceptance]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that it points at, in the order of its labels."""
        return tuple(dict.fromkeys(label.claim for label in self.labels if label.claim is not None))


@dataclass(frozen=True)
class Summary:
    """What was looked at and what was found, in numbers."""

    #: Files, claims in them, and sources that make a claim.
    files: int
    claims: int
    sources: int
    #: Findings by severity, without accepted ones.
    errors: int
    warnings: int
    notes: int
    #: Pairs of claims of different sources that were compared, and that were not; the latter by reason.
    pairs_compared: int
    pairs_not_compared: int
    not_compared: dict[str, int]
    #: Claims that were compared with no claim of another source.
    claims_not_compared: int
    #: Findings that people have accepted.
    accepted: int


class Report:
    """What a check found: a sequence of findings, with the counts."""

    def __init__(self, report: bytes, texts: dict[str, str]) -> None:
        self._json = report
        self._texts = texts
        self._read: Optional[tuple[Summary, tuple[Finding, ...]]] = None

    def _parts(self) -> tuple[Summary, tuple[Finding, ...]]:
        """The counts and the findings, made of the JSON once somebody asks for them."""
        if self._read is None:
            report = json.loads(self._json)
            self._read = (Summary(**report["summary"]), _findings(report["findings"], self._texts))
            self._texts = {}
        return self._read

    @property
    def summary(self) -> Summary:
        """The counts."""
        return self._parts()[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, notes and accepted ones too, in the order of path, place in the file and rule."""
        return self._parts()[1]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        summary = self.summary
        counts = f"errors={summary.errors}, warnings={summary.warnings}, notes={summary.notes}"
        return f"<gainsay.Report of {summary.claims} claims: {counts}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._json, self._texts, self._read)

    def to_json(self) -> str:
        """The report as ``gainsay check --format json`` writes it."""
        return self._json.decode()

    def to_arrow(self) -> pyarrow.Table:
        """The findings as a table of pyarrow, one row each.

        The columns ``path``, ``line``, ``column`` and ``text`` are those of the first label; ``labels`` has all of them.
        """
        try:
            import pyarrow
        except ImportError as missing:
            raise ImportError("`Report.to_arrow` needs pyarrow: `pip install pyarrow`") from missing
        from ._table import rows, schema

        return pyarrow.Table.from_pylist(rows(self.findings), schema=schema())

    def to_pandas(self) -> pandas.DataFrame:
        """The findings as a data frame of pandas, one row each, with the columns of :meth:`to_arrow`."""
        try:
            import pandas
        except ImportError as missing:
            raise ImportError("`Report.to_pandas` needs pandas: `pip install pandas`") from missing
        from ._table import COLUMNS, rows

        return pandas.DataFrame(rows(self.findings), columns=COLUMNS)


def _restored(
    report: bytes, texts: dict[str, str], read: Optional[tuple[Summary, tuple[Finding, ...]]]
) -> Report:
    """A report that was pickled."""
    made = Report(report, texts)
    made._read = read
    return made


def findings(listed: bytes, texts: dict[str, str]) -> tuple[Finding, ...]:
    """The findings of a JSON list."""
    return _findings(json.loads(listed), texts)


def _findings(listed: list[dict[str, Any]], texts: dict[str, str]) -> tuple[Finding, ...]:
    words = _Words(texts)
    return tuple(_finding(fields, words) for fields in listed)


class _Words:
    """The words at spots. Those of one spot are there once, however many findings point at it."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._bytes = {path: text.encode() for path, text in texts.items()}
        self._known: dict[tuple[str, int, int], str] = {}

    def at(self, path: str, byte: int, end_byte: int) -> str:
        spot = (path, byte, end_byte)
        if spot not in self._known:
            self._known[spot] = self._bytes[path][byte:end_byte].decode()
        return self._known[spot]


def _finding(fields: dict[str, Any], words: _Words) -> Finding:
    accepted = fields.pop("accepted", None)
    return Finding(
        strength=fields.pop("strength", None),
        weak_because=tuple(fields.pop("weak_because", ())),
        help=fields.pop("help", None),
        subject=fields.pop("subject", None),
        attribute=fields.pop("attribute", None),
        place=fields.pop("place", None),
        positions=tuple(
            Position(claims=tuple(position.pop("claims")), **position) for position in fields.pop("positions")
        ),
        on_no_side=tuple(
            OnNoSide(claim=other["claim"], fits=tuple(other["fits"])) for other in fields.pop("on_no_side", ())
        ),
        pairs=tuple(Pair(claims=tuple(pair.pop("claims")), **pair) for pair in fields.pop("pairs")),
        labels=tuple(_label(label, words) for label in fields.pop("labels")),
        fixes=tuple(
            Fix(edits=tuple(Edit(**edit) for edit in fix.pop("edits")), **fix) for fix in fields.pop("fixes", ())
        ),
        accepted=accepted and Acceptance(expires=accepted.pop("expires", None), **accepted),
        **fields,
    )


def _label(fields: dict[str, Any], words: _Words) -> Label:
    text = words.at(fields["path"], fields["byte"], fields["end_byte"])
    return Label(claim=fields.pop("claim", None), text=text, **fields)

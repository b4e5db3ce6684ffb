"""A corpus in parts, on the workers of an engine: where records belong, what is found in a part, and what is said of all parts."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, Any, Optional

from . import _native
from ._elsewhere import Spot, elsewhere, is_of_entry
from ._errors import raised
from ._given import CLAIMS, document, named, record
from ._report import Finding, Report
from ._table import row, schema

if TYPE_CHECKING:
    import pyarrow

#: The column with the number of a record.
NUMBER = "_gainsay_number"
#: The columns beside those of a finding: what it is put together with, and what a part tells of its claims.
GROUP, TOLD = "_gainsay_group", "_gainsay_told"
#: The column by which findings come in order, the worst first, where only so many are reported.
RANK = "_gainsay_rank"
#: The group of what all parts tell.
ALL = -1
#: Before the ids of claims, as keys; and how many topics are brought together whose claims share one.
ID, SHARING = "id ", 64
#: What to do about numbers that are wrong.
NUMBERED = "give each row a whole number of its own, from 1"


def ranked() -> pyarrow.Schema:
    """The columns of findings, with their ranks."""
    import pyarrow as pa

    return schema().append(pa.field(RANK, pa.string()))


def in_parts() -> pyarrow.Schema:
    """The columns of what is found in parts."""
    import pyarrow as pa

    return ranked().append(pa.field(GROUP, pa.int64())).append(pa.field(TOLD, pa.string()))


@dataclass(frozen=True)
class Work:
    """What is done with the records, as workers need it."""

    #: Flags of ``gainsay check``.
    flags: tuple[str, ...]
    #: The paths of the registry and the records.
    paths: tuple[str, ...]
    #: What is at these paths, and at those of the rules.
    texts: Mapping[str, str]
    settings: Optional[str]
    #: In how many parts the records are checked.
    parts: int

    def arguments(self) -> list[str]:
        """The command line."""
        return ["gainsay", "check", *self.flags, "--", *self.paths]

    def place(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """The records as texts, each with its part and its topic."""
        import pyarrow as pa

        for batch in batches:
            placed = Placed(self, batch)
            columns = [placed.numbers, placed.texts, placed.parts, placed.topics]
            types = [pa.int64(), pa.string(), pa.int64(), pa.int64()]
            arrays = [pa.array(*pair) for pair in zip(columns, types)]
            yield pa.record_batch(arrays, names=["number", "record", "part", "topic"])

    def ask(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """What records ask each other, and tell each other."""
        import pyarrow as pa

        names = ["key", "part", "each", "least", "topic", "asks"]
        types = [pa.string(), pa.int64(), pa.int64(), pa.string(), pa.int64(), pa.int32()]
        for batch in batches:
            columns = Placed(self, batch).keys()
            yield pa.record_batch([pa.array(*pair) for pair in zip(columns, types)], names=names)

    def check(self, part: int, table: pyarrow.Table) -> pyarrow.Table:
        """What is found about the records of a part; those of others are there to be held against."""
        import pyarrow as pa

        table = table.sort_by("number")
        numbers, own = table["number"].to_pylist(), table["own"].to_pylist()
        records = Numbered(numbers, table["record"].to_pylist())
        found, ranks, settled, facts, needed = records.part(self, part)
        # Claims that share an id are called by their numbers, so that each goes with the others.
        sharing = (finding.labels for finding in found if finding.rule == "duplicate-id")
        needed |= {label.line for labels in sharing for label in labels if label.path == CLAIMS}
        of_own = {number for number, is_own in zip(numbers, own) if is_own}
        rows, in_registry = [], set()
        for finding, rank in zip_longest(found, ranks):
            made = {**records.row(finding), RANK: rank}
            if made["path"] != CLAIMS:
                in_registry.add(json.dumps(made))
            # What is wrong with a record is found in each part that has it, all else where it is reported on.
            elif finding.kind != "record" or made["line"] in of_own:
                # Problems that are the same in every word are told apart by a number.
                same = zlib.crc32(finding.fingerprint.encode()) % self.parts if finding.kind == "record" else part
                rows.append({**made, GROUP: same})
        told = {"facts": facts, "records": records.texts(needed), "settled": settled, "elsewhere": sorted(in_registry)}
        rows.append({GROUP: ALL, TOLD: json.dumps(told)})
        return pa.Table.from_pylist(rows, schema=in_parts())

    def gather(self, table: pyarrow.Table) -> pyarrow.Table:
        """What was found in parts as it is reported."""
        import pyarrow as pa

        told = [json.loads(told) for told in table[TOLD].to_pylist() if told is not None]
        if not told:
            rows = table.sort_by([("line", "ascending"), ("column", "ascending")]).drop_columns([GROUP, TOLD]).to_pylist()
            return pa.Table.from_pylist(_told_apart(rows), schema=ranked())
        texts = {number: text for of in told for number, text in of["records"]}
        numbers = sorted(texts)
        records = Numbered(numbers, [texts[number] for number in numbers])
        found, ranks, settled = records.all(self, [of["facts"] for of in told])
        rows = [{**records.row(finding), RANK: rank} for finding, rank in zip_longest(found, ranks)]
        at_entries = [json.dumps(row) for row in rows if is_of_entry(row)]
        spots = {tuple(spot) for spot in [*settled, *(spot for of in told for spot in of["settled"])]}
        in_registry = elsewhere([of["elsewhere"] for of in told], at_entries, spots)
        rows = [row for row in rows if not is_of_entry(row)] + _told_apart(in_registry)
        return pa.Table.from_pylist(rows, schema=ranked())


class Placed:
    """Records of a batch, and where they belong."""

    def __init__(self, work: Work, batch: pyarrow.RecordBatch) -> None:
        self.numbers = _checked(batch[NUMBER].to_pylist())
        self.records: list[dict[str, Any]] = batch.drop_columns([NUMBER]).to_pylist()
        self.texts = [record(number, of) for number, of in zip(self.numbers, self.records)]
        texts = {**work.texts, CLAIMS: document(self.texts)}
        with raised():
            claims, self._keys = _native.placings(work.arguments(), texts, work.settings, work.parts)
        # What cannot be read as a claim is compared with nothing.
        self.parts = [number % work.parts for number in self.numbers]
        self.topics = list(self.numbers)
        for line, part, topic in zip(*claims):
            self.parts[line - 1], self.topics[line - 1] = part, topic

    def keys(self) -> tuple[list[Any], ...]:
        """What they ask and tell, by columns: the key, the part, the topic where all that ask need it, the text of which the least is
        enough where they do not, the topic, and whether they ask."""
        parts, topics, keys, asks, tells, least = self._keys
        # A record without an id is called by its number, and so are those that share one.
        ids = [named(of.get("id")) or f"{CLAIMS}#{number}" for number, of in zip(self.numbers, self.records)]
        return (
            [*(f"{ID}{look}" for look in _native.looks(ids)), *keys],
            [*self.parts, *parts],
            [*self.topics, *(topic if each else None for topic, each in zip(topics, tells))],
            [*(f"{number:020}" for number in self.numbers), *least],
            [*self.topics, *topics],
            [*(1 for _ in ids), *(int(asking) for asking in asks)],
        )


def refuse_numbers(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Raises what is wrong with the first of these numbers, each of which several rows have."""
    for batch in batches:
        for number in batch[NUMBER].to_pylist():
            raise ValueError(f"several rows have the number {number}: {NUMBERED}")
    yield from ()


def needed_by_key(table: pyarrow.Table) -> pyarrow.Table:
    """What is asked and told by each key, as the topics that are needed in some parts, and those that are needed wherever another one is."""
    import pyarrow as pa

    edges: list[tuple[Optional[int], ...]] = []
    for key, rows in _across(table).items():
        each = sorted({(row["part"], row["each"]) for row in rows if row["each"] is not None})
        least = sorted((row["least"], row["part"], row["topic"]) for row in rows if row["least"] is not None)
        askers = sorted({row["part"] for row in rows if row["asks"]})
        if key.startswith(ID):
            each = each[:SHARING]
            # A claim knows by one other that it shares its id.
            edges += [(a[1], None, b[1], b[0]) for a, b in zip(each, each[1:] + each[:1]) if a != b]
        edges += [(topic, to, None, None) for to in askers for part, topic in each if part != to]
        if least:
            # Where a part tells itself what is least, it needs nobody else for it.
            have = {part for text, part, _ in least if text == least[0][0]}
            edges += [(least[0][2], to, None, None) for to in askers if to not in have]
    columns = zip(*edges) if edges else [()] * 4
    return pa.table([pa.array(column, pa.int64()) for column in columns], names=["topic", "to", "other", "other_part"])


def _across(table: pyarrow.Table) -> dict[str, list[dict[str, Any]]]:
    """The rows of the keys by which parts ask each other, and those of ids that several topics have."""
    import pyarrow.compute as pc

    of_key = [("part", "min"), ("part", "max"), ("asks", "max"), ("each", "count_distinct")]
    keys = table.group_by("key").aggregate(of_key)
    parts = pc.not_equal(keys["part_min"], keys["part_max"])
    shared = pc.and_(pc.starts_with(keys["key"], ID), pc.greater(keys["each_count_distinct"], 1))
    keys = keys.filter(pc.and_(pc.equal(keys["asks_max"], 1), pc.or_(parts, shared)))["key"]
    across: dict[str, list[dict[str, Any]]] = {}
    for row in table.filter(pc.is_in(table["key"], keys.combine_chunks())).to_pylist():
        across.setdefault(row["key"], []).append(row)
    return across


def needed_by_topic(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """The parts in which topics are needed, with the topics that are needed beside each."""
    import pyarrow as pa

    for batch in batches:
        topics, parts = [], []
        for row in batch.to_pylist():
            others = [(other["other"], other["other_part"]) for other in row["others"]]
            for to in row["tos"]:
                needed = [row["topic"], *(topic for topic, part in others if part != to)]
                topics += needed
                parts += [to] * len(needed)
        yield pa.record_batch([pa.array(topics, pa.int64()), pa.array(parts, pa.int64())], names=["topic", "to"])


class Numbered:
    """Records with numbers, of which there are others elsewhere."""

    def __init__(self, numbers: list[int], records: list[str]) -> None:
        # The first record of all shares its line with what is before the records.
        is_first = numbers[:1] == [1]
        self._numbers, self._records = numbers, records
        self._lines = numbers if is_first else [0, *numbers]
        self._text = document(records, "" if is_first else "\n")
        lengths = [len(line.encode()) + 1 for line in self._text.split("\n")]
        self._starts = dict(zip(self._lines, accumulate([0, *lengths])))

    def part(self, work: Work, part: int) -> tuple[tuple[Finding, ...], list[str], list[Spot], str, set[int]]:
        """What is found in them as a part, with ranks, the spots of settled entries, what is told of them, and the numbers of the records that
        this names."""
        with_numbers = {CLAIMS: self._lines}
        with raised():
            (report, texts, _), ranks, settled, facts, lines = _native.part(
                work.arguments(), self._texts(work), work.settings, with_numbers, (part, work.parts)
            )
        return Report(report, texts).findings, ranks, settled, facts.decode(), set(lines)

    def all(self, work: Work, facts: list[str]) -> tuple[tuple[Finding, ...], list[str], list[Spot]]:
        """What is said of all parts, by what is told of each, with ranks, and the spots of settled entries."""
        told = [of.encode() for of in facts]
        with raised():
            (report, texts, _), ranks, settled = _native.of_all_parts(
                work.arguments(), self._texts(work), work.settings, {CLAIMS: self._lines}, told
            )
        return Report(report, texts).findings, ranks, settled

    def _texts(self, work: Work) -> dict[str, str]:
        return {**work.texts, CLAIMS: self._text}

    def texts(self, numbers: set[int]) -> list[tuple[int, str]]:
        """The records with these numbers."""
        return [pair for pair in zip(self._numbers, self._records) if pair[0] in numbers]

    def row(self, finding: Finding) -> dict[str, Any]:
        """A finding as a row, whose bytes are counted from the beginning of the line."""
        made = row(finding)
        for label in made["labels"]:
            if label["path"] == CLAIMS:
                label["byte"] -= self._starts[label["line"]]
                label["end_byte"] -= self._starts[label["end_line"]]
        return made


def _checked(numbers: list[Optional[int]]) -> list[int]:
    """The numbers of rows, all of which have one. What is before the records has line 0."""
    checked = []
    for number in numbers:
        if number is None:
            raise ValueError(f"a row has no number, or none that is whole: {NUMBERED}")
        if number < 1:
            raise ValueError(f"a row has the number {number}: {NUMBERED}")
        checked.append(number)
    return checked


def _told_apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings in their order, of which problems that are the same in every word have fingerprints of their own."""
    count = Counter[str]()
    for made in rows:
        if made["kind"] == "record":
            count[made["fingerprint"]] += 1
            number = count[made["fingerprint"]]
            if number > 1:
                made["fingerprint"] = _native.fingerprint_of_equal(made["fingerprint"], number)
    return rows

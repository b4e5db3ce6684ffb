"""What values allow, as objects: those of ``gainsay read --format json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Optional


@dataclass(frozen=True)
class Range:
    """A range of values; without one of its ends, it has none on that side."""

    low: Optional[str]
    high: Optional[str]
    #: Whether the ends themselves are not allowed.
    low_excluded: bool
    high_excluded: bool


@dataclass(frozen=True)
class Converts:
    """How many of which unit a word stands for."""

    #: A decimal number.
    factor: str
    unit: str


@dataclass(frozen=True)
class Part:
    """A part of a wording."""

    words: str
    #: Where they start and end, in bytes of the value.
    start: int
    end: int
    #: What they are.
    role: str
    #: What they do.
    does: Optional[str]
    #: The main wording of the hedge that they are a wording of.
    hedge: Optional[str]
    converts: Optional[Converts]


@dataclass(frozen=True)
class Allows:
    """What a value allows."""

    #: How it is read, such as ``quantity``.
    kind: str
    #: What it allows, in words; and with every hedge doubled, where that is more.
    set: str
    doubled: Optional[str]
    #: The ranges of what it allows, ascending; none where values of the kind have no order.
    ranges: Optional[tuple[Range, ...]]
    #: The base unit that the ends of ranges are in.
    unit: Optional[str]
    #: By how much the number may be off as it is written, in the base unit.
    rounding: Optional[str]
    #: Whether hedges loosen it, so that conflicts with it may be weak.
    weak: bool
    #: Whether it says that it is not known, which allows everything.
    unconfirmed: bool
    #: Whether a word of it denies, and whether one says that so many were added.
    denial: bool
    increment: bool
    #: The wording word by word.
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Refused:
    """Why a value cannot be read."""

    message: str
    #: The words to blame, and where they start and end, in bytes of the value.
    words: str
    start: int
    end: int
    #: What to do about it.
    help: Optional[str]


@dataclass(frozen=True)
class Reading:
    """A value: what it allows, or why it cannot be read."""

    value: str
    allows: Optional[Allows]
    refused: Optional[Refused]


@dataclass(frozen=True)
class ReadPair:
    """What comparing two values comes to, as two sources say them of one day."""

    #: Which of the values, the first counted as 0.
    values: tuple[int, int]
    #: ``conflicting``, ``compatible`` or ``not-compared``.
    verdict: str
    #: ``strong`` or ``weak``, of a conflict.
    strength: Optional[str]
    #: Why it is no more than weak, such as ``hedge``.
    weak_because: tuple[str, ...]
    #: Why they do not conflict, or are not compared.
    reason: Optional[str]
    #: Id of the rule that compares them.
    rule: Optional[str]
    #: What both allow.
    shared: Optional[str]


@dataclass(frozen=True)
class Readings:
    """Values as they are read."""

    #: The values, in the order in which they were given.
    values: tuple[Reading, ...]
    #: Each two of those that can be read; none where there are more than 16 values.
    pairs: tuple[ReadPair, ...]


def readings(read: bytes) -> Readings:
    """The values of the JSON that the command writes."""
    document = json.loads(read)
    return Readings(
        values=tuple(_reading(value) for value in document["values"]),
        pairs=tuple(_pair(pair) for pair in document["pairs"]),
    )


def _pair(fields: dict[str, Any]) -> ReadPair:
    values, weak_because = tuple(fields.pop("values")), tuple(fields.pop("weak_because", ()))
    return ReadPair(values=values, weak_because=weak_because, **fields)


def _reading(fields: dict[str, Any]) -> Reading:
    allows, refused = fields["allows"], fields["refused"]
    return Reading(fields["value"], allows and _allows(allows), refused and Refused(**refused))


def _allows(fields: dict[str, Any]) -> Allows:
    ranges = fields.pop("ranges")
    return Allows(
        ranges=None if ranges is None else tuple(Range(**ends) for ends in ranges),
        parts=tuple(_part(part) for part in fields.pop("parts")),
        **fields,
    )


def _part(fields: dict[str, Any]) -> Part:
    converts = fields.pop("converts", None)
    return Part(
        does=fields.pop("does", None),
        hedge=fields.pop("hedge", None),
        converts=converts and Converts(**converts),
        **fields,
    )

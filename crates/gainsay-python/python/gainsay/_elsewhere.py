"""What parts found in the registry, as one check of all records finds it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, Optional

from . import _native

#: A finding, as a row.
Row = dict[str, Any]
#: A path, line and column.
Spot = tuple[str, int, int]
#: What is found where an entry of ``accepted`` names a claim that is not there, and what is said of it.
DANGLING, NO_CLAIM, MEANT = "dangling-claim", "no claim has the id `", "did you mean `"
#: How the help begins where an entry accepts nothing, and no finding is around it.
GONE = "remove the "


def is_of_entry(row: Row) -> bool:
    """Whether a finding is that an entry of ``accepted``, or a comment that accepts, is not as it should be."""
    return str(row["rule"]).startswith("accepted-")


def elsewhere(parts: list[list[str]], at_entries: Iterable[str], settled: set[Spot]) -> list[Row]:
    """What all parts found, and at entries of ``accepted`` what those found that have their claims.

    :param parts: what each of them found, as texts, each once.
    :param at_entries: what was found at entries among the claims that are told of all parts.
    :param settled: the spots of the entries of which it is not to be said that they accept nothing.
    """
    count = Counter(row for part in parts for row in part)
    rows: list[Row] = []
    at: dict[tuple[str, Spot], list[Row]] = {}
    dangling: dict[Spot, list[tuple[int, Row]]] = {}
    for text in count.keys() | set(at_entries):
        row = json.loads(text)
        spot = (row["path"], row["line"], row["column"])
        if is_of_entry(row):
            if row["rule"] != "accepted-unmatched" or spot not in settled:
                at.setdefault((row["rule"], spot), []).append(row)
        elif row["rule"] == DANGLING:
            dangling.setdefault(spot, []).append((count[text], row))
        elif count[text] == len(parts) or row["rule"] == "duplicate-id":
            rows.append(row)
    # Where one part knows of a finding around an entry, it has a label more, or says in the help what the finding is between.
    rows += [min(found, key=lambda row: (-len(row["labels"]), row["help"].startswith(GONE), row["help"])) for found in at.values()]
    rows += [_with_closest(found) for found in dangling.values() if sum(of for of, _ in found) == len(parts)]
    return sorted(rows, key=lambda row: (row["path"], row["line"], row["column"], row["rule"], row["message"]))


def _with_closest(found: list[tuple[int, Row]]) -> Row:
    """What all parts found at an id that no claim has, each of which knows the closest id of its own claims."""
    row = min((row for _, row in found), key=json.dumps)
    word = row["message"][len(NO_CLAIM) : -1]
    known = [row["help"][len(MEANT) : -2] for _, row in found if row["help"].startswith(MEANT)]
    meant: Optional[str] = _native.closest(word, known)
    return row if meant is None else {**row, "help": f"{MEANT}{meant}`?"}

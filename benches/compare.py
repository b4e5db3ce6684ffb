"""What one would write without gainsay: claims grouped by what they speak of, and their numbers compared.

    python3 benches/compare.py FOLDER

Reads every `*.yaml` below FOLDER with PyYAML's C loader, and prints as JSON where sources give numbers for one subject,
attribute, place and day that lie more than a tenth apart. Hedges, units, statuses and spots are beyond it.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import yaml

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def number(value):
    """The first number in a value, if there is one."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    found = NUMBER.search(str(value))
    return float(found.group().replace(",", "")) if found else None


def claims(folder):
    """The claims in all files, each with what its report says."""
    for path in sorted(Path(folder).rglob("*.yaml")):
        with path.open("rb") as file:
            for document in yaml.load_all(file, Loader=yaml.CSafeLoader):
                report = (document or {}).get("report") or {}
                for claim in (document or {}).get("claims") or []:
                    yield {**report, **claim} if report else claim


def main(folder):
    groups = defaultdict(list)
    for claim in claims(folder):
        figure = number(claim.get("value"))
        if figure is not None:
            key = (claim.get("subject"), claim["attribute"], claim.get("place"), str(claim.get("as-of")))
            groups[key].append((figure, claim["source"], claim.get("id")))
    found = []
    for key, figures in groups.items():
        low, high = min(figures), max(figures)
        if high[0] > low[0] * 1.1 and high[1] != low[1]:
            found.append({"of": key, "low": low, "high": high})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])

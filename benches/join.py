"""The naive join of a flat table of claims, in DuckDB.

    python3 benches/join.py FOLDER

Reads `flat.csv` in FOLDER, a row for each claim with the first number in its value, and prints as JSON how many pairs of sources give
numbers for one subject, attribute, place and day that lie more than a tenth apart. Hedges, units, statuses, spots, and claims that are
valid for more than their day are beyond it.
"""

import json
import sys
from pathlib import Path

import duckdb

PAIRS = """
    SELECT a.subject, a.attribute, a.place, a.day, a.id, b.id, a.figure, b.figure
    FROM claims a JOIN claims b USING (subject, attribute, place, day)
    WHERE a.id < b.id AND a.source <> b.source AND greatest(a.figure, b.figure) > 1.1 * least(a.figure, b.figure)
"""


def main(folder):
    connection = duckdb.connect()
    connection.execute("SET threads TO 2")
    table = str(Path(folder) / "flat.csv")
    connection.execute("CREATE TABLE claims AS SELECT * FROM read_csv(?, header = true)", [table])
    json.dump(connection.execute(PAIRS).fetchall(), sys.stdout, default=str)


if __name__ == "__main__":
    main(sys.argv[1])

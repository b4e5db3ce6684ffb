"""`gainsay.spark.check` finds what `gainsay.check` finds of all records at once: on Sail, in this process, or with `ENGINE=spark` on Spark and its JVM."""

import json
import os
import sys
from collections import Counter

import pytest
from corpora import KEYS, corpus

import gainsay

pytest.importorskip("pyspark")
ENGINE = os.environ.get("ENGINE", "sail")
if ENGINE == "sail":
    pysail = pytest.importorskip("pysail.spark")
import gainsay.spark

TODAY = "2026-11-30"
SEEDS = range(int(os.environ.get("SEEDS", 12)))


@pytest.fixture(scope="module")
def session():
    """A session on the engine."""
    from pyspark.sql import SparkSession

    if ENGINE == "spark":
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4"}
        session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
        yield session
        session.stop()
        return
    server = pysail.SparkConnectServer()
    server.start(background=True)
    _, port = server.listening_address
    session = SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()
    yield session
    # The server waits for its sessions.
    session.stop()
    server.stop()


def frame(session, records):
    """Records as a data frame of texts, with their numbers."""
    rows = [(number, *(record.get(key) for key in KEYS)) for number, record in enumerate(records, 1)]
    columns = ["number bigint", *(f"`{key}` string" for key in KEYS)]
    return session.createDataFrame(rows, ", ".join(columns))


def expected(records, **given):
    """What one check finds, bytes counted from the beginning of the line."""
    from gainsay._given import document, record

    # In the order of the columns.
    records = [{key: of[key] for key in KEYS if key in of} for of in records]
    starts, at = {}, 0
    for number, line in enumerate(document(record(0, of) for of in records).split("\n"), 1):
        starts[number], at = at, at + len(line.encode()) + 1
    rows = gainsay.check(records, **given).to_arrow().to_pylist()
    for row in rows:
        for label in row["labels"]:
            if label["path"] == "<claims>":
                label["byte"] -= starts[label["line"]]
                label["end_byte"] -= starts[label["end_line"]]
    return rows


def texts(rows):
    """Rows as texts that can be counted. Names that are nearly the same are looked for in all records alone, also for the help of a note."""
    rows = [row for row in rows if row["rule"] != "similar-name"]
    rows = [{**row, "help": None} if row["rule"] == "not-compared" else row for row in rows]
    return Counter(json.dumps(row, sort_keys=True) for row in rows)


def crosses(row, records):
    """Whether a finding is a misquote of what was said about another subject."""
    about = {records[label["line"] - 1].get("subject") for label in row["labels"] if label["path"] == "<claims>"}
    return row["kind"] == "misattribution" and len(about) > 1


@pytest.mark.parametrize("parts", [1, 3, 8])
def test_the_findings_are_those_of_one_check(session, parts):
    conflicts = misquotes = 0
    for seed in SEEDS:
        records, registry = corpus(seed)
        rows = expected(records, registry=registry, today=TODAY)
        found = gainsay.spark.check(
            frame(session, records), None, registry, number="number", parts=parts, today=TODAY
        )
        assert texts(found.toArrow().to_pylist()) == texts(rows), f"seed {seed}"
        conflicts += any(row["kind"] == "conflict" for row in rows)
        misquotes += any(crosses(row, records) for row in rows)
    # Else nothing was tried.
    assert min(conflicts, misquotes) > len(SEEDS) / 2


@pytest.mark.parametrize("most", [0, 1, 5, 20])
def test_the_findings_that_are_kept_are_those_of_one_check(session, most):
    for seed in SEEDS:
        records, registry = corpus(seed)
        # Names that are nearly the same are found in all records alone, and would be among those that are kept.
        records = [{**record, "attribute": "deaths", "scope": None} for record in records]
        given = {"registry": registry, "today": TODAY, "config": {"max-findings": most}}
        found = gainsay.spark.check(frame(session, records), number="number", parts=4, **given)
        assert texts(found.toArrow().to_pylist()) == texts(expected(records, **given)), f"seed {seed}"


def test_settings_and_rules(session, records):
    for record in records:
        record["attribute"], record["value"] = "crews", str(record["value"])
    rule = {"id": "crews", "title": "Sources give different numbers of crews", "compare": "crews"}
    rules = {"attributes": {"crews": {"value": "quantity"}}, "rules": [rule]}
    given = {"severities": {"crews": "warning"}, "ignore": "record-*", "today": TODAY}
    found = gainsay.spark.check(frame(session, records), rules, parts=2, number="number", **given)
    rows = found.toArrow().to_pylist()
    assert texts(rows) == texts(expected(records, rules=rules, **given))
    assert [row["severity"] for row in rows if row["rule"] == "crews"] == ["warning"]


def test_the_schema_is_that_of_a_report(session, records):
    found = gainsay.spark.check(frame(session, records[:1]), number="number")
    assert found.toArrow().schema.names == gainsay.check(records).to_arrow().schema.names


def test_without_a_column_of_numbers(session, records):
    records[1]["value"] = "12"
    found = gainsay.spark.check(frame(session, records).drop("number").coalesce(1), parts=2)
    [row] = found.where("kind = 'conflict'").collect()
    assert {label.line for label in row.labels} == {1, 2}


def test_registries_and_rules_in_files(session, records, work):
    (work / "sources.yaml").write_text("sources:\n  herald: { name: The Herald }\n  gazette: {}\n  nobody: {}\n")
    found = gainsay.spark.check(frame(session, records), registry="sources.yaml", number="number", parts=3)
    messages = {(row.path, row.message) for row in found.collect()}
    assert ("sources.yaml", "no claim uses the source `nobody`") in messages
    (work / "claims.yaml").write_text("claims:\n  - { source: a, attribute: deaths, value: 3 }\n")
    with pytest.raises(TypeError, match="there are claims in the registry"):
        gainsay.spark.check(frame(session, records), registry="claims.yaml")


def test_what_cannot_be_used_is_said_at_once(session, records):
    claims = frame(session, records)
    with pytest.raises(gainsay.RuleError) as caught:
        gainsay.spark.check(claims, {"rules": [{"id": "a", "severty": "error"}]})
    assert '"severty"' in [label.text for label in caught.value.spots]
    with pytest.raises(gainsay.SettingsError, match="deth-toll"):
        gainsay.spark.check(claims, select="deth-toll")
    with pytest.raises(TypeError, match="`config` is not a mapping: give the keys of the file"):
        gainsay.spark.check(claims, config="gainsay.yaml")
    with pytest.raises(ValueError, match="`parts` is less than 1"):
        gainsay.spark.check(claims, parts=0)


@pytest.mark.parametrize("other", ["harbour-fire", "flood", "strike", "storm"])
def test_numbers_that_two_rows_have_end_the_job(session, records, other):
    claims = frame(session, records[:1])
    claims = claims.union(frame(session, [{**records[1], "subject": other}]))
    with pytest.raises(Exception, match="several rows have the number 1: give each row"):
        gainsay.spark.check(claims, number="number", parts=8).collect()


@pytest.mark.parametrize(
    "number, said",
    [
        ("null", "a row has no number, or none that is whole"),
        ("1.5", "a row has no number, or none that is whole"),
        ("0", "a row has the number 0"),
        ("-3", "a row has the number -3"),
    ],
)
def test_numbers_are_whole_and_from_1(session, records, number, said):
    columns = [f"`{key}`" for key in KEYS]
    claims = frame(session, records).selectExpr(*columns, f"if(number = 1, {number}, 7) as number")
    with pytest.raises(Exception, match=f"{said}: give each row a whole number of its own, from 1"):
        gainsay.spark.check(claims, number="number", parts=2).collect()


@pytest.mark.parametrize("number", ["string", "double", "decimal(10, 0)", "int"])
def test_whole_numbers_may_have_any_type(session, records, number):
    columns = [f"`{key}`" for key in KEYS]
    claims = frame(session, records).selectExpr(*columns, f"cast(number as {number}) as number")
    [row] = gainsay.spark.check(claims, number="number", parts=2).where("kind = 'conflict'").collect()
    assert {label.line for label in row.labels} == {1, 2}


def test_files_are_read_as_they_are(session, records, work):
    registry = "sources:\r\n  herald: {}\r\n  gazette: {}\r\n  nobody: {}\r\n"
    (work / "sources.yaml").write_bytes(registry.encode())
    records[1]["value"] = "12"
    given = {"registry": "sources.yaml", "today": TODAY}
    rows = gainsay.spark.check(frame(session, records), number="number", parts=2, **given).toArrow().to_pylist()
    assert "no claim uses the source `nobody`" in {row["message"] for row in rows}
    assert texts(rows) == texts(expected(records, **given))


def test_files_that_cannot_be_read(session, records, work):
    (work / "latin.yaml").write_bytes("sources: {le-caf\u00e9: {}}\n".encode("latin-1"))
    claims = frame(session, records)
    for given, error in [("registry", gainsay.ClaimError), ("rules", gainsay.RuleError)]:
        with pytest.raises(error, match="`latin.yaml` is not UTF-8: byte 17 cannot be decoded"):
            gainsay.spark.check(claims, **{given: "latin.yaml"})
        with pytest.raises(error, match="is a folder\nhelp: name its files"):
            gainsay.spark.check(claims, **{given: str(work)})


def test_what_one_part_found_twice_is_not_of_all_parts():
    from gainsay._elsewhere import elsewhere

    of = lambda message: {"rule": "unused-name", "path": "a.yaml", "line": 1, "column": 1, "message": message}
    assert elsewhere([[json.dumps(of("a")), json.dumps(of("b"))], [json.dumps(of("b"))]], [], set()) == [of("b")]


@pytest.mark.parametrize("type, id", [("bigint", 0), ("double", 0.0), ("string", "0"), ("double", float("nan"))])
def test_ids_that_several_subjects_share(session, type, id):
    """Whatever their column holds, and whether or not all rows have one."""
    keys = ["id", "source", "subject", "attribute", "value", "as-of"]
    values = [(id if number < 4 else None, "herald", f"event-{number}", "deaths", "3", "2024-05-02") for number in range(1, 6)]
    types = [type, *("string" for _ in keys[1:])]
    columns = ["number bigint", *(f"`{key}` {of}" for key, of in zip(keys, types))]
    claims = session.createDataFrame([(number, *row) for number, row in enumerate(values, 1)], ", ".join(columns))
    found = gainsay.spark.check(claims, number="number", parts=4, today=TODAY).toArrow().to_pylist()
    assert any(row["rule"] == "duplicate-id" for row in found) == (id == id)
    assert texts(found) == texts(expected([dict(zip(keys, row)) for row in values], today=TODAY))

"""`gainsay.check`: the findings are those of the command, whatever the claims come from."""

import json
import math
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import GAZETTE, HERALD, ROOT, command

import gainsay

CASES = sorted(path for path in (ROOT / "tests/cases").iterdir() if path.is_dir())


@pytest.mark.filterwarnings("ignore::gainsay.GainsayWarning")
@pytest.mark.parametrize("case", [ROOT, *CASES], ids=lambda case: case.name)
def test_the_report_is_that_of_the_command(case, monkeypatch):
    monkeypatch.chdir(case)
    ran = command("check", "--format=json", "--today=2026-11-30", "claims")
    if ran.returncode == 2:
        with pytest.raises(gainsay.Error):
            gainsay.check("claims", today="2026-11-30")
        return
    report = gainsay.check("claims", today="2026-11-30")
    assert report.to_json().encode() == ran.stdout
    for finding in report:
        for label in finding.labels:
            text = Path(label.path).read_bytes()
            if text[:2] not in (b"\xff\xfe", b"\xfe\xff") and not label.path.endswith(".csv"):
                assert label.text.encode() in text


def test_objects_have_what_the_report_has(records):
    report = gainsay.check(records)
    document = json.loads(report.to_json())
    assert report.summary.not_compared == document["summary"]["not_compared"]
    assert report.summary.claims == 2 and report.summary.errors == 1
    [finding] = report
    assert finding.rule == "death-toll" and finding.kind == "conflict" and finding.severity == "error"
    assert finding.claims == ("gazette-1", "herald-1") or finding.claims == ("herald-1", "gazette-1")
    assert {label.text for label in finding.labels if label.role == "primary"} == {'"at least 30"', "12"}
    assert finding.strength == "strong" and finding.subject == "harbour-fire"
    assert [position.value for position in finding.positions] == ["12", "at least 30"]
    assert finding.pairs == (gainsay.Pair(claims=finding.pairs[0].claims, strength="strong"),)
    assert len(report) == 1 and report.findings == (finding,)
    assert "errors=1" in repr(report)


def test_a_weak_finding_says_why():
    said = {"subject": "harbour-fire", "attribute": "deaths", "as-of": "2024-05-02"}
    report = gainsay.check([{**said, "id": "a", "source": "a", "value": "about 100"}, {**said, "id": "b", "source": "b", "value": 115}])
    [finding] = [finding for finding in report if finding.strength == "weak"]
    assert "hedge" in finding.weak_because
    [pair] = gainsay.read("about 100", "115", attribute="deaths").pairs
    assert pair.strength == "weak" and "hedge" in pair.weak_because


@pytest.mark.parametrize(
    "made, name",
    [
        (gainsay.Finding, "Finding"),
        (gainsay.Label, "Label"),
        (gainsay.Position, "Position"),
        (gainsay.OnNoSide, "OnNoSide"),
        (gainsay.Pair, "Pair"),
        (gainsay.Fix, "Fix"),
        (gainsay.Edit, "Edit"),
        (gainsay.Acceptance, "Acceptance"),
        (gainsay.Summary, "Summary"),
    ],
)
def test_classes_have_the_keys_of_the_schema(made, name):
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text())
    keys = set(schema["$defs"][name]["properties"])
    ours = set(made.__dataclass_fields__)
    # The words at a spot are ours; a module has neither baselines nor revisions.
    assert ours - keys == ({"text"} if name == "Label" else set())
    assert keys - ours == ({"as_before", "known", "fixed"} if name == "Summary" else set())


def test_the_line_of_a_label_is_the_number_of_the_record(records):
    records.insert(1, {**HERALD, "id": "other", "subject": "other"})
    [finding] = [finding for finding in gainsay.check(records) if finding.kind == "conflict"]
    assert {(label.claim, label.line) for label in finding.labels} == {("herald-1", 1), ("gazette-1", 3)}
    assert {label.path for label in finding.labels} == {"<claims>"}


def test_findings_are_frozen_hashable_and_can_be_pickled(records):
    report = gainsay.check(records)
    [finding] = pickle.loads(pickle.dumps(report)).findings
    assert finding == report.findings[0] and len({finding, report.findings[0]}) == 1
    assert pickle.loads(pickle.dumps(report)).to_json() == report.to_json()
    with pytest.raises(AttributeError):
        finding.rule = "other"


def test_a_claim_file_as_a_mapping(records):
    sources = {"herald": {"name": "The Herald"}, "gazette": {"name": "The Gazette"}}
    whole = gainsay.check({"claims": records, "sources": sources})
    apart = gainsay.check(records, registry={"sources": sources})
    assert whole.findings == apart.findings and (whole.summary.files, apart.summary.files) == (1, 2)
    [unused] = [
        finding
        for finding in gainsay.check(records, registry={"sources": {**sources, "nobody": {}}})
        if finding.rule == "unused-entry"
    ]
    assert (unused.labels[0].path, unused.labels[0].line) == ("<registry>", 1)
    with pytest.raises(TypeError, match="`sources` is in the claims and in the registry"):
        gainsay.check({"sources": sources}, registry={"sources": sources})


def test_paths_with_a_registry(work, records):
    (work / "a.json").write_text(json.dumps({"claims": records[:1]}))
    (work / "b.json").write_text(json.dumps({"claims": records[1:]}))
    (work / "sources.yaml").write_text("sources:\n  paper: { name: The Paper }\n")
    for registry in ("sources.yaml", Path("sources.yaml"), ["sources.yaml"]):
        assert gainsay.check(["a.json", Path("b.json")], registry=registry).summary.files == 3
    report = gainsay.check(["a.json", "b.json"], registry={"sources": {"herald": {}, "gazette": {}}})
    assert report.summary.files == 3 and report.summary.errors == 1
    mixed = gainsay.check(records, registry="sources.yaml")
    assert mixed.summary.files == 2


def test_nothing_in_the_working_directory_is_read_that_is_not_named(work, records):
    (work / "gainsay.yaml").write_text("severities: { death-toll: 'off' }\n")
    (work / "rules").mkdir()
    (work / "rules/broken.yaml").write_text("rules: 1\n")
    assert gainsay.check(records).summary.errors == 1
    assert gainsay.check(records, config="gainsay.yaml").summary.errors == 0


def test_values_of_tables(records):
    records[0] |= {"as-of": date(2024, 5, 2), "value": Decimal("30"), "note": None, "published": math.nan}
    records[1] |= {"value": 12.0}
    [finding] = gainsay.check(records)
    assert {label.text for label in finding.labels if label.role == "primary"} == {'"30"', "12"}
    records[0]["value"] = 1e21
    [finding] = gainsay.check(records)
    assert {label.text for label in finding.labels if label.role == "primary"} == {"1" + 21 * "0", "12"}
    records[0]["value"] = object()
    with pytest.raises(TypeError, match="record 0: a value of type `object` cannot be in a claim"):
        gainsay.check(records)
    with pytest.raises(TypeError, match="record 1 is no mapping but `int`"):
        gainsay.check([records[1], 1])


def test_tables_of_others():
    pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    expected = gainsay.check([HERALD, {**GAZETTE, "value": "12"}]).to_json()
    table = pyarrow.Table.from_pylist([HERALD, {**GAZETTE, "value": "12"}])
    assert gainsay.check(table).to_json() == expected
    assert gainsay.check(table.to_pandas()).to_json() == expected
    assert gainsay.check(iter([HERALD, {**GAZETTE, "value": "12"}])).to_json() == expected
    frame = pandas.DataFrame([{**HERALD, "value": 30, "margin": None}, {**GAZETTE, "margin": 1}])
    [finding] = gainsay.check(frame)
    assert {label.text for label in finding.labels if label.role == "primary"} == {"30", "12"}


def test_the_report_as_a_table(records):
    pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    report, none = gainsay.check(records), gainsay.check(records[:1])
    table, frame = report.to_arrow(), report.to_pandas()
    assert table.schema == none.to_arrow().schema and none.to_arrow().num_rows == len(none)
    assert list(frame.columns) == table.column_names == list(none.to_pandas().columns)
    assert table["rule"].to_pylist() == ["death-toll"] == list(frame["rule"])
    assert sorted(table["claims"][0].as_py()) == ["gazette-1", "herald-1"]
    assert table["text"][0].as_py() == table["labels"][0].as_py()[0]["text"]
    assert isinstance(frame, pandas.DataFrame) and isinstance(table, pyarrow.Table)


def test_without_pyarrow_and_pandas_there_is_a_reason(records, monkeypatch):
    report = gainsay.check(records)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pyarrow"):
        report.to_arrow()
    with pytest.raises(ImportError, match="pip install pandas"):
        report.to_pandas()


def test_settings(records):
    assert gainsay.check(records, severities={"death-toll": "warning"}).summary.warnings == 1
    assert gainsay.check(records, config={"severities": {"death-*": "note"}}).summary.notes == 1
    both = gainsay.check(records, config={"severities": {"death-*": "note"}}, severities={"death-toll": "off"})
    assert both.summary.errors + both.summary.notes == 0
    assert len(gainsay.check(records, ignore=["death-toll"])) == 0
    assert len(gainsay.check(records, select="troop-*")) == 0
    future = [{**HERALD, "published": "2024-06-02"}]
    assert "record-dates" not in {finding.rule for finding in gainsay.check(future, today=date(2024, 6, 2))}
    assert "record-dates" in {finding.rule for finding in gainsay.check(future, today="2024-05-02")}
    with pytest.raises(TypeError, match="put them into the file"):
        gainsay.check(records, config="gainsay.yaml", severities={})


def test_rules_of_ones_own(work, records):
    rule = {"id": "crews", "title": "Sources give different numbers of crews", "compare": "crews", "tolerance": "10%"}
    rules = {"attributes": {"crews": {"value": "quantity"}}, "rules": [rule]}
    for record in records:
        record["attribute"] = "crews"
    from_mapping = gainsay.check(records, rules)
    assert [finding.rule for finding in from_mapping] == ["crews"]
    (work / "own.yaml").write_text(json.dumps(rules))
    assert from_mapping.to_json().replace("<rules>", "own.yaml") == gainsay.check(records, "own.yaml").to_json()


def test_no_claims_is_a_warning():
    with pytest.warns(gainsay.GainsayWarning, match="there are no claims"):
        report = gainsay.check([])
    assert report.summary.claims == 0 and len(report) == 0

"""Failures are exceptions, with the spots to blame."""

import pickle

import pytest

import gainsay


def test_paths_that_cannot_be_read(work):
    with pytest.raises(gainsay.ClaimError, match="cannot read `clams`") as caught:
        gainsay.check("clams")
    assert caught.value.spots == () and isinstance(caught.value, gainsay.Error)


def test_broken_rules_have_spots(records):
    with pytest.raises(gainsay.RuleError) as caught:
        gainsay.check(records, {"rules": [{"id": "a", "severty": "error"}]})
    texts = [label.text for label in caught.value.spots]
    assert '"severty"' in texts and {label.path for label in caught.value.spots} == {"<rules>"}
    assert caught.value.help == "fix the rule files first; no claim was checked"
    assert "<rules>:1:" in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.spots == caught.value.spots and str(again) == str(caught.value)


def test_settings_that_cannot_be_used(records, work):
    with pytest.raises(gainsay.SettingsError) as caught:
        gainsay.check(records, severities={"deth-toll": "error"})
    assert [label.text for label in caught.value.spots] == ['"deth-toll"']
    with pytest.raises(gainsay.SettingsError, match="deth-toll"):
        gainsay.check(records, select="deth-toll")
    with pytest.raises(gainsay.SettingsError, match="gainsay.yaml"):
        gainsay.check(records, config="gainsay.yaml")
    (work / "gainsay.yaml").write_text("fail-onn: error\n")
    with pytest.raises(gainsay.SettingsError) as caught:
        gainsay.check(records, config="gainsay.yaml")
    assert [label.text for label in caught.value.spots] == ["fail-onn"]


def test_a_day_that_is_none(records):
    with pytest.raises(gainsay.Error, match="write a single day"):
        gainsay.check(records, today="tomorrow")


def test_records_that_cannot_be_read(records):
    records[1]["as-off"] = records[1].pop("as-of")
    report = gainsay.check(records)
    assert "unknown-key" in {finding.rule for finding in report if finding.kind == "record"}
    with pytest.raises(gainsay.ClaimError, match="some records cannot be read") as caught:
        gainsay.check(records, strict=True)
    assert '"as-off"' in [label.text for label in caught.value.spots]
    assert gainsay.check(records[:1], strict=True).summary.claims == 1

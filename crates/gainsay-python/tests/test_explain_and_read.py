"""`gainsay.explain` and `gainsay.read`, against the commands."""

import json
from datetime import date

import pytest
from conftest import ROOT, command

import gainsay


@pytest.mark.parametrize("word", ["death-toll", "unknown-key"])
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_rules_and_codes(work, word, format):
    assert gainsay.explain(word, format=format).encode() == command("explain", word, f"--format={format}").stdout


def test_a_claim(work, records):
    (work / "claims.json").write_text(json.dumps({"claims": records}))
    ran = command("explain", "herald-1", "claims.json", "--format=json")
    told = gainsay.explain("herald-1", "claims.json", format="json")
    assert told == json.loads(ran.stdout) and told["claim"]["id"] == "herald-1"
    assert "death-toll" in gainsay.explain("herald-1", records)
    [finding] = gainsay.check(records)
    assert finding.message in gainsay.explain(finding.fingerprint, records)


def test_what_nobody_knows(records):
    with pytest.raises(gainsay.Error, match="unknown rule, code, claim or finding `heralt-1`") as caught:
        gainsay.explain("heralt-1", records)
    assert "herald-1" in caught.value.help


def test_values():
    ran = command("read", "--format=json", "-a", "troops", "--", "about 12,000", "at least 15,000", "dozns", "-5")
    document = json.loads(ran.stdout)
    read = gainsay.read("about 12,000", "at least 15,000", "dozns", "-5", attribute="troops")
    assert [value.value for value in read.values] == [value["value"] for value in document["values"]]
    first, second, wrong, _ = read.values
    assert first.allows.set == document["values"][0]["allows"]["set"] and first.allows.weak
    assert [part.role for part in first.allows.parts] == [
        part["role"] for part in document["values"][0]["allows"]["parts"]
    ]
    assert second.allows.ranges[0].low == "15000" and second.allows.ranges[0].high is None
    assert wrong.allows is None and wrong.refused.words == "dozns"
    assert read.pairs[0].values == (0, 1) and read.pairs[0].verdict == "conflicting"


def test_values_with_dates_and_languages():
    [day] = gainsay.read("two weeks ago", attribute="date", as_of=date(2024, 10, 28)).values
    assert day.allows.ranges[0].low.startswith("2024-10-")
    [german] = gainsay.read("rund 12.000 Soldaten", attribute="troops", lang="de").values
    assert german.allows.kind == "quantity"


def test_a_hyphen_is_a_value_and_no_value_is_none():
    [hyphen] = gainsay.read("-", attribute="troops").values
    assert hyphen.value == "-" and hyphen.allows is None
    assert gainsay.read() == gainsay.Readings(values=(), pairs=())


def test_classes_have_the_keys_of_the_schema():
    schema = json.loads((ROOT / "schemas/read.schema.json").read_text())
    pairs = [
        (gainsay.Allows, "Allows"),
        (gainsay.Part, "Part"),
        (gainsay.Refused, "Refused"),
        (gainsay.Reading, "Value"),
        (gainsay.ReadPair, "Pair"),
        (gainsay.Converts, "Converts"),
        (gainsay.Range, "Ends"),
    ]
    for made, name in pairs:
        assert set(made.__dataclass_fields__) == set(schema["$defs"][name]["properties"]), name

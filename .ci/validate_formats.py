"""Holds every format of `gainsay check` and `gainsay audit` against its published schema or an independent reader.

Each folder of claims in `tests/cases/` and `claims/` itself is checked once, with an output in every format. What the JSON report
holds (it is held against its own schema first) must be in each of them: every finding, and every label. Formats for hosts name
files from the top of the repository. The audit's tables as CSV must hold what its JSON does.

The schema in `sarif-schema-2.1.0.json` is that of OASIS (sarif-spec, Schemata), as the crate `serde-sarif` carries it.
"""

import csv
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import jsonschema
from junitparser import Failure, JUnitXml
from markdown_it import MarkdownIt
from sarif import loader

ROOT = Path(__file__).resolve().parent.parent
GAINSAY = Path(sys.argv[1]).resolve()
FORMATS = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"]
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
HOSTILE_NAME = "x,y:z%0A ::error::q [l](b) @octocat <b> ##[w] `é`.yaml"


def validator(schema):
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def schema(name):
    return validator(json.loads(subprocess.check_output([GAINSAY, "schema", name])))


REPORT, LINE, AUDIT = schema("report"), schema("report-line"), schema("audit")
STATISTICS, DIFF = schema("statistics"), schema("diff")
SARIF = validator(json.loads((ROOT / ".ci/sarif-schema-2.1.0.json").read_text()))
MARKDOWN = MarkdownIt("gfm-like", {"html": True})


def place(label):
    return f"{label['path']}:{label['line']}:{label['column']}"


def words(text):
    """The letters and digits of `text`: what every spelling of it has in common."""
    text = re.sub(r"<U\+[0-9A-F]{4,6}>", "", text)
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


def check_harmless(name, text):
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in text), f"{name}: control character"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]", text), f"{name}: hidden character"
    for line in text.splitlines():
        assert name == "github" or not line.strip().startswith("::"), f"{name}: command: {line}"
        assert not re.search(r"##[a-z]*\[", line) or name == "github", f"{name}: command: {line}"


def check_told(name, findings, text):
    """Every message, place and label is somewhere in `text`."""
    text = words(text)
    for finding in findings:
        for said in [finding["message"], *(label["message"] for label in finding["labels"])]:
            assert words(said) in text, f"{name} lacks {said!r}"
        for label in finding["labels"]:
            assert words(place(label)) in text, f"{name} lacks {place(label)}"


def check_concise(findings, text):
    """Every finding is one line, with its first place, its message and its fingerprint."""
    lines = [words(line) for line in text.splitlines()]
    for finding in findings:
        said = [place(finding["labels"][0]), finding["message"], finding["fingerprint"][:10]]
        assert any(all(words(part) in line for part in said) for line in lines), f"concise lacks {said!r}"


def check_jsonl(findings, text):
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        LINE.validate(line)
    assert [line.pop("type") for line in lines] == ["finding"] * len(findings) + ["summary"]
    assert lines[:-1] == findings


def from_top(folder):
    """The folder from the top of the repository around it; nothing where there is none."""
    top = next((around for around in [folder, *folder.parents] if (around / ".git").exists()), folder)
    return "" if folder == top else f"{folder.relative_to(top).as_posix()}/"


def line_hashes(text):
    """As GitHub's action `upload-sarif` hashes lines: a hundred characters from the start of each, without blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    units = [*memoryview(text.encode("utf-16-le")).cast("H"), 0xFFFF]
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 10)]
    units += [0] * 100
    seen = Counter()
    for start in starts:
        value = 0
        for unit in units[start : start + 100]:
            value = (value * 37 + unit) % 2**64
        seen[value] += 1
        yield f"{value:x}:{seen[value]}"


def check_sarif(findings, text, path, folder):
    log = json.loads(text)
    assert len(gzip.compress(text.encode())) <= 10_000_000 and len(log["runs"][0]["results"]) <= 25_000
    hashes = {}
    SARIF.validate(log)
    assert loader.load_sarif_files(str(path)).get_result_count() == len(findings)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules)), "rule listed twice"
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding["rule"]
        assert (result["level"], result["properties"]["kind"]) == (finding["severity"], finding["kind"])
        reasons = [suppression["justification"] for suppression in result.get("suppressions", [])]
        assert reasons == [finding["accepted"]["reason"]] if "accepted" in finding else not reasons
        related = result.get("relatedLocations", [])
        spots = [spot(location) for location in result["locations"] + related]
        prefix = from_top(folder)
        assert spots == [[prefix + label["path"], *(label[key] for key in KEYS)] for label in finding["labels"]]
        prints, first = result["partialFingerprints"], finding["labels"][0]
        if first["path"] not in hashes:
            source = os.fsencode(folder / first["path"]).replace(b"\\xff", b"\xff")
            hashes[first["path"]] = list(line_hashes(Path(os.fsdecode(source)).read_bytes().decode()))
        line = hashes[first["path"]][first["line"] - 1]
        # Of a file that cannot be decoded, gainsay knows no line to hash.
        of_line = {} if finding["rule"] == "not-utf-8" else {"primaryLocationLineHash": line}
        assert prints == {"gainsay/v1": finding["fingerprint"], **of_line}, (prints, line)
        ids = {location["id"] for location in related}
        # As SARIF 2.1.0, section 3.11.6, has it: all links are to locations of this result.
        links = re.findall(r"\[(?:[^\[\]\\]|\\.)*\]\(([^)]*)\)", result["message"]["text"])
        assert all(link.isdigit() and int(link) in ids for link in links) and len(links) == min(len(ids), 20), links
        # Section 3.11.5: placeholders need arguments.
        assert not re.search(r"(?<!\{)(\{\{)*\{\d+\}", result["message"]["text"])


KEYS = ["line", "column", "end_line", "end_column"]


def spot(location):
    place = location["physicalLocation"]
    region = [place["region"][key] for key in ["startLine", "startColumn", "endLine", "endColumn"]]
    return [unquote(place["artifactLocation"]["uri"]), *region]


def check_github(findings, text, prefix):
    """Read as the runner reads it: the first `::`, the name, the properties, the next `::`, the message."""
    lines = text.splitlines()[:-1]
    commands = [command for line in lines if (command := re.fullmatch(r"::(\w+) (.*?)::(.*)", line))]
    others = lines[len(commands) :]
    assert all(line.startswith("::") for line in lines[: len(commands)]), "annotations come first"
    levels = Counter("notice" if "accepted" in finding else LEVELS[finding["severity"]] for finding in findings)
    # GitHub has no escape for its old form of a command, so a path with one is written otherwise.
    places = {(prefix + label["path"].replace("##[", "#<U+0023>["), str(label["line"])) for label in labels(findings)}
    heads = Counter()
    for command in commands:
        properties = dict(pair.split("=", 1) for pair in command[2].split(","))
        assert (unescaped(properties["file"]), properties["line"]) in places
        assert {"file", "line", "endLine", "title"} <= properties.keys() <= {*properties, "col", "endColumn"}
        assert len(unescaped(command[3]).encode("utf-16-le")) <= 2 * 4096
        heads[command[1]] += not unescaped(properties["title"]).endswith(": another side")
    assert max(Counter(command[1] for command in commands).values(), default=0) <= 10
    assert heads == Counter({level: min(count, 10) for level, count in levels.items()}), (heads, levels)
    assert heads.total() + len(others[1:]) == len(findings)
    told = "\n".join([*(unescaped(command[2] + command[3]) for command in commands), *others])
    # An annotation is cut after 4,096 characters, and says how many spots that leaves out.
    if not others and not re.search(r"^and \d+ more spots?$", told, re.MULTILINE):
        check_told("github", findings, told)
    for finding in findings:
        assert words(finding["message"])[:1000] in words(told), f"github lacks {finding['message']!r}"


def unescaped(value):
    for code, character in [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]:
        value = value.replace(code, character)
    return value


def check_gitlab(findings, text, prefix):
    """What GitLab asks for (app/validators/json_schemas/codeclimate.json, and its documentation of the report)."""
    issues = json.loads(text)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "fingerprint given twice"
    for issue, finding in zip(issues, findings, strict=True):
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["check_name"] == finding["rule"] and isinstance(issue["description"], str)
        spots = [issue["location"], *issue.get("other_locations", [])]
        lines = [(label["line"], label["end_line"]) for label in finding["labels"]]
        assert [(spot["lines"]["begin"], spot["lines"]["end"]) for spot in spots] == lines
        assert issue["location"]["path"] == prefix + finding["labels"][0]["path"] or "<U+" in issue["location"]["path"]
        check_markdown(issue["content"]["body"])
    return "\n".join(issue["description"] + issue["content"]["body"] for issue in issues)


def check_junit(findings, path):
    xml = JUnitXml.fromfile(str(path))
    cases = [case for suite in xml for case in suite]
    told = [case for case in cases if case.result or case.system_out]
    failures = [case for case in cases if any(isinstance(result, Failure) for result in case.result)]
    errors = [finding for finding in findings if finding["severity"] == "error" and "accepted" not in finding]
    assert len(told) == len(findings) and len(failures) == len(errors)
    assert (xml.tests, xml.failures, xml.errors) == (len(cases), len(errors), 0)
    names = {(case.classname, case.name) for case in cases}
    assert len(names) == len(cases), "GitLab drops tests of the same name"
    for suite in xml:
        assert suite.tests == len(list(suite)) and suite.name
    # The schema of Jenkins' xUnit plugin knows no others.
    assert all(case._elem.keys() == ["classname", "name"] for case in cases)
    return "\n".join(case.name + (case.system_out or "".join(r.text for r in case.result)) for case in told)


def check_comment(findings, text):
    """A comment on GitHub: all findings, or as many as there is room for and how many there are beside them."""
    assert len(text) <= 65_536
    told = check_markdown(text)
    left = re.search(r"^(\d+) findings? left out|the spots of \d+ findings? ", text.splitlines()[-1])
    if left is None:
        check_told("markdown", findings, told)
    assert text.count("\n- **") + int(left[1] or 0 if left else 0) == len(findings)


LIST = {"heading", "paragraph", "bullet_list", "list_item", "inline", "text", "code_inline", "strong", "softbreak"}
TABLES = LIST | {"table", "thead", "tbody", "tr", "th", "td"}


def check_markdown(text, allowed=LIST):
    """Nothing but our own list or tables, with all words of others in code."""
    spans = []
    for block in MARKDOWN.parse(text):
        for token in [block, *(block.children or [])]:
            kind = re.sub("_(open|close)$", "", token.type)
            assert kind in allowed, f"markdown: {token.type}: {token.content}"
            if kind == "text":
                assert re.fullmatch(r"[a-z0-9 :;,()-]*", token.content), f"markdown: {token.content}"
            if kind == "code_inline":
                spans.append(token.content)
    return "\n".join(spans)


def exact(cell):
    """What a cell of CSV says: `'` keeps spreadsheets from taking it for a formula, and hidden characters are shown."""
    return unhidden(cell.removeprefix("'"))


def unhidden(text):
    return re.sub(r"<U\+([0-9A-F]{4,6})>", lambda code: chr(int(code[1], 16)), text)


def told(value):
    """How a cell of CSV says what JSON does."""
    if isinstance(value, list):
        return " ".join(value)
    return unhidden(json.dumps(value) if isinstance(value, bool | int) else value or "")


def check_table(name, text, expected):
    check_harmless(name, text.replace("\t", " "))
    lines = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    for line in lines:
        assert None not in line and None not in line.values(), f"{name}: ragged"
        for cell in line.values():
            number = re.fullmatch(r"[-+][0-9.,]*[0-9][0-9.,]*", cell)
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), f"{name}: formula: {cell!r}"
    rows = [{column: exact(cell) for column, cell in line.items()} for line in lines]
    assert rows == [{column: told(row.get(column)) for column in rows[0]} for row in expected], name


def rows_of_sides(dispute):
    """The rows of the table of positions about a dispute: behind the sides, the claims that are on none."""
    for number, position in enumerate(dispute["positions"], 1):
        for claim in position["claims"]:
            yield {"fingerprint": dispute["fingerprint"], "position": number, "claim": claim, **plain(position)}
    for other in dispute.get("on_no_side", []):
        yield {"fingerprint": dispute["fingerprint"], "claim": other["claim"]}


def check_audit(folder, paths, out):
    def audit(*arguments):
        done = subprocess.run([GAINSAY, "audit", *arguments, *paths], cwd=folder, capture_output=True, text=True)
        assert done.returncode in (0, 2, 3), done
        return None if done.returncode == 2 else done.stdout

    text = audit("--format=json")
    if text is None:
        return
    check_harmless("audit", text)
    document = json.loads(text)
    AUDIT.validate(document)
    disputes = document["disputes"]
    checked = subprocess.run([GAINSAY, "check", "--format=json", *paths], cwd=folder, capture_output=True, check=False)
    assert spots(json.loads(checked.stdout)["findings"]) == spots(disputes), "audit tells of other findings"
    positions = [row for dispute in disputes for row in rows_of_sides(dispute)]
    agreements = [
        {"agreement": number, "claim": claim, **plain(agreement)}
        for number, agreement in enumerate(document["agreements"], 1)
        for claim in agreement["claims"]
    ]
    for dispute in disputes:
        spot = dispute["labels"][0]
        dispute |= {key: spot[key] for key in ("path", "line", "column")}
        axis, accepted = dispute.get("axis", {}), dispute.get("accepted", {})
        dispute |= {"axis": axis.get("kind"), "unit": axis.get("unit")}
        dispute |= {"accepted_reason": accepted.get("reason"), "accepted_expires": accepted.get("expires")}
    tables = {name: document[name] for name in ("claims", "disputes", "sources", "pairs")}
    tables |= {"positions": positions, "agreements": agreements, "coverage": [document["coverage"]]}
    audit("--format=csv", f"--output={out}/")
    if not any(out.iterdir()):
        assert not document["claims"] and not disputes, "the tables are not written"
        return
    for name, expected in tables.items():
        with open(out / f"{name}.csv", encoding="utf-8", newline="") as file:
            check_table(name, file.read(), expected)
    markdown = audit("--format=markdown")
    check_harmless("audit markdown", markdown)
    shown = words(check_markdown(markdown, TABLES))
    assert all(words(dispute["message"]) in shown for dispute in disputes), "audit markdown lacks a finding"


def spots(findings):
    """Each finding by its name, with its labels; whatever their order."""
    return sorted((finding["fingerprint"], json.dumps(finding["labels"])) for finding in findings)


def plain(row):
    return {key: value for key, value in row.items() if not isinstance(value, list)}


def check(folder, paths, out):
    outputs = [f"--output={format}={out / format}" for format in FORMATS]
    done = subprocess.run([GAINSAY, "check", "--show=note,accepted", *outputs, "--quiet", *paths], cwd=folder, capture_output=True)
    if done.returncode == 2:
        return 0  # broken rules or paths: nothing was checked, and nothing is written
    assert done.returncode in (0, 1, 3) and not done.stdout, done
    texts = {format: (out / format).read_text(encoding="utf-8") for format in FORMATS}
    for format, text in texts.items():
        check_harmless(format, text)
    report = json.loads(texts["json"])
    REPORT.validate(report)
    findings = report["findings"]
    check_jsonl(findings, texts["jsonl"])
    prefix = from_top(folder)
    check_sarif(findings, texts["sarif"], out / "sarif", folder)
    check_concise(findings, texts["concise"])
    check_told("sarif", findings, " ".join(strings(json.loads(texts["sarif"]))) + " ".join(map(place, labels(findings))))
    check_github(findings, texts["github"], prefix)
    check_told("gitlab", findings, check_gitlab(findings, texts["gitlab"], prefix))
    check_told("junit", findings, check_junit(findings, out / "junit"))
    check_comment(findings, texts["markdown"])
    check_statistics(folder, paths, report)
    return len(findings)


def check_statistics(folder, paths, report):
    command = [GAINSAY, "check", "--show=note,accepted", "--statistics", "--format=json", *paths]
    document = json.loads(subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout)
    STATISTICS.validate(document)
    assert document["summary"] == report["summary"]
    counted = Counter((finding["rule"], finding["severity"]) for finding in report["findings"] if "accepted" not in finding)
    assert counted == {(row["rule"], row["severity"]): row["count"] for row in document["statistics"]}


def check_diff():
    """What the working tree has that the last commit has not: little or nothing, in every format."""
    def diff(format):
        command = [GAINSAY, "diff", "HEAD", "--show=note", f"--format={format}"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    DIFF.validate(json.loads(diff("json")))
    check_markdown(diff("markdown"))
    for format in ("text", "json", "github", "markdown"):
        check_harmless(format, diff(format))


def labels(findings):
    return [label for finding in findings for label in finding["labels"]]


def strings(json):
    if isinstance(json, str):
        yield json
    for part in json.values() if isinstance(json, dict) else json if isinstance(json, list) else []:
        yield from strings(part)


def main():
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor() as pool:
        hostile = Path(scratch) / "hostile"
        shutil.copytree(ROOT / "tests/cases/hostile-text", hostile)
        (hostile / "claims/herald.yaml").rename(hostile / "claims" / HOSTILE_NAME)
        folders = [hostile, *sorted(path.parent for path in ROOT.glob("tests/cases/*/claims")), ROOT]

        def found(folder):
            try:
                with tempfile.TemporaryDirectory(dir=scratch) as out:
                    check_audit(folder, ["claims"], Path(out))
                    return check(folder, ["claims"], Path(out))
            except Exception as error:
                raise RuntimeError(f"in {folder}") from error

        findings = sum(pool.map(found, folders))
    if (ROOT / ".git").exists():
        check_diff()
    assert findings > 200, "there must be findings to look at"
    print(f"{len(FORMATS)} formats and the audit are sound over {findings} findings in {len(folders)} folders")


main()

//! The audit as data: JSON, CSV and Markdown, as programs and hosts get them, and that all tables tell the same.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use gainsay::report::{AuditTable, ExportTable};
use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Assert, file, str};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn gainsay(folder: &str, arguments: &[&str]) -> Command {
    let folder = Path::new(ROOT).join(folder);
    Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder).args(arguments)
}

fn output(folder: &str, arguments: &[&str]) -> String {
    let output = gainsay(folder, arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The audit of the small case in `tests/audit`.
fn small(arguments: &[&str]) -> Command {
    gainsay("tests/audit", &[&["audit", "--today=2024-06-01"], arguments].concat())
}

/// The audit of the real claims as JSON.
fn real(arguments: &[&str]) -> Value {
    serde_json::from_str(&output("", &[&["audit", "--format=json"], arguments].concat())).unwrap()
}

/// The rows of a table, each by the names of its columns.
fn table(name: &str, arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let text = output("", &[&["audit", "--format=csv", "--table", name], arguments].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap()
}

fn texts<'v>(values: &'v [Value], key: &str) -> Vec<&'v str> {
    values.iter().map(|value| value[key].as_str().unwrap()).collect()
}

fn sum(values: &[Value], key: &str) -> u64 {
    values.iter().map(|value| value[key].as_u64().unwrap()).sum()
}

#[test]
fn json() {
    small(&["--format=json"]).assert().success().stdout_eq(file!["snapshots/audit/small.json"].raw());
}

#[test]
fn markdown() {
    small(&["--format=markdown"]).assert().success().stdout_eq(file!["snapshots/audit/small.md"].raw());
}

#[test]
fn each_table_and_all_of_them_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = format!("{}/", folder.path().join("new").display());
    small(&["--format=csv", "-o", &path]).assert().success().stdout_eq("");
    let assert = Assert::new().action_env("SNAPSHOTS");
    for table in AuditTable::ALL {
        let name = table.about().name;
        let written = fs::read_to_string(folder.path().join(format!("new/{name}.csv"))).unwrap();
        small(&["--format=csv", "--table", name]).assert().success().stdout_eq(written.clone());
        let expected = Path::new(ROOT).join(format!("tests/snapshots/audit/{name}.csv"));
        assert.eq(written, snapbox::Data::read_from(&expected, None).raw());
    }
    assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), AuditTable::ALL.len());
}

#[test]
fn one_table_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    small(&["--format=csv", "--table=sources", "-o", path]).assert().success().stdout_eq("");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let written = fs::read_to_string(folder.path().join("sources.csv")).unwrap();
    small(&["--format=csv", "--table=sources"]).assert().success().stdout_eq(written);
    // The claims are what comes where no table is asked for.
    let claims = output("tests/audit", &["audit", "--format=csv", "--table=claims"]);
    small(&["--format=csv"]).assert().success().stdout_eq(claims);
}

#[test]
fn a_table_is_for_csv() {
    small(&["--table=claims"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: `--table` goes with `--format csv` alone
  help: add `--format csv`, or leave `--table` out: the other formats hold all tables

"#]]);
    small(&["--format=json", "--table=claims"]).assert().code(2).stdout_eq("");
    small(&["--format=csv", "--table=words"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: invalid value 'words' for '--table <TABLE>'
  [possible values: claims, disputes, positions, agreements, sources, pairs, coverage]

For more information, try '--help'.

"#]]);
}

#[test]
fn the_tables_tell_the_same() {
    let audit = real(&[]);
    let report: Value = serde_json::from_str(&output("", &["check", "--format=json"])).unwrap();
    assert_eq!(audit["summary"], report["summary"]);
    let (claims, disputes) = (list(&audit, "claims"), list(&audit, "disputes"));

    let ids: BTreeSet<&str> = texts(claims, "id").into_iter().collect();
    assert_eq!(ids.len(), claims.len());
    assert_eq!(audit["summary"]["claims"], claims.len());
    assert_eq!(audit["coverage"]["claims"], claims.len());
    assert_eq!(sum(list(&audit, "sources"), "claims"), claims.len() as u64);
    let making = list(&audit, "sources").iter().filter(|source| source["claims"] != 0);
    assert_eq!(audit["summary"]["sources"], making.count());

    // A dispute holds all that the finding of the same name does.
    assert_eq!(disputes.len(), list(&report, "findings").len());
    for finding in list(&report, "findings") {
        let dispute =
            disputes.iter().find(|dispute| dispute["fingerprint"] == finding["fingerprint"]).unwrap();
        let sides = ["positions", "on_no_side"];
        for (key, value) in
            finding.as_object().unwrap().iter().filter(|(key, _)| !sides.contains(&key.as_str()))
        {
            assert_eq!(&dispute[key], value);
        }
        let of = |from: &Value| sides.map(|key| from[key].as_array().cloned().unwrap_or_default()).concat();
        for (side, position) in of(dispute).iter().zip(&of(finding)) {
            assert!(position.as_object().unwrap().iter().all(|(key, value)| &side[key] == value));
        }
    }

    let conflicts = || disputes.iter().filter(|dispute| dispute["kind"] == "conflict");
    let of_findings: u64 = conflicts().map(|dispute| dispute["pairs_total"].as_u64().unwrap()).sum();
    assert_eq!(sum(list(&audit, "pairs"), "conflict"), of_findings);
    assert!(of_findings > 0);
    let positions = conflicts().flat_map(|dispute| list(dispute, "positions"));
    let others = conflicts().filter_map(|dispute| dispute["on_no_side"].as_array()).flatten();
    let others = others.map(|other| &other["claim"]);
    let at_odds: BTreeSet<&str> = positions
        .flat_map(|side| list(side, "claims"))
        .chain(others)
        .map(|id| id.as_str().unwrap())
        .collect();
    let marked = claims.iter().filter(|claim| claim["in_conflict"] == true);
    assert_eq!(marked.map(|claim| claim["id"].as_str().unwrap()).collect::<BTreeSet<_>>(), at_odds);
    assert_eq!(audit["coverage"]["in_conflict"], at_odds.len());
    assert_eq!(sum(list(&audit, "sources"), "in_conflict"), at_odds.len() as u64);
    let echoes = claims.iter().filter(|claim| claim["echo"] == true).count();
    assert_eq!(audit["coverage"]["echoes"], echoes);
    assert_eq!(sum(list(&audit, "sources"), "echoes"), echoes as u64);
}

#[test]
fn csv_and_json_tell_the_same() {
    let audit = real(&[]);
    // Nothing in the real claims begins like a formula.
    let cell = |row: &Value, column: &str| match &row[column] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    for name in ["claims", "sources", "pairs"] {
        let (rows, objects) = (table(name, &[]), list(&audit, name));
        assert_eq!(rows.len(), objects.len());
        for (row, object) in rows.iter().zip(objects) {
            assert!(object.as_object().unwrap().keys().all(|key| row.contains_key(key)), "{object}");
            assert!(row.iter().all(|(column, value)| cell(object, column) == *value), "{row:?} {object}");
        }
    }
    let coverage = table("coverage", &[]);
    assert!(coverage[0].iter().all(|(column, value)| cell(&audit["coverage"], column) == *value));
    let disputes = table("disputes", &[]);
    let expected = texts(list(&audit, "disputes"), "fingerprint");
    assert_eq!(disputes.iter().map(|row| row["fingerprint"].as_str()).collect::<Vec<_>>(), expected);
    let sides = |dispute: &Value| {
        let fingerprint = cell(dispute, "fingerprint");
        let sides = list(dispute, "positions").iter().zip(1..);
        let claims = sides.flat_map(|(side, number): (&Value, u32)| {
            list(side, "claims")
                .iter()
                .map(move |claim| (number.to_string(), claim.as_str().unwrap().to_owned()))
        });
        let others = dispute["on_no_side"].as_array().into_iter().flatten();
        let others = others.map(|other| (String::new(), cell(other, "claim")));
        claims.chain(others).map(|(side, claim)| (fingerprint.clone(), side, claim)).collect::<Vec<_>>()
    };
    let expected: Vec<_> = list(&audit, "disputes").iter().flat_map(sides).collect();
    let positions = table("positions", &[]);
    let positions = positions
        .iter()
        .map(|row| (row["fingerprint"].clone(), row["position"].clone(), row["claim"].clone()));
    assert_eq!(positions.collect::<Vec<_>>(), expected);
    let agreements = table("agreements", &[]);
    let expected: usize = list(&audit, "agreements").iter().map(|one| list(one, "claims").len()).sum();
    assert_eq!(agreements.len(), expected);
}

#[test]
fn the_order_of_paths_changes_nothing() {
    let mut paths: Vec<String> = fs::read_dir(Path::new(ROOT).join("claims/dprk"))
        .unwrap()
        .map(|entry| format!("claims/dprk/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    paths.sort();
    let written = |paths: &[String], format: &str| {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        output("", &[&["audit", format], &paths[..]].concat())
    };
    let backwards: Vec<String> = paths.iter().rev().cloned().collect();
    for format in ["--format=json", "--format=csv", "--format=markdown"] {
        assert_eq!(written(&paths, format), written(&backwards, format));
    }
}

#[test]
fn filters_narrow_every_table() {
    let all = real(&[]);
    let one = real(&["--source", "pentagon"]);
    assert!(list(&one, "claims").iter().all(|claim| claim["source"] == "pentagon"));
    assert_eq!(one["coverage"]["claims"], list(&one, "claims").len());
    assert_eq!(one["summary"], all["summary"]);
    assert_eq!(one["filters"]["source"][0], "pentagon");
    let of = |pair: &&Value| pair["source"] == "pentagon" || pair["other"] == "pentagon";
    assert!(list(&one, "pairs").iter().all(|pair| of(&pair)));
    assert_eq!(list(&one, "pairs").len(), list(&all, "pairs").iter().filter(of).count());

    let some = real(&["--attribute", "troops*", "--subject", "dprk-*", "--kind", "conflict,revision"]);
    let claims = list(&some, "claims");
    assert!(!claims.is_empty() && claims.len() < list(&all, "claims").len());
    assert!(texts(claims, "attribute").iter().all(|attribute| attribute.starts_with("troops")));
    let kinds: BTreeSet<&str> = texts(list(&some, "disputes"), "kind").into_iter().collect();
    assert_eq!(kinds, BTreeSet::from(["conflict", "revision"]));

    let late = real(&["--from", "2024-12", "--to", "2024-12-31"]);
    assert_eq!(
        (&late["filters"]["from"], &late["filters"]["to"]),
        (&"2024-12-01".into(), &"2024-12-31".into())
    );
    let within = |claim: &Value| {
        let date = claim["date"].as_str().unwrap();
        let (first, last) = date.split_once('/').unwrap_or((date, date));
        first <= "2024-12-31" && "2024-12-01" <= last
    };
    assert!(list(&late, "claims").iter().all(within));
    assert_eq!(
        list(&late, "claims").len(),
        list(&all, "claims").iter().filter(|claim| within(claim)).count()
    );
}

#[test]
fn every_order_tells_the_same() {
    let fingerprints = |sort: &str| -> Vec<String> {
        let audit = real(&["--sort", sort]);
        assert_eq!(audit["filters"]["sort"], sort);
        texts(list(&audit, "disputes"), "fingerprint").into_iter().map(str::to_owned).collect()
    };
    let orders = ["severity", "date", "claims", "name"].map(fingerprints);
    let sets = orders.clone().map(|order| order.into_iter().collect::<BTreeSet<_>>());
    assert!(sets.iter().all(|set| *set == sets[0]) && sets[0].len() == orders[0].len());
    assert!(orders[1..].iter().all(|order| *order != orders[0]));
}

#[test]
fn nothing_that_is_asked_for_is_no_failure() {
    // The rules declare it, and no claim is about it.
    let none = real(&["--attribute", "magnitude"]);
    for key in ["claims", "disputes", "agreements", "sources", "pairs"] {
        assert_eq!(list(&none, key), <&[Value]>::default(), "{key}");
    }
    assert_eq!(none["coverage"]["claims"], 0);
    small(&["--format=csv", "--table=pairs", "--attribute=magnitude"]).assert().success().stdout_eq(str![[
        r#"
source,source_name,other,other_name,agree,conflict,not_compared,parent,parent_name,left_out

"#
    ]]);
    small(&["--format=markdown", "--attribute=magnitude"])
        .assert()
        .success()
        .stdout_eq(file!["snapshots/audit/nothing.md"].raw());
}

#[test]
fn a_filter_that_names_nothing_is_refused_with_what_may_be_meant() {
    let refused = |arguments: &[&str], expected: &str| {
        let output = gainsay("", &[&["audit", "--format=csv"], arguments].concat()).assert().code(2);
        output.stdout_eq("").stderr_eq(format!("error: {expected}"));
    };
    refused(
        &["--source=nis-south-korae,pentagon"],
        "unknown source `nis-south-korae`\n  help: did you mean `nis-south-korea` or `dia-south-korea` or `jcs-south-korea`?\n",
    );
    refused(&["--subject=dprk-troop"], "unknown subject `dprk-troop`\n  help: did you mean `dprk-troops`?\n");
    refused(&["--attribute=trops-*"], "no attribute matches `trops-*`\n  help: did you mean `troops`?\n");
    refused(
        &["--subject=flood"],
        "unknown subject `flood`\n  help: use one of `dprk-engineers`, `dprk-generals`, `dprk-troops` or `russian-dprk-combined-units`\n",
    );
    // Declared, if only for others.
    gainsay("", &["audit", "--format=csv", "--attribute=magnitude,Troops"]).assert().success().stderr_eq("");
}

#[test]
fn nonsense_is_refused() {
    let refused = |arguments: &[&str], said: &str| {
        small(arguments).assert().code(2).stdout_eq("").stderr_eq(said.to_owned());
    };
    refused(
        &["--from=yesterday"],
        "error: invalid value 'yesterday' for '--from <DATE>': [..]\n\nFor more information, try '--help'.\n",
    );
    refused(
        &["--subject="],
        "error: invalid value '' for '--subject <SUBJECT>': the name is empty\n\nFor more information, try '--help'.\n",
    );
    refused(
        &["--source=[a"],
        "error: invalid value '[a' for '--source <SOURCE>': `[a` is not a valid glob: [..]\n\n\
         For more information, try '--help'.\n",
    );
    refused(&["--kind=quarrel"], "error: invalid value 'quarrel' for '--kind <KIND>'\n  [..]\n\n[..]\n");
    refused(&["--sort=size"], "error: invalid value 'size' for '--sort <ORDER>'\n  [..]\n\n[..]\n");
}

#[test]
fn no_claims_at_all() {
    let done = gainsay(
        "tests/cases/nothing-to-check-in-an-empty-file",
        &["audit", "--format=csv", "--table=coverage"],
    );
    done.assert().code(3).stdout_eq(str![[r#"
claims,undated,ungraded,unquoted,unlinked,unplaced,unread,second_hand,echoes,in_conflict
0,0,0,0,0,0,0,0,0,0

"#]]);
}

const MADE: &str =
    "<!-- What follows is made from the types by a test: SNAPSHOTS=overwrite cargo test --test data -->\n";

#[test]
fn the_tables_are_documented_as_they_are() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/data.md")).unwrap();
    let (prose, _) = page.split_once(MADE).unwrap();
    let mut tables = String::new();
    let bounds = ExportTable::Bounds.about();
    for about in AuditTable::ALL.map(AuditTable::about).into_iter().chain([bounds]) {
        write!(
            tables,
            "\n## {}\n\n{}\n\n| column | holds | what it is |\n|---|---|---|\n",
            about.name, about.about
        )
        .unwrap();
        for column in about.columns {
            let empty = if column.optional { ", or nothing" } else { "" };
            writeln!(tables, "| `{}` | {}{empty} | {} |", column.name, column.holds, column.about()).unwrap();
        }
    }
    let expected = format!("{prose}{MADE}{tables}");
    Assert::new().action_env("SNAPSHOTS").eq(expected, file!["../docs/data.md"].raw());
}

#[test]
fn the_columns_are_those_of_the_schema() {
    let schema: Value = serde_json::from_str(&output("", &["schema", "audit"])).unwrap();
    for (table, definition) in
        [("claims", "Claim"), ("sources", "Source"), ("pairs", "SourcePair"), ("coverage", "Coverage")]
    {
        let about =
            AuditTable::ALL.map(AuditTable::about).into_iter().find(|about| about.name == table).unwrap();
        let definition = &schema["$defs"][definition];
        let properties = definition["properties"].as_object().unwrap();
        assert_eq!(properties.len(), about.columns.len());
        for column in about.columns {
            assert!(properties.contains_key(column.name), "{}", column.name);
            let required = list(definition, "required").contains(&column.name.into());
            assert_eq!(required, !column.optional, "{}", column.name);
        }
    }
}

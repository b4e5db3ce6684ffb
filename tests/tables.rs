//! Tables as users have them: accepted, compared with a revision, explained, exported, and never edited.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const MAPPING: &str = "read: ../data/*.csv\nsubject: storm\nattribute: deaths\nsource: { from: paper }\nas-of: { from: day }\nvalue: { from: dead }\n";
const TABLE: &str = "paper,day,dead\nHerald,2024-05-02,30\nGazette,2024-05-02,12\n";

/// A repository with a table, its mapping file, and nothing else.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.write("claims/tolls.map.yaml", MAPPING);
        repository.write("data/tolls.csv", TABLE);
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(arguments);
        assert!(command.current_dir(self.path()).status().unwrap().success());
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "-m", "x"]);
    }

    /// The status of a command, and all that it prints.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let output =
            command.args(arguments).current_dir(self.path()).env_clear().env("PATH", path).output().unwrap();
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), printed)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (_, printed) = self.run(arguments);
        serde_json::from_str(&printed).unwrap_or_else(|_| panic!("{printed}"))
    }

    /// The words that the findings of a rule underline.
    fn underlined(&self, rule: &str) -> Vec<String> {
        let report = self.json(&["check", "--format", "json"]);
        let findings =
            report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule);
        let labels = findings.flat_map(|finding| finding["labels"].as_array().unwrap());
        let spot = |label: &Value| {
            let (path, text) = (label["path"].as_str().unwrap(), self.read(label["path"].as_str().unwrap()));
            let at = |key: &str| usize::try_from(label[key].as_u64().unwrap()).unwrap();
            let line = text.lines().nth(at("line") - 1).unwrap();
            let words: String =
                line.chars().skip(at("column") - 1).take(at("end_column") - at("column")).collect();
            format!("{path}:{}: {words}", at("line"))
        };
        labels.map(spot).collect()
    }
}

#[test]
fn a_finding_underlines_the_cell_in_every_format() {
    let repository = Repository::new();
    assert_eq!(repository.underlined("death-toll"), ["data/tolls.csv:3: 12", "data/tolls.csv:2: 30"]);
    let sarif = repository.json(&["check", "--format", "sarif"]);
    let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "data/tolls.csv");
    assert_eq!(
        (&location["region"]["startLine"], &location["region"]["startColumn"]),
        (&3.into(), &20.into())
    );
    let (_, github) = repository.run(&["check", "--format", "github"]);
    assert!(github.contains("file=data/tolls.csv,line=3"), "{github}");
    let (status, explained) = repository.run(&["explain", "tolls#Gazette/storm/deaths/2024-05-02"]);
    assert_eq!(status, 0, "{explained}");
    assert!(explained.contains("data/tolls.csv:3"), "{explained}");
    let (_, page) = repository.run(&["audit", "--format", "html"]);
    assert!(page.contains("data/tolls.csv:3"), "the page names the cell");
}

#[test]
fn what_is_accepted_stays_so_when_rows_move() {
    let repository = Repository::new();
    let (status, _) = repository.run(&["check"]);
    assert_eq!(status, 1);
    let report = repository.json(&["check", "--format", "json"]);
    let print = report["findings"][0]["fingerprint"].as_str().unwrap().to_owned();
    let (status, printed) = repository.run(&["accept", &print, "--reason", "one counts the ward"]);
    assert_eq!(status, 0, "{printed}");
    assert_eq!(repository.read("data/tolls.csv"), TABLE);
    assert!(repository.read("claims/tolls.map.yaml").starts_with(MAPPING));
    assert_eq!(repository.run(&["check"]).0, 0);
    repository.write(
        "data/tolls.csv",
        "paper,day,dead\nPost,2024-05-02,12\nGazette,2024-05-02,12\n\nHerald,2024-05-02,30\n",
    );
    let accepted = repository.json(&["check", "--format", "json", "--show", "accepted"]);
    assert_eq!(accepted["summary"]["accepted"], 0, "another paper joins the dispute: {accepted}");
    repository.write("data/tolls.csv", "dead,day,paper\n12,2024-05-02,Gazette\n\n30,2024-05-02,Herald\n");
    assert_eq!(repository.run(&["check"]).0, 0);
    repository.write("data/tolls.csv", "dead,day,paper\n12,2024-05-02,Gazette\n31,2024-05-02,Herald\n");
    assert_eq!(repository.run(&["check"]).0, 1);
}

#[test]
fn a_revision_has_its_own_tables() {
    let repository = Repository::new();
    repository.commit();
    repository.write("data/more.csv", "paper,day,dead\nPost,2024-06-02,3\nWire,2024-06-02,8\n");
    // The rows change their places, which changes nothing.
    repository.write("data/tolls.csv", "paper,day,dead\nGazette,2024-05-02,12\nHerald,2024-05-02,30\n");
    let report = repository.json(&["check", "--since", "HEAD", "--format", "json"]);
    let findings = report["findings"].as_array().unwrap();
    let new: Vec<&str> =
        findings.iter().map(|finding| finding["labels"][0]["path"].as_str().unwrap()).collect();
    assert_eq!(new, ["data/more.csv"], "{report}");
    // From whatever folder it is asked.
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command
        .args(["check", "--since", "HEAD", ".", "--format", "json"])
        .current_dir(repository.path().join("claims"));
    let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(report["findings"][0]["labels"][0]["path"], "../data/more.csv");
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
    let (_, printed) = repository.run(&["diff", "HEAD"]);
    assert!(printed.contains("data/more.csv"), "{printed}");
}

#[test]
fn no_fix_is_made_in_a_table() {
    let repository = Repository::new();
    let mapping = MAPPING.replace("as-of: { from: day }", "as-of: 2024-5-2");
    repository.write("claims/tolls.map.yaml", &mapping);
    repository.write("claims/registry.yaml", "sources: { herald: }\n");
    let table = "paper,day,dead\nHerld,2024-5-2,30\nGazette,2024-5-2,twelve pople\n";
    repository.write("data/tolls.csv", table);
    let (_, printed) = repository.run(&["check", "--fix", "--suggested"]);
    assert_eq!(repository.read("data/tolls.csv"), table);
    assert!(repository.read("claims/tolls.map.yaml").contains("as-of: 2024-05-02"));
    let left = "1 problem in 1 file fixed\n\
                2 problems are in tables, and tables are never changed: correct data/tolls.csv:2, data/tolls.csv:3 by hand\n";
    assert!(printed.contains(left), "{printed}");
    let (_, printed) = repository.run(&["check", "--fix"]);
    assert!(printed.contains("nothing fixed\n2 problems are in tables, and"), "{printed}");
}

#[test]
fn marks_for_a_missing_value_make_no_claim_and_are_counted() {
    let repository = Repository::new();
    let table = "paper,day,dead\nHerald,2024-05-02,30\nGazette,2024-05-02,n/a\nPost,2024-05-02,–\nWelt,2024-05-02,..\nQuiet,2024-05-02,NaN\nBlick,2024-05-02,?\n\
                 Wire,2024-05-02,-5\nStern,2024-05-02,unknown\n";
    repository.write("data/tolls.csv", table);
    let claims = |repository: &Repository| {
        let (_, lines) = repository.run(&["export", "--table", "claims", "--format", "jsonl"]);
        let source =
            |line: &str| serde_json::from_str::<Value>(line).unwrap()["source"].as_str().unwrap().to_owned();
        lines.lines().map(source).collect::<Vec<_>>()
    };
    assert_eq!(claims(&repository), ["Herald", "Stern", "Wire"]);
    let note = |repository: &Repository| {
        let (_, printed) = repository.run(&["check", "--show", "note", "--format", "concise"]);
        printed.lines().find(|line| line.contains("no-value")).map(str::to_owned)
    };
    let told = note(&repository).unwrap();
    assert!(
        told.starts_with(
            "data/tolls.csv:3:20: note[no-value]: 5 cells count as empty: `..`, `?`, `NaN`, `n/a`, and others ("
        ),
        "{told}"
    );
    // What the mapping says of them holds.
    let said = MAPPING
        .replace("from: dead }", "from: dead, replace: { n/a: 7, \"–\": } }\nempty: [\"..\", NaN, \"?\"]");
    repository.write("claims/tolls.map.yaml", &said);
    assert_eq!(
        (claims(&repository), note(&repository)),
        (vec!["Gazette".into(), "Herald".into(), "Stern".into(), "Wire".into()], None)
    );
    // Figures that are missing are left out, and another column counts instead.
    repository.write(
        "data/tolls.csv",
        "paper,day,dead,low,high\nHerald,2024-05-02,-,3,?\nPost,2024-05-02,n/a,..,..\n",
    );
    for value in ["{ low: { from: low }, high: { from: high } }", "{ from: [dead, low] }"] {
        repository.write("claims/tolls.map.yaml", &MAPPING.replace("{ from: dead }", value));
        assert_eq!(claims(&repository), ["Herald"]);
    }
}

#[test]
fn a_table_without_a_mapping_has_marks_for_a_missing_value_too() {
    let repository = Repository::new();
    fs::remove_file(repository.path().join("claims/tolls.map.yaml")).unwrap();
    let table =
        "source,subject,attribute,value,as-of\nap,fire,color,red,2024-05-02\nbbc,fire,color,-,2024-05-02\n";
    repository.write("claims/a.csv", table);
    let (status, printed) = repository.run(&["check", "--show", "note"]);
    assert!(status == 0 && printed.contains("1 cell counts as empty: `-`"), "{printed}");
    assert!(printed.contains("1 file, 1 claim of 1 source"), "{printed}");
    // In what gainsay wrote they are what a source said.
    repository.write(
        "claims/a.csv",
        &table.replace("as-of\n", "as-of,wording\n").replace("-02\n", "-02,\n").replace(",-,", ",n/a,"),
    );
    let (_, printed) = repository.run(&["check", "--show", "note"]);
    assert!(printed.contains("1 file, 2 claims of 2 sources"), "{printed}");
}

#[test]
fn no_fix_is_made_in_a_table_of_names() {
    let repository = Repository::new();
    repository.write("claims/tolls.map.yaml", MAPPING);
    repository.write("claims/papers.map.yaml", "sources: { read: ../data/names.tsv, id: { from: paper } }\n");
    let names = "paper\tname\nHerald\tThe Herald\n";
    repository.write("data/names.tsv", names);
    repository.write("data/tolls.csv", "paper,day,dead\nHerald,2024-05-02,30\nQuiet,2024-05-02,12\n");
    let (status, printed) = repository.run(&["check", "--fix", "--suggested"]);
    assert_eq!(repository.read("data/names.tsv"), names, "{printed}");
    assert!(status == 1 && printed.contains("is not declared") && !printed.contains("fix:"), "{printed}");
}

#[test]
fn a_year_of_two_digits_is_none_of_four() {
    let repository = Repository::new();
    repository.write(
        "claims/tolls.map.yaml",
        &MAPPING.replace("{ from: day }", "{ from: day, date: \"%d.%m.%Y\" }"),
    );
    repository.write("data/tolls.csv", "paper,day,dead\nHerald,1.2.24,30\nGazette,1.2.2024,12\n");
    let (status, printed) = repository.run(&["check"]);
    assert!(status == 1 && printed.contains("error[not-a-date]"), "{printed}");
    repository.write("i.csv", "source,date,deaths\nA,1.2.24,1\nB,13.2.24,9\n");
    let (_, proposed) = repository.run(&["import", "i.csv"]);
    assert!(proposed.contains("date: \"%d.%m.%y\""), "{proposed}");
}

#[test]
fn a_period_that_is_too_long_is_refused_wherever_its_length_is() {
    let repository = Repository::new();
    let told = |length: &str, cell: &str| {
        let during = format!("during: {{ {length}, until: day }}");
        repository.write("claims/tolls.map.yaml", &MAPPING.replace("as-of: { from: day }", &during));
        repository.write("data/tolls.csv", &format!("paper,day,dead,long\nHerald,2024-05-02,30,{cell}\n"));
        repository.run(&["check", "--format", "concise"]).1
    };
    for (length, cell, spot, unit) in [
        ("hours: long", "2000000", "data/tolls.csv:2:22", "hours"),
        ("days: long", "2000000", "data/tolls.csv:2:22", "days"),
        ("hours: 2000000", "", "claims/tolls.map.yaml:5:18", "hours"),
        ("days: 99999999999999999999", "", "claims/tolls.map.yaml:5:17", "days"),
    ] {
        let number = length.rsplit(' ').next().filter(|number| *number != "long").unwrap_or(cell);
        let problem = format!(
            "{spot}: error[invalid-value]: a period can have at most 1000000 {unit}, but this one has `{number}`"
        );
        let printed = told(length, cell);
        assert!(printed.contains(&problem), "{printed}");
    }
    for (length, cell) in [("hours: long", "24"), ("days: 1000", "")] {
        let printed = told(length, cell);
        assert!(printed.starts_with("1 file, 1 claim of 1 source: nothing found"), "{printed}");
    }
}

#[test]
fn a_table_that_nobody_maps_is_named_beside_claims() {
    let repository = Repository::new();
    repository.write("claims/tolls.map.yaml", MAPPING);
    repository.write("data/tolls.csv", "paper,day,dead\nHerald,2024-05-02,30\n");
    repository.write("claims/polls.csv", "paper,subject,attribute,value\nA,s,deaths,3\n");
    let (status, printed) = repository.run(&["check"]);
    let note =
        "`claims/polls.csv` is not read, as no mapping file says what the columns are; `gainsay import";
    let words: Vec<_> = printed.split_whitespace().collect();
    assert!(status == 0 && words.join(" ").contains(note), "{printed}");
}

#[test]
fn nothing_outside_of_the_repository_is_read() {
    let around = tempfile::tempdir().unwrap();
    fs::write(around.path().join("secret.csv"), "paper,day,dead\nSecret,2024-05-02,1\n").unwrap();
    let repository = Repository::new();
    let secret = around.path().join("secret.csv");
    std::os::unix::fs::symlink(&secret, repository.path().join("data/link.csv")).unwrap();
    std::os::unix::fs::symlink(around.path(), repository.path().join("folder")).unwrap();
    for path in [
        "../data/link.csv",
        "../folder/secret.csv",
        "../folder/*.csv",
        secret.to_str().unwrap(),
        "../.git/config",
        "../../x.csv",
    ] {
        repository.write("claims/tolls.map.yaml", &MAPPING.replace("../data/*.csv", path));
        let (status, printed) = repository.run(&["check"]);
        assert_eq!(status, 1, "{path}: {printed}");
        assert!(printed.contains("error[table-outside]") && !printed.contains("Secret"), "{path}: {printed}");
    }
    // A glob passes links over.
    repository.write("claims/tolls.map.yaml", MAPPING);
    let (_, printed) = repository.run(&["check"]);
    assert!(printed.contains("1 file, 2 claims"), "{printed}");
}

#[test]
fn encodings_are_said_or_marked() {
    let repository = Repository::new();
    let text = "paper,day,dead\nKölner,2024-05-02,30\nMünchner,2024-05-02,12\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let path = repository.path().join("data/tolls.csv");
    fs::write(&path, &latin).unwrap();
    let (_, printed) = repository.run(&["check"]);
    assert!(
        printed.contains("error[not-utf-8]: this byte is not UTF-8\n   ╭─[data/tolls.csv:2:2]\n 2 │ K?"),
        "{printed}"
    );
    assert!(printed.contains("`dialect: { encoding:"), "{printed}");
    let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (bytes, said, message, help) in [
        (&unmarked, "", "this file is UTF-16", "encoding: utf-16 }`"),
        (&unmarked, "windows-1252", "this file is UTF-16", "correct `encoding` in the mapping file"),
        (&latin, "utf-8", "this byte is not UTF-8", "correct `encoding` in the mapping file"),
        (&marked, "windows-1252", "says that it is UTF-8", "correct `encoding` in the mapping file"),
        (&marked, "utf-16", "says that it is UTF-8", "correct `encoding` in the mapping file"),
    ] {
        fs::write(&path, bytes).unwrap();
        let dialect =
            if said.is_empty() { String::new() } else { format!("dialect: {{ encoding: {said} }}\n") };
        repository.write("claims/tolls.map.yaml", &format!("{MAPPING}{dialect}"));
        let (status, printed) = repository.run(&["check"]);
        let words = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(status == 1 && words.contains(message) && words.contains(help), "{said}: {printed}");
    }
    for (bytes, said) in [(&latin, "windows-1252"), (&latin, "latin-1"), (&wide, "utf-16"), (&wide, "utf-8")]
    {
        fs::write(&path, bytes).unwrap();
        repository.write("claims/tolls.map.yaml", &format!("{MAPPING}dialect: {{ encoding: {said} }}\n"));
        let (status, printed) = repository.run(&["check"]);
        assert!(
            status == 1 && printed.contains("3 │ Münchner,2024-05-02,12\n   ·                     ─┬"),
            "{said}: {printed}"
        );
    }
    let (_, proposed) = repository.run(&["import", "data/tolls.csv"]);
    assert!(!proposed.contains("encoding"), "a mark says it: {proposed}");
    fs::write(&path, &latin).unwrap();
    let (_, proposed) = repository.run(&["import", "data/tolls.csv"]);
    assert!(proposed.contains("encoding: windows-1252 } # not sure"), "{proposed}");
}

#[test]
fn a_table_that_is_given_itself_is_read_by_its_mapping() {
    let repository = Repository::new();
    let (status, printed) = repository.run(&["audit", "data/tolls.csv"]);
    assert_eq!(status, 2);
    assert!(
        printed.contains("error: no mapping file says what the columns of `data/tolls.csv` are"),
        "{printed}"
    );
    assert!(
        printed.contains("`gainsay import data/tolls.csv -o data/tolls.map.yaml` proposes one"),
        "{printed}"
    );
    assert_eq!(repository.run(&["import", "data/tolls.csv", "-o", "data/tolls.map.yaml"]).0, 0);
    let (status, printed) = repository.run(&["check", "data/tolls.csv"]);
    assert_eq!(status, 1, "{printed}");
    assert!(printed.contains("1 file, 2 claims of 2 sources: 1 error"), "{printed}");
}

#[test]
fn an_attribute_of_the_list_is_proposed_without_doubt() {
    let repository = Repository::new();
    for (columns, claims) in [
        ("fatalities,displaced persons", "claims:\n"),
        ("fatalities,level", "claims: # not sure: `level` is no built-in attribute\n"),
        ("a,b,c,d,deaths,e", "claims: # not sure: `a`, `b`, `c` and 2 more are no built-in attributes\n"),
    ] {
        let numbers = vec!["1"; columns.split(',').count()].join(",");
        repository.write("i.csv", &format!("source,date,{columns}\nHerald,2024-05-02,{numbers}\n"));
        let (_, proposed) = repository.run(&["import", "i.csv"]);
        assert!(proposed.contains(claims), "{proposed}");
    }
}

#[test]
fn each_column_is_proposed_as_an_attribute_of_its_own() {
    let repository = Repository::new();
    let proposed = |columns: &str| {
        let numbers = vec!["1"; columns.split(',').count()].join(",");
        repository.write("i.csv", &format!("source,date,{columns}\nHerald,2024-05-02,{numbers}\n"));
        repository.run(&["import", "i.csv"]).1
    };
    let two = proposed("Budget ($),Budget (€)");
    let lines = "  - { attribute: budget-dollars, value: { from: \"Budget ($)\" } } # not sure: another column would be `budget` too\n  \
                 - { attribute: budget-euros, value: { from: \"Budget (€)\" } } # not sure: another column would be `budget` too\n";
    assert!(two.contains(lines), "{two}");
    let same = proposed("deaths,fatalities");
    assert!(same.contains("# not sure: `fatalities` and `deaths` are names of one attribute\n"), "{same}");
}

#[test]
fn columns_that_share_a_name_are_not_proposed() {
    let repository = Repository::new();
    repository.write("claims/a.csv", "source,date,deaths,a,,a,\nHerald,2024-05-02,30,1,2,3,4\n");
    assert_eq!(repository.run(&["import", "claims/a.csv", "-o", "claims/a.map.yaml"]).0, 0);
    let proposed = repository.read("claims/a.map.yaml");
    let unused = "claims:\n  - { attribute: deaths, value: { from: deaths } }\n\
                  # not used: 2 columns have the name `a`; give each a name of its own\n\
                  # not used: 2 columns have no name; give each a name of its own\n";
    assert!(proposed.ends_with(unused), "{proposed}");
    let (status, printed) = repository.run(&["check", "claims/a.map.yaml"]);
    assert!(status == 0 && printed.starts_with("1 file, 1 claim of 1 source: nothing found"), "{printed}");
}

#[test]
fn names_with_the_marks_of_globs_are_proposed_as_names() {
    let repository = Repository::new();
    let table = "source,date,deaths\nHerald,2024-05-02,30\nGazette,2024-05-02\nPost,2024-05-02,\"1\"2\nWire,2024-05-02,12\n";
    repository.write("tables/a[1]{b}.csv", table);
    assert_eq!(repository.run(&["import", "tables/a[1]{b}.csv", "-o", "tables/a.map.yaml"]).0, 0);
    let proposed = repository.read("tables/a.map.yaml");
    assert!(proposed.contains("\nread: \"a[[]1[]][{]b[}].csv\"\n"), "{proposed}");
    assert!(
        proposed.contains("\n# 2 rows among them cannot be read; `gainsay check` says why.\n"),
        "{proposed}"
    );
    let (_, printed) = repository.run(&["check", "tables/a.map.yaml", "--format", "concise"]);
    assert!(printed.contains("1 file, 2 claims of 2 sources: 3 errors"), "{printed}");
    repository.write("tables/a.map.yaml", &proposed.replace("a[[]1[]][{]b[}].csv", "a[1]{b}.csv"));
    let (_, printed) = repository.run(&["check", "tables/a.map.yaml"]);
    assert!(printed.contains("a file has exactly this name; write it as `a[[]1[]][{]b[}].csv`"), "{printed}");
}

#[test]
fn a_poll_is_proposed_as_a_subject_of_who_publishes_it_for_its_last_day() {
    let repository = Repository::new();
    let proposed = |header: &str| {
        let row = "\ndaily-a,institute-a,2025-01-27,2025-01-30,31\narchive-b,institute-b,2025-01-27,2025-01-30,30\n";
        repository.write("polls.csv", &format!("{header}{row}"));
        repository.run(&["import", "polls.csv"]).1
    };
    let polls = proposed("publisher,institute,begin,end,blues");
    let keys = "source: { from: publisher }\nsubject: { template: \"{institute} {end}\" } # not sure: this makes each poll a \
                subject of its own\nas-of: { from: end }\n";
    assert!(polls.contains(keys), "{polls}");
    assert!(polls.contains("# not used: `begin`, such as `2025-01-27`, 1 different"), "{polls}");
    let started = proposed("paper,pollster,start date,end date,blues");
    assert!(started.contains("template: \"{pollster} {end date}\""), "{started}");
    assert!(started.contains("\nas-of: { from: end date }"), "{started}");
    let alone = proposed("note,institute,begin,finished,blues");
    assert!(alone.contains("source: { from: institute }\nsubject: polls #"), "{alone}");
    assert!(alone.contains("as-of: { from: finished }"), "{alone}");
}

#[test]
fn a_column_that_may_be_the_source_is_named_where_another_is_taken() {
    let repository = Repository::new();
    let proposed = |header: &str| {
        let row = "\ndaily-a,institute-a,2025-01-30,31\narchive-b,institute-b,2025-01-30,30\n";
        repository.write("polls.csv", &format!("{header}{row}"));
        repository.run(&["import", "polls.csv"]).1
    };
    for (other, taken) in
        [("Published by", "Institute"), ("Publisher name", "pollster"), ("agency (raw)", "Source")]
    {
        let printed = proposed(&format!("{other},{taken},end,blues"));
        let line =
            format!("source: {{ from: {taken} }} # not sure: it may be `{other}`, which is not used\n");
        assert!(printed.contains(&line), "{printed}");
    }
    for certain in ["remarks,Institute,end,blues", "publication date,Institute,end,blues"] {
        let printed = proposed(certain);
        assert!(printed.contains("source: { from: Institute }\n"), "{printed}");
    }
}

#[test]
fn nothing_is_proposed_that_a_check_refuses() {
    let around = tempfile::tempdir().unwrap();
    fs::write(around.path().join("a.csv"), TABLE).unwrap();
    let repository = Repository::new();
    let table = around.path().join("a.csv");
    let arguments = ["import", table.to_str().unwrap(), "-o", "claims/a.map.yaml"];
    let (status, printed) = repository.run(&arguments);
    assert!(status == 2 && printed.contains("error: no mapping file in `claims` may read"), "{printed}");
    assert!(!repository.path().join("claims/a.map.yaml").exists());
}

#[test]
fn ids_of_rows_that_say_the_same_stay_when_rows_move() {
    let repository = Repository::new();
    let rows = [
        "Herald,2024-05-02,30,",
        "Herald,2024-05-02,31,",
        "Herald,2024-05-02,12,early",
        "Herald,2024-05-02,12,late",
        "Post,2024-05-02,9,",
        "Post,2024-05-02,9,",
    ];
    let ids = |order: &[usize]| {
        let lines: Vec<&str> = order.iter().map(|at| rows[*at]).collect();
        repository.write("data/tolls.csv", &format!("paper,day,dead,note\n{}\n", lines.join("\n")));
        let (_, lines) = repository.run(&["export", "--table", "claims", "--format", "jsonl"]);
        let of = |line: &str| {
            let claim: Value = serde_json::from_str(line).unwrap();
            let at = usize::try_from(claim["line"].as_u64().unwrap()).unwrap() - 2;
            (rows[order[at]].to_owned(), claim["id"].as_str().unwrap().to_owned())
        };
        let mut ids: Vec<(String, String)> = lines.lines().map(of).collect();
        ids.sort();
        ids
    };
    let before = ids(&[0, 1, 2, 3, 4, 5]);
    let called: Vec<&str> = before.iter().map(|(_, id)| id.as_str()).collect();
    let stem = "tolls#Herald/storm/deaths/2024-05-02";
    let [early, late] = [called[0], called[1]].map(|id| id.strip_prefix(&format!("{stem}#12#")).unwrap());
    assert!(early.len() == 8 && late.len() == 8 && early != late);
    assert_eq!(
        called[2..],
        [
            format!("{stem}#30"),
            format!("{stem}#31"),
            "tolls#Post/storm/deaths/2024-05-02".to_owned(),
            "tolls#Post/storm/deaths/2024-05-02#2".to_owned(),
        ]
    );
    for order in [[5, 4, 3, 2, 1, 0], [3, 1, 5, 0, 2, 4]] {
        assert_eq!(ids(&order), before);
    }
    let other = called[2];
    for arguments in [&["explain", stem][..], &["explain", other, "--with", stem]] {
        let (status, printed) = repository.run(arguments);
        assert!(
            status == 2 && printed.contains(&format!("several claims have the id `{stem}`")),
            "{printed}"
        );
    }
}

#[test]
fn a_proposal_is_not_written_over_a_file() {
    let repository = Repository::new();
    for (arguments, message) in [
        (
            &["import", "data/tolls.csv", "-o", "claims/tolls.map.yaml"][..],
            "`claims/tolls.map.yaml` already exists",
        ),
        (
            &["import", "data/tolls.csv", "-o", "none/tolls.map.yaml"],
            "cannot write `none/tolls.map.yaml`: `none` does not exist",
        ),
        (&["import", "data/tolls.csv", "-o", "tolls.yaml"], "`tolls.yaml` is not the name of a mapping file"),
        (&["import", "data/no.csv"], "cannot read `data/no.csv`: no such file or folder"),
        (
            &["import", "claims/tolls.map.yaml"],
            "the ending of `claims/tolls.map.yaml` does not say what is in it",
        ),
    ] {
        let (status, printed) = repository.run(arguments);
        assert!(status == 2 && printed.contains(message), "{printed}");
    }
    assert_eq!(repository.read("claims/tolls.map.yaml"), MAPPING);
}

#[test]
fn what_stands_for_nothing_is_proposed_as_such() {
    let repository = Repository::new();
    let table = "event,date,Deaths,Done,Seen\nfire,2024-05-02,12,x,\nflood,2024-05-03,..,x,\nstorm,2024-05-04,not available,x,\n";
    repository.write("i.csv", table);
    let (_, proposed) = repository.run(&["import", "i.csv"]);
    assert!(proposed.contains("\nempty: [\"..\", \"not available\"] # cells"), "{proposed}");
    assert!(proposed.contains("{ attribute: deaths, value: { from: Deaths } }"), "{proposed}");
    let left = "# not used: `Done`, only `x` in these rows\n# not used: `Seen`, empty in these rows\n";
    assert!(proposed.ends_with(left), "{proposed}");
}

#[test]
fn columns_that_may_be_sources_are_said_to_be_such() {
    let repository = Repository::new();
    let hint = "\n  # if each column is a source: `attribute: deaths` (or what they count) above, and `source: NAME` for `attribute: NAME` below\n";
    for (table, may_be) in [
        ("event,date,Herald,Gazette\nfire,2024-05-02,12,31\n", true),
        ("event,date,Deaths,Gazette\nfire,2024-05-02,12,31\n", false),
        ("event,source,Herald,Gazette\nfire,Office,12,31\n", false),
        ("event,date,Herald\nfire,2024-05-02,12\n", false),
    ] {
        repository.write("i.csv", table);
        let (_, proposed) = repository.run(&["import", "i.csv"]);
        assert_eq!(proposed.contains(hint), may_be, "{proposed}");
    }
}

#[test]
fn whatever_is_imported_can_be_checked() {
    let repository = Repository::new();
    for (name, table) in [
        ("a.csv", "who;when;n\nHerald;31.12.2023;1,5\n"),
        ("b.tsv", "a\tb\n1\t2\n"),
        ("c.json", "{\"x\": [{\"@id\": 1, \"a b\": {\"c\": \"d\"}}, {\"@id\": 2}]}"),
        ("d.jsonl", "{\"true\": 1}\n{\"true\": 2}\n"),
        ("e.md", "---\nnull: 5\n\"a: b\": 2024-05-02\n---\n"),
        ("f.csv", "\"a \"\"b\"\"\",\"c\nd\",{e},#f\n1,2,3,4\n"),
        ("g.csv", "Title\n\nname,count\nx,1\ny,-\n"),
        ("h.csv", "a,a,a\n1,2,3\n"),
        ("i.csv", "{a},&a,a,Turnout,Turnout %\n1,2,3,4,5\n"),
        ("j.csv", "sou\u{202e}rce,Dea\u{200b}ths,\u{e0041}n\nHerald,1,2\n"),
    ] {
        repository.write(&format!("tables/{name}"), table);
        let (stem, _) = name.split_once('.').unwrap();
        let to = format!("tables/{stem}.map.yaml");
        let (status, printed) = repository.run(&["import", &format!("tables/{name}"), "-o", &to]);
        assert_eq!(status, 0, "{name}: {printed}");
        let (_, printed) = repository.run(&["check", &to, "--format", "concise"]);
        let mapping = repository.read(&to);
        for code in ["unknown-column", "unknown-key", "wrong-type", "missing-key", "malformed"] {
            assert!(!printed.contains(code), "{name}:\n{mapping}\n{printed}");
        }
        assert!(!printed.contains("0 claims"), "{name}:\n{mapping}\n{printed}");
    }
}

#[test]
fn what_is_exported_can_be_read_again() {
    let repository = Repository::new();
    repository.write(
        "claims/more.yaml",
        "claims:\n  - { id: a, source: s, subject: storm, attribute: deaths, value: { worded: '=some', low: 3, high: 5 }, during: 2024-05-01/2024-05-03 }\n  - { id: b, source: s, subject: storm, attribute: deaths, value: 7, stance: denies, as-of: 2024-05-04, quote: \"it was\\nnot 7\" }\n  - { id: c, source: t, subject: storm, attribute: deaths, stance: unconfirmed, published: 2024-05-04 }\n",
    );
    let (status, printed) = repository.run(&["export", "-o", "tables/"]);
    assert_eq!(status, 0, "{printed}");
    let findings = |path: &str| {
        let report = repository.json(&["check", path, "--format", "json", "--show", "note"]);
        let list = report["findings"].as_array().unwrap().iter();
        list.map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut one = findings("claims");
    one.sort();
    repository.write("lines/claims.jsonl", &repository.run(&["export", "--format", "jsonl"]).1);
    repository.write("mapped/claims.map.yaml", "read: [../lines/claims.jsonl]\n");
    for path in ["tables/claims.csv", "lines", "lines/claims.jsonl", "mapped"] {
        let mut two = findings(path);
        two.sort();
        assert_eq!(one, two, "{path}");
    }
    assert!(!one.is_empty());
    let tables: Vec<String> = ["claims", "findings", "positions", "bounds"]
        .map(|table| {
            assert!(repository.path().join(format!("tables/{table}.csv")).exists());
            let (status, lines) = repository.run(&["export", "--table", table, "--format", "jsonl"]);
            assert_eq!(status, 0, "{lines}");
            lines
        })
        .to_vec();
    let ids = |lines: &str, key: &str| {
        let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.map(|row| row[key].as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let claims = ids(&tables[0], "id");
    assert_eq!(claims.len(), 5);
    assert!(ids(&tables[3], "claim").is_subset(&claims) && ids(&tables[2], "claim").is_subset(&claims));
    assert_eq!(ids(&tables[2], "fingerprint"), ids(&tables[1], "fingerprint"));
}

#[test]
fn what_a_table_has_no_place_for_goes_into_another_file() {
    let repository = Repository::new();
    fs::remove_file(repository.path().join("claims/tolls.map.yaml")).unwrap();
    let table =
        "source,subject,attribute,value,as-of\na,flood,deaths,5,2024-05-02\nb,flood,deaths,50,2024-05-02\n";
    repository.write("claims/tolls.csv", table);
    let report = repository.json(&["check", "--format", "json"]);
    let print = report["findings"][0]["fingerprint"].as_str().unwrap().to_owned();
    let (status, told) = repository.run(&["accept", &print, "--reason", "x"]);
    assert_eq!((status, repository.read("claims/tolls.csv").as_str()), (2, table));
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, entry) =
        told.split_once("the list `accepted:` of a claim file or of a mapping file yourself: ").unwrap();
    repository.write("claims/accepted.yaml", &format!("accepted:\n  - {entry}\n"));
    assert_eq!(repository.run(&["check"]).0, 0, "{entry}");
}

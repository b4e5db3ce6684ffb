//! From a table to its claims: what `gainsay import` proposes, and what a check says of a mapping file with a mistake.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::process::Command;

/// A folder with a table.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(name: &str, table: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write(name, table);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// What a command prints to standard output, and to standard error with one blank between words.
    fn run(&self, arguments: &[&str]) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let output = command.args(arguments).current_dir(self.0.path()).env_clear().output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (out, err.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn check(&self, paths: &[&str]) -> String {
        self.run(&[&["check"], paths, &["--format", "concise"]].concat()).0
    }
}

/// What is proposed for a table, and what a check finds by it.
#[track_caller]
fn imported(table: &str) -> (String, String) {
    let folder = Folder::new("t.csv", table);
    folder.run(&["import", "t.csv", "-o", "t.map.yaml"]);
    (folder.read("t.map.yaml"), folder.check(&["t.map.yaml"]))
}

/// What a check finds by a mapping file with these `lines` behind the one that says what is read.
fn mapped(table: &str, lines: &str) -> String {
    let folder = Folder::new("t.csv", table);
    folder.write("t.map.yaml", &format!("read: t.csv\n{lines}"));
    folder.check(&["t.map.yaml"])
}

const TABLE: &str = "event,date,outlet,killed\nfire,2024-03-01,Herald,12\nfire,2024-03-01,Gazette,14\n";
const KEYS: &str = "subject: { from: event }\nas-of: { from: date }\nsource: { from: outlet }\nattribute: deaths\nvalue: { from: killed }\n";
const CONFLICT: &str = "t.csv:2:24: error[death-toll]: fire: Herald and Gazette disagree on deaths";

#[test]
fn rows_at_a_place_and_a_day_are_an_event_each() {
    let (proposed, found) = imported(
        "id,date,place,source,killed,injured\n1,2024-03-04,Ashford,Herald,12,30\n2,2024-03-04,Bexley,Herald,2,5\n\
         3,2024-03-05,Ashford,Gazette,4,9\n4,2024-03-09,Corby,Gazette,41,100\n",
    );
    let subject = "subject: { template: \"{place} {date}\" } # not sure: each place and day is one event; if all rows are about \
                   one event, write `subject: t`\n";
    assert!(proposed.contains(subject), "{proposed}");
    assert!(proposed.contains("\nid: \"{id}-{attribute}\"\n"), "{proposed}");
    assert!(found.starts_with("1 file, 8 claims of 2 sources: 1 note"), "{found}");
    let (_, found) = imported(
        "publisher,town,when,deaths\nOffice,Ashford,03.04.2024,14\nArchive,Ashford,03.04.2024,41\nOffice,Bexley,13.04.2024,2\n",
    );
    assert!(found.starts_with("t.csv:2:27: error[death-toll]: Ashford 03.04.2024: Office and"), "{found}");
}

#[test]
fn a_daily_series_is_about_one_event() {
    for (header, place) in [("date,region", "region"), ("day,country", "country")] {
        let rows =
            ["01,Gaza,UN,100", "01,West Bank,UN,5", "02,Gaza,UN,110", "02,West Bank,UN,6", "03,Gaza,UN,120"];
        let rows: Vec<String> = rows.iter().map(|row| format!("2024-03-{row}\n")).collect();
        let (proposed, _) = imported(&format!("{header},source,killed\n{}", rows.concat()));
        let day = header.split(',').next().unwrap();
        let subject = format!(
            "subject: t # not sure: all rows count as one event\n# subject: {{ template: \"{{{place}}} {{{day}}}\" }} # instead, if"
        );
        assert!(proposed.contains(&subject), "{proposed}");
    }
    let series = "2024-03-01,UN,5\n2024-03-02,UN,6\n2024-03-03,WHO,8\n";
    let (proposed, _) = imported(&format!("date,source,killed\n{series}"));
    let subject = "subject: t # not sure: no column looks like a subject, so all rows count as one event\n";
    assert!(proposed.contains(subject), "{proposed}");
    let (proposed, _) = imported(
        "report date,town,source,killed\n2024-03-01,Ashford,UN,5\n2024-03-09,Bexley,UN,6\n2024-03-30,Corby,UN,7\n",
    );
    assert!(proposed.contains("subject: t # not sure: all rows count as one event\n"), "{proposed}");
}

#[test]
fn a_table_of_indicators_is_compared_by_place_and_year() {
    let (proposed, found) = imported(
        "country,indicator,year,source,value\nFrance,growth,2020,UN,6\nSpain,growth,2020,UN,8\nFrance,growth,2020,OECD,9\n",
    );
    assert!(proposed.contains("subject: t # not sure: no column looks like a subject"), "{proposed}");
    assert!(
        found.starts_with("t.csv:2:23: error[percentage]: UN and OECD disagree on growth in France"),
        "{found}"
    );
}

#[test]
fn a_count_of_a_day_is_no_total() {
    let rows = "2024-03-01,Ministry,12,40\n2024-03-02,Ministry,9,50\n2024-03-03,Ministry,20,55\n\
                2024-03-04,Ministry,3,60\n2024-03-04,Office,9,60\n";
    let fall =
        "# not sure: the figures fall, so each seems to count one day; write as-of if each is a total\n";
    for header in ["killed_today", "new deaths", "Daily Deaths", "deaths per day", "new_cases"] {
        let (proposed, found) = imported(&format!("day,source,{header},injured\n{rows}"));
        let name = header.to_lowercase().replace([' ', '_'], "-");
        let claims = format!(
            "as-of: {{ from: day }}\nclaims:\n  \
             - {{ attribute: {name}, value: {{ from: {header} }}, during: {{ from: day }} }}\n  \
             - {{ attribute: injured, value: {{ from: injured }} }}\n"
        );
        assert!(proposed.contains(&claims), "{proposed}");
        let conflict = format!("Ministry and Office disagree on {name}: `3` or `9`");
        assert!(found.contains(&conflict) && !found.contains("contradicts"), "{found}");
    }
    let (proposed, found) = imported(&format!("day,source,killed,injured\n{rows}"));
    let claim =
        format!("  - {{ attribute: killed, value: {{ from: killed }}, during: {{ from: day }} }} {fall}");
    assert!(proposed.contains(&claim) && proposed.contains("\nas-of: { from: day }\n"), "{proposed}");
    assert!(found.starts_with("t.csv:5:21: error[death-toll]: Ministry and Office"), "{found}");
    assert!(found.contains("1 file, 10 claims of 2 sources: 1 error"), "{found}");
    let (proposed, _) = imported(&format!("day,source,killed,injured\n{}", rows.replace(",55", ",45")));
    assert!(proposed.contains(&format!("\nduring: {{ from: day }} {fall}claims:\n")), "{proposed}");
    let apart = "2024-03-01,UN,12\n2024-03-04,UN,9\n2024-03-07,UN,20\n2024-03-10,UN,3\n";
    let (proposed, _) = imported(&format!("day,source,killed\n{apart}"));
    assert!(proposed.contains(&format!("\nduring: {{ from: day }} {fall}")), "{proposed}");
    let values = rows.replace("Ministry,", "Ministry,deaths,").replace("Office,", "Office,deaths,");
    let (proposed, _) = imported(&format!("day,source,measure,value,x\n{values}"));
    assert!(proposed.contains(&format!("\nduring: {{ from: day }} {fall}attribute:")), "{proposed}");
}

#[test]
fn a_total_is_no_count_of_a_day() {
    for (header, figures) in [
        ("killed", [9, 12, 10, 20]),
        ("cumulative deaths", [12, 9, 20, 3]),
        ("daily price", [12, 9, 20, 3]),
        ("temperature", [12, 9, 20, 3]),
        ("New York", [12, 19, 20, 23]),
    ] {
        let rows = (1..).zip(figures).map(|(day, figure)| format!("2024-03-0{day},Ministry,{figure}\n"));
        let (proposed, _) = imported(&format!("day,source,{header}\n{}", rows.collect::<String>()));
        assert!(proposed.contains("\nas-of: { from: day }\n"), "{proposed}");
        assert!(!proposed.contains("during"), "{proposed}");
    }
    let (proposed, _) = imported("date,Daily Mail,Gazette\n2024-05-02,12,31\n2024-05-03,12,31\n");
    assert!(!proposed.contains("during"), "{proposed}");
    let (proposed, _) = imported(
        "date,town,source,killed\n2024-03-04,Ashford,Herald,12\n2024-03-05,Ashford,Herald,9\n2024-03-11,Ashford,Herald,4\n\
         2024-03-21,Bexley,Herald,3\n2024-04-02,Corby,Herald,3\n2024-05-17,Derby,Herald,3\n2024-06-02,Egham,Herald,3\n",
    );
    assert!(proposed.contains("{town} {date}") && !proposed.contains("during"), "{proposed}");
}

#[test]
fn a_count_of_a_week_has_its_days() {
    let rows =
        ["01.03.2024,UN,12", "08.03.2024,UN,9", "15.03.2024,UN,20", "22.03.2024,UN,3", "22.03.2024,WHO,5"];
    for (header, comment) in [
        ("weekly deaths", ""),
        ("new deaths", ""),
        (
            "deaths",
            " # not sure: the figures fall, so each seems to count 7 days; write as-of if each is a total",
        ),
    ] {
        let (proposed, found) = imported(&format!("until,source,{header}\n{}\n", rows.join("\n")));
        let during =
            format!("during: {{ days: 7, until: {{ from: until, date: \"%d.%m.%Y\" }} }}{comment}\n");
        assert!(proposed.contains(&during), "{proposed}");
        assert!(found.starts_with("t.csv:5:15: error[death-toll]: "), "{found}");
        assert!(found.contains("5 claims of 2 sources: 1 error"), "{found}");
    }
}

#[test]
fn figures_of_years_quarters_and_months_are_for_all_of_them() {
    for (period, one, other, during) in [
        ("year", "2020", "2021", "{ from: year }"),
        ("month", "2020-05", "2020-06", "{ from: month }"),
        (
            "quarter",
            "2020-Q1",
            "Q2 2020",
            "{ from: quarter, replace: { \"2020-Q1\": 2020-01/2020-03, \"Q2 2020\": 2020-04/2020-06 } }",
        ),
    ] {
        let folder = Folder::new(
            "t.csv",
            &format!(
                "country,{period},source,indicator,value\nFrance,{one},UN,growth,6\nFrance,{one},OECD,growth,9\n\
                 France,{other},UN,growth,7\nFrance,{other},OECD,growth,7\nFrance,{one},UN,gdp,100\nFrance,{other},UN,gdp,130\n"
            ),
        );
        folder.run(&["import", "t.csv", "-o", "t.map.yaml"]);
        let proposed = folder.read("t.map.yaml");
        let line = format!(
            "\nduring: {during} # each figure is for the whole {period}; write as-of if it is a state on one day\n"
        );
        assert!(proposed.contains(&line), "{proposed}");
        let (found, _) = folder.run(&["check", "t.map.yaml", "--show", "note", "--format", "concise"]);
        assert!(found.contains("error[percentage]: UN and OECD disagree on growth in France"), "{found}");
        assert!(!found.contains("revises") && !found.contains("warning"), "{found}");
    }
    let (proposed, _) =
        imported("event,year,source,deaths\nfire,1999,A,12\nfire,1999,B,20\nflood,2001,A,9\n");
    assert!(proposed.contains("\nas-of: { from: year }\n"), "{proposed}");
}

#[test]
fn a_column_for_each_year_makes_claims_of_that_year() {
    let (proposed, found) = imported(
        "country,source,indicator,2019,2020,2021,note\nFrance,UN,gdp,100,110,120,provisional\nFrance,OECD,gdp,100,160,120,\n",
    );
    let claims = "attribute: { from: indicator }\n\
                  claims: # each figure is for the whole year; write as-of if it is a state on one day\n  \
                  - { value: { from: \"2019\" }, during: 2019 }\n  \
                  - { value: { from: \"2020\" }, during: 2020 }\n  \
                  - { value: { from: \"2021\" }, during: 2021 }\n";
    assert!(proposed.ends_with(claims), "{proposed}");
    assert!(found.starts_with("t.csv:2:19: error["), "{found}");
    assert!(found.contains("UN and OECD disagree on gdp in France: `110` or `160`"), "{found}");
    let (proposed, found) = imported("region,source,2020-Q1,2020-Q2\nNorth,UN,1,..\nNorth,OECD,1,\n");
    let claims = "attribute: t # not sure: write what is claimed\n\
                  claims: # each figure is for the whole quarter; write as-of if it is a state on one day\n  \
                  - { value: { from: \"2020-Q1\" }, during: 2020-01/2020-03 }\n  \
                  - { value: { from: \"2020-Q2\" }, during: 2020-04/2020-06 }\n";
    assert!(proposed.ends_with(claims), "{proposed}");
    assert!(found.contains("1 file, 2 claims of 2 sources"), "{found}");
}

#[test]
fn a_comment_is_not_beside_what_every_source_says() {
    let (proposed, _) = imported("event,date,Herald,Gazette,note\nfire,2024-03-01,12,14,late\n");
    assert!(!proposed.contains("\nnote:"), "{proposed}");
    assert!(proposed.contains("# not used: `note`, such as `late`"), "{proposed}");
    let (proposed, _) = imported("event,date,outlet,killed,note\nfire,2024-03-01,Herald,14,late\n");
    assert!(proposed.contains("\nnote: { from: note }\n"), "{proposed}");
}

#[test]
fn numbers_of_events_are_no_figures() {
    let table = |id: &str| {
        format!(
            "{id},date,place,source,killed,injured\n101,2024-03-04,Ashford,Herald,12,30\n101,2024-03-04,Ashford,Gazette,31,30\n\
             102,2024-03-05,Bexley,Herald,2,5\n"
        )
    };
    for id in ["incident_id", "id", "event", "event_id", "incident id", "ref", "Case No."] {
        let (proposed, found) = imported(&table(id));
        let subject = format!("\nsubject: {{ from: {id} }}\n").replace("Case No.", "\"Case No.\"");
        assert!(proposed.contains(&subject), "{proposed}");
        assert!(found.contains("error[death-toll]: 101: "), "{found}");
        assert!(found.contains("1 file, 6 claims of 2 sources: 1 error"), "{found}");
    }
    for id in ["incident_id", "id", "ref", "Incident No"] {
        let (proposed, found) =
            imported(&table(id).replace("101,2024-03-04,Ashford,G", "103,2024-03-04,Ashford,G"));
        let keys = "subject: { template: \"{place} {date}\" } # not sure: each place";
        assert!(proposed.contains(keys), "{proposed}");
        assert!(proposed.contains(&format!("\nid: \"{{{id}}}-{{attribute}}\"\n")), "{proposed}");
        assert!(found.contains("error[death-toll]: Ashford 2024-03-04: "), "{found}");
    }
    let (proposed, _) = imported(
        "year,event_date,event_type,town,source,fatalities\n2024,4 May 2024,riot,Ashford,Herald,3\n",
    );
    assert!(proposed.contains("as-of: { from: event_date, date: \"%d %B %Y\" }"), "{proposed}");
    let claims = "claims:\n  - { attribute: fatalities, value: { from: fatalities } }\n# not used: `year`";
    assert!(proposed.contains(claims), "{proposed}");
    assert!(proposed.contains("subject: { template: \"{town} {event_date}\" }"), "{proposed}");
}

#[test]
fn a_column_with_a_cell_that_cannot_be_read_is_kept() {
    let (proposed, found) = imported(
        "event,date,source,killed,injured,missing\nfire,2024-03-01,Herald,12,30,1\nfire,2024-03-01,Gazette,TBC,25,2\n\
         flood,2024-03-02,Herald,3,some,3\nflood,2024-03-02,Gazette,unknown,9,x1 y\nstorm,TBC,Herald,5,no data,5\n",
    );
    let claims = "claims:\n  - { attribute: killed, value: { from: killed } }\n  \
                  - { attribute: injured, value: { from: injured } } # not sure: 1 cell cannot be read: `some`\n  \
                  - { attribute: missing, value: { from: missing } } # not sure: 1 cell cannot be read: `x1 y`\n";
    assert!(proposed.contains(claims), "{proposed}");
    assert!(proposed.contains("empty: [\"TBC\", \"no data\"]"), "{proposed}");
    assert!(proposed.contains("as-of: { from: date }\n"), "{proposed}");
    assert_eq!(found.matches("error[unreadable-value]").count(), 2, "{found}");
}

#[test]
fn figures_in_words_are_figures() {
    for (header, cells) in
        [("killed", ["at least 12", "approx 40"]), ("level", ["more than 2,300", "dozens"])]
    {
        let [one, other] = cells;
        let (proposed, _) =
            imported(&format!("event,source,{header}\nfire,Herald,\"{one}\"\nfire,Gazette,\"{other}\"\n"));
        let claim = format!("  - {{ attribute: {header}, value: {{ from: {header} }} }}\n");
        assert!(proposed.ends_with(&claim), "{proposed}");
    }
    let (proposed, _) =
        imported("event,source,killed,address\nfire,Herald,3,12 Main Street\nfire,Gazette,4,7 High Street\n");
    assert!(proposed.contains("# not used: `address`, such as `12 Main Street`"), "{proposed}");
}

#[test]
fn lines_to_check_are_printed_where_the_mapping_file_is_written() {
    let folder = Folder::new("t.csv", "date,source,killed,remark,street\n2024-03-01,UN,5,,Main\n");
    let (out, err) = folder.run(&["import", "t.csv", "-o", "t.map.yaml"]);
    let lines = "note: check these lines of `t.map.yaml`: 5: subject: t # not sure: no column looks like a subject, so all rows \
                 count as one event 9: # not used: `remark`, empty in these rows 10: # not used: `street`, such as `Main`, 1 \
                 different";
    assert_eq!((out.as_str(), err.as_str()), ("", lines));
    let (out, err) = folder.run(&["import", "t.csv"]);
    assert_eq!((out, err.as_str()), (folder.read("t.map.yaml"), ""));
    let sure = Folder::new("t.csv", TABLE);
    assert_eq!(sure.run(&["import", "t.csv", "-o", "t.map.yaml"]).1, "");
}

#[test]
fn a_constant_that_is_a_column_is_reported() {
    let outlet = KEYS.replace("{ from: outlet }", "outlet");
    let found = mapped(TABLE, &outlet);
    let error = "t.map.yaml:4:9: error[invalid-value]: `outlet` is a column of `t.csv` ";
    assert!(
        found.starts_with(error) && found.contains("\n1 file, 0 claims of 0 sources: 1 error"),
        "{found}"
    );
    let found = mapped(TABLE, &KEYS.replace("{ from: killed }", "killed"));
    assert!(found.starts_with("t.map.yaml:6:8: error[invalid-value]: `killed` is a column"), "{found}");
    let claims = "claims:\n  - { attribute: deaths, value: { from: killed } }\n  - { attribute: injured, value: { from: killed } }\n";
    let several = outlet.split("attribute").next().unwrap().to_owned() + claims;
    assert_eq!(mapped(TABLE, &several).matches("is a column").count(), 1);
    let folder = Folder::new("t.csv", TABLE);
    folder.write("t.map.yaml", &format!("read: t.csv\n{outlet}"));
    let (_, err) = folder.run(&["check", "t.map.yaml", "--fix", "--suggested"]);
    assert_eq!(folder.read("t.map.yaml"), format!("read: t.csv\n{KEYS}"), "{err}");
}

#[test]
fn a_constant_that_is_meant_is_none() {
    let quoted = mapped(TABLE, &KEYS.replace("{ from: outlet }", "\"outlet\""));
    assert!(quoted.contains("fire: outlet contradicts itself"), "{quoted}");
    let wide = "event,deaths,UN,Herald,note\nfire,x,12,31,y\n";
    let claims = "subject: { from: event }\nattribute: deaths\nwhen: { deaths: x }\nclaims:\n  \
                  - { source: Herald, value: { from: Herald } }\n  - { source: UN, value: 12 }\n";
    let found = mapped(wide, claims);
    assert!(found.contains("fire: UN and Herald disagree on deaths"), "{found}");
}

#[test]
fn a_header_that_is_somewhere_else_is_reported_once() {
    for (table, dialect, at, help) in [
        ("Figures of 2024,,,\n", "", "1:7", "line 2 names them; write `dialect: { header: 2 }`"),
        ("Figures\n\n", "", "1:7", "line 3 names them; write `dialect: { header: 3 }`"),
        (
            "",
            "dialect: { separator: \";\" }\n",
            "2:23",
            "line 1 names them; in `dialect`, correct `separator: \",\"`",
        ),
        ("", "dialect: { header: 2 }\n", "2:20", "line 1 names them; in `dialect`, correct `header: 1`"),
    ] {
        let folder = Folder::new("t.csv", &format!("{table}{TABLE}"));
        folder.write("t.map.yaml", &format!("read: t.csv\n{dialect}{KEYS}"));
        let found = folder.check(&["t.map.yaml"]);
        let error = format!(
            "t.map.yaml:{at}: error[unknown-column]: `t.csv` has none of the 4 columns that the mapping file names ("
        );
        assert!(found.starts_with(&error) && found.contains("0 sources: 1 error"), "{found}");
        let report = folder.run(&["check", "t.map.yaml", "--format", "json"]).0;
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["findings"][0]["help"], help);
    }
    let caret = TABLE.replace(',', "^");
    let folder = Folder::new("t.csv", &caret);
    folder.write("t.map.yaml", &format!("read: t.csv\n{KEYS}"));
    let (out, _) = folder.run(&["check", "t.map.yaml"]);
    assert!(out.contains("this was read as the header, with `,` between cells"), "{out}");
    assert!(out.contains("help: line 1 names them; write `dialect: { separator: \"^\" }`"), "{out}");
}

#[test]
fn columns_that_are_misspelt_are_reported_each() {
    let found = mapped(TABLE, &KEYS.replace("event", "evnt").replace("killed", "kiled"));
    assert_eq!(found.matches("error[unknown-column]: `t.csv` has no column").count(), 2, "{found}");
    let found = mapped("a,b\n1,2\n", KEYS);
    assert_eq!(found.matches("error[unknown-column]").count(), 1, "{found}");
}

#[test]
fn a_table_below_a_title_or_with_an_odd_separator_can_be_imported() {
    for (table, dialect) in [
        (
            format!("Figures of 2024,,,\n{TABLE}"),
            ", header: 2 } # not sure: line 2 was taken for the header\n",
        ),
        (format!("Figures\n\n{TABLE}"), ", header: 3 } # not sure: line 3 was taken for the header\n"),
        (
            TABLE.replace(',', "^"),
            "dialect: { separator: \"^\", decimal: \".\" } # not sure: check the separator\n",
        ),
    ] {
        let (proposed, found) = imported(&table);
        assert!(proposed.contains(dialect), "{proposed}");
        assert!(found.contains("Herald and Gazette disagree on killed"), "{found}");
    }
}

#[test]
fn a_broken_mapping_file_has_one_mistake() {
    let claims = "- { attribute: deaths, value: { from: killed } }\n";
    let keys = KEYS.split("attribute").next().unwrap();
    for (lines, error) in [
        (format!("{keys}{claims}"), "5:3: error[malformed-yaml]: `claims:` is missing above this list"),
        (format!("{keys}  {claims}"), "5:3: error[malformed-yaml]: `claims:` is missing above this list"),
        (KEYS.replace("as-of", "\tas-of"), "3:1: error[malformed-yaml]: a tab cannot indent"),
        (
            KEYS.replace("from: date", "from: \"date"),
            "3:16: error[malformed-yaml]: this quotation mark is never closed",
        ),
    ] {
        let found = mapped(TABLE, &lines);
        assert!(found.starts_with(&format!("t.map.yaml:{error} (")), "{found}");
        assert!(found.contains("0 sources: 1 error;"), "{found}");
    }
}

#[test]
fn a_mistake_in_what_is_read_is_all_that_is_said() {
    for (read, error, help) in [
        ("read: tt.csv", "t.map.yaml:1:7: error[table-missing]: no table `tt.csv`", "did you mean `t.csv`?"),
        (
            "read: data/t.csv",
            "t.map.yaml:1:7: error[table-missing]: no table `data/t.csv`",
            "did you mean `t.csv`?",
        ),
        ("raed: t.csv", "t.map.yaml:1:1: error[unknown-key]: unknown key `raed`", "did you mean `read`?"),
    ] {
        let folder = Folder::new("t.csv", TABLE);
        folder.write("t.map.yaml", &format!("{read}\n{KEYS}"));
        for path in [".", "t.map.yaml", "t.csv"] {
            let (out, err) = folder.run(&["check", path]);
            assert!(out.contains(help) && err.is_empty(), "{out}{err}");
            let found = folder.check(&[path]);
            assert!(found.starts_with(error) && found.contains("0 sources: 1 error;"), "{found}");
        }
    }
    let folder = Folder::new("t.csv", TABLE);
    folder.write("far.csv", "a,b\n1,2\n");
    folder.write("t.map.yaml", &format!("read: tt.csv\n{KEYS}"));
    let (_, err) = folder.run(&["check", "."]);
    assert!(err.starts_with("note: `far.csv` is not read, as no mapping file says what"), "{err}");
}

#[test]
fn a_mapping_file_with_the_name_of_a_claim_file_is_known() {
    let claims = KEYS.split("attribute").next().unwrap().to_owned()
        + "claims:\n  - { attribute: deaths, value: { from: killed } }\n";
    for keys in [KEYS, &claims] {
        let folder = Folder::new("t.csv", TABLE);
        folder.write("s.yaml", &format!("read: t.csv\n{keys}"));
        let found = folder.check(&["s.yaml"]);
        let error = "s.yaml:1:1: error[misplaced-key]: this is a mapping file, but its name does not end in `.map.yaml` (";
        assert!(found.starts_with(error) && found.contains("0 sources: 1 error;"), "{found}");
        let (out, err) = folder.run(&["check", "."]);
        assert!(out.contains("help: rename the file to `s.map.yaml`") && err.is_empty(), "{out}{err}");
    }
}

#[test]
fn dates_that_are_written_otherwise_are_reported_once() {
    let table = TABLE.replace("2024-03-01", "13/03/2024");
    let found = mapped(&table, KEYS);
    let error = "t.map.yaml:3:16: error[not-a-date]: the dates of `date` are not written year-month-day: `13/03/2024` (";
    assert!(found.starts_with(error) && found.contains("0 sources: 1 error;"), "{found}");
    let folder = Folder::new("t.csv", &table.replace("13/03", "03/04"));
    folder.write("t.map.yaml", &format!("read: t.csv\n{KEYS}"));
    let (out, _) = folder.run(&["check", "t.map.yaml"]);
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let help =
        "help: say how they are written: `{ from: date, date: \"%d/%m/%Y\" }`, or `date: \"%m/%d/%Y\"`";
    assert!(words.contains(help) && words.contains("2 rows are not read"), "{words}");
    let said = KEYS.replace("{ from: date }", "{ from: date, date: \"%d/%m/%Y\" }");
    assert!(mapped(&table, &said).starts_with(CONFLICT), "what the help says is right");
    let stray = format!("{TABLE}fire,13/03/2024,Post,15\nfire,2024-03-13,Post,15\n");
    let found = mapped(&stray, KEYS);
    assert!(found.contains("t.csv:4:6: error[not-a-date]: `13/03/2024` is not a date"), "{found}");
    let period = KEYS.replace("as-of: { from: date }", "during: { days: 7, until: date }");
    let found = mapped(&table, &period);
    assert!(
        found.starts_with("t.map.yaml:3:27: error[not-a-date]: the dates of `date` are not written"),
        "{found}"
    );
    let plain = Folder::new(
        "t.csv",
        "source,subject,attribute,value,as-of\nA,s,deaths,1,13/03/2024\nB,s,deaths,2,13/03/2024\n",
    );
    let found = plain.check(&["t.csv"]);
    assert!(
        found.starts_with("t.csv:1:32: error[not-a-date]: the dates of `as-of` are not written"),
        "{found}"
    );
}

#[test]
fn a_template_says_where_its_mistake_is() {
    let subject = |subject: &str| mapped(TABLE, &KEYS.replace("{ from: event }", subject));
    let found = subject("{ template: \"{event {date}\" }");
    assert!(
        found.starts_with("t.map.yaml:2:23: error[invalid-value]: this brace is never closed ("),
        "{found}"
    );
    let found = subject("{ template: \"{event} date}\" }");
    assert!(
        found.starts_with("t.map.yaml:2:35: error[invalid-value]: this brace was never opened ("),
        "{found}"
    );
    let folder = Folder::new("t.csv", TABLE);
    folder.write(
        "t.map.yaml",
        &format!("read: t.csv\n{}", KEYS.replace("{ from: event }", "{ from: \"{event} {date}\" }")),
    );
    let (out, _) = folder.run(&["check", "t.map.yaml"]);
    assert!(out.contains("help: to put cells together, write `{ template: \"{event} {date}\" }`"), "{out}");
}

//! Whatever claims, rules, settings, names of files and arguments say, what is printed drives no terminal, hides nothing and
//! commands nobody: every payload in every field, through every command and every format.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::harmless::{Form, harmless};
use super::{Done, folder, folder_of, gainsay, run};

/// What stands in each payload: escapes, commands, markup, and one of each kind of hidden character.
const ALL: &str = "\u{1b}[2J\u{1b}[8m\u{1b}[31;1m\u{9b}31m\u{7}\u{8} ##[add-mask]x ##vso[task.complete]x ##teamcity[x] \
    travis_fold:start:x section_start:1:x\r\u{1b}[0K\n::error::x\n--- x\n+++\tx\n~~~ x\n^^^ +++\n%0A::warning::x \
    \u{202e}\u{2066}\u{200b}\u{200d}\u{200e}\u{feff}\u{ad}\u{34f}\u{115f}\u{1160}\u{17b4}\u{180b}\u{2800}\u{3164}\u{fe0f}\u{fe00}\
    \u{ffa0}\u{fff9}\u{fffc}\u{1d173}\u{e0041}\u{e0101} <img src=x onerror=alert(1)> </script><script>alert(1)</script> <!-- ]]> \
    [l](https://a.example) ![i](https://a.example/i.png) https://a.example www.a.example a@a.example @octocat #1 GH-2 !3 \
    owner/repo#4 :tada: `` ` ` | \\| {0} \\ \" ' &amp; &#64;b";

/// How payloads begin: some words act at the start of a line or of a cell only.
const STARTS: [&str; 5] = ["::error::", "##[", "--- ", "=1+1", "@octocat "];

fn payload(start: &str) -> String {
    format!("{start}{ALL}")
}

/// A folder in which every field holds a payload, each with another end, so that all of them are names of something.
fn fields(at: usize, start: &str) -> PathBuf {
    let p = payload(start);
    let of = |what: &str| format!("{p}{what}");
    let name = p.replace(['/', '\0'], "").chars().take(60).collect::<String>();
    let unknown = format!("claims:\n  - {{ id: 1, {} }}\n", ascii(&json!(of("k"))));
    let folder = folder_of(
        &format!("printed-{at}"),
        &[
            ("claims/a.yaml", ascii(&claims(&p)).as_bytes()),
            (&format!("claims/{name}.yaml"), unknown.as_bytes()),
            ("claims/broken.yaml", p.as_bytes()),
            ("rules/own.yaml", ascii(&rules(&p)).as_bytes()),
            ("gainsay.yaml", ascii(&json!({ "exclude": [of("excluded")] })).as_bytes()),
        ],
    );
    committed(&folder);
    folder
}

/// The payload with another end, in which names of attributes are no globs.
fn word(p: &str, what: &str) -> String {
    format!("{p}{what}").replace(['[', ']', '{', '}', '*', '?', '!', '\\'], "")
}

fn claims(p: &str) -> Value {
    let of = |what: &str| format!("{p}{what}");
    let word = |what: &str| word(p, what);
    let claim = |id: &str, source: &str, value: Value| {
        json!({
            "id": of(id), "source": of(source), "subject": of("subject"), "attribute": word("attribute"), "value": value,
            "place": of("place"), "as-of": "2024-01-01", "url": of("url"), "note": of("note"), "text": of("text"),
            "speaker": of("speaker"), "publisher": of("publisher"), "tags": [of("tag")],
        })
    };
    let with = |mut claim: Value, key: &str, value: Value| {
        claim[key] = value;
        claim
    };
    json!({
        "sources": {
            of("s1"): { "name": of("name 1"), "part-of": of("s3"), "aliases": [of("alias 1")], "reliability": "B" },
            of("s2"): { "name": of("name 2") }, of("s3"): { "name": of("name 3") }, of("s4"): { "name": of("name 4") },
        },
        "subjects": { of("subject"): { "name": of("subject's name"), "aliases": [of("subject's alias")] } },
        "places": { of("place"): { "name": of("place's name"), "within": of("whole") }, of("whole"): { "name": of("whole's") } },
        "claims": [
            claim("c1", "s1", json!("about 5")),
            claim("c2", "s2", json!(500)),
            with(claim("c3", "s4", json!(700)), "cites", json!(of("s2"))),
            with(claim("c4", "s1", json!(9000)), "as-of", json!("2024-01-02")),
            with(claim("c5", "s2", json!(of("value"))), "quote", json!(of("quote"))),
            with(claim("c6", "s2", json!(500)), "as-of", json!(of("date"))),
            with(claim("c7", "s2", json!(500)), &of("key"), json!(of("x"))),
            with(claim("c8", "s4", json!(of("word"))), "attribute", json!(word("words"))),
            with(claim("c9", "s2", json!(of("other word"))), "attribute", json!(word("words"))),
            with(claim("d1", "s4", json!(1)), "scope", json!(of("scope"))),
            with(claim("d2", "s4", json!(2)), "stance", json!(of("stance"))),
        ],
        "accepted": [
            { "rule": "conflict", "claims": [of("c1"), of("c2")], "reason": of("reason") },
            { "rule": of("no rule"), "claims": [of("no claim")], "reason": of("reason") },
        ],
    })
}

fn rules(p: &str) -> Value {
    let of = |what: &str| format!("{p}{what}");
    let word = |what: &str| word(p, what);
    json!({
        "attributes": {
            word("attribute"): { "title": of("title"), "value": "quantity", "unit": of("unit") },
            word("words"): { "title": of("words"), "value": "category", "terms": of("kinds") },
        },
        "units": { of("unit"): { "symbols": [of("symbol")] } },
        "hedges": { of("hedge"): { "synonyms": [of("hedge's")], "spread": "10%" } },
        "scales": { of("scale"): [of("step 1"), of("step 2")] },
        "categories": { of("kinds"): [{ of("word"): [of("wording")] }, of("other word")] },
        "rules": [{
            "id": of("rule"), "title": of("title"), "compare": ["*"], "where": { "subject": [word("subject"), "*"] },
            "message": format!("{{sources}} {}", p.replace(['{', '}'], "")), "help": p.replace(['{', '}'], ""), "why": of("why"),
            "examples": [{ "conflict": [{ "value": 1, "note": of("a") }, { "value": 1, "note": of("b") }] }],
        }],
    })
}

/// JSON in ASCII: YAML takes no controls as they are.
fn ascii(json: &Value) -> String {
    let escaped = |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
    let text = json.to_string();
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { escaped(c) }).collect()
}

/// The folder as a repository with one commit, in which nothing was claimed yet.
fn committed(folder: &Path) {
    for arguments in [&["init", "-q"][..], &["commit", "-q", "--allow-empty", "-m", "x"]] {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@a.example"]).args(arguments).current_dir(folder);
        assert!(git.status().unwrap().success());
    }
}

/// The commands, and the form of what they print.
const COMMANDS: [(Form, &str); 29] = [
    (Form::Plain, "check"),
    (Form::Plain, "check --format concise --show note,accepted"),
    (Form::Plain, "check --format junit"),
    (Form::Plain, "check --since HEAD"),
    (Form::Plain, "check --width 50"),
    (Form::Plain, "audit"),
    (Form::Plain, "audit --format html"),
    (Form::Plain, "audit --format csv --table claims"),
    (Form::Plain, "audit --format csv --table disputes"),
    (Form::Plain, "audit --format csv --table positions"),
    (Form::Plain, "audit --format csv --table agreements"),
    (Form::Plain, "audit --format csv --table sources"),
    (Form::Plain, "audit --format csv --table pairs"),
    (Form::Plain, "audit --format csv --table coverage"),
    (Form::Plain, "diff HEAD"),
    (Form::Plain, "rules"),
    (Form::Plain, "test"),
    (Form::Plain, "config"),
    (Form::Colored, "check --color always"),
    (Form::Colored, "audit --color always"),
    (Form::Colored, "diff HEAD --color always"),
    (Form::Colored, "rules --color always"),
    (Form::Colored, "test --color always"),
    (Form::Markdown, "check --format markdown"),
    (Form::Markdown, "audit --format markdown"),
    (Form::Markdown, "rules --format markdown"),
    (Form::Annotations, "check --format github"),
    (Form::Plain, "explain --claim --all CLAIM"),
    (Form::Colored, "explain --claim CLAIM --color always"),
];

/// The same for commands that name something, or that are called with a payload where it means nothing.
const NAMING: [(Form, &str); 12] = [
    (Form::Plain, "explain RULE"),
    (Form::Colored, "explain RULE --color always"),
    (Form::Plain, "explain FINDING"),
    (Form::Plain, "check RULE"),
    (Form::Colored, "check CLAIM --color always"),
    (Form::Plain, "check --since RULE"),
    (Form::Plain, "explain x RULE"),
    (Form::Plain, "check --format RULE"),
    (Form::Plain, "audit --source RULE"),
    (Form::Plain, "test RULE"),
    (Form::Plain, "baseline prune RULE"),
    (Form::Plain, "RULE"),
];

/// The fingerprint of something that is found.
fn fingerprint(folder: &Path) -> String {
    let report: Value = serde_json::from_str(&run(folder, &["check", "--format", "json"]).out).unwrap();
    report["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn no_text_does_harm() {
    for (at, start) in STARTS.iter().enumerate() {
        let folder = fields(at, start);
        let finding = fingerprint(&folder);
        let (rule, claim) = (payload(start) + "rule", payload(start) + "c1");
        // Colours change no words, so one start is enough for them.
        let commands = COMMANDS.into_iter().chain(NAMING);
        for (form, words) in commands.filter(|(form, _)| at == 0 || *form != Form::Colored) {
            let named = |word| match word {
                "RULE" => rule.as_str(),
                "CLAIM" => claim.as_str(),
                "FINDING" => finding.as_str(),
                word => word,
            };
            let Done { status, out, err } = run(&folder, &words.split(' ').map(named).collect::<Vec<_>>());
            let what = format!("{start:?} {words}");
            assert!((0..=3).contains(&status) && out.len() + err.len() > 20, "{what}: {status} {out}{err}");
            harmless(&what, form, &out);
            harmless(&what, if form == Form::Colored { form } else { Form::Plain }, &err);
            // In these places they join nothing.
            assert!(!(out + &err).contains(['\u{200d}', '\u{fe0f}']), "{what}");
        }
    }
}

#[test]
fn no_file_that_is_written_does_harm() {
    for (at, start) in STARTS.iter().enumerate() {
        let folder = fields(100 + at, start);
        let mut summary =
            gainsay(&folder, &["check", "--format", "github", "--write-baseline", "known.yaml"]);
        summary.env("GITHUB_STEP_SUMMARY", "summary.md").output().unwrap();
        run(&folder, &["check", "-q", "-o", "text=a.txt", "-o", "junit=a.xml", "-o", "sarif=a.sarif"]);
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        harmless("summary", Form::Markdown, &read("summary.md"));
        for name in ["known.yaml", "a.txt", "a.xml", "a.sarif"] {
            harmless(name, Form::Plain, &read(name));
        }
        // What a baseline says is read again as it was.
        let Done { out, .. } = run(&folder, &["check", "--baseline", "known.yaml", "--format", "json"]);
        let report: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(report["findings"], json!([]), "{start:?}");
    }
}

/// Every string in `json`, keys among them.
fn strings(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            found.push(key.clone());
            strings(value, found);
        }),
        _ => {}
    }
}

#[test]
fn json_hides_nothing_and_gives_the_exact_words() {
    for (at, start) in STARTS.iter().enumerate() {
        let folder = fields(200 + at, start);
        let of = |what: &str| format!("{}{what}", payload(start));
        let claim = of("c1");
        let commands: [(&[&str], &[&str]); 6] = [
            (&["check", "--format", "json"], &["c1", "subject", "rule"]),
            (&["audit", "--format", "json"], &["c1", "s1", "subject", "name 1"]),
            (
                &["explain", "--format", "json", "--", &claim],
                &["c1", "s1", "name 1", "subject's name", "place", "rule"],
            ),
            (&["config", "--format", "json"], &["excluded"]),
            (&["diff", "HEAD", "--format", "json"], &["c1", "subject", "rule"]),
            (&["check", "--format", "gitlab"], &["rule"]),
        ];
        for (arguments, words) in commands {
            let Done { out, err, .. } = run(&folder, arguments);
            harmless(&format!("{arguments:?}"), Form::Plain, &out);
            assert!(!out.contains(['\u{200d}', '\u{fe0f}']), "{arguments:?}");
            let json: Value =
                serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{err}"));
            let mut found = Vec::new();
            strings(&json, &mut found);
            for what in words {
                assert!(found.contains(&of(what)), "{arguments:?} has no exact {what}: {out}");
            }
        }
        let Done { out, .. } = run(&folder, &["check", "--format", "jsonl"]);
        harmless("jsonl", Form::Plain, &out);
        assert!(out.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    }
}

#[test]
fn what_is_no_words_of_others_leaves_as_it_is() {
    let folder = folder("printed-own");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let Done { out, .. } = run(&folder, &["completions", shell]);
        assert!(!out.contains("<U+") && out.len() > 1_000, "{shell}");
    }
    let Done { out, .. } = run(&folder, &["man"]);
    assert!(!out.contains("<U+") && out.starts_with(".ie"), "{out}");
    for format in ["claims", "rules", "config", "report", "report-line", "audit"] {
        let Done { out, .. } = run(&folder, &["schema", format]);
        assert!(serde_json::from_str::<Value>(&out).is_ok(), "{format}");
    }
}

//! The audit as a page: what is on it, and that nothing of what claims hold gets out of its place.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// A folder with `claims/NAME.yaml` for each name and text.
fn folder(name: &str, claims: &[(&str, String)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    for (name, text) in claims {
        fs::write(folder.join(format!("claims/{name}.yaml")), text).unwrap();
    }
    folder
}

fn page(folder: &Path, arguments: &[&str], threads: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(["audit", "--format", "html"])
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What stands between `before` and `after`, each time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split_once(after).unwrap().0).collect()
}

fn unpacked(page: &str, id: &str) -> String {
    let packed = between(page, &format!("id=\"{id}\">"), "</script>")[0];
    let bytes = BASE64.decode(packed.as_bytes()).unwrap();
    io::read_to_string(flate2::read::GzDecoder::new(bytes.as_slice())).unwrap()
}

/// Two sources with another figure each; `more` is put into each claim.
fn dispute(more: &str) -> Vec<(&'static str, String)> {
    let claims = |source: &str, value: &str, day: u32| {
        format!(
            "claims:\n  - id: {source}-1\n    source: {source}\n    subject: fire\n    attribute: deaths\n    \
             value: {value}\n    as-of: 2024-05-0{day}\n{more}"
        )
    };
    vec![("gazette", claims("gazette", "about 12", 2)), ("herald", claims("herald", "at least 30", 1))]
}

#[test]
fn a_dispute_is_drawn_listed_and_shown_in_its_lines() {
    let page = page(&folder("dispute", &dispute("")), &[], "2");
    let finding = between(&page, "<details class=\"finding", "</details>");
    assert_eq!(finding.len(), 1);
    let finding = format!("<details class=\"finding{}</details>\n", finding[0]);
    snapbox::assert_data_eq!(finding, snapbox::file!["snapshots/page/dispute.html"]);
}

/// Whatever could end a text, an attribute, a script or a comment, and what is not seen.
const HOSTILE: &str =
    "\"'><script>alert(1)</script><!-- --> &lt; ]]> \u{202e}turned\u{200b} ${x} {{ x }} ##[x]";

/// Claims with that in every field.
fn hostile() -> Vec<(&'static str, String)> {
    let hostile = serde_json::to_string(HOSTILE).unwrap();
    let of = |suffix: &str| serde_json::to_string(&format!("{HOSTILE}{suffix}")).unwrap();
    let claim = |number: u32, value: &str, url: &str| {
        format!(
            "  - id: {}\n    source: {}\n    subject: {hostile}\n    attribute: {}\n    place: {hostile}\n    \
             scope: {hostile}\n    value: {value}\n    as-of: 2024-05-02\n    cites: {}\n    speaker: {hostile}\n    \
             publisher: {hostile}\n    url: {url}\n    quote: {hostile}\n    tags: [{hostile}]\n    note: {hostile}\n",
            of(&format!("id{number}")),
            of(&format!("source{number}")),
            of("attribute"),
            of(&format!("cited{number}")),
        )
    };
    let claims = format!(
        "claims:\n{}{}{}{}",
        claim(1, &of("value"), "'javascript:alert(1)'"),
        claim(2, "other", "'data:text/html,<script>alert(1)</script>'"),
        claim(3, "third", "'https://example.org/\"><script>alert(1)</script>?a=1&b=''2'''"),
        claim(4, "fourth", &hostile),
    );
    vec![("a\"'><script>alert(1)<\u{202e}x&", claims), ("broken", format!("{hostile}: {hostile}\n: ]"))]
}

#[test]
fn hostile_text_stays_text() {
    let folder = folder("hostile", &hostile());
    let page = page(&folder, &["--subject", "*<script>*,*alert*"], "2");
    assert!(
        page.contains("in a dispute") && page.contains("class=\"finding error\""),
        "there is a dispute to look at"
    );
    let scripts = between(&page, "<script", ">");
    assert_eq!(scripts, [" type=\"application/octet-stream\" id=\"claims-0\"", ""]);
    assert_eq!(page.matches("<!--").count() + page.matches("-->").count(), 0);
    assert!(!page.contains("alert(1)</"));
    assert!(!page.contains(['\u{202e}', '\u{200b}', '\u{0}']));
    assert!(
        page.contains("&#60;U+202E&#62;turned&#60;U+200B&#62;")
            || page.contains("&lt;U+202E&gt;turned&lt;U+200B&gt;")
    );
    let columns = unpacked(&page, "claims-0");
    assert!(!columns.contains('\u{202e}') && columns.contains("<U+202E>turned"));
    assert!(!columns.contains("javascript:") && !columns.contains("data:text"));
}

#[test]
fn hostile_text_stays_text_on_the_page_of_one_dispute() {
    let folder = folder("hostile-alone", &hostile());
    let whole = page(&folder, &[], "2");
    let prints = between(&whole, "--dispute ", "<");
    assert_ne!(prints, [""; 0]);
    for print in prints {
        let page = page(&folder, &["--dispute", print], "2");
        assert_eq!(page.matches("<script").count(), 0);
        assert!(!page.contains("alert(1)</") && !page.contains(['\u{202e}', '\u{200b}', '\u{0}']));
        assert_eq!(page.matches("<!--").count() + page.matches("-->").count(), 0);
        let links = between(&page, "href=\"", "\"");
        assert!(links.iter().all(|href| href.starts_with("https://example.org/")), "{links:?}");
    }
}

/// Every attribute that could lead somewhere.
#[test]
fn nothing_leads_out_of_the_page_but_to_sources_and_files() {
    for claims in [hostile(), dispute("    url: http://example.org/a\n")] {
        let page = page(&folder("links", &claims), &[], "2");
        let body = page.split_once("<script>").unwrap().0;
        assert_eq!(between(body, " src=", ">"), [""; 0]);
        for forbidden in [
            "<link",
            "<img",
            "<iframe",
            "<object",
            "<embed",
            "<base",
            "url(",
            "@import",
            " style=",
            " onclick",
            "http-equiv=\"refresh",
        ] {
            assert!(!body.contains(forbidden), "{forbidden}");
        }
        let mut web = 0;
        for link in between(body, "href=\"", ">") {
            let (address, rest) = link.split_once('"').unwrap();
            if address.starts_with("http://") || address.starts_with("https://") {
                assert!(rest.contains("rel=\"noopener noreferrer\""), "{link}");
                web += 1;
            } else {
                let fragment =
                    address.strip_prefix('#').is_some_and(|id| page.contains(&format!("id=\"{id}\"")));
                assert!(fragment || address.starts_with("claims/") && address.contains("#L"), "{link}");
            }
        }
        assert_ne!(web, 0);
    }
}

#[test]
fn the_policy_allows_what_is_on_the_page_alone() {
    let page = page(&folder("policy", &dispute("")), &[], "2");
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"")[0];
    let policy = policy.replace("&#39;", "'");
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())));
    let (style, script) =
        (between(&page, "<style>", "</style>")[0], between(&page, "<script>", "</script>")[0]);
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
            hash(script),
            hash(style)
        )
    );
}

/// Many disputes: some in full, some packed.
fn many(count: usize) -> Vec<(&'static str, String)> {
    let mut claims = "claims:\n".to_owned();
    for number in 0..count {
        for (source, value) in [("herald", 30), ("gazette", 12)] {
            claims.extend([format!(
                "  - {{ id: {source}-{number}, source: {source}, subject: fire-{number}, attribute: deaths, value: {value}, as-of: 2024-05-02 }}\n"
            )]);
        }
    }
    let (first, second) = claims.split_at(claims.find("  - { id: herald-70,").unwrap());
    vec![("a", first.to_owned()), ("b", format!("claims:\n{second}"))]
}

#[test]
fn further_findings_are_packed() {
    let page = page(&folder("many", &many(150)), &[], "2");
    assert_eq!(page.matches("<details class=\"finding").count(), 150);
    assert_eq!(page.matches("class=\"chart\"").count(), 100);
    assert_eq!(page.matches("gainsay explain").count(), 50);
    assert_eq!(page.matches("<details class=\"pair\">").count(), 1);
    assert!(
        page.contains("<li class=\"more\">and 125 more</li>"),
        "of the 150 disputes of two sources, some are listed"
    );
    let bodies: Vec<usize> = ["block-0", "block-1", "block-2"]
        .map(|id| unpacked(&page, id).split('\0').map(|body| body.matches("class=\"chart\"").count()).sum())
        .into();
    assert_eq!(bodies, [24, 24, 2]);
    let columns: serde_json::Value = serde_json::from_str(&unpacked(&page, "claims-0")).unwrap();
    assert_eq!(columns["id"].as_array().unwrap().len(), 300);
}

#[test]
fn the_same_claims_give_the_same_bytes() {
    let folder = folder("same", &many(150));
    let paths = ["claims/a.yaml", "claims/b.yaml"];
    let first = page(&folder, &paths, "1");
    assert_eq!(page(&folder, &paths, "4"), first);
    let turned = page(&folder, &["claims/b.yaml", "claims/a.yaml"], "3");
    assert_eq!(turned.replace("claims/b.yaml, claims/a.yaml", "claims/a.yaml, claims/b.yaml"), first);
}

#[test]
fn commands_on_the_page_read_what_it_was_made_of() {
    let folder = folder("commands", &dispute(""));
    let paths = ["claims/herald.yaml", "claims/gazette.yaml"];
    let page = page(&folder, &paths, "1");
    let commands = between(&page, "<code>gainsay audit ", "</code>");
    let reading = || commands.iter().filter(|command| **command != "--help");
    assert!(reading().all(|of| of.ends_with(" claims/gazette.yaml claims/herald.yaml")), "{commands:?}");
    assert!(commands.iter().any(|command| command.starts_with("--format csv ")), "{commands:?}");
    let command = reading().find(|command| command.contains("--dispute")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .arg("audit")
        .args(command.split_whitespace())
        .current_dir(&folder)
        .env_clear()
        .output()
        .unwrap();
    let alone = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && alone.contains("<body class=\"alone\">"), "{command}");
}

#[test]
fn what_was_asked_for_is_told() {
    let folder = folder("asked", &dispute(""));
    let asked = ["--subject", "fire,f*", "--from", "2024-05", "--kind", "conflict", "--today", "2024-06-01"];
    let page = page(&folder, &asked, "2");
    let facts = between(&page, "<dl class=\"facts\">", "</dl>")[0];
    assert_eq!(
        facts,
        "<div><dt>Looked at</dt><dd>claims</dd></div><div><dt>Only subjects</dt><dd>fire, f*</dd></div>\
         <div><dt>From</dt><dd>May 2024</dd></div><div><dt>Only findings of kind</dt><dd>conflict</dd></div>\
         <div><dt>Day of the run</dt><dd>1 Jun 2024</dd></div>"
    );
}

/// Three sources, two of whom name the same by other words.
fn names() -> Vec<(&'static str, String)> {
    let claim = |source: &str, attribute: &str, value: u32| {
        format!(
            "  - {{ id: {source}-{attribute}, source: {source}, subject: fire, attribute: {attribute}, value: {value}, as-of: 2024-05-02 }}\n"
        )
    };
    let claims = [
        claim("gazette", "killed", 12),
        claim("herald", "fatalities", 30),
        claim("post", "killed", 30),
        claim("gazette", "injured", 4),
        claim("herald", "injured", 9),
    ];
    vec![("names", format!("claims:\n{}", claims.concat()))]
}

#[test]
fn attributes_go_by_the_names_that_claims_write() {
    let page = page(&folder("names", &names()), &[], "2");
    assert_eq!(between(&page, "<h3>", "</h3>")[0], "<span class=\"of\">fire:</span> fatalities and killed");
    assert_eq!(page.matches("<small>as <code>killed</code></small>").count(), 2);
    assert_eq!(page.matches("<small>as <code>fatalities</code></small>").count(), 1);
}

#[test]
fn a_cell_leads_to_what_two_sources_dispute() {
    let page = page(&folder("cells", &names()), &[], "2");
    let cells = between(&page, "<table class=\"matrix\">", "</table>")[0];
    let links = between(cells, "<a href=\"#", "\"");
    assert_eq!(links.len(), 4, "two pairs, each in both directions: {links:?}");
    assert!(links.iter().all(|id| page.contains(&format!("id=\"{id}\""))), "{links:?}");
    let several = between(&page, "<ul id=\"pair-1\">", "</ul>")[0];
    assert_eq!(several.matches("<a href=\"#f-").count(), 2, "gazette and herald dispute two things");
    assert!(links.contains(&"pair-1"));
}

#[test]
fn a_note_says_in_plain_words_what_it_is_and_what_to_do() {
    let claims = "claims:\n  - { id: a, source: ministry, subject: mine, attribute: deaths, place: shaft-3, value: 12, \
                  as-of: 2024-05-02 }\n  - { id: b, source: union, subject: mine, attribute: deaths, value: 31, as-of: \
                  2024-05-02 }\n";
    let page = page(&folder("note", &[("mine", claims.to_owned())]), &[], "2");
    assert!(page.contains("<summary>1 note: 1 undetermined</summary>"), "{page}");
    assert!(
        page.contains("<dt>undetermined</dt><dd>Claims could not be compared; the message says why.</dd>"),
        "{page}"
    );
    let note = between(
        &page,
        "<li><span class=\"kind\" title=\"Claims could not be compared; the message says why\">",
        "</li>",
    )[0];
    assert!(
        note.starts_with("undetermined</span> mine: union names no place for deaths <code>31</code>, so <code>12</code> in shaft-3 counts as a part of it"),
        "{note}"
    );
    let help = "<small>if both mean shaft-3, add <code>place: shaft-3</code> to the claim of union: then they conflict</small>";
    assert!(note.ends_with(help), "{note}");
}

#[test]
fn what_is_disputed_most_comes_first() {
    let page = page(&folder("top", &names()), &["--top", "1"], "2");
    assert_eq!(page.matches("<details class=\"finding").count(), 1);
    assert!(
        page.contains("<p class=\"more\">1 more topic with 1 finding left out by <code>--top 1</code></p>"),
        "{page}"
    );
    assert!(page.contains("<dt>Only the most disputed</dt><dd>1</dd>"));
}

#[test]
fn a_dispute_has_a_page_of_its_own() {
    let folder = folder(
        "alone",
        &dispute(
            "    url: http://example.org/a\n    quote: 'the <b>words</b>'\n    note: <i>LONG\n"
                .replace("LONG", &"x".repeat(400))
                .as_str(),
        ),
    );
    let page = page(&folder, &["--dispute", "cb5438ee"], "2");
    assert!(page.contains(&format!("<small>note in the record: &#60;i&#62;{} …</small>", "x".repeat(297))));
    let body = page.split_once("</style>").unwrap().1;
    snapbox::assert_data_eq!(body, snapbox::file!["snapshots/page/alone.html"]);
    assert_eq!(page.matches("<script").count(), 0);
    assert!(
        page.contains("script-src &#39;none&#39;") || page.contains("script-src 'none'"),
        "no script runs"
    );
    assert!(!page.contains("href=\"claims/"), "whoever gets it sent has no files");
}

#[test]
fn files_are_linked_from_where_the_page_lies() {
    let folder = folder("output", &dispute(""));
    fs::create_dir(folder.join("out")).unwrap();
    page(&folder, &["--output", "out/page.html"], "2");
    let page = fs::read_to_string(folder.join("out/page.html")).unwrap();
    assert!(page.contains("<a class=\"path\" href=\"../claims/herald.yaml#L6\">claims/herald.yaml:6</a>"));
}

/// A claim of `source` as a record.
fn claim(source: &str, about: &str, value: &str, day: &str) -> (String, String) {
    let claim = format!(
        "  - {{ id: {source}-1, source: {source}, subject: fire, {about}, value: {value}, as-of: 2024-05-{day} }}"
    );
    (source.to_owned(), format!("claims:\n{claim}\n"))
}

/// The page of the one dispute among claims.
fn alone(name: &str, claims: &[(String, String)]) -> String {
    let claims: Vec<(&str, String)> =
        claims.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let folder = folder(name, &claims);
    let whole = page(&folder, &[], "2");
    let print = between(&whole, "--dispute ", "<");
    page(&folder, &["--dispute", print[0]], "2")
}

#[test]
fn a_dispute_speaks_of_its_plainest_pair_and_names_the_one_that_is_furthest_apart() {
    let about = "attribute: deaths, place: town";
    let page = alone(
        "furthest",
        &[
            claim("gazette", about, "100", "20"),
            claim("herald", about, "400", "20"),
            claim("tribune", "attribute: deaths, place: town, scope: school", "200", "02"),
            claim("record", about, "900", "10"),
        ],
    );
    let why = between(&page, "<section id=\"why\">", "</section>")[0];
    for sentence in [
        "<li>gazette, 20 May 2024, town: <code>100</code>, which allows 100</li>\
         <li>herald, 20 May 2024, town: <code>400</code>, which allows 400</li>",
        "How the two compare: 4 times as many, on the same day.",
        "In all, 4 pairs of claims conflict. Of the strong pairs, furthest apart (9 times as many, 10 days apart) are record, 10 May 2024: \
         <code>900</code>; and gazette, 20 May 2024: <code>100</code>.",
        "3 of the 4 strong pairs are with one claim, gazette, 20 May 2024: <code>100</code>; without it, 1 strong pair would be left.",
        "both are about the same day",
        "<h3>What to check</h3><ol><li>Look up the two statements above where they were published.",
        "<li>Check the day of each count,",
    ] {
        assert!(why.contains(sentence), "{sentence}\n{why}");
    }
    assert!(!why.contains("allows 2 %"), "nothing turns on the tolerance: {why}");
    let said = between(&page, "<section id=\"sides\">", "</section>")[0];
    let strong = |claims: &str| format!("<li>Strong: {claims}</li>");
    for line in [
        "<b>Who contradicts whom</b> 4 pairs of claims, strong".to_owned(),
        strong(
            "gazette, 20 May 2024, town: <code>100</code> — against:<ul><li>herald, 20 May 2024, town: <code>400</code></li>\
             <li>record, 10 May 2024, town: <code>900</code></li><li>tribune, 2 May 2024, town (school): <code>200</code></li></ul>",
        ),
        strong("record, 10 May 2024: <code>900</code> — against herald, 20 May 2024: <code>400</code>"),
    ] {
        assert!(why.contains(&line), "{line}\n{why}");
    }
    assert!(
        said.contains(
            "<span class=\"no-side\">on no side</span> <small>tribune, 2 May 2024, town (school): \
             <b>200</b>, allows 200; can be true with 2 and 3; contradicts 1</small>"
        ),
        "{said}"
    );
}

#[test]
fn an_earlier_total_of_a_part_is_shown_with_the_part_and_why_it_still_counts() {
    let page = alone(
        "earlier",
        &[
            claim("gazette", "attribute: deaths, place: town", "100", "20"),
            claim("tribune", "attribute: deaths, place: town, scope: school", "200", "02"),
        ],
    );
    let why = between(&page, "<section id=\"why\">", "</section>")[0];
    for sentence in [
        "tribune, 2 May 2024, town (school): <code>200</code>",
        "Town (school) is part of town, and a part cannot be more than the whole.",
        "a total cannot fall, so the earlier, higher figure still counts on the later day",
        "How the two compare: 2 times as many, 18 days apart.",
    ] {
        assert!(why.contains(sentence), "{sentence}\n{why}");
    }
    assert!(!why.contains("the same day,") && !why.contains("both speak of the same"), "{why}");
}

#[test]
fn a_stage_of_a_part_is_said_to_be_that_of_the_whole_too() {
    let denied = claim("herald", "attribute: deployment, place: town, stance: denies", "dispatched", "20");
    let page = alone(
        "stages",
        &[claim("gazette", "attribute: deployment, place: town, scope: guard", "in-combat", "20"), denied],
    );
    let why = between(&page, "<section id=\"why\">", "</section>")[0];
    for sentence in [
        "denies it (<code>dispatched</code>), so at a stage before dispatched",
        "The stages, in order: planned, dispatched, training,",
        "Town (guard) is part of town, and if a part has reached a stage, so has the whole.",
    ] {
        assert!(why.contains(sentence), "{sentence}\n{why}");
    }
    for valid in [
        "counts as at least this far from 20 May to 19 Jun 2024, and as no further from 20 to 22 May 2024",
        "counts as no further from 20",
    ] {
        assert!(page.contains(valid), "{valid}\n{page}");
    }
}

#[test]
fn a_conflict_is_said_to_be_strong_for_the_few_days_between() {
    let about = "attribute: deployment, place: town";
    let denied = |day| claim("herald", &format!("{about}, stance: denies"), "dispatched", day);
    for (name, fights, denied, sentence) in [
        (
            "tenth",
            "20",
            denied("22"),
            "and the two are 2 days apart, which is little beside the 30 days for which the earlier one counts",
        ),
        (
            "close",
            "21",
            denied("20"),
            "and the two are only 1 day apart, and the earlier one still counts then",
        ),
    ] {
        let page = alone(name, &[claim("gazette", about, "in-combat", fights), denied]);
        let why = between(&page, "<section id=\"why\">", "</section>")[0];
        assert!(why.contains(sentence), "{sentence}\n{why}");
        assert!(!why.to_lowercase().contains("furthest apart"), "{why}");
    }
}

#[test]
fn a_misquote_is_not_called_strong_for_being_of_the_same_time() {
    let quoted = claim("gazette", "attribute: deaths, cites: herald", "250", "05");
    let page = alone("misquote", &[quoted, claim("herald", "attribute: deaths", "100", "05")]);
    let why = between(&page, "<section id=\"why\">", "</section>")[0];
    assert!(!why.contains("strong") && !why.contains("weak:"), "{why}");
}

#[test]
fn the_days_between_the_claims_of_a_weak_pair_are_said_and_a_side_says_that_its_claims_differ() {
    let about = "attribute: deployment, place: town";
    let denied = format!("{about}, stance: denies");
    let page = alone(
        "weak-days",
        &[
            claim("gazette", &format!("{about}, share: some"), "deployed", "10"),
            claim("record", about, "in-combat", "10"),
            claim("herald", &denied, "dispatched", "15"),
            claim("tribune", &denied, "dispatched", "10"),
        ],
    );
    assert!(page.contains("record, 10 May 2024 (5 days earlier): <code>in-combat</code>"), "{page}");
    let said = between(&page, "<section id=\"sides\">", "</section>")[0];
    for part in [
        "<span class=\"value\">in-combat and others</span> <span class=\"allows\">which can all be in-combat</span>",
        "<span class=\"value\">denies it (dispatched)</span> <span class=\"allows\">so at a stage before dispatched</span>",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn what_is_about_no_subject_is_headed_by_the_title_of_its_attribute_too() {
    let of = |source: &str, value: u32| {
        format!(
            "claims:\n  - {{ source: {source}, attribute: sheltered, value: {value}, as-of: 2024-05-02 }}\n"
        )
    };
    let page = alone("titled", &[("a".to_owned(), of("gazette", 100)), ("b".to_owned(), of("herald", 400))]);
    assert!(page.contains("<h1>people in shelters (sheltered)</h1>"), "{page}");
}

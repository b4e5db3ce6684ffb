//! Any claims: nothing that they say breaks the engine, and the laws of `tests/laws.rs` hold.

use std::fmt::Write as _;

use arbitrary::{Result, Unstructured};
use gainsay::run::{self, Input};
use gainsay_core::check::{Analysis, explain};
use gainsay_core::date::Day;
use gainsay_core::finding::{Finding, Pair, Position};
use gainsay_core::text::Files;
use gainsay_core::{claim, rule_file};

use crate::bundle::{built_in, keep};
use crate::shared::layout::{Quotes, Style};
use crate::shared::{COUNTED, FIGURES, STAGES, TestClaim, Value, laws, views};
use crate::sound;

/// Claims are made of `data`, and held to one of the laws.
pub fn hold(data: &[u8]) {
    // Too few bytes are no claims.
    let _ = held(&mut Unstructured::new(data));
}

fn held(u: &mut Unstructured<'_>) -> Result<()> {
    match u.int_in_range(0..=12)? {
        0 => laws::a_copy_is_treated_as_its_source(&first_hand(claims(u)?)),
        1 => {
            let claims = claims(u)?;
            let mut order: Vec<usize> = (0..claims.len()).collect();
            shuffle(u, &mut order)?;
            laws::the_order_of_claims_and_files_changes_nothing(&claims, &order, u.int_in_range(1..=5)?);
        }
        2 => {
            let claims = first_hand(claims(u)?);
            let attribute = *u.choose(&COUNTED)?;
            let one = TestClaim { attribute, cites: None, unconfirmed: false, ..claim(u)? };
            let (figure, hedge) = (*u.choose(&FIGURES)?, *u.choose(&["about", "at least", "up to"])?);
            let wide = Value::Number { hedge, figure, unit: "" };
            laws::widening_a_value_adds_no_conflict(&claims, &one, figure, wide);
        }
        3 => {
            let claims = first_hand(claims(u)?);
            laws::conflict_is_symmetric(&claims[..claims.len().min(5)]);
        }
        4 => laws::one_more_source_changes_nothing_between_the_others(&first_hand(claims(u)?)),
        5 => {
            let claims = claims(u)?;
            views::the_explanation_of_a_claim_says_what_is_found(&claims);
            views::an_audit_counts_each_pair_that_is_found(&claims);
        }
        6 => {
            let claims = claims(u)?;
            laws::shifting_all_dates_changes_nothing_else(&claims, u.int_in_range(-800..=800)?);
        }
        7 => {
            let claims = claims(u)?;
            let styles = claims.iter().map(|_| style(u)).collect::<Result<Vec<_>>>()?;
            laws::the_style_of_yaml_changes_nothing(&claims, &styles, u.int_in_range(1..=5)?);
        }
        8 => {
            let scaling = *u.choose(&laws::SCALINGS)?;
            let (claims, mut picked) = (first_hand(claims(u)?), Vec::new());
            for _ in &claims {
                picked.push(u.arbitrary()?);
            }
            let in_unit = |claim: TestClaim| match claim.value {
                Value::Number { hedge, figure, .. } => {
                    let value = Value::Number { hedge, figure, unit: scaling.from };
                    TestClaim { attribute: scaling.attribute, value, ..claim }
                }
                _ => claim,
            };
            let claims: Vec<TestClaim> = claims.into_iter().map(in_unit).collect();
            laws::scaling_a_unit_changes_nothing(&claims, scaling, &picked);
        }
        9 => {
            let (claims, statement) = (claims(u)?, claim(u)?);
            let cited = claims.iter().filter_map(|claim| claim.cites).find(|&cited| cited != "league");
            let source = cited.unwrap_or(statement.source);
            let statement = TestClaim { source, cites: None, unconfirmed: false, ..statement };
            laws::one_more_statement_hides_no_misattribution(&claims, &statement);
        }
        _ => free(u)?,
    }
    Ok(())
}

fn style(u: &mut Unstructured<'_>) -> Result<Style> {
    let quotes = [Quotes::Plain, Quotes::Single, Quotes::Double, Quotes::Escaped, Quotes::Folded];
    Ok(Style {
        block: u.arbitrary()?,
        quotes: *u.choose(&quotes)?,
        turned: u.int_in_range(0..=7)?,
        comments: u.arbitrary()?,
    })
}

fn shuffle<T>(u: &mut Unstructured<'_>, items: &mut [T]) -> Result<()> {
    for at in (1..items.len()).rev() {
        items.swap(at, u.int_in_range(0..=at)?);
    }
    Ok(())
}

fn claims(u: &mut Unstructured<'_>) -> Result<Vec<TestClaim>> {
    let count = u.int_in_range(1..=14)?;
    (0..count).map(|_| claim(u)).collect()
}

fn first_hand(claims: Vec<TestClaim>) -> Vec<TestClaim> {
    claims.into_iter().map(|claim| TestClaim { cites: None, ..claim }).collect()
}

fn claim(u: &mut Unstructured<'_>) -> Result<TestClaim> {
    let source = *u.choose(&["a", "b", "c", "d"])?;
    let (attribute, value, share) = match u.int_in_range(0..=6)? {
        0..=3 => {
            let hedge = *u.choose(&["", "about", "at least", "up to", "more than"])?;
            let figure = *u.choose(&FIGURES)?;
            (*u.choose(&COUNTED)?, Value::Number { hedge, figure, unit: "" }, None)
        }
        4 | 5 => {
            let share = *u.choose(&[None, Some("some"), Some("all")])?;
            ("deployment", Value::Words(u.choose(&STAGES)?), share)
        }
        _ => ("birthplace", Value::Words(u.choose(&["kursk", "russia", "seoul"])?), None),
    };
    let cites = *u.choose(&[
        None,
        None,
        None,
        None,
        Some("a"),
        Some("b"),
        Some("c"),
        Some("league"),
        Some("copy-a"),
    ])?;
    Ok(TestClaim {
        source,
        subject: None,
        attribute,
        place: *u.choose(&[None, Some("russia"), Some("kursk"), Some("front")])?,
        value,
        denies: u.ratio(1, 7)?,
        share,
        moment: None,
        day: if u.ratio(9, 10)? { Some(u.int_in_range(1..=19)?) } else { None },
        scope: u.ratio(1, 10)?,
        unconfirmed: u.ratio(1, 10)?,
        cites: cites.filter(|cites| *cites != source),
    })
}

const NAMES: [&str; 8] = ["a", "b", "c", "d", "league", "russia", "kursk", "x"];
const ATTRIBUTES: [&str; 14] = [
    "troops",
    "killed",
    "wounded",
    "casualties",
    "deaths",
    "deployment",
    "birthplace",
    "damage",
    "cause",
    "date",
    "flag",
    "turnout",
    "x",
    "votes-cast",
];
const DATES: [&str; 8] = [
    "2024-10",
    "2024-10-27",
    "2024-10-28",
    "2024-10-20/2024-10-27",
    "2024-10-28?",
    "2025",
    "2024-10-28/..",
    "../2024-10-28",
];
const WORDINGS: [&str; 16] = [
    "about 3,000",
    "3,000 to 10,000",
    "dozens",
    "12000",
    "none",
    "5 km",
    "$5 million",
    "10 %",
    "deployed",
    "fighting",
    "2024-10-27",
    "by 1 November 2024",
    "yes",
    "rocket",
    "kursk",
    "within days",
];

/// A claim file with any keys, in any order and number: whatever order its files come in, the same is found.
fn free(u: &mut Unstructured<'_>) -> Result<()> {
    let mut registry = String::new();
    for (section, parent) in [("sources", "part-of"), ("places", "within"), ("subjects", "")] {
        if u.ratio(1, 3)? {
            continue;
        }
        let _ = writeln!(registry, "{section}:");
        for name in NAMES.iter().take(u.int_in_range(1..=NAMES.len())?) {
            let parent = match u.choose(&NAMES)? {
                above if !parent.is_empty() && u.ratio(1, 2)? => format!("{parent}: {above}"),
                _ => String::new(),
            };
            let grade = if section == "sources" && u.ratio(1, 4)? { ", reliability: E" } else { "" };
            let _ =
                writeln!(registry, "  {name}: {{ {} }}", format!("{parent}{grade}").trim_start_matches(", "));
        }
    }
    let count = u.int_in_range(1..=12)?;
    let claims = (0..count).map(|id| record(u, id)).collect::<Result<Vec<_>>>()?;
    let accepted = (0..u.int_in_range(0..=2)?).map(|_| accepted(u, count)).collect::<Result<Vec<_>>>()?;
    let files = |claims: &[String], size: usize| {
        let lists = claims.chunks(size).map(|claims| format!("claims:\n{}", claims.concat()));
        let entries = (!accepted.is_empty()).then(|| format!("accepted:\n{}", accepted.concat()));
        std::iter::once(registry.clone()).chain(lists).chain(entries).collect::<Vec<_>>()
    };
    let input = read(&files(&claims, count));
    let one = run::compare(&input).analysis;
    for finding in &one.findings {
        sound::finding(one.files(), finding);
    }
    for id in 0..count {
        let _ = explain(&one, &format!("claim-{id}"), 3);
    }
    let mut shuffled = claims;
    shuffle(u, &mut shuffled)?;
    let other = read(&files(&shuffled, u.int_in_range(1..=5)?));
    assert_eq!(gists(&one), gists(&run::compare(&other).analysis));
    [input, other].into_iter().for_each(|input| keep(input.rules));
    Ok(())
}

/// What findings say, wherever their claims stand.
fn gists(analysis: &Analysis<'_>) -> Vec<String> {
    let records = analysis.records();
    // What a line number or a file's name is part of is left out.
    let labels = |finding: &Finding| {
        let mut labels: Vec<_> = finding
            .labels
            .iter()
            .map(|label| (label.claim.map(|claim| records.id(claim)), label.role, label.message.clone()))
            .collect();
        labels.sort();
        labels
    };
    let position =
        |position: &Position| (position.value.clone(), records.ids(&position.claims), position.origins);
    let pair = |pair: &Pair| (records.ids(&pair.claims), pair.strength);
    let gist = |finding: &Finding| {
        format!(
            "{} {} {:?} {:?} {} {:?} {:?} {} {:?}",
            finding.fingerprint,
            finding.rule,
            finding.severity,
            finding.strength,
            finding.message,
            finding.positions.iter().map(position).collect::<Vec<_>>(),
            finding.pairs.iter().map(pair).collect::<Vec<_>>(),
            finding.pairs_total,
            labels(finding)
        )
    };
    let mut gists: Vec<String> = analysis.findings.iter().map(gist).collect();
    gists.sort();
    gists
}

fn read(texts: &[String]) -> Input {
    let mut files = Files::default();
    rule_file::add_builtin(&mut files);
    let ids: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| files.add(format!("claims/{at:02}.yaml"), text.as_str()))
        .collect();
    let records = claim::read(&files, &ids);
    let (claim_files, today) = (ids.len(), Some(Day(20_240)));
    Input { files, records, rules: built_in(), claim_files, today, ..Input::default() }
}

fn record(u: &mut Unstructured<'_>, id: usize) -> Result<String> {
    let mut text = format!("  - {{ id: claim-{id}");
    let mut add = |key: &str, value: &str| {
        let _ = write!(text, ", {key}: {value}");
    };
    if u.ratio(15, 16)? {
        add("source", u.choose(&NAMES)?);
    }
    if u.ratio(15, 16)? {
        add("attribute", u.choose(&ATTRIBUTES)?);
    }
    if u.ratio(1, 3)? {
        add("subject", u.choose(&NAMES)?);
    }
    // A control character would break the file, and with it what stands behind.
    let quoted = |text: &str| {
        let text: String = text
            .chars()
            .filter(|c| !c.is_control() && !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
            .collect();
        serde_json::to_string(&text).unwrap_or_default()
    };
    let worded = |u: &mut Unstructured<'_>| {
        Ok(if u.ratio(1, 4)? { quoted(u.arbitrary::<&str>()?) } else { quoted(u.choose(&WORDINGS)?) })
    };
    match u.int_in_range(0..=7)? {
        0 => add("value", &format!("{{ low: {}, high: {} }}", worded(u)?, worded(u)?)),
        1 => add("value", &format!("{{ best: {}, worded: {} }}", worded(u)?, worded(u)?)),
        2 => add("value", &format!("[{}, {}]", worded(u)?, worded(u)?)),
        3 if u.ratio(1, 4)? => {}
        _ => add("value", &worded(u)?),
    }
    for (key, among, times) in [
        ("as-of", &DATES[..], 3),
        ("during", &DATES, 9),
        ("published", &DATES, 3),
        ("until", &DATES, 9),
        ("final", &["true", "false"], 12),
        ("place", &NAMES, 3),
        ("cites", &NAMES, 6),
        ("scope", &NAMES, 8),
        ("stance", &["asserts", "denies", "unconfirmed"], 5),
        ("share", &["some", "most", "all", "none"], 5),
        ("correction", &["true", "false"], 8),
        ("credibility", &["1", "6"], 8),
        ("tags", &["[a, x]", "[b]"], 8),
        ("quote", &WORDINGS, 12),
        ("text", &NAMES, 12),
    ] {
        if u.ratio(1, times)? {
            add(key, &quoted_unless(key, u.choose(among)?));
        }
    }
    text.push_str(" }\n");
    Ok(text)
}

/// A list or a truth value stands as it is, words in quotes.
fn quoted_unless(key: &str, value: &str) -> String {
    match key {
        "tags" | "correction" | "final" | "credibility" => value.to_owned(),
        _ => serde_json::to_string(value).unwrap_or_default(),
    }
}

fn accepted(u: &mut Unstructured<'_>, claims: usize) -> Result<String> {
    let mut claim = || Ok(format!("claim-{}", u.int_in_range(0..=claims)?));
    let (one, other) = (claim()?, claim()?);
    let rule = u.choose(&["troop-count", "conflict", "attribution", "revisions", "x"])?;
    let expires = u.choose(&["", ", expires: 2024-12-31", ", expires: 2026-12-31"])?;
    Ok(format!("  - {{ rule: {rule}, claims: [{one}, {other}], reason: known{expires} }}\n"))
}

//! What a help suggests reads without the finding that suggested it: every `did you mean` and every `write`.
//!
//! Slips are made in every word of two files, and in values that people get wrong; each suggestion then takes the place of the
//! words that are underlined.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use gainsay_core::check::Checker;
use gainsay_core::claim;
use gainsay_core::rule::Rules;
use gainsay_core::rule_file;
use gainsay_core::text::{Files, Span};

/// A claim file in which every sort of name is declared and used, and every kind of value is read.
const CLAIMS: &str = "
report:
  source: coastguard
  published: 2024-05-04
  subject: harbour-fire
sources:
  ministry: { name: Ministry of Ports, aliases: [port-ministry] }
  coastguard: { part-of: ministry, reliability: B }
  herald:
subjects:
  harbour-fire: { name: The fire }
places:
  northland:
  harbour: { within: northland }
accepted:
  - rule: death-toll
    claims: [herald-deaths, guard-deaths]
    reason: both are early counts
claims:
  - id: guard-deaths
    attribute: deaths
    place: harbour
    value: at least thirty people
    as-of: 2024-05-02
    stance: asserts
    tags: [early]
  - id: herald-deaths
    source: herald
    cites: port-ministry
    attribute: deaths
    place: harbour
    value: dozens of people
    during: 2024-05-01/2024-05-02
    correction: true
  - id: guard-length
    attribute: length
    value: about two hundred metres
    scope: quayside
  - id: guard-weight
    attribute: weight
    value: { worded: several tonnes, low: 2 tonnes, best: 3 tonnes, high: 4 tonnes }
  - id: guard-stage
    attribute: deployment
    value: deployed
    share: most
    credibility: 2
  - id: guard-place
    attribute: birthplace
    value: northland
  - id: guard-cause
    attribute: cause
    value: gas leak
    stance: denies
  - id: guard-alive
    attribute: alive
    value: yes
  - id: guard-date
    attribute: date
    value: 2 October 2024
  - id: guard-damage
    attribute: damage
    value: two million dollars
    note: an estimate
";

/// A rule file with every section.
const RULES: &str = "
attributes:
  ferries: { value: quantity, unit: barge, additive: true, title: ferries }
  barges: { like: ferries }
  tiding: { value: stage, scale: tides }
  cargo: { value: category, terms: loads }
scales:
  tides:
    - rising: [coming in]
    - falling: [going out]
categories:
  loads:
    - timber: [wood, planks]
    - oak: { synonyms: [oak planks], within: timber }
hedges:
  well above: { bound: low, synonyms: [far above] }
  handful: { low: 3, high: 6 }
  loosely: { spread: 10% }
units:
  barge: { symbols: [barges] }
  convoy: { symbols: [convoys], is: 12 barge }
  metre: { symbols: [metres] }
rules:
  - id: ferry-count
    title: Sources count ferries
    compare: [ferries, barges]
    tolerance: 5%
    severity: { strong: error, weak: warning }
    message: '{sources} disagree on {attribute}[ in {place}]: {values}'
    help: count again
    why: ferries are large
    where: { source: [coastguard], kind: [quantity], reliability: A..C }
    weak-reliability: E..F
    examples:
      - conflict: [{ value: 300 }, { value: 500 }]
      - agree: [{ value: 300 }, { value: 301 }]
  - id: ferry-sum
    title: More barges than ferries
    relate: barges <= ferries
    of: same-source
  - id: known-sources
    title: A source is known
    records: { require: [source, attribute], sources: [coastguard, herald], dates: true }
    severity: warning
";

/// Values that people get wrong in other ways than by a slip in a word, by the key of a claim that is wrong.
const WRONG: [(&str, &str, &str); 24] = [
    ("deaths", "source", "heralt"),
    ("deaths", "value", "between 30"),
    ("deaths", "value", "from 30"),
    ("deaths", "value", "11.000"),
    ("deaths", "value", "11.000 people"),
    ("deaths", "value", "abuot 30 people"),
    ("deaths", "value", "30 thousnd"),
    ("deployment", "value", "being mooved"),
    ("deployment", "value", "Deployd"),
    ("birthplace", "value", "habour"),
    ("alive", "value", "sort of"),
    ("date", "value", "in the evening"),
    ("date", "value", "2 Octobre 2024"),
    ("deaths", "as-of", "23 Oct 2024"),
    ("deaths", "as-of", "October 23, 2024"),
    ("deaths", "as-of", "2024-1-3"),
    ("deaths", "as-of", "2024/10/23"),
    ("deaths", "as-of", "2024-10-23 10:00"),
    ("deaths", "as-of", "03/04/2024"),
    ("deaths", "as-of", "2024-02-30"),
    ("deaths", "as-of", "2024-10-18/2024-10-13"),
    ("deaths", "as-of", "last week"),
    ("deaths", "published", "yesterday"),
    ("deaths", "during", "May 2024"),
];

/// What is wrong somewhere in a file.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    code: String,
    bytes: Range<usize>,
    help: String,
}

static READ: LazyLock<Rules> = LazyLock::new(|| {
    let (mut files, mut problems) = (Files::default(), Vec::new());
    let builtin = rule_file::add_builtin(&mut files);
    let own = files.add("rules.yaml", RULES);
    let rules = rule_file::read(&files, &[&builtin, &[own]], &mut problems);
    assert_eq!(problems, Vec::new());
    rules
});

fn told(code: &str, span: Span, help: Option<&str>) -> Told {
    let bytes = span.start as usize..span.end as usize;
    Told { code: code.to_owned(), bytes, help: help.unwrap_or_default().to_owned() }
}

/// What is found in a claim file under the built-in rules and [`RULES`].
fn in_claims(text: &str) -> Vec<Told> {
    let mut files = Files::default();
    rule_file::add_builtin(&mut files);
    files.add("rules.yaml", RULES);
    let id = files.add("claims.yaml", text);
    let records = claim::read(&files, &[id]);
    let findings = Checker::new(&files, &records, &READ).analyze().findings;
    let here = findings.iter().filter(|finding| finding.labels[0].span.file == id);
    here.map(|finding| told(&finding.rule, finding.labels[0].span, finding.help.as_deref())).collect()
}

/// What is wrong with a rule file.
fn in_rules(text: &str) -> Vec<Told> {
    let (mut files, mut problems) = (Files::default(), Vec::new());
    let id = files.add("rules.yaml", text);
    let _ = rule_file::read(&files, &[&[id]], &mut problems);
    problems.iter().map(|problem| told(problem.code.name(), problem.span, problem.help.as_deref())).collect()
}

/// What a help says to write.
#[derive(Debug, PartialEq, Eq)]
struct Suggestion<'h> {
    words: &'h str,
    /// Whether it takes the place of the words that are underlined; of the whole name or value around them otherwise.
    meant: bool,
}

/// The names and values that a help says to write; not how something larger is laid out.
fn suggestions(help: &str) -> Vec<Suggestion<'_>> {
    let clauses = help.split("; ").flat_map(|clause| clause.split(", or declare"));
    let asks = clauses.filter_map(|clause| {
        let ask = |words, meant| clause.find(words).map(|at| (&clause[at..], meant));
        ask("did you mean ", true).or_else(|| ask("write ", false))
    });
    let quoted = asks.flat_map(|(ask, meant)| {
        let quoted = ask.split('`').skip(1).step_by(2);
        quoted.map(move |words| Suggestion { words, meant })
    });
    quoted
        .filter(|Suggestion { words, .. }| !words.contains(['{', ':', '\\']) && !words.contains("..."))
        .collect()
}

/// The bytes of the whole name or value around `part`, which is in no quotes and of which no comma is part.
fn whole(text: &str, part: &Range<usize>) -> Range<usize> {
    let start = [": ", "- ", "[", ", "]
        .iter()
        .filter_map(|before| Some(text[..part.start].rfind(before)? + before.len()));
    let end = ["\n", ", ", "]", " }"].iter().filter_map(|behind| text[part.end..].find(behind));
    start.max().unwrap_or(part.start)..end.min().map_or(text.len(), |end| part.end + end)
}

/// The texts of `text` with a slip in one of its words each: a letter left out, two letters turned round, one written twice,
/// or another sign between the parts of a name.
fn with_slips(text: &str) -> Vec<String> {
    let mut slips = BTreeSet::new();
    for (start, word) in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter_map(|word| {
        Some((word.as_ptr().addr() - text.as_ptr().addr(), word)).filter(|_| word.len() >= 4)
    }) {
        let middle = word.len() / 2;
        let (first, last) = word.split_at(middle);
        let turned = first[..middle - 1].to_owned() + &last[..1] + &first[middle - 1..] + &last[1..];
        let written = [
            first.to_owned() + &last[1..],
            turned,
            word.to_owned() + &word[word.len() - 1..],
            word.replace('-', "_"),
        ];
        for slip in written.into_iter().filter(|slip| slip != word) {
            slips.insert(text[..start].to_owned() + &slip + &text[start + word.len()..]);
        }
    }
    slips.into_iter().collect()
}

/// Holds every suggestion that is made for `text` to its word, and counts them by code.
fn hold(text: &str, read: fn(&str) -> Vec<Told>, held: &mut BTreeMap<String, usize>) {
    for Told { code, bytes, help } in read(text) {
        for Suggestion { words, meant } in suggestions(&help) {
            let replaced = if meant { bytes.clone() } else { whole(text, &bytes) };
            // What was in quotes still is.
            let quote = text[replaced.clone()].chars().next().filter(|c| matches!(c, '"' | '\''));
            let quote = quote.map(String::from).unwrap_or_default();
            let put = format!("{quote}{words}{quote}");
            let better = text[..replaced.start].to_owned() + &put + &text[replaced.end..];
            let place = replaced.start..replaced.start + put.len();
            let again = read(&better).into_iter().find(|told| {
                told.code == code && told.bytes.start < place.end && place.start < told.bytes.end
            });
            assert_eq!(again, None, "{code} suggests `{words}` for `{}`", &text[replaced]);
            *held.entry(code.clone()).or_default() += 1;
        }
    }
}

/// Fails where no suggestion was made under one of `codes`.
fn all_held(held: &BTreeMap<String, usize>, codes: &[&str]) {
    for code in codes {
        assert!(held.contains_key(*code), "nothing is suggested under `{code}`: {held:?}");
    }
}

#[test]
fn names_and_values_of_claims() {
    let mut held = BTreeMap::new();
    let usual = in_claims(CLAIMS);
    assert!(usual.iter().all(|told| suggestions(&told.help).is_empty()), "{usual:?}");
    for text in with_slips(CLAIMS) {
        hold(&text, in_claims, &mut held);
    }
    all_held(
        &held,
        &[
            "accepted-unknown-rule",
            "dangling-claim",
            "dangling-place",
            "dangling-source",
            "dangling-subject",
            "invalid-value",
            "not-a-date",
            "unknown-key",
            "unreadable-value",
        ],
    );
}

#[test]
fn values_that_people_get_wrong() {
    let mut held = BTreeMap::new();
    for (attribute, key, wrong) in WRONG {
        let usual = [("source", "herald"), ("attribute", attribute), ("value", "30")];
        let keys = usual.into_iter().filter(|(usual, _)| *usual != key).chain([(key, wrong)]);
        let keys: Vec<String> = keys.map(|(key, value)| format!("    {key}: {value}\n")).collect();
        let text = format!("places: {{ harbour: , northland: }}\nclaims:\n  - id: one\n{}", keys.concat());
        let told = in_claims(&text);
        let any = told.iter().any(|told| !suggestions(&told.help).is_empty());
        assert!(any, "nothing is suggested for {key} `{wrong}`: {told:?}");
        hold(&text, in_claims, &mut held);
    }
    all_held(&held, &["dangling-place", "known-sources", "not-a-date", "unreadable-value"]);
}

#[test]
fn names_and_values_of_rules() {
    let mut held = BTreeMap::new();
    assert_eq!(in_rules(RULES), Vec::new());
    for text in with_slips(RULES) {
        hold(&text, in_rules, &mut held);
    }
    for (right, wrong) in [("5%", "five"), ("5%", "500%"), ("A..C", "1..3"), ("12 barge", "twelve barge")] {
        hold(&RULES.replace(right, wrong), in_rules, &mut held);
    }
    all_held(
        &held,
        &["bad-example", "bad-fraction", "bad-unit", "unknown-attribute", "unknown-key", "unknown-name"],
    );
}

//! Claims as a few numbers, and the laws that hold whatever they are: shared by the property tests, which make the claims at
//! random, and the fuzz targets in `fuzz/`, which are led by what the code does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use gainsay_core::check::account::{Account, Part, Stand, Verdict, account};
use gainsay_core::check::audit::{Audit, Wanted};
use gainsay_core::check::check;
use gainsay_core::claim::{self, Records};
use gainsay_core::date::Day;
use gainsay_core::finding::{Finding, FindingKind, Strength};
use gainsay_core::rule::{Rules, Validity};
use gainsay_core::rule_file;
use gainsay_core::text::Files;

const REGISTRY: &str = "
places:
  russia:
  kursk: { within: russia }
  front: { within: kursk }
  seoul:
sources:
  a: { part-of: league }
  b: { part-of: league }
  c:
  d:
  league:
  copy:
";

pub const FIGURES: [u32; 6] = [100, 105, 300, 1_000, 3_000, 12_000];
pub const STAGES: [&str; 4] = ["training", "deployed", "in-combat", "full-scale-combat"];

/// A claim as a few numbers, so that it shrinks well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub source: &'static str,
    pub attribute: &'static str,
    pub place: Option<&'static str>,
    pub value: String,
    pub denies: bool,
    pub share: Option<&'static str>,
    pub day: Option<u32>,
    pub scope: bool,
    pub unconfirmed: bool,
    pub cites: Option<&'static str>,
}

impl Said {
    fn yaml(&self, id: usize) -> String {
        let mut text = format!(
            "  - {{ id: claim-{id}, source: {}, attribute: {}, value: \"{}\"",
            self.source, self.attribute, self.value
        );
        if let Some(place) = self.place {
            let _ = write!(text, ", place: {place}");
        }
        if let Some(share) = self.share {
            let _ = write!(text, ", share: {share}");
        }
        if let Some(day) = self.day {
            let _ = write!(text, ", as-of: 2024-10-{day:02}");
        }
        if self.scope {
            text.push_str(", scope: brigade");
        }
        if let Some(cites) = self.cites {
            let _ = write!(text, ", cites: {cites}");
        }
        if self.unconfirmed {
            text.push_str(", stance: unconfirmed");
        } else if self.denies {
            text.push_str(", stance: denies");
        }
        text.push_str(" }\n");
        text
    }
}

/// Rules for some sources and places only, beside the built-in ones.
const OWN_RULES: &str = "
rules:
  - id: of-a-and-c
    title: What a and c say of the front
    compare: [troops, things]
    where: { source: [a, c], place: [front, kursk] }
    lag: P4D
  - id: of-the-others
    title: What the others say
    compare: [troops]
    where: { source: [b, c, d] }
    tolerance: 30%
";

/// The files that the rules are read from, and the rules: they are the same every time, and so are their numbers.
fn rules(own: bool) -> (Files, Rules) {
    let mut files = Files::default();
    let mut all = rule_file::add_builtin(&mut files);
    all.extend(own.then(|| files.add("own.yaml", OWN_RULES)));
    let mut problems = Vec::new();
    let rules = rule_file::read(&files, &[&all], &mut problems);
    assert_eq!(problems, Vec::new());
    (files, rules)
}

/// Claim files made of `claims`, numbered as given, in as many files as there are groups.
fn read(mut files: Files, groups: &[Vec<(usize, &Said)>]) -> (Files, Records) {
    let mut ids = vec![files.add("registry.yaml", REGISTRY)];
    for (number, group) in groups.iter().enumerate() {
        let text: String = group.iter().map(|(id, said)| said.yaml(*id)).collect();
        ids.push(files.add(format!("{number:02}.yaml"), format!("claims:\n{text}")));
    }
    let records = claim::read(&files, &ids);
    assert_eq!(records.problems, Vec::new());
    (files, records)
}

/// Checks such files under the built-in rules.
fn find(groups: &[Vec<(usize, &Said)>]) -> Vec<Finding> {
    static RULES: LazyLock<Rules> = LazyLock::new(|| rules(false).1);
    let mut files = Files::default();
    rule_file::add_builtin(&mut files);
    let (files, records) = read(files, groups);
    check(&files, &records, &RULES)
}

pub fn together(claims: &[Said]) -> Vec<Finding> {
    find(&[claims.iter().enumerate().collect()])
}

/// What a finding says, wherever its claims stand.
type Gist = (FindingKind, String, String, Vec<(BTreeSet<String>, Strength)>, Vec<(String, Vec<String>)>);

fn gists(findings: &[Finding]) -> BTreeSet<Gist> {
    let gist = |finding: &Finding| {
        let pairs =
            finding.pairs.iter().map(|pair| (pair.claims.iter().cloned().collect(), pair.strength)).collect();
        let positions = finding
            .positions
            .iter()
            .map(|position| (position.value.clone(), position.claims.clone()))
            .collect();
        (finding.kind, finding.rule.clone(), finding.message.clone(), pairs, positions)
    };
    findings.iter().map(gist).collect()
}

/// The conflicting pairs of claims.
fn pairs(findings: &[Finding]) -> BTreeSet<BTreeSet<String>> {
    let conflicts = findings.iter().filter(|finding| finding.kind == FindingKind::Conflict);
    conflicts.flat_map(|finding| &finding.pairs).map(|pair| pair.claims.iter().cloned().collect()).collect()
}

/// What two sources are in conflict over, by their names.
fn quarrels(findings: &[Finding], claims: &[Said]) -> BTreeSet<(BTreeSet<&'static str>, &'static str)> {
    let claim = |id: &String| by_id(id, claims);
    let quarrel = |pair: BTreeSet<String>| {
        let sources = pair.iter().map(|id| claim(id).source).collect();
        (sources, pair.iter().map(claim).next().unwrap().attribute)
    };
    pairs(findings).into_iter().map(quarrel).collect()
}

/// The claim with an id.
fn by_id<'c>(id: &str, claims: &'c [Said]) -> &'c Said {
    &claims[id.trim_start_matches("claim-").parse::<usize>().unwrap()]
}

/// Whether an end stands for as long as its attribute says, or until the day before the very claim that ended it: a
/// later one of the same voice.
fn ends_as_it_says(stand: &Stand, id: &str, claims: &[Said]) -> bool {
    let day = |said: &Said| said.day.map(|day| Day(19_996 + day.cast_signed()));
    let own = by_id(id, claims);
    let to = stand.days.map(|days| days.last);
    match (&stand.ended, stand.lasting) {
        (Some(by), _) => {
            let by = by_id(&by.id, claims);
            let again = day(by).map(|day| day.plus(-1));
            (by.source, by.cites, by.attribute) == (own.source, own.cites, own.attribute)
                && by.day > own.day
                && again == to
        }
        (None, Validity::Days(days)) => to == day(own).map(|day| day.plus(days.cast_signed())),
        (None, Validity::Always) => stand.part == Part::Before || to == Some(Day::MAX),
    }
}

/// A source agrees with its own copy. `claims` are to be of one source; `false` where the law says nothing of them, for a
/// source that contradicts itself is also contradicted by its copy.
pub fn a_source_agrees_with_its_own_copy(claims: &[Said]) -> bool {
    if together(claims).iter().any(|finding| finding.kind == FindingKind::SelfContradiction) {
        return false;
    }
    let copies = claims.iter().map(|said| Said { source: "copy", ..said.clone() });
    let both: Vec<Said> = claims.iter().cloned().chain(copies).collect();
    assert_eq!(pairs(&together(&both)), BTreeSet::new());
    true
}

/// The order of claims changes nothing, and neither does how many of them stand in a file.
pub fn the_order_of_claims_and_files_changes_nothing(claims: &[Said], order: &[usize], cut: usize) {
    let expected = gists(&together(claims));
    let shuffled: Vec<(usize, &Said)> = order.iter().map(|&at| (at, &claims[at])).collect();
    let groups: Vec<Vec<(usize, &Said)>> = shuffled.chunks(cut).map(<[_]>::to_vec).collect();
    assert_eq!(gists(&find(&groups)), expected);
}

/// Among `claims`, `one` with `figure` as its value has all the conflicts that it has with a hedge before the figure.
pub fn widening_a_hedge_adds_no_conflict(claims: &[Said], one: &Said, figure: u32, hedge: &str) {
    let one = Said { value: figure.to_string(), share: None, denies: false, ..one.clone() };
    // A wider word about the whole no longer takes back what the same source said of a part.
    let elsewhere = |said: &Said| (said.place, said.scope) != (one.place, one.scope);
    let own = |said: &Said| said.source == one.source && said.attribute == one.attribute;
    let mut narrow: Vec<Said> =
        claims.iter().filter(|said| !(own(said) && elsewhere(said))).cloned().collect();
    let mut wide = narrow.clone();
    wide.push(Said { value: format!("{hedge} {figure}"), ..one.clone() });
    narrow.push(one);
    let before = quarrels(&together(&narrow), &narrow);
    let after = quarrels(&together(&wide), &wide);
    assert!(after.is_subset(&before), "{after:?} beside {before:?}");
}

/// Conflicts stay where they are when sources trade their names.
pub fn conflict_is_symmetric(claims: &[Said]) {
    let other = |source| match source {
        "a" => "d",
        "b" => "c",
        "c" => "b",
        _ => "a",
    };
    let swapped: Vec<Said> =
        claims.iter().map(|said| Said { source: other(said.source), ..said.clone() }).collect();
    assert_eq!(pairs(&together(claims)), pairs(&together(&swapped)));
}

/// What the source `d` says changes nothing between the others.
pub fn one_more_source_changes_nothing_between_the_others(claims: &[Said]) {
    let fewer: Vec<(usize, &Said)> =
        claims.iter().enumerate().filter(|(_, said)| said.source != "d").collect();
    assert!(pairs(&find(&[fewer])).is_subset(&pairs(&together(claims))));
}

/// The built-in rules with those of these tests.
static RULES: LazyLock<Rules> = LazyLock::new(|| rules(true).1);

/// The records of claims, and what is found in them under those rules.
fn under_own_rules(claims: &[Said]) -> (Files, Records, Vec<Finding>) {
    let mut files = Files::default();
    rule_file::add_builtin(&mut files);
    files.add("own.yaml", OWN_RULES);
    let (files, records) = read(files, &[claims.iter().enumerate().collect()]);
    let findings = check(&files, &records, &RULES);
    (files, records, findings)
}

/// The account of each claim says what the sweep finds, claim by claim.
pub fn the_account_of_a_claim_says_what_is_found(claims: &[Said]) {
    let (files, records, findings) = under_own_rules(claims);
    let mut conflicts: BTreeMap<BTreeSet<String>, Strength> = BTreeMap::new();
    let mut undetermined: BTreeSet<String> = BTreeSet::new();
    let ids = (0..claims.len()).map(|id| format!("claim-{id}"));
    let accounts: Vec<Account> =
        ids.map(|id| account(&files, &records, &RULES, &findings, &id, usize::MAX).unwrap()).collect();
    // A place that is not declared cannot be read.
    for account in accounts.iter().filter(|account| account.reads.is_some()) {
        let id = &account.claim.id;
        for group in &account.compared {
            assert_eq!(group.total, group.first.len());
            let others = group.first.iter().map(|line| line.other.id.clone());
            match group.verdict {
                Verdict::Conflicting(strength) => {
                    for other in others {
                        let pair = BTreeSet::from([id.clone(), other]);
                        // Whichever of the two is asked, the verdict is the same.
                        let before = conflicts.insert(pair, strength);
                        assert!(before.is_none_or(|before| before == strength));
                    }
                }
                Verdict::Undetermined(_) => undetermined.extend(others.chain([id.clone()])),
                Verdict::Compatible(_) | Verdict::NotCompared(_) => {}
            }
        }
        for stand in &account.stands {
            assert!(ends_as_it_says(stand, id, claims), "{id}: {stand:?}");
        }
        let attribute = &account.facts.attribute.id;
        let topic = accounts.iter().filter(|one| one.facts.attribute.id == *attribute && one.reads.is_some());
        assert_eq!(account.compared.iter().map(|group| group.total).sum::<usize>(), topic.count() - 1);
    }
    let of_kind = |kind| findings.iter().filter(move |finding| finding.kind == kind);
    let found = of_kind(FindingKind::Conflict).flat_map(|finding| &finding.pairs);
    let found: BTreeMap<BTreeSet<String>, Strength> =
        found.map(|pair| (pair.claims.iter().cloned().collect(), pair.strength)).collect();
    assert_eq!(conflicts, found);
    // That a cited source has no claim of its own leaves no pair open.
    let open = of_kind(FindingKind::Undetermined).filter(|finding| finding.rule != "attribution");
    let labels = open.flat_map(|finding| &finding.labels);
    let gaps: BTreeSet<String> = labels.filter_map(|label| label.claim.clone()).collect();
    assert_eq!(undetermined, gaps);
}

/// Source against source counts every conflict and every open pair that the engine finds, and claims are told once each.
pub fn source_against_source_counts_each_conflict_that_is_found(claims: &[Said]) {
    let (files, records, findings) = under_own_rules(claims);
    let audit = Audit::new(&files, &records, &RULES, &findings, Wanted::default());
    let conflicts = findings.iter().filter(|finding| finding.kind == FindingKind::Conflict);
    let found: u64 = conflicts.clone().map(|finding| finding.pairs_total).sum();
    let counted: u64 = audit.between().iter().map(|pair| pair.conflict).sum();
    assert_eq!(counted, found);
    let mut by_sources: BTreeMap<BTreeSet<&str>, u64> = BTreeMap::new();
    for pair in conflicts.flat_map(|finding| &finding.pairs) {
        let sources = pair.claims.iter().map(|id| by_id(id, claims).source).collect();
        *by_sources.entry(sources).or_default() += 1;
    }
    let between = audit.between();
    let at_odds = between.iter().filter(|pair| pair.conflict > 0);
    let counted: BTreeMap<BTreeSet<&str>, u64> =
        at_odds.map(|pair| (BTreeSet::from([pair.one.id, pair.other.id]), pair.conflict)).collect();
    assert_eq!(counted, by_sources);
    let mut open: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    for id in (0..claims.len()).map(|id| format!("claim-{id}")) {
        let account = account(&files, &records, &RULES, &findings, &id, usize::MAX).unwrap();
        let groups = account.compared.iter();
        for group in groups.filter(|group| matches!(group.verdict, Verdict::Undetermined(_))) {
            open.extend(group.first.iter().map(|line| BTreeSet::from([id.clone(), line.other.id.clone()])));
        }
    }
    assert_eq!(between.iter().map(|pair| pair.undetermined).sum::<u64>(), open.len() as u64);
    // Every claim is told once, whatever it says.
    let mut told: Vec<usize> = audit.claims().collect();
    told.sort_unstable();
    assert_eq!(told, (0..claims.len()).collect::<Vec<_>>());
}

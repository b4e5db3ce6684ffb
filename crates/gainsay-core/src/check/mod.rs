//! The engine: from claims and rules to findings.
//!
//! Claims are grouped into topics, one for each subject and attribute (`topic`), and read onto one axis for each
//! (`reading`, `lexicon`), so that every claim is a box: what it allows, and when each end of that stands
//! (`standing`). Second-hand claims are led back to what the sources that they cite said themselves (`origins`,
//! `citation`), held against that (`attribution`, `derived`), and set aside where that can be done (`echo`). The ends
//! that cross on a common day (`sweep`, `compare`) are the conflicts (`conflicts`), gathered into one dispute for each thing
//! (`dispute`) with the number of independent origins of each side (`independence`). Beside that stand a source's turns
//! against its own words (`revision`), what one side does not confirm (`unconfirmed`), sums that do not add up (`relation`,
//! `sums`), quotes that their copy does not hold (`quote`), who says the same (`agreement`), and what could not be compared
//! (`undetermined`). `findings` and `words` put all of it in words, and `acceptance` marks what people live with. `verdict` asks the same decisions about one pair, `account` tells all that they come to about one claim, and `audit` looks at all of it from all sides.

mod acceptance;
pub mod account;
mod agreement;
mod attribution;
mod attribution_findings;
pub mod audit;
mod citation;
mod compare;
mod conflicts;
mod context;
mod contrast;
mod derived;
mod dispute;
mod each;
mod echo;
pub mod examples;
mod fenwick;
mod findings;
mod gap_findings;
mod independence;
mod lexicon;
mod lookalike;
mod origins;
mod quote;
mod quote_findings;
mod quote_numbers;
mod reading;
mod records;
mod registry;
mod relation;
mod relation_findings;
mod revision;
mod scheme;
mod standing;
mod sums;
mod sweep;
mod topic;
mod tree;
mod unconfirmed;
mod undetermined;
mod verdict;
mod words;

use std::collections::HashMap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;

use self::attribution::Attributed;
use self::citation::Citations;
use self::conflicts::Hearing;
use self::context::Context;
use self::each::each;
use self::origins::{At, Origins};
use self::reading::Axis;
use self::standing::{Limits, Time};
use self::topic::{ClaimBox, Scope, Thing, Topic, period_of, scope_of};
use self::undetermined::Gaps;
use crate::claim::{Claim, Records};
use crate::date::Day;
use crate::finding::{Finding, FindingKind};
use crate::rule::{Rule, Rules};
use gainsay_yaml::text::{Files, Name, Problem};

pub use self::acceptance::accept;
pub use self::account::account;
pub use self::agreement::Agreement;
pub use self::findings::problem as problem_finding;

/// Compares all claims under the rules and returns what was found, in the order in which it is told: by file and
/// spot of the first label, then by rule.
///
/// Values that their attribute cannot read are findings too; the claims that bear them take no further part.
#[must_use]
pub fn check(files: &Files, records: &Records, rules: &Rules) -> Vec<Finding> {
    let context = Context::new(files, records, rules);
    let Ready { topics, origins, rings, attributed, problems, .. } = Ready::new(&context);
    let mut findings: Vec<Finding> = problems.iter().map(findings::problem).collect();
    let ringed = rings.iter().filter_map(|ring| citation::ring_problem(&topics, ring, &context));
    findings.extend(ringed.map(|problem| findings::problem(&problem)));
    findings.par_extend(topics.par_iter().flat_map_iter(|topic| of_topic(topic, &context)));
    findings.extend(attribution_findings::all(&topics, &attributed, &origins, &context));
    findings.extend(relation_findings::all(&topics, &context));
    findings.extend(quote_findings::all(&topics, &context));
    in_order(&mut findings);
    findings
}

/// What the rules on records find, in no order; `today` is the day after which nothing can have been published yet.
///
/// `records.problems` tells what could not be read, so that nothing is called unused on account of that.
#[must_use]
pub fn record_findings(files: &Files, records: &Records, rules: &Rules, today: Option<Day>) -> Vec<Finding> {
    records::all(today, &Context::new(files, records, rules))
}

/// What the values of claims are read as, by the ids of the claims: two texts are equal where the same numbers, days or
/// steps are allowed. Words have none, as their points depend on what else is there.
#[must_use]
pub fn readings(files: &Files, records: &Records, rules: &Rules) -> HashMap<Name, String> {
    let (topics, _) = topics(&Context::new(files, records, rules));
    let read = topics.iter().filter(|topic| !matches!(topic.axis, Axis::Words(_)));
    let claims = read.flat_map(|topic| &topic.boxes);
    claims.map(|boxed| (boxed.claim.id.value, format!("{:?}", boxed.allowed))).collect()
}

/// The claims, read and ready to be held against each other.
struct Ready<'r> {
    topics: Vec<Topic<'r>>,
    origins: Origins,
    citations: Citations,
    /// The claims that cite each other and lead back to nobody.
    rings: Vec<Vec<At>>,
    /// How every second-hand claim stands to what it cites.
    attributed: Vec<Attributed>,
    /// What kept claims from being read.
    problems: Vec<Problem>,
}

impl<'r> Ready<'r> {
    fn new(context: &Context<'r>) -> Self {
        let (mut topics, problems) = topics(context);
        let origins = Origins::new(&topics, context);
        let citations = Citations::new(&topics, &origins, context);
        let rings = citations.rings(&topics);
        let attributed = attribution::attribute(&topics, &citations, &origins, context);
        echo::mark(&mut topics, &attributed, &rings, context);
        Self { topics, origins, citations, rings, attributed, problems }
    }

    /// Where a claim is; nothing where it could not be read.
    fn find(&self, claim: &Claim) -> Option<At> {
        let thing = Thing::of(claim);
        let topic = self.topics.iter().position(|topic| topic.thing == thing)?;
        let at =
            self.topics[topic].boxes.iter().position(|beside| beside.claim.id.value == claim.id.value)?;
        Some((topic, at))
    }
}

/// A message, a label and a help are cut behind so many bytes: they repeat words of claims, which may be of any length.
const LONGEST: usize = 2000;

/// Puts findings in the order in which they are told, drops those that are switched off, and cuts what nobody would read.
pub fn in_order(findings: &mut Vec<Finding>) {
    findings.retain(|finding| finding.severity > crate::rule::Severity::Off);
    for finding in findings.iter_mut() {
        let labels = finding.labels.iter_mut().map(|label| &mut label.message);
        std::iter::once(&mut finding.message).chain(&mut finding.help).chain(labels).for_each(cut);
    }
    findings.par_sort_by(|a, b| {
        let spot = |finding: &Finding| finding.labels.first().map(|label| label.span);
        spot(a).cmp(&spot(b)).then_with(|| (&a.rule, a.kind, &a.message).cmp(&(&b.rule, b.kind, &b.message)))
    });
}

fn cut(text: &mut String) {
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        text.truncate(end);
        text.push('…');
    }
}

/// Groups the claims by what they speak of and reads them.
fn topics<'r>(context: &Context<'r>) -> (Vec<Topic<'r>>, Vec<Problem>) {
    let mut groups: IndexMap<Thing, Vec<&'r Claim>, RandomState> = IndexMap::default();
    for claim in &context.records.claims {
        groups.entry(Thing::of(claim)).or_default().push(claim);
    }
    let groups: Vec<(Thing, Vec<&Claim>)> = groups.into_iter().collect();
    let read: Vec<(Topic<'r>, Vec<Problem>)> =
        groups.into_par_iter().map(|(thing, claims)| topic(thing, &claims, context)).collect();
    let (mut topics, problems): (Vec<Topic<'r>>, Vec<_>) = read.into_iter().unzip();
    // Whatever the order of files, topics come in the order of their names.
    let text = |name: Option<_>| name.map(|name| context.text(name));
    topics.sort_by_cached_key(|topic| (text(topic.thing.subject), text(Some(topic.thing.attribute))));
    (topics, problems.into_iter().flatten().collect())
}

fn topic<'r>(thing: Thing, claims: &[&'r Claim], context: &Context<'r>) -> (Topic<'r>, Vec<Problem>) {
    let readings = reading::read(thing, claims, context);
    let definition = readings.definition;
    let (mut boxes, mut problems) = (Vec::with_capacity(claims.len()), Vec::new());
    for (&claim, reading) in claims.iter().zip(readings.read) {
        match reading {
            Ok(reading) => {
                let time = Time::of(claim, period_of(claim, definition.kind).is_some());
                let unit = readings.axis.unit(reading.unit.as_deref(), claim.stance);
                boxes.push(ClaimBox {
                    claim,
                    stands: definition.stands,
                    reach: reading.reach,
                    limits: Limits::NONE,
                    time,
                    scope: scope_of(claim, definition.kind, unit),
                    echo: false,
                    allowed: reading.allowed,
                });
            }
            Err(problem) => problems.push(problem),
        }
    }
    // Whatever the order of files, the earlier claim comes first, then the source that comes first by name.
    let key = |claim: &ClaimBox<'r>| {
        let day = claim.time.map(|time| (time.when.first, time.said));
        (day, context.text(claim.claim.source.value), context.text(claim.claim.id.value))
    };
    boxes.par_sort_by_cached_key(key);
    let mut topic = Topic::new(thing, definition, readings.axis, boxes);
    topic.settle(context);
    (topic, problems)
}

/// What is found among the claims of one topic.
fn of_topic(topic: &Topic<'_>, context: &Context<'_>) -> Vec<Finding> {
    let rules = scheme::compare_rules(topic, context);
    let mut findings = disputes(topic, &rules, context);
    let mut parts: HashMap<Scope, Vec<Scope>> = HashMap::new();
    for &scope in topic.scopes.keys() {
        for &whole in topic.around(scope) {
            parts.entry(whole).or_default().push(scope);
        }
    }
    let scopes: Vec<Scope> = topic.scopes.keys().copied().collect();
    let of_each = each(&scopes, |&scope| {
        let main = rules.iter().find(|rule| scheme::covers(rule, topic, scope, context));
        main.map(|main| of_scope(topic, scope, main, &parts, context)).unwrap_or_default()
    });
    findings.extend(of_each.into_iter().flatten());
    if let Some(main) = rules.first() {
        let gaps = Gaps::new(topic, &topic.measure(main)).all();
        findings.extend(gaps.iter().map(|gap| gap_findings::gap(topic, gap, main, context)));
    }
    findings
}

/// What a source does to its own words about one scope, and what is not confirmed of it.
fn of_scope(
    topic: &Topic<'_>,
    scope: Scope,
    main: &Rule,
    parts: &HashMap<Scope, Vec<Scope>>,
    context: &Context<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let measure = topic.measure(main);
    let wholes = topic.around(scope).iter();
    let across = wholes.flat_map(|&whole| revision::of_parts(topic, scope, whole, &measure));
    for turn in revision::turns(topic, scope, &measure).into_iter().chain(across) {
        let rule = match turn.kind {
            FindingKind::Revision => scheme::revisions(topic, scope, context),
            _ => Some(main),
        };
        findings.extend(rule.map(|rule| findings::turn(topic, turn, rule, context)));
    }
    if let Some(rule) = scheme::unconfirmed(topic, scope, context) {
        let open = unconfirmed::open(topic, scope, parts, conflicts::PAIR_LIMIT);
        if !open.pairs.is_empty() {
            findings.push(findings::unconfirmed(topic, scope, &open, rule, context));
        }
    }
    findings
}

/// The disputes of a topic under each of its rules. Two claims that an earlier rule hears both are not for a later one.
fn disputes(topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before: Vec<(&Rule, Option<Vec<bool>>)> = Vec::new();
    for &rule in rules {
        let heard = scheme::heard(rule, topic, context);
        let hearing = Hearing { topic, measure: topic.measure(rule), heard: heard.clone() };
        let covers = |rule: &Rule, scope| scheme::covers(rule, topic, scope, context);
        let earlier = |scope| before.iter().any(|(rule, heard)| heard.is_none() && covers(rule, scope));
        let mut found = conflicts::all(&hearing, |scope| covers(rule, scope) && !earlier(scope));
        for clashes in &mut found {
            let told: Vec<&Vec<bool>> = before
                .iter()
                .filter(|(rule, _)| covers(rule, clashes.scope))
                .filter_map(|(_, heard)| heard.as_ref())
                .collect();
            clashes.leave_out(|a, b| told.iter().any(|heard| heard[a] && heard[b]));
            let doubtful = |at: usize| scheme::doubtful(rule, topic.boxes[at].claim, context);
            if !rule.weak_reliability.is_empty() {
                clashes.weaken(|a, b| doubtful(a) || doubtful(b));
            }
        }
        found.retain(|clashes| !clashes.pairs.is_empty());
        for dispute in dispute::gather(topic, context, found) {
            let stands = dispute::positions(topic, &dispute);
            findings.push(findings::conflict(topic, &dispute, &stands, rule, context));
        }
        before.push((rule, heard));
    }
    findings
}

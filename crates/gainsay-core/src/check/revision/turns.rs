//! A source and its own earlier words: revisions, regressions, self-contradictions.

use std::cmp::Ordering;

use crate::check::compare::Tolerances;
use crate::check::compare::pair::one_way;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::topic::superseded::chains;
use crate::check::topic::{Scope, Topic, TopicClaim, cited_source};
use crate::claim::Stance;
use crate::date::Day;
use crate::finding::{FindingKind, Strength};
use crate::maps::HashMap;
use crate::rule::Validity;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// What a claim does to an earlier one of the same source, or to one of the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// Revision, regression or self-contradiction.
    pub kind: FindingKind,
    /// The earlier claim, as an index into the claims of the topic.
    pub before: usize,
    /// The later one.
    pub after: usize,
    /// Weak where a hedge or the tolerance widened could absorb the difference.
    pub strength: Strength,
}

/// How many claims of one source and time that deny something between other values are remembered for comparing.
const DENIALS: usize = 8;

/// Compares the claims of each source about one scope with the one before it.
pub(super) fn turns(topic: &Topic<'_>, scope: Scope, tolerances: &Tolerances) -> Vec<Turn> {
    let Some(members) = topic.scopes.get(&scope) else { return Vec::new() };
    let mut turns = Vec::new();
    for chain in chains(&topic.claims, members) {
        // Of the claims of one time, those that reach least far to either side, and those that deny something in between: what
        // agrees with these agrees with all.
        let mut narrowest: Vec<usize> = Vec::new();
        for (index, &at) in chain.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| chain[before]);
            let one_time = before.is_some_and(|before| together(topic, before, at));
            if one_time {
                turns.extend(narrowest.iter().find_map(|&other| turn(topic, other, at, tolerances)));
            } else {
                turns.extend(before.and_then(|before| turn(topic, before, at, tolerances)));
                narrowest.clear();
            }
            // What a source denies may be what it said long before.
            let denied = topic.takes_back(at).filter(|&other| Some(other) != before);
            let denied = denied.filter(|&other| denies_its_own(topic, other, at));
            turns.extend(denied.and_then(|other| turn(topic, other, at, tolerances)));
            narrowest.push(at);
            let low = |&at: &usize| topic.claims[at].allowed.plain.low();
            let high = |&at: &usize| topic.claims[at].allowed.plain.high();
            let highest_low = narrowest.iter().copied().max_by_key(low);
            let lowest_high = narrowest.iter().copied().filter(|at| high(at).is_some()).min_by_key(high);
            let in_between = |&at: &usize| topic.claims[at].allowed.plain.intervals().len() > 1;
            let denials: Vec<usize> = narrowest.iter().copied().filter(in_between).take(DENIALS).collect();
            narrowest =
                highest_low.into_iter().chain(lowest_high.filter(|at| Some(*at) != highest_low)).collect();
            let further = denials.into_iter().filter(|at| ![highest_low, lowest_high].contains(&Some(*at)));
            narrowest.extend(further);
        }
    }
    turns.extend(undated(topic, members, tolerances));
    turns
}

/// Whether a source takes back what it said by denying it, without a word that it corrects itself.
pub(super) fn denies_its_own(topic: &Topic<'_>, before: usize, after: usize) -> bool {
    let claim = topic.claims[after].claim;
    claim.stance == Stance::Denies && !claim.correction && topic.takes_back(after) == Some(before)
}

/// Whether two claims of one source are of the same time.
fn together(topic: &Topic<'_>, a: usize, b: usize) -> bool {
    topic.claims[a].time.zip(topic.claims[b].time).is_some_and(|(a, b)| a.together(&b))
}

fn turn(topic: &Topic<'_>, before: usize, after: usize, tolerances: &Tolerances) -> Option<Turn> {
    if !topic.compares(before, after) {
        return None;
    }
    let (a, b) = (&topic.claims[before], &topic.claims[after]);
    let (earlier, later) = (a.time?, b.time?);
    let said = a.beside(b);
    let one_sample = earlier.of_one_day(&later);
    let tolerances = if one_sample { tolerances.of_one_sample() } else { *tolerances };
    let strength = tolerances.apart(said.0, said.1)?;
    let kind = if earlier.together(&later) {
        // Days that are not known to be the same may well be different ones.
        if !(earlier.when.throughout && later.when.throughout) {
            return None;
        }
        FindingKind::SelfContradiction
    } else if !b.claim.correction
        && (undercuts(topic, a, b, &tolerances) || denies_its_own(topic, before, after))
    {
        FindingKind::Regression
    } else {
        FindingKind::Revision
    };
    Some(Turn { kind, before, after, strength })
}

/// Whether the later claim is beyond a bound of the earlier one that is valid for good: below that of a toll, or alive again. Where
/// both bounds of the attribute are valid for good, what is said is of no day.
fn undercuts(topic: &Topic<'_>, a: &TopicClaim<'_>, b: &TopicClaim<'_>, tolerances: &Tolerances) -> bool {
    let lasts = |validity: Validity| validity == Validity::Always && !topic.definition.timeless();
    let above = |low: &TopicClaim<'_>, high: &TopicClaim<'_>| {
        let (low, high) = low.beside(high);
        let bounds = low.plain.low().zip(high.plain.high());
        bounds.is_some_and(|(low, high)| tolerances.lowered(low, 1) > high)
    };
    lasts(a.valid_for.lower) && above(a, b) || lasts(a.valid_for.upper) && above(b, a)
}

/// Whose a claim is and of which days.
type Statement = ((Name, Option<Name>), Option<(Day, Day)>);

fn statement(topic: &Topic<'_>, at: usize) -> Option<Statement> {
    let claim = &topic.claims[at];
    // What is said of a fact that holds for good is of no day.
    let time = claim.time.filter(|_| !topic.definition.timeless());
    let days = time.map(|time| (time.when.first, time.when.last));
    claim.speaks().then_some((cited_source(claim.claim), days))
}

/// What each source says of a whole, by days: its claims that have an upper bound, the lowest first.
pub(super) struct OfWhole(HashMap<Statement, Vec<(Point, usize)>>);

impl OfWhole {
    /// The claims about `whole`.
    pub(super) fn new(topic: &Topic<'_>, whole: Scope) -> Self {
        let mut by_source: HashMap<_, Vec<(Point, usize)>> = HashMap::default();
        for &at in topic.scopes.get(&whole).into_iter().flatten() {
            let lowest = topic.claims[at].uppers().map(|high| high.at).min();
            if let (Some(statement), Some(lowest)) = (statement(topic, at), lowest) {
                by_source.entry(statement).or_default().push((lowest, at));
            }
        }
        for claims in by_source.values_mut() {
            claims.sort_unstable();
        }
        Self(by_source)
    }
}

/// The claims about `part` that a source contradicts by what it says of the `whole` around it: at the same time, by a fall below it later, or
/// at any time where it is a fact that never changes.
pub(super) fn of_parts(
    topic: &Topic<'_>,
    (part, whole): (Scope, Scope),
    OfWhole(of_whole): &OfWhole,
    tolerances: &Tolerances,
) -> Vec<Turn> {
    let parts = topic.scopes.get(&part).into_iter().flatten();
    let tolerances = tolerances.without_lag();
    // Those that the part may be more than, in the order of the topic.
    let beside = |at: usize| {
        let low = topic.claims[at].basis().lower().map(|low| tolerances.lowered(low.at, 1));
        let own =
            statement(topic, at).and_then(|own| of_whole.get(&own)).map(Vec::as_slice).unwrap_or_default();
        let below = own.partition_point(|(high, _)| low.is_some_and(|low| *high < low));
        let mut others: Vec<usize> = own[..below].iter().map(|&(_, other)| other).collect();
        others.sort_unstable();
        others.into_iter()
    };
    let against = |before: usize, after: usize| {
        let (part, whole) = (&topic.claims[before], &topic.claims[after]);
        let strength = if topic.definition.timeless() {
            tolerances
                .above(&part.allowed, &whole.allowed)
                .and_then(|strength| held_at_once(part, whole, strength))
        } else {
            one_way(part, whole, &tolerances)?.crossing.strength()
        };
        strength.map(|strength| Turn { kind: FindingKind::SelfContradiction, before, after, strength })
    };
    let falls =
        |at: usize| fall_below(topic, at, &tolerances).filter(|turn| topic.claims[turn.after].scope == whole);
    parts
        .flat_map(|&at| {
            beside(at)
                .filter(move |&other| topic.compares(at, other))
                .filter_map(move |other| against(at, other))
                .chain(falls(at))
        })
        .take(PAIR_LIMIT)
        .collect()
}

/// How surely a source that says too much of a part holds both that and what it says of the whole, of a fact that is of no day: hardly
/// where it says one of them later, and not at all where it had given up the earlier one by then or corrects it.
fn held_at_once(part: &TopicClaim<'_>, whole: &TopicClaim<'_>, strength: Strength) -> Option<Strength> {
    let Some((of_part, of_whole)) = part.time.zip(whole.time) else { return Some(strength) };
    let (earlier, later) = match of_part.order(&of_whole) {
        Ordering::Less => (part.basis().lower(), whole),
        Ordering::Equal => return Some(strength),
        Ordering::Greater => (whole.basis().upper(), part),
    };
    let before = later.time?.when.first.plus(-1);
    (!later.claim.correction && earlier?.valid.limit.day >= before).then_some(Strength::Weak)
}

/// The later claim of its source about the whole around it that is below the claim about a part, which it cannot be as long as that
/// claim is valid.
fn fall_below(topic: &Topic<'_>, part: usize, tolerances: &Tolerances) -> Option<Turn> {
    let claim = &topic.claims[part];
    let by = claim.basis().lower()?.valid.limit.superseded_by()?;
    let whole = &topic.claims[by];
    let own = cited_source(claim.claim) == cited_source(whole.claim);
    let elsewhere = own && claim.scope != whole.scope && topic.compares(part, by);
    let falls = elsewhere && !whole.claim.correction && undercuts(topic, claim, whole, tolerances);
    falls.then_some(Turn { kind: FindingKind::Regression, before: part, after: by, strength: Strength::Weak })
}

/// How many claims of one source without a date are remembered for comparing.
const UNDATED: usize = 8;

/// Claims of one source that may be of the same time because one of them bears no date: both undated, or any two where
/// the attribute is always valid.
fn undated(topic: &Topic<'_>, members: &[usize], tolerances: &Tolerances) -> Vec<Turn> {
    let mut seen: HashMap<_, Vec<usize>> = HashMap::default();
    let mut turns = Vec::new();
    // Claims without a date come first in a topic.
    for &at in members.iter().filter(|&&at| topic.claims[at].speaks()) {
        let claim = &topic.claims[at];
        if claim.time.is_some() && !topic.definition.timeless() {
            continue;
        }
        let seen = seen.entry(cited_source(claim.claim)).or_default();
        turns.extend(seen.iter().filter(|&&before| topic.compares(before, at)).find_map(|&before| {
            let strength = tolerances.apart(&topic.claims[before].allowed, &claim.allowed)?;
            Some(Turn { kind: FindingKind::SelfContradiction, before, after: at, strength })
        }));
        if claim.time.is_none() && seen.len() < UNDATED {
            seen.push(at);
        }
    }
    turns
}

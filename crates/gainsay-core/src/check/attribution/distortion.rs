//! Second-hand claims compared with the source that they cite.

use indexmap::IndexMap;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::check::attribution::citation::{Citation, Citations};
use crate::check::attribution::derived::{Figures, derived};
use crate::check::attribution::origins::{Origins, cited, distinctive, numbers, share_a_number};
use crate::check::compare::Tolerances;
use crate::check::compare::pair::cross_either;
use crate::check::context::Context;
use crate::check::topic::{At, Scope, Topic, TopicClaim, claim_at};
use crate::date::{Day, When};
use crate::finding::{FindingKind, Strength};
use crate::rule::Kind;

/// A second-hand claim, and how it stands to the source that it cites.
#[derive(Debug)]
pub(crate) struct Attributed {
    /// The second-hand claim.
    pub claim: At,
    /// How the claim stands to that.
    pub fidelity: Fidelity,
}

/// How a second-hand claim stands to the source that it cites.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fidelity {
    /// The source said nothing that the claim could be compared with.
    Unverifiable,
    /// The claim allows what the source said.
    Faithful,
    /// The claim gives the source otherwise.
    Distorted(Distortion),
}

/// How a second-hand claim gives its source otherwise.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Distortion {
    /// In which way.
    pub kind: DistortionKind,
    /// What the cited source said that the claim is compared with.
    pub said: Vec<At>,
    /// Where the claim's number comes from: what the source gave it for, or who else gave it.
    pub elsewhere: Vec<At>,
    /// Strong where the sets stay apart with every hedge widened.
    pub strength: Strength,
}

/// In which way a second-hand claim gives its source otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DistortionKind {
    /// It allows nothing that the source allowed.
    Apart,
    /// It gives the same number under another hedge.
    Rehedged,
    /// It makes a range of a number, by a number that the source did not give.
    Stretched,
    /// It says of a place or a part what the source said of the whole around it.
    Narrowed,
    /// It says of other days what the source said of some.
    Misdated,
    /// The source gave the number for another topic.
    Elsewhere,
    /// The source did not give the number: it is worked out from others that it gave.
    Derived,
    /// The source is reported not to have confirmed it.
    Silent,
    /// Another source of the same parent gave the number that day, while the word of the cited one that stood was another.
    OtherSource,
}

impl DistortionKind {
    /// The kind of finding that it is.
    pub(crate) fn finding_kind(self) -> FindingKind {
        if self == Self::Rehedged { FindingKind::HedgeDrift } else { FindingKind::Misattribution }
    }
}

/// Compares every second-hand claim with what its cited source said of the topic at the time.
pub(crate) fn attribute(
    topics: &[Topic<'_>],
    citations: &Citations,
    origins: &Origins,
    context: &Context<'_>,
) -> Vec<Attributed> {
    let figures = Figures::new(topics, context);
    let attributor = Attributor { topics, origins, figures, context };
    let one = |citation: &Citation| {
        let said = citations.chain(citation);
        let fidelity = attributor.fidelity(citation.at, &said);
        Attributed { claim: citation.at, fidelity }
    };
    citations.all().par_iter().map(one).collect()
}

/// Where second-hand claims are judged.
struct Attributor<'t, 'r> {
    topics: &'t [Topic<'r>],
    origins: &'t Origins,
    figures: Figures<'t>,
    context: &'t Context<'r>,
}

/// Whoever quotes may round and convert, by a hundredth; no more.
const TOLERANCES: Tolerances = Tolerances {
    tolerance: Decimal::from_parts(1, 0, 0, false, 2),
    margin: Decimal::ZERO,
    exact: true,
    same_time: 1,
    lag: 0,
    leap: Decimal::TWO,
    counts: false,
};

impl<'t, 'r> Attributor<'t, 'r> {
    fn get(&self, at: At) -> &'t TopicClaim<'r> {
        claim_at(self.topics, at)
    }

    fn fidelity(&self, at: At, all: &[At]) -> Fidelity {
        let reported = self.get(at);
        if reported.unconfirmed {
            return if all.is_empty() { Fidelity::Unverifiable } else { Fidelity::Faithful };
        }
        if all.is_empty() {
            return self.unsaid(at).map_or(Fidelity::Unverifiable, Fidelity::Distorted);
        }
        if let Some(distortion) = self.distorted(at, &self.current(at, all), all) {
            return Fidelity::Distorted(distortion);
        }
        // What was said of other days or of other parts only is not what the claim passes on.
        let passed_on = |said: &TopicClaim<'_>| {
            let meet = said.allowed.plain.meets(&reported.allowed.plain);
            said.scope == reported.scope && (meet || share_a_number(said, reported))
        };
        let held = all.iter().any(|&said| passed_on(self.get(said)));
        if held { Fidelity::Faithful } else { Fidelity::Unverifiable }
    }

    /// Of what the source said, what can be compared with the claim: what it had not replaced by the day before, or all if it
    /// had replaced it all; and nothing where one of both bears no date, unless dates do not matter.
    fn current(&self, at: At, said: &[At]) -> Vec<At> {
        let topic = &self.topics[at.0];
        let comparable = said.iter().copied().filter(|said| topic.in_time(said.1) == topic.in_time(at.1));
        let comparable: Vec<At> = comparable.collect();
        let day = self.get(at).days().map_or(Day::MIN, |days| days.first);
        let stands = |&said: &At| {
            let whole = self.get(said).basis().whole();
            whole.from <= whole.to && whole.limit.day.plus(1) >= day
        };
        let current: Vec<At> = comparable.iter().copied().filter(stands).collect();
        if current.is_empty() { comparable } else { current }
    }

    /// In which way a claim gives otherwise what its source `said` at about the time and had not replaced; `all` is that and
    /// what it had.
    fn distorted(&self, at: At, said: &[At], all: &[At]) -> Option<Distortion> {
        let (topic, reported) = (&self.topics[at.0], self.get(at));
        let pick = |among: &[At], of: &dyn Fn(&TopicClaim<'_>) -> bool| {
            among.iter().copied().filter(|&said| of(self.get(said))).collect::<Vec<_>>()
        };
        let rehedged =
            |said: &TopicClaim<'_>| topic.definition.kind == Kind::Quantity && rehedged(said, reported);
        let drifted = pick(said, &rehedged);
        if let Some((strength, apart)) = self.apart(at, said) {
            return Some(if drifted.is_empty() {
                Distortion {
                    kind: DistortionKind::Apart,
                    elsewhere: self.elsewhere(at, &apart),
                    said: apart,
                    strength,
                }
            } else {
                Distortion { kind: DistortionKind::Rehedged, elsewhere: Vec::new(), said: drifted, strength }
            });
        }
        let misdated = |said: &TopicClaim<'_>| misdated(said, reported, self.origins.days);
        let faithful = |said: &TopicClaim<'_>| {
            said.scope == reported.scope && said.allowed.plain == reported.allowed.plain && !misdated(said)
        };
        if !pick(said, &faithful).is_empty() {
            return None;
        }
        let given = |number| all.iter().any(|&said| numbers(self.get(said)).any(|given| given == number));
        let stretched = |said: &TopicClaim<'_>| stretched(said, reported).is_some_and(|added| !given(added));
        let narrowed = |said: &TopicClaim<'_>| narrowed(topic, said, reported);
        weak(DistortionKind::Rehedged, drifted)
            .or_else(|| weak(DistortionKind::Misdated, pick(said, &misdated)))
            .or_else(|| weak(DistortionKind::Stretched, pick(said, &stretched)))
            .or_else(|| weak(DistortionKind::Narrowed, pick(said, &narrowed)))
            .or_else(|| {
                // A number that the source has replaced since may be passed on, but not under another hedge.
                let shared = pick(all, &|said| share_a_number(said, reported));
                if shared.is_empty() {
                    let elsewhere = self.elsewhere_at_the_time(at, all);
                    let found =
                        weak(DistortionKind::Elsewhere, said.to_vec()).filter(|_| !elsewhere.is_empty());
                    return found.map(|found| Distortion { elsewhere, ..found });
                }
                let only = shared.iter().all(|shared| rehedged(self.get(*shared)) && !said.contains(shared));
                weak(DistortionKind::Rehedged, shared).filter(|_| only)
            })
    }

    /// How surely a claim has no value in common with anything that was said of one scope, and what that is; nothing where
    /// it has one for each. What was said of one part says nothing of another.
    fn apart(&self, at: At, said: &[At]) -> Option<(Strength, Vec<At>)> {
        let (topic, reported) = (&self.topics[at.0], self.get(at));
        let mut scopes: IndexMap<Scope, Vec<At>> = IndexMap::new();
        for &said in said {
            scopes.entry(self.get(said).scope).or_default().push(said);
        }
        let crossed = scopes.into_values().filter_map(|said| {
            let strengths: Option<Vec<Strength>> =
                said.iter().map(|&said| crosses(topic, self.get(said), reported)).collect();
            Some((strengths?.into_iter().min()?, said))
        });
        crossed.max_by_key(|(strength, _)| *strength)
    }

    /// Where the source said nothing of the topic at about the time, but is reported to have said something else or nothing, or
    /// has an earlier word that stands.
    fn unsaid(&self, at: At) -> Option<Distortion> {
        let found = |kind, elsewhere: Vec<At>| {
            let distortion = Distortion { kind, said: Vec::new(), elsewhere, strength: Strength::Weak };
            Some(distortion).filter(|distortion| !distortion.elsewhere.is_empty())
        };
        self.against_earlier(at)
            .or_else(|| found(DistortionKind::Elsewhere, self.elsewhere_at_the_time(at, &[])))
            .or_else(|| {
                found(
                    DistortionKind::Derived,
                    derived(self.topics, at, &self.figures, self.origins, self.context),
                )
            })
            .or_else(|| found(DistortionKind::Silent, self.origins.silent(self.topics, at, self.context)))
    }

    /// Against what the source said of the topic long before and has not replaced. It may have spoken since, unrecorded, so
    /// that this is never sure.
    fn against_earlier(&self, at: At) -> Option<Distortion> {
        let said = self.origins.earlier(self.topics, at);
        if said.is_empty() || said.iter().any(|&said| share_a_number(self.get(said), self.get(at))) {
            return None;
        }
        let kind =
            if self.apart(at, &said).is_some() { DistortionKind::Apart } else { DistortionKind::OtherSource };
        let elsewhere =
            if kind == DistortionKind::Apart { self.elsewhere(at, &said) } else { self.relatives(at) };
        let found = kind == DistortionKind::Apart || !elsewhere.is_empty();
        found.then_some(Distortion { kind, elsewhere, said, strength: Strength::Weak })
    }

    /// The sources with a parent in common with the cited one that gave the claim's number for the topic that day.
    fn relatives(&self, at: At) -> Vec<At> {
        let Some(cites) = cited(self.get(at)) else { return Vec::new() };
        let mut voices = self.origins.other_sources(self.topics, at, self.context);
        voices.retain(|&voice| {
            let source = self.get(voice).claim.source.value;
            self.context.sources.common_parent(cites, source).is_some()
        });
        voices
    }

    /// What the source gave the claim's number for about that time, other than what it is compared with.
    fn elsewhere_at_the_time(&self, at: At, said: &[At]) -> Vec<At> {
        let mut elsewhere = self.origins.same_number(self.topics, at, self.context);
        elsewhere.retain(|origin| !said.contains(origin));
        elsewhere
    }

    /// Where the number of a claim that is off comes from: what the source gave it for, then or on another date, else who
    /// gave it.
    fn elsewhere(&self, at: At, said: &[At]) -> Vec<At> {
        let found = [
            self.elsewhere_at_the_time(at, said),
            self.origins.other_date(self.topics, at),
            self.origins.other_sources(self.topics, at, self.context),
        ];
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }
}

/// A distortion that a hedge or a slip could explain, of what was said; nothing where that is nothing.
fn weak(kind: DistortionKind, said: Vec<At>) -> Option<Distortion> {
    let found = Distortion { kind, said, elsewhere: Vec::new(), strength: Strength::Weak };
    Some(found).filter(|found| !found.said.is_empty())
}

/// Whether a claim and what its source said have no value in common on a common day: both ways where they speak of the
/// same scope, else by the lower bound of the part alone.
fn crosses(topic: &Topic<'_>, origin: &TopicClaim<'_>, claim: &TopicClaim<'_>) -> Option<Strength> {
    if origin.scope == claim.scope {
        let hole = TOLERANCES.in_hole((&origin.allowed, &origin.bounds()), (&claim.allowed, &claim.bounds()));
        return cross_either(&origin.bounds(), &claim.bounds(), &TOLERANCES).max(hole);
    }
    let exceeds = |part: &TopicClaim<'_>, whole: &TopicClaim<'_>| {
        let lower = part.basis().lower().filter(|_| topic.around(part.scope).contains(&whole.scope))?;
        whole.uppers().filter_map(|upper| TOLERANCES.cross(&lower, &upper)).max()
    };
    exceeds(origin, claim).max(exceeds(claim, origin))
}

/// Whether two claims give the same number, one of them with an end left open that the other closes.
fn rehedged(a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> bool {
    let open =
        |claim: &TopicClaim<'_>| (claim.allowed.plain.low().is_none(), claim.allowed.plain.high().is_none());
    open(a) != open(b) && a.claim.stance == b.claim.stance && share_a_number(a, b)
}

/// The number that a claim adds, where it makes a range of the one number that its source gave: one that the source left
/// out.
fn stretched(said: &TopicClaim<'_>, reported: &TopicClaim<'_>) -> Option<Decimal> {
    let range = reported.allowed.unhedged();
    let (low, high) = (range.low()?.at.normalize(), range.high()?.at.normalize());
    let given = |number: Decimal| numbers(said).any(|given| given == number);
    let set = &said.allowed.plain;
    if low < high && given(low) && set.high().is_some_and(|end| high > end.at) {
        return Some(high);
    }
    (low < high && given(high) && set.low().is_some_and(|end| low < end.at)).then_some(low)
}

/// Whether a claim says of a part what its source said of the whole around it.
fn narrowed(topic: &Topic<'_>, said: &TopicClaim<'_>, reported: &TopicClaim<'_>) -> bool {
    let same = match topic.definition.kind {
        Kind::Quantity => {
            numbers(reported).any(|number| distinctive(&number) && numbers(said).any(|other| other == number))
        }
        _ => said.allowed.plain == reported.allowed.plain,
    };
    same && said.scope.period == reported.scope.period && topic.around(reported.scope).contains(&said.scope)
}

/// Whether a claim says of one stretch of days what its source said of another: a stretch that begins or ends more than
/// `days` earlier or later.
fn misdated(said: &TopicClaim<'_>, reported: &TopicClaim<'_>, days: i32) -> bool {
    let stretch =
        |claim: &TopicClaim<'_>| claim.days().filter(|days| days.throughout && days.first < days.last);
    let (Some(a), Some(b)) = (stretch(said), stretch(reported)) else { return false };
    let same = (said.scope.place, said.scope.part) == (reported.scope.place, reported.scope.part)
        && said.allowed.plain == reported.allowed.plain;
    let off = |a: Day, b: Day| a != b && (a.plus(days) < b || b.plus(days) < a);
    let When { first, last, .. } = a;
    same && (off(first, b.first) || off(last, b.last))
}

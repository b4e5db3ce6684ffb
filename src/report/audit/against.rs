//! Who contradicts whom in a dispute, in lines for people.

use super::people::{self, where_of};
use crate::report::counted;
use gainsay_core::check::audit::{Against, Audit, ClaimRow, Contradictions};
use gainsay_core::claim::ClaimId;
use gainsay_core::finding::{Finding, Strength, WeakReason};

/// How many lines there are at most.
const LINES: usize = 12;

/// How many claims are named against one.
const OTHERS: usize = 5;

/// The pairs of a dispute in words.
pub(crate) struct Opposed {
    /// How many there are, by how sure they are.
    pub(crate) counts: String,
    /// Each one claim against others, those that are surest first.
    pub(crate) lines: Vec<Line>,
    /// The claim that is in most of the strong pairs, where there is one.
    pub(crate) most: Option<String>,
    /// How many pairs are in none of the lines.
    pub(crate) more: Option<String>,
}

/// One claim against others.
pub(crate) struct Line {
    /// How sure it is, and the claim: `strong: the ministry, 4 May 2024: 1200 — against`, and a colon where there are several.
    pub(crate) head: String,
    /// Those against it: `the mayor, 3 May 2024: 300`.
    pub(crate) others: Vec<String>,
}

impl Line {
    /// All of it in one line.
    pub(crate) fn joined(&self) -> String {
        format!("{} {}", self.head, self.others.join("; "))
    }
}

impl Opposed {
    /// Of a conflict of several pairs; nothing for other findings.
    pub(crate) fn of(audit: &Audit<'_>, finding: &Finding) -> Option<Self> {
        let from = audit.contradictions(finding, LINES)?;
        let unlisted = finding.pairs_total.saturating_sub(finding.pairs.len() as u64);
        let more = (from.left as u64).saturating_add(unlisted);
        Some(Self {
            counts: counts(&from, unlisted),
            lines: from.against.iter().map(|against| line(audit, against)).collect(),
            most: most(audit, &from).filter(|_| unlisted == 0),
            more: match more {
                0 => None,
                1 => Some("and 1 more pair".to_owned()),
                more => Some(format!("and {more} more pairs")),
            },
        })
    }
}

fn counts(from: &Contradictions, unlisted: u64) -> String {
    let pairs = |count| counted(count, "pair", "pairs");
    let counts = match (from.strong, from.weak) {
        (strong, 0) => format!("{} of claims, strong", pairs(strong)),
        (0, weak) => format!("{} of claims, weak", pairs(weak)),
        (strong, weak) => format!("{} of claims, {strong} strong and {weak} weak", pairs(strong + weak)),
    };
    if unlisted > 0 { format!("{counts}, and {unlisted} that were not looked at one by one") } else { counts }
}

/// Which claim is in more than half of the strong pairs, and what is left without it.
fn most(audit: &Audit<'_>, from: &Contradictions) -> Option<String> {
    let first = from.against.first().filter(|first| first.strength == Strength::Strong)?;
    let (pairs, strong) = (first.others.len(), from.strong);
    let said = people::said(&audit.row(first.claim), None);
    let left = match strong - pairs {
        0 => "no strong pair".to_owned(),
        left => counted(left, "strong pair", "strong pairs"),
    };
    (pairs > 2 && pairs * 2 > strong).then(|| {
        format!("{pairs} of the {strong} strong pairs are with one claim, {said}; without it, {left} would be left")
    })
}

fn line(audit: &Audit<'_>, against: &Against) -> Line {
    let row = |&claim: &ClaimId| audit.row(claim);
    let (one, others) = (row(&against.claim), against.others.iter().map(row).collect::<Vec<_>>());
    // Where that tells claims apart, the place is said.
    let place = others.iter().any(|other| where_of(other) != where_of(&one));
    let place = |claim: &ClaimRow<'_>| where_of(claim).filter(|_| place);
    // That tells why the pair is weak.
    let timed = against.because.contains(&WeakReason::DaysApart);
    let told = |other: &ClaimRow<'_>| {
        people::said_then(other, days_from(&one, other).filter(|_| timed), place(other))
    };
    let others = people::cut(others.iter().map(told).collect(), OTHERS);
    let how = match against.strength {
        Strength::Strong => "strong".to_owned(),
        Strength::Weak => WeakReason::sentence(&against.because).unwrap_or_else(|| "weak".to_owned()),
    };
    let colon = if others.len() > 1 { ":" } else { "" };
    // Which stages there were on which days is not plain from the words.
    let said = if one.staged { people::said_and_allowed } else { people::said };
    Line { head: format!("{how}: {} — against{colon}", said(&one, place(&one))), others }
}

/// How far `other` is from `one` in time: `5 days earlier`; nothing where they may be for one day.
fn days_from(one: &ClaimRow<'_>, other: &ClaimRow<'_>) -> Option<String> {
    let (one, other) = (one.when?, other.when?);
    let (days, how) = if other.last < one.first {
        (one.first.0.abs_diff(other.last.0), "earlier")
    } else if one.last < other.first {
        (other.first.0.abs_diff(one.last.0), "later")
    } else {
        return None;
    };
    Some(format!("{} {how}", counted(usize::try_from(days).ok()?, "day", "days")))
}

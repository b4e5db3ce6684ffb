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
    pub(crate) lines: Vec<String>,
    /// How many pairs are in none of the lines.
    pub(crate) more: Option<String>,
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

/// A line such as "strong: the ministry, 4 May 2024: 1200 — against the mayor, 3 May 2024: 300; the clinic, 3 May 2024: 350".
fn line(audit: &Audit<'_>, against: &Against) -> String {
    let row = |&claim: &ClaimId| audit.row(claim);
    let (one, others) = (row(&against.claim), against.others.iter().map(row).collect::<Vec<_>>());
    // Where that tells claims apart, the place is said.
    let place = others.iter().any(|other| where_of(other) != where_of(&one));
    let told = |claim: &ClaimRow<'_>| people::said(claim, where_of(claim).filter(|_| place));
    let others = people::cut(others.iter().map(told).collect(), OTHERS);
    let how = match against.strength {
        Strength::Strong => "strong".to_owned(),
        Strength::Weak => WeakReason::sentence(&against.because).unwrap_or_else(|| "weak".to_owned()),
    };
    format!("{how}: {} — against {}", told(&one), others.join("; "))
}

//! How sure a finding is, in sentences for somebody who does not know gainsay.

use crate::report::audit::AuditReport;
use crate::report::counted;
use gainsay_core::check::audit::ClaimRow;
use gainsay_core::claim::ClaimId;
use gainsay_core::date::{Day, When};
use gainsay_core::finding::{Finding, FindingKind, Strength, WeakReason};

const WEAK: &str =
    "a word such as “about”, a small difference that is allowed for, or the days between could explain it";

/// How sure a finding is, of which `example` are two claims; nothing of kinds of findings that are sure in other ways.
pub(super) fn of(
    report: AuditReport<'_>,
    finding: &Finding,
    example: Option<[ClaimId; 2]>,
) -> Option<String> {
    let wide = "even when every “about” and “nearly” is taken twice as wide";
    match (finding.kind, finding.strength?) {
        (FindingKind::Conflict, Strength::Strong) => {
            let pair = example.map(|claims| claims.map(|claim| report.audit.row(claim)));
            let time = pair.and_then(|pair| at_one_time(&pair));
            let time = time.map(|time| format!(", and {time}")).unwrap_or_default();
            Some(format!(
                "This counts as a strong conflict: it holds {wide}{time}. A conflict counts as weak if {WEAK}."
            ))
        }
        (FindingKind::Arithmetic, Strength::Strong) => {
            Some(format!("This counts as strong: it does not add up {wide}."))
        }
        (FindingKind::Conflict | FindingKind::Arithmetic, Strength::Weak) => {
            let weak = WeakReason::sentence(&finding.weak_because);
            Some(weak.map_or_else(
                || format!("This counts as weak: {WEAK}."),
                |weak| format!("This counts as {weak}."),
            ))
        }
        _ => None,
    }
}

/// Why two claims are held against each other though they may be of different days; nothing where that cannot be said in short.
fn at_one_time(pair: &[ClaimRow<'_>; 2]) -> Option<String> {
    let [a, b] = pair;
    let (one, other) = (a.when?, b.when?);
    if (one.first, one.last) == (other.first, other.last) && one.clock == other.clock {
        let time = if one.first == one.last { "day" } else { "time" };
        return Some(format!("both are about the same {time}"));
    }
    if one.first <= other.last && other.first <= one.last {
        return Some("the days that they are about overlap".to_owned());
    }
    let (earlier, later) = if one.first < other.first { (a, b) } else { (b, a) };
    let day = later.when?.first;
    let valid = |days: Option<When>| days.filter(|days| days.first <= day && day <= days.last);
    let above = |one: &ClaimRow<'_>, other: &ClaimRow<'_>| {
        one.low.zip(other.high).is_some_and(|(low, high)| low > high)
    };
    let endless = |days: Option<When>| days.is_some_and(|days| days.last == Day::MAX);
    if above(earlier, later) {
        let days = valid(earlier.low_stands)?;
        let rises = days.last == Day::MAX && !endless(later.high_stands);
        let why = "a total cannot fall, so the earlier, higher figure still counts on the later day";
        return Some(if rises { why.to_owned() } else { close(earlier, day, days) });
    }
    let days = if above(later, earlier) {
        valid(earlier.high_stands)?
    } else {
        valid(earlier.low_stands).or_else(|| valid(earlier.high_stands))?
    };
    Some(close(earlier, day, days))
}

/// That a claim is soon after an earlier one, which counts for some `days`.
fn close(earlier: &ClaimRow<'_>, day: Day, days: When) -> String {
    let from = earlier.when.map_or(days.first, |when| when.last);
    let between = i64::from(day.0) - i64::from(from.0);
    let counts = i64::from(days.last.0) - i64::from(from.0);
    let apart = counted(usize::try_from(between).unwrap_or_default(), "day", "days");
    if between * 10 <= counts {
        let counts = counted(usize::try_from(counts).unwrap_or_default(), "day", "days");
        format!(
            "the two are {apart} apart, which is little beside the {counts} for which the earlier one counts"
        )
    } else {
        format!("the two are only {apart} apart, and the earlier one still counts then")
    }
}

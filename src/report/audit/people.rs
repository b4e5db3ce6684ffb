//! What the formats for people have in common: what a topic is called, what a source does and what records lack, in numbers.

use indexmap::IndexSet;

use crate::report::counted;
use gainsay_core::check::Comparisons;
use gainsay_core::check::audit::{
    Audit, Beside, Between, ClaimRow, Counts, Coverage, LeftOut, Side, SourceRow, Thread,
};
use gainsay_core::claim::{ClaimId, Told};
use gainsay_core::date;
use gainsay_core::finding::FindingKind;

/// What claims are called that fit several sides of a dispute, or none.
const BESIDE: &str = "on no side";

/// How many sides that a claim fits are listed.
const FITS: usize = 6;

/// How many sources that agree are listed.
const AGREEING: usize = 12;

/// What a topic is called, its names written as `show` does: `North Korean troops in Russia's war: troops present`.
pub(super) fn title(thread: &Thread<'_>, show: impl Fn(&str) -> String) -> String {
    let subject = thread.subject.map(|subject| format!("{}: ", show(subject.name)));
    subject.unwrap_or_default() + &attribute(thread, &show)
}

/// What its attribute is called: by all the names that claims write for it, and by its title where no subject says what it is of.
pub(super) fn attribute(thread: &Thread<'_>, show: impl Fn(&str) -> String) -> String {
    match (thread.attribute, thread.written.as_slice()) {
        (None, _) => "records".to_owned(),
        (Some(attribute), [] | [_]) => match thread.title.filter(|_| thread.subject.is_none()) {
            Some(title) => titled(&show(title), &show(attribute.name)),
            None => show(attribute.name),
        },
        (Some(_), written) => list(written.iter().map(|name| show(name)), WRITTEN),
    }
}

/// An attribute by its title and its name: `people in shelters (sheltered)`.
pub(super) fn titled(title: &str, name: &str) -> String {
    if title == name { name.to_owned() } else { format!("{title} ({name})") }
}

/// How many names of an attribute are listed.
const WRITTEN: usize = 4;

/// `a`, `a and b`, `a, b and c`, `a, x; b; and c`; of more than `most`, the first ones and how many others.
pub(super) fn list<T: Into<String>>(items: impl IntoIterator<Item = T>, most: usize) -> String {
    let items = cut(items.into_iter().map(Into::into).collect(), most);
    // A name may have a comma of its own.
    let has_comma = items.iter().any(|item| item.contains(','));
    let (between, last_joint) = if has_comma { ("; ", "; and ") } else { (", ", " and ") };
    match items.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => [before.join(between).as_str(), last].join(last_joint),
    }
}

/// What sort of finding it is, in plain words.
pub(super) fn kind(kind: FindingKind) -> String {
    kind.name().replace('-', " ")
}

/// So many findings of a kind that is called `name`: `2 revisions`, `3 undetermined`.
pub(super) fn noted(kind: FindingKind, name: &str, count: usize) -> String {
    match kind {
        FindingKind::Unconfirmed
        | FindingKind::Undetermined
        | FindingKind::HedgeDrift
        | FindingKind::Arithmetic => format!("{count} {name}"),
        _ => counted(count, name, &format!("{name}s")),
    }
}

/// Of more than one above so many items the first, and how many others.
pub(super) fn cut(mut items: Vec<String>, most: usize) -> Vec<String> {
    if items.len() > most + 1 {
        let others = items.len() - most;
        items.truncate(most);
        items.push(format!("{others} others"));
    }
    items
}

/// The value of a side: what its first claim says, as `show` writes it, and that others say something else where they do.
pub(super) fn side<C>(side: &Side<C>, show: impl Fn(&Told) -> String) -> String {
    match (&side.told, &side.allows) {
        (None, _) => BESIDE.to_owned(),
        (Some(told), Some(_)) if !side.alike => format!("{} and others", show(told)),
        (Some(told), _) => show(told),
    }
}

/// What the claims of the side with this number are marked with: that number, or nothing where it is no side.
pub(super) fn number<C>(number: usize, side: &Side<C>) -> Option<usize> {
    (!side.is_beside()).then_some(number)
}

/// The number of a side in a column of such numbers.
pub(super) fn or_none(number: Option<usize>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| number.to_string())
}

/// What is to be said beside the value of a side: what its claims allow, or why they are one side.
pub(super) fn side_allows<C>(side: &Side<C>) -> Option<String> {
    let told = side.told.as_ref()?;
    let allows = side.allows.as_ref().map(|allows| {
        if side.alike {
            allowed(told, allows, side.staged)
        } else {
            format!("which can all be {}", values(allows, side.staged))
        }
    });
    allows.or_else(|| side.tolerated.clone())
}

/// What a claim allows, behind its value.
pub(super) fn allowed(told: &Told, allows: &str, staged: bool) -> String {
    match (told.is_denial(), staged && allows.starts_with(BEFORE)) {
        (true, true) => format!("so at a stage {allows}"),
        (true, false) => format!("so {allows}"),
        (false, _) => format!("allows {}", values(allows, staged)),
    }
}

/// What a row allows, behind its value.
pub(super) fn allowed_by(claim: &ClaimRow<'_>) -> Option<String> {
    claim.allows.as_deref().map(|allows| allowed(&claim.told(), allows, claim.staged))
}

/// How the stages below one are shown.
const BEFORE: &str = "before ";

/// Values as they stand alone.
fn values(allows: &str, staged: bool) -> String {
    if staged && allows.starts_with(BEFORE) { format!("any stage {allows}") } else { allows.to_owned() }
}

/// How a claim that is on no side stands to each of them.
pub(super) fn fits(beside: &Beside) -> String {
    let sides = |sides: &[usize]| list(sides.iter().map(usize::to_string), FITS);
    let Beside { fits, contradicts, differs, elsewhere } = beside;
    let one_or_more =
        |sides: &[usize], one: &str, more: &str| if sides.len() == 1 { one } else { more }.to_owned();
    let mut parts = Vec::new();
    if !fits.is_empty() || contradicts.is_empty() {
        let them = if fits.is_empty() { "no side".to_owned() } else { sides(fits) };
        parts.push(format!("can be true with {them}"));
    }
    if !contradicts.is_empty() {
        parts.push(format!("contradicts {}", sides(contradicts)));
    }
    if !differs.is_empty() {
        let them = one_or_more(differs, "it", "them");
        parts.push(format!("differs from {}, but does not contradict {them}", sides(differs)));
    }
    if !elsewhere.is_empty() {
        let are = one_or_more(elsewhere, "is", "are");
        parts.push(format!("{} {are} about another place or part", sides(elsewhere)));
    }
    parts.join("; ")
}

/// The place and the part that a claim is about.
pub(super) fn where_of(claim: &ClaimRow<'_>) -> Option<String> {
    match (claim.place.map(|place| place.name), claim.scope) {
        (Some(place), Some(scope)) => Some(format!("{place} ({scope})")),
        (place, scope) => place.or(scope).map(str::to_owned),
    }
}

/// Who says what, and when; and `place`, where that is to be said.
pub(super) fn said(claim: &ClaimRow<'_>, place: Option<String>) -> String {
    said_then(claim, None, place)
}

/// The same with how the day lies to another one.
pub(super) fn said_then(claim: &ClaimRow<'_>, apart: Option<String>, place: Option<String>) -> String {
    let apart = apart.map(|apart| format!(" ({apart})")).unwrap_or_default();
    let when = claim.when.map(|when| format!(", {}{apart}", date::show(when))).unwrap_or_default();
    let place = place.map(|place| format!(", {place}")).unwrap_or_default();
    format!("{}{when}{place}: {}", claim.source.name, claim.told().quoted())
}

/// The same, with what the claim allows.
pub(crate) fn said_and_allowed(claim: &ClaimRow<'_>, place: Option<String>) -> String {
    let which = if claim.told().is_denial() { "" } else { "which " };
    let allows = allowed_by(claim).map(|allows| format!(", {which}{allows}"));
    said(claim, place) + &allows.unwrap_or_default()
}

/// The names of sources, each once; of many the first, and how many others.
pub(super) fn sources<'n>(names: impl Iterator<Item = &'n str>, most: usize) -> String {
    list(names.collect::<IndexSet<&str>>(), most)
}

/// The sources that agree by some claims.
pub(super) fn agreeing(audit: &Audit<'_>, claims: &[ClaimId]) -> String {
    sources(claims.iter().map(|&claim| audit.source_name(claim)), AGREEING)
}

/// How many findings there are, by severity: `3 errors, 1 note`.
pub(super) fn counts(counts: &Counts) -> String {
    let &Counts { errors, warnings, notes, accepted } = counts;
    let named = [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (notes, "note", "notes"),
        (accepted, "accepted", "accepted"),
    ];
    let there = named.into_iter().filter(|(count, ..)| *count > 0);
    there.map(|(count, one, many)| counted(count, one, many)).collect::<Vec<_>>().join(", ")
}

/// What is left out since only the most disputed topics are asked for; nothing where that leaves nothing out.
#[must_use]
pub fn left_out(audit: &Audit<'_>) -> Option<String> {
    let LeftOut { topics, findings } = audit.left_out();
    let most = audit.wanted().top.filter(|_| findings > 0)?;
    let findings = counted(findings, "finding", "findings");
    let left_out = match topics {
        0 => format!("{findings} about no topic"),
        _ => format!("{} with {findings}", counted(topics, "more topic", "more topics")),
    };
    Some(format!("{left_out} left out by `--top {most}`"))
}

/// The names of what [`source_counts`] counts.
pub(super) const SOURCE_COUNTS: [&str; 9] = [
    "claims",
    "in conflict",
    "revisions",
    "against itself",
    "passed on",
    "misattributes",
    "misattributed",
    "undated",
    "unquoted",
];

/// What a source does, in numbers.
pub(super) fn source_counts(row: &SourceRow<'_>) -> [usize; 9] {
    let &SourceRow { claims, in_conflict, revisions, turns, echoes, .. } = row;
    let &SourceRow { misattributes, misattributed, undated, unquoted, .. } = row;
    [claims, in_conflict, revisions, turns, echoes, misattributes, misattributed, undated, unquoted]
}

/// How much source against source leaves out, as there is too much; nothing where it leaves nothing out.
pub(super) fn pairs_left_out(between: &[Between<'_>]) -> Option<String> {
    let sum = |count: fn(&Between<'_>) -> u64| between.iter().map(count).fold(0, u64::saturating_add);
    let (left_out, all) = (sum(|row| row.left_out), sum(|row| row.all));
    (left_out > 0).then(|| {
        format!(
            "{left_out} of {all} pairs of claims of two sources left out, those farthest apart in time: there are more than an audit looks at"
        )
    })
}

/// Pairs of claims of different sources that were compared, and those that were not by the reason, each with the number of pairs.
pub(super) fn comparisons(from: &Comparisons) -> Vec<(String, u64)> {
    let compared = ("compared".to_owned(), from.compared);
    let not_compared = from.not_compared.iter();
    let rest =
        not_compared.map(|(reason, pairs)| (format!("not compared, since {}", reason.phrase()), pairs));
    std::iter::once(compared).chain(rest).collect()
}

/// What records have and lack: each with the number of claims, and of how many these are a share.
pub(super) fn coverage(coverage: &Coverage) -> [(&'static str, usize, usize); 9] {
    let &Coverage { claims, second_hand, .. } = coverage;
    [
        ("in a conflict", coverage.in_conflict, claims),
        ("second-hand", second_hand, claims),
        ("of these, compared with the cited source", coverage.echoes, second_hand),
        ("without a date", coverage.undated, claims),
        ("without a place", coverage.unplaced, claims),
        ("without a grade, of the claim or its source", coverage.ungraded, claims),
        ("without a quote", coverage.unquoted, claims),
        ("without an address", coverage.unlinked, claims),
        ("whose value cannot be read", coverage.unread, claims),
    ]
}

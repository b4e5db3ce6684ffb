//! Which subjects an edit of a claim file concerns.

use std::collections::{HashMap, HashSet};

use gainsay_core::claim::{Claim, Records};
use gainsay_core::text::Span;

use crate::ids::Entry;
use crate::shift::Shift;

/// Subjects by what they are called; none for claims without one.
pub(crate) type Subjects = HashSet<Option<String>>;

/// What was read, the claims in it among which those of a file are, and the text of that.
pub(crate) type Side<'s> = (&'s Records, &'s [Claim], &'s str);

/// The subjects of the claims that `shift` has changed between `before` and `after`. Where it is not plain which claims it concerns, all
/// subjects of the file, and that it may concern all claims.
///
/// What is `before` was read with other files, in which a record of an undeclared source is no claim; what is `after` was read by itself, as
/// were the claims `alone` of the text before: only these tell whether the claims beside the edit stayed.
pub(crate) fn subjects(shift: Shift, before: Side<'_>, after: Side<'_>, alone: &[Claim]) -> (Subjects, bool) {
    let sides = [(before, shift.before()), (after, shift.after())];
    let touched = sides.map(|((_, claims, _), range)| {
        let of_file = claims.iter().filter(|claim| claim.span.file == shift.file());
        of_file.partition::<Vec<&Claim>, _>(|claim| is_touched(claim, range))
    });
    let [(old, _), (new, still)] = &touched;
    let stayed =
        alone.iter().filter(|claim| claim.span.file == shift.file() && !is_touched(claim, shift.before()));
    let stay = stayed.map(|claim| shift.of(claim.span)).eq(still.iter().map(|claim| Some(claim.span)));
    let beside = old.is_empty() && new.is_empty();
    let within = stay && !beside && sides.iter().all(|((.., text), range)| is_within_records(text, *range));
    // Within a record, what looks like a comment may be of a text of several lines.
    let blank = stay && beside && sides.iter().all(|((.., text), range)| is_blank(text, *range));
    let shown = |records: &Records, claims: &[&Claim]| -> Subjects {
        let subject = |claim: &&Claim| claim.subject.map(|name| records.names.text(name.value).to_owned());
        claims.iter().map(subject).collect()
    };
    let mut subjects = Subjects::new();
    for (((records, ..), _), (touched, others)) in sides.iter().zip(&touched) {
        if !blank {
            subjects.extend(shown(records, touched));
        }
        if !blank && !within {
            subjects.extend(shown(records, others));
        }
    }
    (subjects, !blank && !within)
}

/// The ids that no claim has any more after an edit, or another one than before, and those that entries of `accepted` name which are others. Both
/// sides are of the file by itself.
pub(crate) fn ids(
    shift: Shift,
    before: (&Records, &[Entry]),
    after: (&Records, &[Entry]),
) -> HashSet<String> {
    let old =
        spots(before.0, |claim| (!is_touched(claim, shift.before())).then(|| shift.of(claim.span)).flatten());
    let new = spots(after.0, |claim| (!is_touched(claim, shift.after())).then_some(claim.span));
    let other = |one: &HashMap<&str, Option<Span>>, id: &str, spot| one.get(id) != Some(spot);
    let gone = old.iter().filter(|(id, spot)| other(&new, id, spot)).map(|(id, _)| *id);
    let come = new.iter().filter(|(id, spot)| other(&old, id, spot)).map(|(id, _)| *id);
    let [was, is] = [before.1, after.1].map(|entries| entries.iter().collect::<HashSet<_>>());
    let named = was.symmetric_difference(&is).flat_map(|entry| &entry.ids).map(String::as_str);
    gone.chain(come).chain(named).map(str::to_owned).collect()
}

/// Where each id is, as `spot` says it of its claim; nowhere where several share it.
fn spots(records: &Records, spot: impl Fn(&Claim) -> Option<Span>) -> HashMap<&str, Option<Span>> {
    let shared = records.shared.keys().map(|id| (records.names.text(*id), None));
    shared.chain(records.claims.iter().map(|claim| (records.id(claim.number), spot(claim)))).collect()
}

/// Whether a range of its file is in a claim, or next to it.
fn is_touched(claim: &Claim, (start, end): (u32, u32)) -> bool {
    claim.span.start <= end && start <= claim.span.end
}

/// The lines of `text` that a range lies in.
fn lines(text: &str, (start, end): (u32, u32)) -> &str {
    let (start, end) = (start as usize, end as usize);
    let from = text.as_bytes()[..start].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let to = text.as_bytes()[end..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |at| end + at);
    text.get(from..to).unwrap_or(text)
}

/// Whether the lines of a range are of records alone: no line that begins a section, and no record in the file that takes something
/// from elsewhere in it.
fn is_within_records(text: &str, range: (u32, u32)) -> bool {
    let inner = |line: &str| line.is_empty() || line.starts_with([' ', '-', '#']) && !line.starts_with("---");
    !text.contains(['&', '*']) && lines(text, range).split(['\n', '\r']).all(inner)
}

/// Whether the lines of a range hold nothing but comments on lines of their own, which are not of a text of several lines.
fn is_blank(text: &str, range: (u32, u32)) -> bool {
    let begins_text = |line: &str| {
        let quoted = ['\'', '"'].iter().any(|quote| line.matches(*quote).count() % 2 == 1);
        let line = line.split(" #").next().unwrap_or_default();
        let line = line.trim_end_matches(|c: char| c.is_whitespace() || "+-123456789".contains(c));
        quoted || line.ends_with(" |") || line.ends_with(" >")
    };
    let blank = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') && !line.contains("gainsay")
    };
    lines(text, range).split(['\n', '\r']).all(blank) && !text.split('\n').any(begins_text)
}

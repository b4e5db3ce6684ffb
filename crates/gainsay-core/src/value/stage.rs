//! Statuses: how far along a scale something has come.
//!
//! The axis is the furthest stage that any part has reached, counted from 0; -1 is "not even the first".

use super::{Allowed, Effect, Hedges, Interval, Met, Point, Ranges, Scale, Side, Unreadable, words};
use crate::value::Share;
use gainsay_yaml::text::suggest;

/// What a worded status allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The stages it allows.
    pub allowed: Allowed,
    /// The stages it rules out when it is denied.
    reached: Ranges,
    /// Whether it says that the stage began on the claim's date.
    pub onset: bool,
    /// Whether, denied, it holds for all days before too.
    pub so_far: bool,
}

impl Stage {
    /// What a denial of it allows: who denies a stage says that no part has come so far, or further; who denies a
    /// way back says that some are still further on.
    #[must_use]
    pub fn denied(&self) -> Allowed {
        Allowed::exactly(self.reached.complement_whole())
    }
}

/// Reads a status as worded on `scale`.
///
/// All at a stage is exactly that stage, some or most of it that stage or one beyond, none of it one before. Where no
/// share is given, all is meant, but not insisted on: doubled, it is that stage or one beyond. A wording that denies
/// its stage ("not yet deployed") says it of none. A wording that is not a stage cannot be read.
pub fn read(
    wording: &str,
    share: Option<Share>,
    scale: &Scale,
    hedges: &Hedges,
) -> Result<Stage, Unreadable> {
    let meant = find(wording, scale, hedges, |_| ())?;
    let share = share.or(meant.share);
    let retreat = scale.steps[meant.step].retreat;
    let at = Point::from(meant.step as u64);
    let from = Ranges::one(Interval::new(Some(at), None));
    let to = Ranges::one(Interval::new(None, Some(at)));
    // What is ruled out where the wording is denied.
    let reached = match meant.bound {
        Some(Side::Low) => from.clone(),
        None if !retreat => from.clone(),
        _ => to,
    };
    let (onset, so_far) = (meant.onset, meant.so_far);
    if meant.negated || share == Some(Share::None) {
        let short = reached.complement_whole();
        // To deny that none has come so far is to say that some have; to deny what denies itself says it again.
        let reached = if meant.negated { reached } else { short.clone() };
        return Ok(Stage { allowed: Allowed::exactly(short), reached, onset, so_far });
    }
    let exact = Ranges::one(Interval::only(at));
    let allowed = match (share, meant.bound) {
        // Of some that have gone back, the others may be anywhere from there on.
        (_, Some(Side::Low)) | (Some(Share::Some | Share::Most), None) => Allowed::exactly(from),
        // Of the others nothing is said.
        (Some(Share::Some | Share::Most), Some(Side::High)) => Allowed::all(),
        (_, Some(Side::High)) => Allowed::exactly(reached.clone()),
        (None, None) if !retreat => Allowed::new(exact, from),
        _ => Allowed::exactly(exact),
    };
    Ok(Stage { allowed, reached, onset, so_far })
}

/// The hedges that [`read`] meets in a wording, in the order in which it takes them off.
#[must_use]
pub fn met<'h>(wording: &str, scale: &Scale, hedges: &'h Hedges) -> Vec<Met<'h>> {
    let mut met = Vec::new();
    // What cannot be read has been reported where it was read.
    let _ = find(wording, scale, hedges, |hedge| met.push(hedge));
    met
}

/// A stage and what the words beside it say.
#[derive(Clone, Copy, Default)]
struct Meant {
    step: usize,
    bound: Option<Side>,
    share: Option<Share>,
    negated: bool,
    onset: bool,
    so_far: bool,
}

/// The stage that a wording means as a whole, else once hedges before and behind it are taken off.
fn find<'h>(
    wording: &str,
    scale: &Scale,
    hedges: &'h Hedges,
    mut note: impl FnMut(Met<'h>),
) -> Result<Meant, Unreadable> {
    let mut meant = Meant::default();
    let mut rest = wording.trim();
    let mut start = wording.len() - wording.trim_start().len();
    loop {
        if let Some(step) = scale.step(rest) {
            return Ok(Meant { step, ..meant });
        }
        let beside = hedges.beside(rest).filter(|(_, left)| !left.is_empty());
        let Some((met, left)) = beside else { return Err(unknown(rest, start, wording, scale)) };
        let hedge = met.range.clone();
        note(met.clone().moved(start));
        match &met.hedge.effect {
            Effect::Onset => meant.onset = true,
            Effect::SoFar => {
                meant.so_far = true;
                meant.negated |= words::negates(&rest[hedge]);
            }
            Effect::Bound(side) => meant.bound = Some(*side),
            // "some" is a hedge of numbers; of a status it is a share.
            Effect::Spread(_) if words::same(&rest[hedge], "some") => meant.share = Some(Share::Some),
            Effect::Spread(_) | Effect::Near(..) => {}
            Effect::Range { .. } | Effect::After { .. } | Effect::DateBound(_) => {
                return Err(unknown(rest, start, wording, scale));
            }
        }
        start += left.start;
        rest = &rest[left];
    }
}

/// `rest`, which starts at byte `start` of the wording, is not a stage.
fn unknown(rest: &str, start: usize, wording: &str, scale: &Scale) -> Unreadable {
    let help = match suggest::did_you_mean(rest, scale.wordings()) {
        Some(help) => help,
        None if scale.steps.is_empty() => {
            "declare the stages of the scale in order under `scales`".to_owned()
        }
        None => {
            let names: Vec<String> = scale.names().map(|name| format!("`{name}`")).collect();
            format!("write one of {}, or declare the wording under `scales`", names.join(", "))
        }
    };
    let range = if rest.is_empty() { 0..wording.len() } else { start..start + rest.len() };
    Unreadable::new("this is not a stage of the scale", range).help(help)
}

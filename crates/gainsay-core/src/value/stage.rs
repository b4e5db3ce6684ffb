//! Statuses: how far along a scale something has come.
//!
//! The axis is the furthest stage that any part has reached, counted from 0; -1 is "not even the first".

mod meant;

use std::ops::Range;

use super::category::without_question;
use super::lexicon::tokens;
use super::lexis::{Part, Role};
use super::phrases::{Is, Piece, pieces};
use super::vocabulary::Vocabulary;
use super::{Effect, Met, Scale, Side, Unreadable, words};
use crate::value::Share;
use gainsay_yaml::text::suggest;
pub use meant::Stage;
use meant::{Doubt, Meant};

/// Reads a status as worded on `scale`.
///
/// All at a stage is exactly that stage, some or most of it that stage or one beyond, none of it one before. Where no
/// share is given, all is meant, but not insisted on: doubled, it is that stage or one beyond. A wording that denies
/// its stage ("not yet deployed") says it of none, and so does one that has it still to come ("about to deploy"). What is possible
/// allows everything, and what is probable does when widened. A wording that is not a stage cannot be read.
pub fn read(
    wording: &str,
    share: Option<Share>,
    scale: &Scale,
    vocabulary: Vocabulary<'_>,
) -> Result<Stage, Unreadable> {
    let meant = find(wording, scale, vocabulary, |_| ())?;
    let stage = meant.stage(share.or(meant.share), scale.steps[meant.step].retreat);
    Ok(match meant.below {
        Some(step) => stage.below(step),
        None => stage,
    })
}

/// The hedges that [`read`] meets in a wording, in their order.
#[must_use]
pub fn met<'h>(wording: &str, scale: &Scale, vocabulary: Vocabulary<'h>) -> Vec<Met<'h>> {
    let mut met = Vec::new();
    // What cannot be read has been reported where it was read.
    let _ = find(wording, scale, vocabulary, |hedge| met.push(hedge));
    met
}

/// The stage that a wording means as a whole, else with the words around it.
fn find<'h>(
    wording: &str,
    scale: &Scale,
    vocabulary: Vocabulary<'h>,
    note: impl FnMut(Met<'h>),
) -> Result<Meant, Unreadable> {
    let (bare, asked) = without_question(wording);
    let doubt = if asked { Doubt::Probable } else { Doubt::None };
    if let Some(step) = scale.step(bare) {
        return Ok(Meant { step, doubt, ..Meant::default() });
    }
    let wording = wording.get(..wording.len() - wording.trim_start().len() + bare.len()).unwrap_or(wording);
    let pieces = pieces(wording, scale.phrases(), false, vocabulary.words, vocabulary.hedges);
    let mut reader = Reader {
        wording,
        scale,
        vocabulary,
        note,
        clause: Clause::default(),
        done: Vec::new(),
        or: false,
        leading: false,
    };
    for piece in &pieces {
        reader.take(piece)?;
    }
    let meant = reader.whole()?;
    Ok(if asked { Meant { doubt, ..meant } } else { meant })
}

/// One statement of a wording: "some deployed", in "some deployed, others training".
#[derive(Debug, Clone, Default)]
struct Clause {
    meant: Meant,
    stage: Option<Found>,
    /// Whether it begins with a negation behind a stage.
    turned: bool,
    /// Whether it is still to come, and where that is said.
    to_come: Option<Range<usize>>,
    /// Where what follows is about where, when, with whom or what for: how many words of it need not be known.
    phrase: Option<usize>,
    /// Where it says "nearly", which has to be of a share: "nearly all".
    near: Option<Range<usize>>,
    /// Where it says "still" before any stage, and whether nothing but the name of a place follows.
    still: Option<Range<usize>>,
    still_in: bool,
}

/// A stage in a wording.
#[derive(Debug, Clone)]
struct Found {
    step: usize,
    range: Range<usize>,
    /// Whether only a place tells it, so that a verb beside it counts instead: "in Kursk".
    place: bool,
}

/// How many words that nobody knows may follow a preposition or an article, and how many a name.
const NOUNS: usize = 3;
const BEHIND_NAME: usize = 1;

fn two_stages(range: Range<usize>) -> Unreadable {
    Unreadable::new("this is a second stage", range)
        .help("write only the furthest stage, with `share: some` if not all have reached it")
}

fn of_how_many(range: Range<usize>) -> Unreadable {
    Unreadable::new("it is not clear of how many this is said", range)
        .help("write `not all` or `none` before the stage, or say `share` of the claim")
}

struct Reader<'w, 'h, N> {
    wording: &'w str,
    scale: &'w Scale,
    vocabulary: Vocabulary<'h>,
    note: N,
    clause: Clause,
    done: Vec<Clause>,
    /// Whether it is one of several stages: "deployed or fighting".
    or: bool,
    /// Whether the word before leads to what follows: a preposition, an article.
    leading: bool,
}

/// Whether a word leads to what follows.
fn leads(is: &Is<'_>) -> bool {
    matches!(is, Is::Role(Role::Article | Role::Preposition | Role::Infinitive))
}

impl<'h, N: FnMut(Met<'h>)> Reader<'_, 'h, N> {
    fn take(&mut self, piece: &Piece<'h>) -> Result<(), Unreadable> {
        let leading = std::mem::replace(&mut self.leading, leads(&piece.is));
        let after = self.clause.stage.is_some();
        match &piece.is {
            Is::Known { index, open, .. } => return self.stage(*index, *open, leading, &piece.range),
            Is::Role(Role::And | Role::Or | Role::But) | Is::Comma if after => {
                self.or |= matches!(piece.is, Is::Role(Role::Or));
                let or_denied = self.or && self.clause.meant.negated;
                self.end_clause();
                // "Not deployed or fighting" denies both.
                self.clause.meant.negated = matches!(piece.is, Is::Role(Role::Or)) && or_denied;
            }
            Is::Role(
                Role::Not
                | Role::ButNot
                | Role::AllBut
                | Role::Denied
                | Role::RuledOut
                | Role::Nor
                | Role::Unlikely,
            ) => {
                if after {
                    self.end_clause();
                    self.clause.turned = true;
                }
                if !self.clause.meant.deny() {
                    return Err(of_how_many(piece.range.clone()));
                }
                if matches!(piece.is, Is::Role(Role::Unlikely)) {
                    self.clause.meant.doubt = Doubt::Probable;
                }
            }
            Is::Hedge(met) => {
                let met = met.clone();
                (self.note)(met.clone());
                return self.hedge(&met);
            }
            Is::Role(Role::OffScale | Role::NoLonger | Role::Unknown) => {
                return Err(self.unknown(piece.range.clone()));
            }
            Is::Role(role) if self.role(*role, &piece.range) => {}
            Is::Role(Role::Some | Role::All | Role::None) => return Err(of_how_many(piece.range.clone())),
            Is::Role(Role::Article | Role::Preposition | Role::Infinitive) if after => {
                self.clause.phrase = Some(NOUNS);
            }
            // A name behind a stage tells with whom or where.
            Is::Other(true) if after => {
                self.clause.phrase = Some(BEHIND_NAME.max(self.clause.phrase.unwrap_or_default()));
            }
            Is::Comma | Is::Role(Role::Article | Role::And) => {}
            Is::Role(Role::Infinitive) if self.clause.meant.onset || self.clause.meant.negated => {}
            Is::Other(_) | Is::Role(Role::Qualifier) => return self.other(piece),
            Is::Role(_) if self.clause.phrase.is_some() => {}
            // What begins with a place and names no stage is none as a whole.
            Is::Role(Role::Preposition | Role::Infinitive) => return Err(self.none()),
            Is::Role(_) => return Err(self.unknown(piece.range.clone())),
        }
        Ok(())
    }

    /// Takes in what a word says that may be anywhere beside a stage; false where it is none.
    fn role(&mut self, role: Role, range: &Range<usize>) -> bool {
        let after = self.clause.stage.is_some();
        let meant = &mut self.clause.meant;
        match role {
            Role::Filler | Role::Auxiliary => {
                let still = self.vocabulary.words.is(Part::Misses, Role::Still, &self.wording[range.clone()]);
                if still && !after {
                    self.clause.still = Some(range.clone());
                }
            }
            // What is further on may be so, too.
            Role::NotOnly if !after => meant.bound = Some(Side::Low),
            Role::Object if after => {}
            Role::Possible | Role::LeftOpen => meant.doubt = Doubt::Possible,
            Role::Probable => meant.doubt = Doubt::Probable,
            Role::ToCome if !after => self.clause.to_come = Some(range.clone()),
            Role::Some => return meant.of(Share::Some),
            Role::All => return meant.of(Share::All),
            Role::None => return meant.of(Share::None),
            _ => return false,
        }
        true
    }

    /// Takes in a stage. A place names none beside a verb: "deployed in Kursk", "near the border, fighting".
    fn stage(
        &mut self,
        step: usize,
        open: bool,
        leading: bool,
        range: &Range<usize>,
    ) -> Result<(), Unreadable> {
        let place = open || self.is_place(range);
        let clause = &mut self.clause;
        let beside = clause.stage.is_some() || clause.phrase.is_some();
        let of_place = clause.stage.as_ref().is_some_and(|stage| stage.place);
        if place && beside {
            clause.phrase = Some(NOUNS);
        } else if !beside || of_place && !leading {
            clause.stage = Some(Found { step, range: range.clone(), place });
            clause.phrase = open.then_some(BEHIND_NAME);
            clause.still_in = open;
        } else {
            return Err(two_stages(range.clone()));
        }
        Ok(())
    }

    /// Takes in a word that no list has.
    fn other(&mut self, piece: &Piece<'h>) -> Result<(), Unreadable> {
        let known = self.vocabulary.words;
        let after = self.clause.stage.is_some();
        // "Deployed next Tuesday"
        let of_time = known.at(Part::Dates, self.wording, piece.range.start).is_some();
        let worded = &self.wording[piece.range.clone()];
        if matches!(piece.is, Is::Other(true)) && self.clause.phrase.is_some()
            || after && of_time
            || known.is_adverb(worded)
        {
            return Ok(());
        }
        match &mut self.clause.phrase {
            Some(left) if *left > 0 => *left -= 1,
            Some(_) if !worded.contains(char::is_alphanumeric) => {}
            _ => return Err(self.unknown(piece.range.clone())),
        }
        Ok(())
    }

    /// Whether words tell a place: "at the front".
    fn is_place(&self, range: &Range<usize>) -> bool {
        let text = &self.wording[range.clone()];
        let met = |at: usize| self.vocabulary.words.at(Part::Statements, text, at);
        let behind = met(0).is_some_and(|met| matches!(met.role, Role::Preposition | Role::Infinitive));
        behind
            && tokens(text).any(|word| {
                met(word.start).is_some_and(|met| met.role == Role::Place && met.end == text.len())
            })
    }

    /// Ends a clause. A negation with nothing behind it denies what is before it: "combat ruled out".
    fn end_clause(&mut self) {
        let clause = std::mem::take(&mut self.clause);
        match self.done.last_mut() {
            // "Deployed, not all of them"
            Some(before) if clause.meant.not_all && clause.stage.is_none() => {
                if before.meant.share.is_none() {
                    (before.meant.not_all, before.meant.share) = (true, Some(Share::Some));
                } else {
                    self.done.push(clause);
                }
            }
            Some(before) if clause.turned && clause.stage.is_none() && clause.meant.share.is_none() => {
                before.meant.negated = true;
                before.meant.doubt = before.meant.doubt.max(clause.meant.doubt);
            }
            _ => self.done.push(clause),
        }
    }

    fn hedge(&mut self, met: &Met<'h>) -> Result<(), Unreadable> {
        let worded = &self.wording[met.range.clone()];
        let clause = &mut self.clause;
        let (after, meant) = (clause.stage.is_some(), &mut clause.meant);
        match &met.hedge.effect {
            Effect::Onset => meant.onset = true,
            Effect::SoFar => {
                meant.so_far = true;
                meant.negated |= words::negates(worded);
            }
            // "some" is a hedge of numbers; of a status it is a share.
            Effect::Spread(_) if words::same(worded, "some") => {
                if !meant.of(Share::Some) {
                    return Err(of_how_many(met.range.clone()));
                }
            }
            Effect::Spread(spread) | Effect::Near(spread, _) if !after && !spread.is_zero() => {
                clause.near = Some(met.range.clone());
            }
            Effect::Spread(_) | Effect::Near(..) | Effect::After { .. } => {}
            _ if clause.phrase.is_some() => {}
            Effect::Bound(side) if !after => meant.bound = Some(*side),
            // "A small number are deployed": some are.
            Effect::Range { low: Some(low), .. } if !after && *low > rust_decimal::Decimal::ZERO => {
                if !meant.of(Share::Some) {
                    return Err(of_how_many(met.range.clone()));
                }
            }
            Effect::DateBound(_) if after => clause.phrase = Some(NOUNS),
            _ => return Err(self.unknown(met.range.clone())),
        }
        Ok(())
    }

    /// What all clauses come to: of several stages the furthest one, of several of which one is meant the first of them or one
    /// beyond, and none as far as one that is denied.
    fn whole(mut self) -> Result<Meant, Unreadable> {
        self.end_clause();
        let (mut reached, mut denied) = (Vec::new(), Vec::new());
        for clause in &self.done {
            let (meant, range) = self.meant(clause)?;
            let list = if meant.is_short() { &mut denied } else { &mut reached };
            list.push((meant, range));
        }
        let retreats = |list: &[(Meant, Range<usize>)]| {
            let mut stages = list.iter().filter(|_| list.len() > 1);
            stages
                .find(|(meant, _)| self.scale.steps[meant.step].retreat)
                .map(|(_, range)| two_stages(range.clone()))
        };
        if let Some(unreadable) = retreats(&reached).or_else(|| retreats(&denied)) {
            return Err(unreadable);
        }
        let first_denied = denied.iter().min_by_key(|(meant, _)| meant.step);
        let several = self.or && reached.len() > 1;
        let stages = reached.iter().map(|(meant, _)| *meant);
        let furthest = if several {
            stages.min_by_key(|meant| meant.step)
        } else {
            stages.max_by_key(|meant| meant.step)
        };
        let Some(furthest) = furthest else {
            return first_denied.map(|(meant, _)| *meant).ok_or_else(|| self.none());
        };
        let some = several || reached.iter().any(|(meant, _)| meant.share == Some(Share::Some));
        let share = if some { Some(Share::Some) } else { furthest.share };
        let back = |meant: &Meant| meant.step <= furthest.step || self.scale.steps[meant.step].retreat;
        match denied.iter().find(|(meant, _)| back(meant)) {
            Some((_, range)) => Err(two_stages(range.clone())),
            None => Ok(Meant { share, below: first_denied.map(|(meant, _)| meant.step), ..furthest }),
        }
    }

    /// What one clause means, and where its stage is.
    fn meant(&self, clause: &Clause) -> Result<(Meant, Range<usize>), Unreadable> {
        let Some(found) = &clause.stage else { return Err(self.none()) };
        if let Some(still) = clause.still.as_ref().filter(|_| clause.still_in && !clause.meant.negated) {
            let message = "this may mean that they are in place, or that they have not left yet";
            return Err(Unreadable::new(message, still.start..found.range.end)
                .help("write the stage that they are at, such as `deployed`"));
        }
        let mut meant = Meant { step: found.step, ..clause.meant };
        match (&clause.near, meant.share) {
            (Some(_), Some(Share::All)) => meant.share = Some(Share::Most),
            (Some(near), None | Some(Share::None)) => return Err(self.unknown(near.clone())),
            _ => {}
        }
        if let Some(to_come) = &clause.to_come {
            if self.scale.steps[found.step].retreat {
                return Err(self.unknown(to_come.start..found.range.end));
            }
            // What is still to come has not been reached.
            (meant.negated, meant.to_come) = (true, true);
        }
        Ok((meant, found.range.clone()))
    }

    /// No word of the wording is a stage.
    fn none(&self) -> Unreadable {
        let start = self.wording.len() - self.wording.trim_start().len();
        self.unknown(start..start + self.wording.trim().len())
    }

    /// The words at `range` are not of a status.
    fn unknown(&self, range: Range<usize>) -> Unreadable {
        let rest = &self.wording[range.clone()];
        let help = match suggest::did_you_mean(rest, self.scale.wordings()) {
            Some(help) => help,
            None if self.scale.steps.is_empty() => {
                "declare the stages of the scale in order under `scales`".to_owned()
            }
            None => {
                let names: Vec<String> = self.scale.names().map(|name| format!("`{name}`")).collect();
                format!("write one of {}, or declare the wording under `scales`", names.join(", "))
            }
        };
        let range = if rest.is_empty() { 0..self.wording.len() } else { range };
        Unreadable::new("this is not a stage of the scale", range).help(help)
    }
}

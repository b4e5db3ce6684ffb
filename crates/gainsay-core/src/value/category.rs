//! Categories as worded: one or several values, sure or not, said or denied.

mod choice;
mod clause;
mod ends;
mod front;

use std::ops::Range;

use super::hedge::{Effect, Met};
use super::lexis::{Part, Role, Words};
use super::phrases::{Is, Piece, pieces};
use super::terms::Terms;
use super::vocabulary::Vocabulary;
use super::words;
use choice::Choice;
use clause::{Clause, Start};
pub(crate) use front::manner_of_all;
pub(super) use front::{Front, back, contrast, front};
pub use front::{disowned, manner, not_only_what};

/// How sure a wording is of what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether it says that it is not so.
    pub negated: bool,
    /// Whether it says only that it may be so.
    pub doubtful: bool,
    /// Whether it says no more than that nobody ruled it out, so that it contradicts nothing.
    pub open: bool,
}

/// A value that a wording names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A known value, by its number.
    Known(usize),
    /// Something narrower than a known value: `gas main leak`.
    Within(usize, String),
    /// A value that no list knows.
    Own(String),
}

/// What a wording of a category says: one of these values, or none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The values.
    pub values: Vec<Named>,
    /// How sure it is of them.
    pub manner: Manner,
}

/// What `text` says, where `terms` are the known values.
///
/// A negation denies what follows it up to the end of its clause, or what is before it where nothing follows. Who says what it
/// was and what it was not says the first. Words that are neither known nor a name leave it unsure.
#[must_use]
pub fn read(text: &str, terms: &Terms, vocabulary: Vocabulary<'_>) -> Said {
    let (text, asked) = without_question(text);
    let known = |text: &str| {
        terms.index(text).or_else(|| terms.index(words::without_article(&words::normalise(text))))
    };
    if let Some(known) = known(text) {
        let manner = Manner { doubtful: asked, ..Manner::default() };
        return Said { values: vec![Named::Known(known)], manner };
    }
    let words = vocabulary.words;
    let mut reader = Reader {
        text,
        terms,
        words,
        clause: Clause::default(),
        done: Vec::new(),
        instead: false,
        to_come: false,
        apart: false,
    };
    let pieces = pieces(text, terms.phrases(), true, vocabulary.words, vocabulary.hedges);
    let mut rest = pieces.as_slice();
    while let [piece, behind @ ..] = rest {
        reader.apart = reader.parts_denial(piece, behind);
        if reader.is_not_quite(piece, behind) {
            reader.clause.option.not_quite(&piece.range);
        } else {
            reader.take(piece);
        }
        rest = behind;
    }
    reader.end_clause();
    let mut said = reader.whole();
    said.manner.doubtful |= asked;
    said
}

/// A text without the question mark behind it, and whether it has one.
pub(super) fn without_question(text: &str) -> (&str, bool) {
    let text = text.trim();
    match text.trim_end_matches('?').trim_end() {
        "" => (text, false),
        rest => (rest, rest.len() < text.len()),
    }
}

struct Reader<'t> {
    text: &'t str,
    terms: &'t Terms,
    words: &'t Words,
    clause: Clause,
    done: Vec<Clause>,
    /// Whether it says that what follows is so instead of something else.
    instead: bool,
    /// Whether the word before says that what follows is still to come: "has yet to be".
    to_come: bool,
    /// Whether the piece at hand begins something of its own, which says that something else is not so.
    apart: bool,
}

/// Words that begin a clause of its own where a value and its denial follow: "arson after a gas leak was ruled out".
const CLAUSES: [&str; 6] = ["after", "with", "once", "while", "when", "since"];

impl Reader<'_> {
    /// Whether a piece says that the value right behind it, before which nothing stands, did not quite happen.
    fn is_not_quite(&self, piece: &Piece<'_>, behind: &[Piece<'_>]) -> bool {
        let next = behind.iter().find(|next| !matches!(next.is, Is::Role(Role::Article)));
        next.is_some_and(|next| matches!(next.is, Is::Known { .. }))
            && self.done.is_empty()
            && self.clause.is_empty()
            && self.words.is(Part::Misses, Role::NotQuite, &self.text[piece.range.clone()])
    }

    /// Whether a piece behind a value begins what says that another one is not so: "arson (gas leak ruled out)".
    fn parts_denial(&self, piece: &Piece<'_>, behind: &[Piece<'_>]) -> bool {
        let worded = &self.text[piece.range.clone()];
        let end = match worded {
            "(" => ")",
            _ if CLAUSES.iter().any(|word| words::same(word, worded)) => ",",
            _ => return false,
        };
        if !self.clause.has_known() || self.clause.negated || self.clause.open || self.denies_before() {
            return false;
        }
        let within = || behind.iter().take_while(|piece| &self.text[piece.range.clone()] != end);
        let denied = within()
            .any(|piece| matches!(piece.is, Is::Role(Role::Denied | Role::RuledOut | Role::LeftOpen)));
        let known = within().any(|piece| matches!(piece.is, Is::Known { .. }));
        denied && known
    }

    fn take(&mut self, piece: &Piece<'_>) {
        if self.says_instead(piece) || self.apart && !matches!(piece.is, Is::Role(_)) {
            self.end_clause();
        }
        if self.clause.start == Start::Aside {
            if self.ends_aside(piece) {
                self.end_clause();
            } else if is_passed_over(piece) {
                return;
            }
        }
        let from = *self.clause.from.get_or_insert(piece.range.start);
        match &piece.is {
            Is::Role(role) if self.denial(*role, from..piece.range.start, &piece.range) => {}
            Is::Role(role) => self.role(*role, &piece.range),
            Is::Comma => {
                self.end_clause();
                self.clause.start = Start::Comma;
            }
            // "No fire after a gas leak" does not deny the leak.
            Is::Known { .. } if self.clause.negated && self.clause.option.phrase => {}
            Is::Known { index, parted, .. } => {
                let option = &mut self.clause.option;
                option.known.push(*index);
                option.other |= parted;
                option.reach(&piece.range);
            }
            Is::Hedge(met) => self.hedge(met),
            Is::Other(name) => self.other(&piece.range, *name),
        }
        self.instead |= matches!(piece.is, Is::Role(Role::InFavour));
        self.to_come = match piece.is {
            Is::Role(Role::Auxiliary | Role::Filler) => self.to_come,
            _ => matches!(piece.is, Is::Role(Role::ToCome)),
        };
        self.clause.told |= self.clause.option.is_told_by(&piece.is);
    }

    /// Takes in a word that denies something or leaves it open; false where it is none. `subject` is what stands before it in its clause.
    fn denial(&mut self, role: Role, subject: Range<usize>, range: &Range<usize>) -> bool {
        let names_nothing = !self.clause.has_known() && !self.denies_before();
        match role {
            Role::But if names_nothing && (self.clause.all || self.clause.ruled_out) => self.deny_all_but(),
            Role::AllBut => self.deny_all_but(),
            Role::ButNot if self.spares() => self.clause.open = true,
            // "Arson ruled out, not sabotage"
            Role::Not if self.is_bare_not(range) && self.deny_what_was_ruled_out() => self.clause.open = true,
            Role::LeftOpen => self.leave_open(),
            Role::Nor => self.nor(),
            // "Police ruled out neither arson nor sabotage"
            Role::Not if names_nothing && self.clause.ruled_out => self.leave_open(),
            Role::Not | Role::ButNot | Role::NoLonger | Role::None => {
                self.negate();
                self.clause.by_verb = self.words.is_verb(&self.text[range.clone()]);
            }
            Role::Denied | Role::RuledOut if self.to_come => self.leave_open(),
            Role::Denied | Role::RuledOut => self.negate_either(subject),
            Role::Preposition | Role::Infinitive if self.denies_before() => self.deny_before(),
            Role::NotOnly => self.clause.more = true,
            Role::Unlikely => {
                self.negate();
                self.clause.doubtful = true;
            }
            _ => return false,
        }
        true
    }

    /// Takes in any other word that says something.
    fn role(&mut self, role: Role, range: &Range<usize>) {
        match role {
            Role::And | Role::Or if self.denies_before() => self.end_clause(),
            Role::And | Role::Preposition if self.is_told() || self.apart => {
                self.end_clause();
                self.clause.start = if role == Role::And { Start::And } else { Start::Behind };
            }
            Role::Or => self.end_option(),
            Role::But => self.end_clause(),
            Role::InFavour if self.gives_way() => self.end_clause(),
            Role::Possible | Role::Probable | Role::Unknown => self.clause.doubtful = true,
            Role::All => self.clause.all = true,
            Role::Preposition | Role::Infinitive | Role::InFavour => {
                let option = &mut self.clause.option;
                option.phrase = !option.known.is_empty();
            }
            Role::And => self.clause.option.joined |= !self.clause.option.known.is_empty(),
            Role::OffScale => self.clause.option.word(range, true),
            Role::Qualifier => self.clause.option.word(range, false),
            _ => {}
        }
    }

    /// Of a list that ends with "nor" nothing is so, or nothing was ruled out.
    fn nor(&mut self) {
        self.end_clause();
        let open = self.done.last().is_some_and(|clause| clause.open);
        let listed = self.done.iter_mut().rev();
        let first = listed.take_while(|clause| !clause.negated && !open);
        first.for_each(|clause| clause.negated = true);
        (self.clause.negated, self.clause.open) = (!open, open);
    }

    /// Whether the next words may name something of which something else is said: "gas leak suspected and arson ruled out".
    fn is_told(&self) -> bool {
        let Clause { told, negated, open, .. } = self.clause;
        told && !negated && !open && !self.denies_before()
    }

    /// Takes in a hedge: "never ruled out" leaves it open, and what was "ruled out at first" may be so after all.
    fn hedge(&mut self, met: &Met<'_>) {
        self.clause.never |=
            met.hedge.effect == Effect::SoFar && words::negates(&self.text[met.range.clone()]);
        self.clause.doubtful |= self.clause.negated && met.hedge.effect == Effect::Onset;
    }

    /// Whether nothing follows yet behind what may deny what went before.
    fn denies_before(&self) -> bool {
        matches!(self.clause.start, Start::Denial | Start::Verb | Start::Open) && self.clause.is_empty()
    }

    /// Whether something was denied, so that what follows an "in favour of" is so instead.
    fn gives_way(&self) -> bool {
        self.clause.start == Start::Aside
            || self.clause.negated && (self.clause.ruled_out || self.clause.has_known())
    }

    /// Whether a piece, behind a colon or a dash, says what it was instead of what is denied: "not a bomb: gas leak".
    fn says_instead(&self, piece: &Piece<'_>) -> bool {
        let before = &self.text[..piece.range.start];
        let parted = [": ", " - ", " -- ", " – ", " — "].iter().any(|mark| before.ends_with(mark));
        let goes_on = matches!(piece.is, Is::Role(Role::And | Role::Or | Role::Nor));
        parted && !goes_on && (self.denies_before() || self.clause.negated && self.clause.has_known())
    }

    /// Takes in what no list knows.
    fn other(&mut self, range: &Range<usize>, name: bool) {
        let worded = &self.text[range.clone()];
        // "Not arson (gas leak)" may deny the leak, or say that it was one.
        self.clause.doubtful |= matches!(worded, "/" | "(") && self.clause.negated && self.clause.has_known();
        if worded == "(" && self.denies_before() {
            self.end_clause();
        } else if worded == "/" {
            self.end_option();
        } else if worded.contains(char::is_alphanumeric) {
            let name = name || worded.contains(|c: char| c.is_ascii_digit());
            self.clause.option.word(range, !name);
        }
    }

    /// Whether a piece ends what says no more than where or when, so that what follows is a value again.
    fn ends_aside(&self, piece: &Piece<'_>) -> bool {
        match piece.is {
            Is::Role(Role::And | Role::Or) => true,
            Is::Other(_) => !self.text[piece.range.clone()].contains(char::is_alphanumeric),
            _ => false,
        }
    }

    /// Denies what follows.
    fn negate(&mut self) {
        if self.clause.has_known() || self.clause.denies_alone() {
            // What an "and" leads to is denied by itself: "gas leak suspected and arson ruled out".
            if matches!(self.clause.start, Start::And | Start::Behind) {
                self.clause.start = Start::Anew;
            }
            self.end_clause();
            self.clause.start = Start::Negation;
        }
        self.clause.negated = true;
    }

    /// Denies all but what follows: "anything but arson". Who rules out all but that leaves it.
    fn deny_all_but(&mut self) {
        let Clause { negated, start, .. } = self.clause;
        if negated && !self.clause.has_known() {
            self.clause = Clause { doubtful: true, start, ..Clause::default() };
        } else {
            self.negate();
            self.clause.all_but = true;
        }
    }

    /// Leaves open what follows, or what went before: "not ruled out".
    fn leave_open(&mut self) {
        if self.clause.has_known() {
            // "Neither arson nor sabotage has been ruled out"
            let negated = std::mem::take(&mut self.clause.negated);
            let listed = self
                .done
                .iter_mut()
                .rev()
                .take_while(|clause| negated && clause.negated && !clause.rules_out());
            listed.for_each(|clause| (clause.open, clause.negated) = (true, false));
            self.clause.open = true;
            return;
        }
        let behind = matches!(self.clause.start, Start::Negation | Start::Denial);
        let behind =
            behind || self.done.last().is_some_and(Clause::has_known) && self.clause.start == Start::Anew;
        let start = if behind { Start::Open } else { self.clause.start };
        self.clause = Clause { open: true, start, ..Clause::default() };
    }

    /// Whether something was ruled out, so that what follows a "but not" was not: "ruled out arson but not sabotage".
    fn spares(&mut self) -> bool {
        if self.clause.has_known() || self.denies_before() {
            self.end_clause();
        }
        self.clause.is_empty() && self.deny_what_was_ruled_out()
    }

    /// Whether a "not" stands right behind a comma.
    fn is_bare_not(&self, range: &Range<usize>) -> bool {
        let behind_comma = self.clause.start == Start::Comma && self.clause.is_empty();
        behind_comma && words::same(&self.text[range.clone()], "not")
    }

    /// Denies all of the list that was said last, if it was ruled out: "ruled out arson, a gas leak", in front of what was not. Returns
    /// whether it was.
    fn deny_what_was_ruled_out(&mut self) -> bool {
        let first = self.done.iter().rposition(|clause| clause.start != Start::Comma || clause.negated);
        let Some(list) = first.map(|first| &mut self.done[first..]) else { return false };
        if !list[0].rules_out() || !list[1..].iter().all(Clause::is_bare) {
            return false;
        }
        for clause in list {
            clause.negated = true;
        }
        true
    }

    /// Denies what follows, or what went before. `subject` is what stands before it in its clause.
    fn negate_either(&mut self, subject: Range<usize>) {
        let has_known = self.clause.has_known();
        // "Everything but arson has been ruled out"
        if has_known && self.clause.all_but {
            self.clause.take_as_left();
            return;
        }
        // "Not ruled out", and "police denied that arson had been ruled out"
        if self.clause.never || self.clause.negated {
            self.leave_open();
            return;
        }
        let plain = self.words.all_speak(&self.text[subject]);
        let verb = plain || self.clause.names_alone();
        if !has_known && self.clause.options.is_empty() {
            let by = std::mem::take(&mut self.clause.option);
            // Who "wrongly ruled out arson" leaves it in doubt.
            self.clause.doubtful |= !plain;
            self.clause.by = if plain { Choice::default() } else { by };
        }
        self.negate();
        self.clause.ruled_out = true;
        if self.clause.start == Start::Negation {
            self.clause.start = if verb { Start::Verb } else { Start::Denial };
            self.clause.by_known = !plain;
        }
    }

    /// Denies what went before, or leaves it open, so that what follows is about where or when: "arson ruled out in the blaze".
    fn deny_before(&mut self) {
        let denial = std::mem::take(&mut self.clause);
        self.end_before(&denial);
        self.clause.start = Start::Aside;
    }
}

/// Whether a piece changes nothing in what says no more than where or when.
fn is_passed_over(piece: &Piece<'_>) -> bool {
    matches!(piece.is, Is::Known { .. } | Is::Other(_) | Is::Role(Role::OffScale | Role::Qualifier))
}

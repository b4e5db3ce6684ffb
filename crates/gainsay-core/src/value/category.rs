//! Categories as worded: one or several values, sure or not, said or denied.

mod choice;
mod front;

use std::ops::Range;

use super::hedge::{Effect, Met};
use super::lexis::{Part, Role, Words};
use super::phrases::{Is, Piece, pieces};
use super::terms::Terms;
use super::vocabulary::Vocabulary;
use super::words;
use choice::Choice;
pub(crate) use front::manner_of_all;
pub(super) use front::{Front, contrast, front};
pub use front::{manner, not_only_what};

/// How sure a wording is of what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether it says that it is not so.
    pub negated: bool,
    /// Whether it says only that it may be so.
    pub doubtful: bool,
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
        let manner = Manner { negated: false, doubtful: asked };
        return Said { values: vec![Named::Known(known)], manner };
    }
    let words = vocabulary.words;
    let mut reader =
        Reader { text, terms, words, clause: Clause::default(), done: Vec::new(), instead: false };
    let pieces = pieces(text, terms.phrases(), true, vocabulary.words, vocabulary.hedges);
    let mut rest = pieces.as_slice();
    while let [piece, behind @ ..] = rest {
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

/// A part of a wording up to a comma, a "but" or a negation.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each may hold without the others")]
struct Clause {
    options: Vec<Choice>,
    option: Choice,
    /// Who rules out what follows, if anything does: "police ruled out arson".
    by: Choice,
    negated: bool,
    /// Whether that is since something was ruled out.
    ruled_out: bool,
    /// Whether a known value that may be denied stands before it in the place of who does that.
    by_known: bool,
    /// Whether that never was so.
    never: bool,
    doubtful: bool,
    /// Whether there is more than it names: "not only arson".
    more: bool,
    start: Start,
    /// Where its first word begins.
    from: Option<usize>,
}

/// How a clause begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Start {
    #[default]
    Anew,
    /// It goes on from the one before with no more than a comma.
    Comma,
    /// With a negation behind what may be denied.
    Negation,
    /// With one that may deny what went before: "ruled out".
    Denial,
    /// The same, where what went before rules out what follows: "the pilot ruled out arson".
    Verb,
    /// With one that may leave open what went before: "not ruled out".
    Open,
    /// It says no more than where or when: "in the blaze", behind "ruled out".
    Aside,
}

impl Clause {
    fn is_empty(&self) -> bool {
        self.options.is_empty() && self.option.is_empty()
    }

    /// Whether it names a known value with nothing beside it.
    fn names_alone(&self) -> bool {
        let Choice { other, phrase, .. } = self.option;
        self.options.is_empty() && !other && !phrase && !self.doubtful && !self.negated
    }

    /// Whether it says of what went before that it is not so, or open: "ruled out", "ruled out on Friday".
    fn is_of_before(&self) -> bool {
        match self.start {
            Start::Negation => self.is_empty(),
            Start::Denial | Start::Open => !self.has_known(),
            Start::Verb => self.is_empty() || self.by_known && !self.has_known(),
            Start::Anew | Start::Comma | Start::Aside => false,
        }
    }

    fn has_known(&self) -> bool {
        self.options.iter().chain([&self.option]).any(|option| !option.known.is_empty())
    }

    /// Whether it is the last one of a list: "sabotage and terrorism", behind a comma.
    fn ends_list(&self) -> bool {
        self.start == Start::Comma && self.options.iter().any(|option| option.joined)
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
}

impl Reader<'_> {
    /// Whether a piece says that the value right behind it, before which nothing stands, did not quite happen.
    fn is_not_quite(&self, piece: &Piece<'_>, behind: &[Piece<'_>]) -> bool {
        let next = behind.iter().find(|next| !matches!(next.is, Is::Role(Role::Article)));
        next.is_some_and(|next| matches!(next.is, Is::Known { .. }))
            && self.done.is_empty()
            && self.clause.is_empty()
            && self.words.is(Part::Misses, Role::NotQuite, &self.text[piece.range.clone()])
    }

    fn take(&mut self, piece: &Piece<'_>) {
        if self.says_instead(piece) {
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
            Is::Role(Role::And | Role::Or) if self.denies_before() => self.end_clause(),
            Is::Role(Role::Or) => self.end_option(),
            Is::Comma => {
                self.end_clause();
                self.clause.start = Start::Comma;
            }
            Is::Role(Role::But) => self.end_clause(),
            Is::Role(Role::InFavour) if self.gives_way() => self.end_clause(),
            Is::Role(Role::Nor) => {
                // Of a list that ends with "nor" nothing is so.
                self.end_clause();
                let listed = self.done.iter_mut().rev();
                let first = listed.take_while(|clause| !clause.negated);
                first.for_each(|clause| clause.negated = true);
                self.clause.negated = true;
            }
            Is::Role(Role::Not | Role::NoLonger | Role::None) => self.negate(),
            Is::Role(Role::Denied | Role::RuledOut) => self.negate_either(from..piece.range.start),
            Is::Role(Role::Preposition | Role::Infinitive) if self.denies_before() => self.deny_before(),
            Is::Role(Role::NotOnly) => self.clause.more = true,
            Is::Role(Role::Unlikely) => {
                self.negate();
                self.clause.doubtful = true;
            }
            Is::Role(Role::Possible | Role::Probable | Role::Unknown) => self.clause.doubtful = true,
            // "No fire after a gas leak" does not deny the leak.
            Is::Known { .. } if self.clause.negated && self.clause.option.phrase => {}
            Is::Known { index, parted, .. } => {
                let option = &mut self.clause.option;
                option.known.push(*index);
                option.other |= parted;
                option.reach(&piece.range);
            }
            Is::Role(Role::Preposition | Role::Infinitive | Role::InFavour) => {
                let option = &mut self.clause.option;
                option.phrase = !option.known.is_empty();
            }
            Is::Role(Role::And) => self.clause.option.joined |= !self.clause.option.known.is_empty(),
            Is::Role(Role::OffScale) => self.clause.option.word(&piece.range, true),
            Is::Role(Role::Qualifier) => self.clause.option.word(&piece.range, false),
            Is::Hedge(met) => self.hedge(met),
            Is::Role(_) => {}
            Is::Other(name) => self.other(&piece.range, *name),
        }
        self.instead |= matches!(piece.is, Is::Role(Role::InFavour));
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
        if self.clause.has_known() {
            self.end_clause();
            self.clause.start = Start::Negation;
        }
        self.clause.negated = true;
    }

    /// Denies what follows, or what went before. `subject` is what stands before it in its clause.
    fn negate_either(&mut self, subject: Range<usize>) {
        let has_known = self.clause.has_known();
        // "Police denied that arson had been ruled out"
        if has_known && (self.clause.never || self.clause.negated) {
            self.clause.doubtful = true;
            return;
        }
        if self.clause.never || self.clause.negated && !has_known {
            // "Not ruled out" leaves it open.
            let behind = matches!(self.clause.start, Start::Negation | Start::Denial);
            let start = if behind { Start::Open } else { self.clause.start };
            self.clause = Clause { doubtful: true, start, ..Clause::default() };
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
        if let Some(before) = self.done.last_mut() {
            before.negated |= denial.negated;
            before.doubtful |= denial.doubtful;
        }
        self.clause.start = Start::Aside;
    }

    fn end_option(&mut self) {
        let option = std::mem::take(&mut self.clause.option);
        if !option.is_empty() {
            self.clause.options.push(option);
        }
    }

    fn end_clause(&mut self) {
        if self.clause.is_empty() {
            self.clause.option = std::mem::take(&mut self.clause.by);
        }
        self.end_option();
        let mut clause = std::mem::take(&mut self.clause);
        let in_list = clause.ends_list() && self.rules_out_a_list();
        match self.done.last_mut() {
            // "Sabotage ruled out": nothing follows the negation.
            Some(before) if clause.is_of_before() => {
                before.negated |= clause.negated;
                before.doubtful |= clause.doubtful || !clause.is_empty();
                // "Arson, sabotage and terrorism ruled out"
                if before.negated && before.ends_list() {
                    self.negate_list();
                }
            }
            // "The pilot ruled out arson" is not about the pilot.
            Some(before) if clause.start == Start::Verb => {
                clause.doubtful |= clause.by_known;
                *before = clause;
            }
            // "Arson, probably": nothing follows the comma.
            Some(before) if clause.is_empty() => before.doubtful |= clause.doubtful,
            // "Not a bomb, a missile or a drone" denies all three, "not a bomb, a missile" the first.
            Some(before) if clause.start == Start::Comma && before.negated && clause.options.len() > 1 => {
                clause.negated = true;
                self.done.push(clause);
            }
            // "Police ruled out arson, sabotage and terrorism" denies all three.
            Some(_) if in_list => {
                clause.negated = true;
                self.done.push(clause);
                self.negate_list();
            }
            _ => self.done.push(clause),
        }
    }

    /// Whether the list that goes on began with what was ruled out.
    fn rules_out_a_list(&self) -> bool {
        let first = self.done.iter().rfind(|clause| clause.start != Start::Comma);
        first.is_some_and(|first| first.negated && first.ruled_out && first.has_known())
    }

    /// Denies what is before the last clause in its list.
    fn negate_list(&mut self) {
        for clause in self.done.iter_mut().rev() {
            clause.negated = true;
            if clause.start != Start::Comma {
                break;
            }
        }
    }

    /// What is said to be so, else what is denied.
    fn whole(self) -> Said {
        let (text, terms) = (self.text, self.terms);
        let known = |negated: bool| self.done.iter().any(|one| one.negated == negated && one.has_known());
        let asserts = self.done.iter().any(|clause| !clause.negated && !clause.is_empty());
        let negated =
            !asserts && self.done.iter().any(|clause| clause.negated) || known(true) && !known(false);
        let mut said = Said { values: Vec::new(), manner: Manner { negated, doubtful: false } };
        let mut more = false;
        for clause in self.done {
            // Words that name nothing known beside a denial leave it unsure.
            let unsure = negated && !clause.negated && !clause.is_empty();
            said.manner.doubtful |= unsure;
            if clause.negated != negated {
                continue;
            }
            said.manner.doubtful |= clause.doubtful;
            more |= clause.more;
            for option in clause.options {
                said.manner.doubtful |= option.loose || option.known.is_empty();
                option.finish(text, terms, &mut said.values);
            }
        }
        // "Not only arson, but also gas" names what else there is.
        said.manner.doubtful |= more && said.values.len() == 1;
        // "In favour of" what is not said.
        said.manner.negated |= self.instead && said.values.is_empty();
        said
    }
}

/// Whether a piece changes nothing in what says no more than where or when.
fn is_passed_over(piece: &Piece<'_>) -> bool {
    matches!(piece.is, Is::Known { .. } | Is::Other(_) | Is::Role(Role::OffScale | Role::Qualifier))
}

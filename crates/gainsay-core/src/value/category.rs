//! Categories as worded: one or several values, sure or not, said or denied.

mod choice;

use std::ops::Range;

use super::hedge::{Effect, Met};
use super::lexis::{MetWord, Part, Role, Words};
use super::phrases::{Is, Piece, pieces};
use super::terms::Terms;
use super::vocabulary::Vocabulary;
use super::words;
use choice::Choice;

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
    let mut reader = Reader { text, terms, clause: Clause::default(), done: Vec::new() };
    let pieces = pieces(text, terms.phrases(), true, vocabulary.words, vocabulary.hedges);
    let mut rest = pieces.as_slice();
    while let [piece, behind @ ..] = rest {
        if reader.is_not_quite(piece, behind, vocabulary.words) {
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
struct Clause {
    options: Vec<Choice>,
    option: Choice,
    /// Who rules out what follows, if anything does: "police ruled out arson".
    by: Choice,
    negated: bool,
    doubtful: bool,
    /// Whether there is more than it names: "not only arson".
    more: bool,
    start: Start,
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
    /// It says no more than where or when: "in the blaze", behind "ruled out".
    Aside,
}

impl Clause {
    fn is_empty(&self) -> bool {
        self.options.is_empty() && self.option.is_empty()
    }

    fn has_known(&self) -> bool {
        self.options.iter().chain([&self.option]).any(|option| !option.known.is_empty())
    }
}

struct Reader<'t> {
    text: &'t str,
    terms: &'t Terms,
    clause: Clause,
    done: Vec<Clause>,
}

impl Reader<'_> {
    /// Whether a piece says that the value right behind it, before which nothing stands, did not quite happen.
    fn is_not_quite(&self, piece: &Piece<'_>, behind: &[Piece<'_>], known: &Words) -> bool {
        let next = behind.iter().find(|next| !matches!(next.is, Is::Role(Role::Article)));
        next.is_some_and(|next| matches!(next.is, Is::Known { .. }))
            && self.done.is_empty()
            && self.clause.is_empty()
            && known.is(Part::Misses, Role::NotQuite, &self.text[piece.range.clone()])
    }

    fn take(&mut self, piece: &Piece<'_>) {
        if self.says_instead(piece) {
            self.end_clause();
        }
        if self.clause.start == Start::Aside && self.stays_aside(piece) {
            return;
        }
        match &piece.is {
            Is::Role(Role::Or) => self.end_option(),
            Is::Comma => {
                self.end_clause();
                self.clause.start = Start::Comma;
            }
            Is::Role(Role::But) => self.end_clause(),
            Is::Role(Role::InFavour) if self.clause.negated && self.clause.is_empty() => self.end_clause(),
            Is::Role(Role::Nor) => {
                // Of a list that ends with "nor" nothing is so.
                self.end_clause();
                let listed = self.done.iter_mut().rev();
                let first = listed.take_while(|clause| !clause.negated);
                first.for_each(|clause| clause.negated = true);
                self.clause.negated = true;
            }
            Is::Role(Role::Not | Role::NoLonger | Role::None) => self.negate(),
            Is::Role(Role::Denied | Role::RuledOut) => self.negate_either(),
            Is::Role(Role::Preposition | Role::Infinitive)
                if self.clause.start == Start::Denial && self.clause.is_empty() =>
            {
                self.deny_before();
            }
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
            Is::Role(_) | Is::Hedge(_) => {}
            Is::Other(name) => self.other(&piece.range, *name),
        }
    }

    /// Whether a piece, behind a colon or a dash, says what it was instead of what is denied: "not a bomb: gas leak".
    fn says_instead(&self, piece: &Piece<'_>) -> bool {
        let before = &self.text[..piece.range.start];
        let parted = [": ", " - ", " – ", " — "].iter().any(|mark| before.ends_with(mark));
        parted && self.clause.negated && self.clause.has_known()
    }

    /// Takes in what no list knows.
    fn other(&mut self, range: &Range<usize>, name: bool) {
        let worded = &self.text[range.clone()];
        if worded == "/" {
            self.end_option();
        } else if worded.contains(char::is_alphanumeric) {
            let name = name || worded.contains(|c: char| c.is_ascii_digit());
            self.clause.option.word(range, !name);
        }
    }

    /// Whether a piece is passed over, behind what says no more than where or when; ends that where what follows is a value again.
    fn stays_aside(&mut self, piece: &Piece<'_>) -> bool {
        let ends = match piece.is {
            Is::Role(Role::And | Role::Or) => true,
            Is::Other(_) => !self.text[piece.range.clone()].contains(char::is_alphanumeric),
            _ => false,
        };
        if ends {
            self.end_clause();
        }
        !ends
            && matches!(
                piece.is,
                Is::Known { .. } | Is::Other(_) | Is::Role(Role::OffScale | Role::Qualifier)
            )
    }

    /// Denies what follows.
    fn negate(&mut self) {
        if self.clause.has_known() {
            self.end_clause();
            self.clause.start = Start::Negation;
        }
        self.clause.negated = true;
    }

    /// Denies what follows, or what went before.
    fn negate_either(&mut self) {
        if self.clause.negated && self.clause.is_empty() {
            // "Not ruled out" leaves it open.
            let start = if self.clause.start == Start::Negation { Start::Comma } else { self.clause.start };
            self.clause = Clause { doubtful: true, start, ..Clause::default() };
            return;
        }
        if !self.clause.has_known() && self.clause.options.is_empty() {
            self.clause.by = std::mem::take(&mut self.clause.option);
        }
        self.negate();
        if self.clause.start == Start::Negation {
            self.clause.start = Start::Denial;
        }
    }

    /// Denies what went before, so that what follows is about where or when: "arson ruled out in the blaze".
    fn deny_before(&mut self) {
        let denial = std::mem::take(&mut self.clause);
        if let Some(before) = self.done.last_mut() {
            before.negated = true;
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
        match self.done.last_mut() {
            // "Sabotage ruled out": nothing follows the negation.
            Some(before) if matches!(clause.start, Start::Negation | Start::Denial) && clause.is_empty() => {
                before.negated = true;
                before.doubtful |= clause.doubtful;
            }
            // "Arson, probably": nothing follows the comma.
            Some(before) if clause.is_empty() => before.doubtful |= clause.doubtful,
            // "Not a bomb, a missile or a drone" denies all three, "not a bomb, a missile" the first.
            Some(before) if clause.start == Start::Comma && before.negated && clause.options.len() > 1 => {
                clause.negated = true;
                self.done.push(clause);
            }
            _ => self.done.push(clause),
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
        said
    }
}

/// A word in front of a value of which no list is known, which says how sure the value is.
pub(super) enum Front<'v> {
    /// It denies the value or leaves it in doubt.
    Role(MetWord),
    /// It denies the value for all days before too, or goes with such a denial: "never", the "yet" of "not yet".
    SoFar(Met<'v>),
}

/// That word at the start of `text`, where it ends, and where what it is said of begins. `denied` says whether a denial is before it.
pub(super) fn front<'v>(
    text: &str,
    denied: bool,
    vocabulary: Vocabulary<'v>,
) -> Option<(Front<'v>, Range<usize>)> {
    let found = |front, end: usize| {
        let left = text[end..].trim_start_matches(|c| words::is_gap(c) || c == ',');
        Some((front, end..text.len() - left.len()))
    };
    // "Has not arrived"
    let start = vocabulary.words.after_auxiliaries(text);
    let so_far = vocabulary.hedges.at(text, start).filter(|met| met.hedge.effect == Effect::SoFar);
    if let Some(met) = so_far.filter(|met| denied || words::negates(&text[met.range.clone()])) {
        let end = met.range.end;
        return found(Front::SoFar(met), end);
    }
    let met = vocabulary.words.at(Part::Statements, text, start)?;
    let says = matches!(
        met.role,
        Role::Not
            | Role::RuledOut
            | Role::NotOnly
            | Role::NoLonger
            | Role::Unlikely
            | Role::Possible
            | Role::Probable
    );
    // "Rejected Smith" denies him, and "rejected by the court" is a status.
    let named = || text[met.end..].trim_start().starts_with(char::is_uppercase);
    (says || met.role == Role::Denied && named()).then(|| found(Front::Role(met), met.end))?
}

/// Where a text says that there is more than what follows, and nothing follows: "not only".
#[must_use]
pub fn not_only_what(text: &str, vocabulary: Vocabulary<'_>) -> Option<Range<usize>> {
    let mut at = text.len() - text.trim_start().len();
    let mut not_only = None;
    while let Some((front, end)) = front(&text[at..], false, vocabulary) {
        if matches!(front, Front::Role(MetWord { role: Role::NotOnly, .. })) {
            not_only = Some(at..at + end.start);
        }
        at += end.end;
    }
    not_only.filter(|_| !text[at..].contains(char::is_alphanumeric))
}

/// How a wording without known values says what it says, and the values that it names: two where it says "not only Smith, but
/// also Jones".
pub(crate) fn manner_of_all<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> (Manner, Vec<&'t str>) {
    let (manner, rest) = manner(text, vocabulary);
    let not_only = front(text, false, vocabulary)
        .is_some_and(|(front, _)| matches!(front, Front::Role(MetWord { role: Role::NotOnly, .. })));
    match contrast(rest, vocabulary).filter(|_| not_only) {
        Some(but) => {
            let more = &rest[but.end..];
            let more = &more[vocabulary.words.after_auxiliaries(more)..];
            let one = rest[..but.start].trim_end_matches(|c| words::is_gap(c) || c == ',');
            (Manner { doubtful: false, ..manner }, vec![one, more])
        }
        None => (manner, vec![rest]),
    }
}

/// How a wording without known values says what it says, and the rest of it.
#[must_use]
pub fn manner<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> (Manner, &'t str) {
    let (mut rest, doubtful) = without_question(text);
    let mut manner = Manner { negated: false, doubtful };
    while let Some((front, end)) = front(rest, manner.negated, vocabulary)
        && end.end < rest.len()
    {
        match front {
            Front::SoFar(_)
            | Front::Role(MetWord {
                role: Role::Not | Role::Denied | Role::RuledOut | Role::NoLonger, ..
            }) => {
                manner.negated = true;
            }
            Front::Role(MetWord { role: Role::Unlikely, .. }) => {
                manner = Manner { negated: true, doubtful: true }
            }
            Front::Role(_) => manner.doubtful = true,
        }
        rest = &rest[end.end..];
    }
    if manner.negated
        && let Some(contrast) = contrast(rest, vocabulary)
    {
        (manner.negated, rest) = (false, &rest[contrast.end..]);
    }
    if let Some(denied) = vocabulary.words.denied(rest) {
        manner.negated = !manner.negated;
        rest = denied;
    }
    (manner, rest)
}

/// The "but" behind what a text denies, up to what it says instead: "not Smith, but Jones".
pub(super) fn contrast(text: &str, vocabulary: Vocabulary<'_>) -> Option<Range<usize>> {
    let is_but = |at: usize| {
        vocabulary.words.at(Part::Statements, text, at).filter(|met| met.role == Role::But).map(|met| met.end)
    };
    let starts = text.match_indices(char::is_whitespace).map(|(at, gap)| at + gap.len());
    starts.into_iter().find_map(|start| {
        let end = is_but(start)?;
        let left = text[end..].trim_start_matches(|c| words::is_gap(c) || c == ',');
        (!left.is_empty()).then(|| start..text.len() - left.len())
    })
}

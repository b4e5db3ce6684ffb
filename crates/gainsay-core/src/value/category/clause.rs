//! A part of a wording of a category.

use super::choice::Choice;

/// A part of a wording up to a comma, a "but" or a negation.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each may hold without the others")]
pub(super) struct Clause {
    pub(super) options: Vec<Choice>,
    pub(super) option: Choice,
    /// Who rules out what follows, if anything does: "police ruled out arson".
    pub(super) by: Choice,
    pub(super) negated: bool,
    /// Whether a verb denies it: "was not".
    pub(super) by_verb: bool,
    /// Whether that is since something was ruled out.
    pub(super) ruled_out: bool,
    /// The same, where that stands behind it: "arson ruled out".
    pub(super) ruled_out_before: bool,
    /// Whether a known value that may be denied stands before it in the place of who does that.
    pub(super) by_known: bool,
    /// Whether that never was so.
    pub(super) never: bool,
    pub(super) doubtful: bool,
    /// Whether it says only that nobody ruled it out.
    pub(super) open: bool,
    /// Whether it denies all but what it names: "everything but arson".
    pub(super) all_but: bool,
    /// Whether a word for all is in it: "all but arson".
    pub(super) all: bool,
    /// Whether something is said of what it names: "gas leak suspected".
    pub(super) told: bool,
    /// Whether there is more than it names: "not only arson".
    pub(super) more: bool,
    pub(super) start: Start,
    /// Where its first word begins.
    pub(super) from: Option<usize>,
}

/// How a clause begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Start {
    #[default]
    Anew,
    /// It goes on from the one before with no more than a comma.
    Comma,
    /// With an "and" behind what something was said of: "gas leak suspected and arson".
    And,
    /// The same with a preposition: "gas leak suspected after arson".
    Behind,
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
    pub(super) fn is_empty(&self) -> bool {
        self.options.is_empty() && self.option.is_empty()
    }

    /// Whether it names a known value with nothing beside it.
    pub(super) fn names_alone(&self) -> bool {
        let Choice { other, phrase, .. } = self.option;
        self.options.is_empty() && !other && !phrase && !self.doubtful && !self.negated
    }

    /// Whether it says of what went before that it is not so, or open: "ruled out", "ruled out on Friday", ", ruled out by police".
    pub(super) fn is_of_before(&self) -> bool {
        match self.start {
            Start::Negation => self.is_empty(),
            Start::Denial | Start::Open => !self.has_known(),
            Start::Verb => self.is_empty() || self.by_known && !self.has_known(),
            Start::Comma => (self.negated && self.ruled_out || self.open) && !self.has_known(),
            Start::Anew | Start::And | Start::Behind | Start::Aside => false,
        }
    }

    /// Whether it denies something else of what went before: "cannot be proven", "was not involved".
    pub(super) fn doubts_before(&self) -> bool {
        self.start == Start::Negation && self.by_verb && !self.is_empty() && !self.has_known()
    }

    /// Whether it is a "not" with nothing behind it.
    pub(super) fn denies_alone(&self) -> bool {
        self.start == Start::Negation && self.is_empty()
    }

    /// Takes in what another one says of it.
    pub(super) fn take_in(&mut self, behind: &Self) {
        self.negated |= behind.negated;
        self.ruled_out_before |= behind.ruled_out;
        self.open |= behind.open;
        self.doubtful |= behind.doubtful || !behind.is_empty();
    }

    /// Whether it goes on in what the clause before says: it denies nothing, and leaves nothing open.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self.start, Start::And | Start::Behind) && !self.negated && !self.open
    }

    /// Whether it names one known value and says no more.
    pub(super) fn is_bare(&self) -> bool {
        matches!(&self.options[..], [option] if option.known.len() == 1 && !option.other)
            && !self.doubtful
            && !self.told
    }

    pub(super) fn has_known(&self) -> bool {
        self.options.iter().chain([&self.option]).any(|option| !option.known.is_empty())
    }

    /// Whether it is the last one of a list: "sabotage and terrorism", behind a comma.
    pub(super) fn ends_list(&self) -> bool {
        self.start == Start::Comma && self.options.iter().any(|option| option.joined)
    }

    /// Whether it is the last one of a list of which any may be: "sabotage or terrorism", behind a comma.
    pub(super) fn ends_choice(&self) -> bool {
        self.start == Start::Comma && self.options.len() > 1
    }

    /// Whether it says that something was ruled out, and what.
    pub(super) fn rules_out(&self) -> bool {
        self.negated && (self.ruled_out || self.ruled_out_before) && self.has_known()
    }

    /// Takes it for what is left, where all but what it names is denied: "ruled out everything but arson". Likely that is so.
    pub(super) fn take_as_left(&mut self) {
        (self.negated, self.all_but, self.doubtful) = (false, false, true);
    }

    /// Goes on in what the clause behind an "and" or a preposition says, where that denies nothing and leaves nothing open.
    pub(super) fn go_on(&mut self, behind: Self) {
        self.doubtful |= behind.doubtful;
        self.more |= behind.more;
        let mut options = behind.options.into_iter();
        match (self.options.last_mut(), options.next()) {
            (Some(last), Some(first)) => last.go_on(first, behind.start == Start::And),
            (_, first) => self.options.extend(first),
        }
        self.options.extend(options);
    }
}

//! Words by what they mean: the words of a language that dates, times, statuses and categories are read with.

use serde::Deserialize;

use super::lexicon::{Lexicon, lowered};

/// What a word means. Words of a role with an order (months, weekdays, seasons, ordinals) mean their place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// The months in order.
    Months,
    /// The weekdays in order, from Monday.
    Weekdays,
    /// The seasons in order, from spring.
    Seasons,
    /// The ordinals in order: first, second.
    Ordinals,
    /// A day, as a length of time.
    Day,
    /// A week.
    Week,
    /// A fortnight.
    Fortnight,
    /// A Saturday and Sunday.
    Weekend,
    /// A month, as a length of time.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A half of a year.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// An hour.
    Hour,
    /// A minute.
    Minute,
    /// Letters behind the number of an ordinal: 23rd.
    OrdinalEnding,
    /// Letters behind the years of a decade: 1990s.
    DecadeEnding,
    /// A part of the day by its name: morning.
    DayTime,
    /// The night, which ends on the next day.
    Night,
    /// A word before a length of time, or before a date: in.
    In,
    /// One, as an article: a week.
    One,
    /// The first third of a time.
    Early,
    /// The middle third of a time.
    Middle,
    /// The last third of a time.
    Late,
    /// The first sixth of a time.
    Start,
    /// The last sixth of a time.
    End,
    /// The end of this year.
    YearEnd,
    /// The day, week or year that it is.
    This,
    /// The one before it.
    Last,
    /// The one after it.
    Next,
    /// So long before the day of the claim.
    Ago,
    /// So long after the day of the claim.
    Ahead,
    /// At the most so long after the day of the claim.
    Within,
    /// The days up to the day of the claim: earlier this week.
    Earlier,
    /// The days from the day of the claim on: later this week.
    Later,
    /// The day of the claim.
    Today,
    /// The day before it.
    Yesterday,
    /// The day after it.
    Tomorrow,
    /// Words before or within a date that change nothing: on, of, the.
    DateFiller,
    /// Words between the two ends of a range: to, until.
    To,
    /// A word before a range: from.
    From,
    /// A word before two ends: between.
    Between,
    /// A word between two ends, or between two of which one is meant.
    And,
    /// A word that leaves it open which of two it is.
    Or,
    /// A word that opens a date above, in the past: since.
    Since,
    /// Words before a date that may be the first of it, or by which it had begun: as early as.
    AsEarlyAs,
    /// Words in the name of an attribute whose dates are those of a beginning: exploitation-began.
    Beginning,
    /// Years before the year 1.
    BeforeEra,
    /// Years from the year 1 on.
    Era,
    /// Before noon.
    BeforeNoon,
    /// After noon.
    AfterNoon,
    /// Late in the evening, or early in the morning: at night.
    AtNight,
    /// On the hour: o'clock, hours.
    OClock,
    /// Half an hour after the hour that follows: half past.
    HalfPast,
    /// A quarter of an hour after it.
    QuarterPast,
    /// A quarter of an hour before it.
    QuarterTo,
    /// So many minutes after it: past.
    MinutesPast,
    /// So many minutes before it: minutes to.
    MinutesTo,
    /// Twelve o'clock by day.
    Noon,
    /// Twelve o'clock by night.
    Midnight,
    /// The time where the subject is.
    LocalTime,
    /// Words beside a time that change nothing.
    TimeFiller,
    /// Shortly before a time.
    ShortlyBefore,
    /// Shortly after a time.
    ShortlyAfter,
    /// That it is not known, or not yet settled.
    Unknown,
    /// That what follows is not so.
    Not,
    /// That what follows is not so either: nor.
    Nor,
    /// Behind what was ruled out, that what follows was not; elsewhere that it is not so: but not.
    ButNot,
    /// That what follows is not so; behind a denial, that everything else is not: anything but.
    AllBut,
    /// That what follows, or what went before, may be so, and no more than that: not ruled out.
    LeftOpen,
    /// That what follows, or what went before, was denied; by itself a status: rejected.
    Denied,
    /// It denies what follows, or what went before where a place or a time follows: ruled out.
    RuledOut,
    /// That what follows is so, and something else as well: not only.
    NotOnly,
    /// That what follows did not quite happen: near.
    NotQuite,
    /// That nothing changed: still. Before the name of a place, that may be where something is since it came, or since it has not left.
    Still,
    /// Who may rule out what follows, by office: police.
    Speaker,
    /// Behind a name, that they deny that they did it: denied responsibility.
    Disowns,
    /// That what follows is so instead of what was denied: in favour of.
    InFavour,
    /// That what follows was so, and is so no more: no longer.
    NoLonger,
    /// That what follows, or what went before, is more likely not so.
    Unlikely,
    /// A word between what is not so and what is: but.
    But,
    /// That what follows, or what went before, may be so or not.
    Possible,
    /// That what follows, or what went before, is more likely than not.
    Probable,
    /// Words beside a status or a category that change nothing.
    Filler,
    /// Such words beside any statement, whatever it is about: is, has been, still.
    Auxiliary,
    /// An article, or a word in its place: their.
    Article,
    /// Words that make a category narrower: a massive blast.
    Qualifier,
    /// A word before a verb, or before a place: to.
    Infinitive,
    /// Where a status is true: a place behind "at" or "in" names no stage beside a verb.
    Place,
    /// What the verb of a status is about: checkpoints.
    Object,
    /// That a status is none of any scale, or has ended: surrendered.
    OffScale,
    /// That a status is still to come.
    ToCome,
    /// That a status holds of a part.
    Some,
    /// That a status holds of all.
    All,
    /// That a status holds of none.
    None,
    /// Words that begin a phrase about where, when, with whom or what for.
    Preposition,
    /// That a place is close to another one.
    Near,
    /// The directions from a place in order, from north by east: north of.
    Bearing,
    /// That a place lies in another one.
    Inside,
    /// What is said of a place and changes nothing.
    PlaceFiller,
    /// Letters at the end of a word that tells how: -ly.
    AdverbEnding,
    /// Letters before a word that deny it: un-.
    DenyingPrefix,
    /// Words that such letters deny: patched, and unpatched.
    Deniable,
    /// Titles before a name.
    Title,
    /// Letters before the name of a ship: MV.
    ShipPrefix,
    /// Letters behind the name of a firm: AG.
    CompanyForm,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Yes and no.
    Partly,
}

/// The parts of the grammar, each with words of its own: a word may mean one thing in a date and another in a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Dates,
    Times,
    Statements,
    Places,
    Names,
    Answers,
    Letters,
    /// Words before what did not quite happen, or did not change.
    Misses,
    /// Words for those who rule something out.
    Speakers,
    /// Words behind those who are said to be answerable.
    Parties,
    Attributes,
}

impl Role {
    /// Whether words of this role change nothing, whatever they are beside.
    pub(super) fn changes_nothing(self) -> bool {
        matches!(self, Self::DateFiller | Self::TimeFiller | Self::Filler | Self::Auxiliary)
    }

    /// Where words of this role are looked for.
    fn parts(self) -> &'static [Part] {
        use Part::{
            Answers, Attributes, Dates, Letters, Misses, Names, Parties, Places, Speakers, Statements, Times,
        };
        match self {
            Self::And | Self::Or | Self::Between | Self::From | Self::To => &[Dates, Times, Statements],
            Self::BeforeNoon
            | Self::AfterNoon
            | Self::AtNight
            | Self::OClock
            | Self::HalfPast
            | Self::QuarterPast
            | Self::QuarterTo
            | Self::MinutesPast
            | Self::MinutesTo
            | Self::Noon
            | Self::Midnight
            | Self::LocalTime
            | Self::TimeFiller
            | Self::ShortlyBefore
            | Self::ShortlyAfter => &[Times],
            Self::Unknown
            | Self::Not
            | Self::Nor
            | Self::ButNot
            | Self::AllBut
            | Self::LeftOpen
            | Self::Denied
            | Self::RuledOut
            | Self::NotOnly
            | Self::NoLonger
            | Self::Unlikely
            | Self::But
            | Self::InFavour
            | Self::Qualifier
            | Self::Infinitive
            | Self::Place
            | Self::Object
            | Self::OffScale
            | Self::Possible
            | Self::Probable
            | Self::Filler
            | Self::Auxiliary
            | Self::Article
            | Self::ToCome
            | Self::Some
            | Self::All
            | Self::None
            | Self::Preposition => &[Statements],
            Self::AdverbEnding | Self::DenyingPrefix | Self::Deniable => &[Letters],
            Self::NotQuite | Self::Still => &[Misses],
            Self::Speaker => &[Speakers],
            Self::Disowns => &[Parties],
            Self::Beginning => &[Attributes],
            Self::Near | Self::Bearing | Self::Inside | Self::PlaceFiller => &[Places],
            Self::Title | Self::ShipPrefix | Self::CompanyForm => &[Names],
            Self::Yes | Self::No | Self::Partly => &[Answers],
            _ => &[Dates],
        }
    }
}

/// A word met in a text: what it means, its place in the list of its role, and where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MetWord {
    pub(super) role: Role,
    pub(super) place: u16,
    pub(super) end: usize,
}

/// All words by what they mean.
#[derive(Debug, Clone, Default)]
pub struct Words {
    meanings: Vec<(Role, u16)>,
    dates: Lexicon,
    times: Lexicon,
    statements: Lexicon,
    places: Lexicon,
    names: Lexicon,
    answers: Lexicon,
    letters: Lexicon,
    misses: Lexicon,
    speakers: Lexicon,
    parties: Lexicon,
    attributes: Lexicon,
    /// The zones of clock times, each with its minutes ahead of UTC where they are the same all year.
    zones: Vec<(String, Option<i32>)>,
    zone_names: Lexicon,
}

impl Words {
    /// Adds a word of a role, at its place in the list of that role. A word that was there before means this then.
    pub fn add(&mut self, role: Role, place: u16, word: &str) {
        let word = lowered(word);
        for part in role.parts() {
            let index = self.meanings.len();
            self.lexicon_mut(*part).insert(&word, index);
        }
        self.meanings.push((role, place));
    }

    /// Adds a zone of clock times, with its minutes ahead of UTC where they are the same all year.
    pub fn add_zone(&mut self, name: &str, minutes: Option<i32>) {
        self.zone_names.insert(name, self.zones.len());
        self.zones.push((name.to_owned(), minutes));
    }

    /// The zone whose name starts at byte `from` of `text`, its minutes ahead of UTC, and where it ends.
    pub(super) fn zone(&self, text: &str, from: usize) -> Option<(&str, Option<i32>, usize)> {
        let hit = self.zone_names.at(text, from)?;
        let (name, minutes) = self.zones.get(hit.index)?;
        Some((name, *minutes, hit.end))
    }

    fn lexicon_mut(&mut self, part: Part) -> &mut Lexicon {
        match part {
            Part::Dates => &mut self.dates,
            Part::Times => &mut self.times,
            Part::Statements => &mut self.statements,
            Part::Places => &mut self.places,
            Part::Names => &mut self.names,
            Part::Answers => &mut self.answers,
            Part::Letters => &mut self.letters,
            Part::Misses => &mut self.misses,
            Part::Speakers => &mut self.speakers,
            Part::Parties => &mut self.parties,
            Part::Attributes => &mut self.attributes,
        }
    }

    /// The longest word that starts at byte `from` of `text` and ends where a word ends.
    pub(super) fn at(&self, part: Part, text: &str, from: usize) -> Option<MetWord> {
        let lexicon = match part {
            Part::Dates => &self.dates,
            Part::Times => &self.times,
            Part::Statements => &self.statements,
            Part::Places => &self.places,
            Part::Names => &self.names,
            Part::Answers => &self.answers,
            Part::Letters => &self.letters,
            Part::Misses => &self.misses,
            Part::Speakers => &self.speakers,
            Part::Parties => &self.parties,
            Part::Attributes => &self.attributes,
        };
        let hit = lexicon.at(text, from)?;
        let &(role, place) = self.meanings.get(hit.index)?;
        Some(MetWord { role, place, end: hit.end })
    }

    /// Whether `text` says that it is not known, or not yet settled, and nothing else.
    #[must_use]
    pub fn says_unknown(&self, text: &str) -> bool {
        // "Could not be independently determined"
        let plain = || {
            let words: Vec<&str> = text.split_whitespace().filter(|word| !self.is_adverb(word)).collect();
            words.join(" ")
        };
        let qualified = || text.split_whitespace().any(|word| self.is_adverb(word));
        self.is_unknown(text) || qualified() && self.is_unknown(&plain())
    }

    fn is_unknown(&self, text: &str) -> bool {
        let (text, mut at, mut unknown) = (text.trim().trim_end_matches('.'), 0, false);
        while at < text.len() {
            let Some(met) = self.at(Part::Statements, text, at) else { return false };
            match met.role {
                Role::Unknown => unknown = true,
                Role::Filler | Role::Auxiliary | Role::Article => {}
                _ => return false,
            }
            at = met.end;
            at += text[at..].len() - text[at..].trim_start_matches(super::words::is_gap).len();
        }
        unknown
    }

    /// Whether a negation is one of a verb, behind which no value need follow: "was not", and no "rather than".
    pub(super) fn is_verb(&self, negation: &str) -> bool {
        let last = negation.split_whitespace().skip(1).last();
        last.is_some_and(|last| {
            !self.at(Part::Statements, last, 0).is_some_and(|met| {
                matches!(met.role, Role::Preposition | Role::Infinitive) && met.end == last.len()
            })
        })
    }

    /// Whether `text` names nobody but those who rule things out, by their offices.
    pub(super) fn all_speak(&self, text: &str) -> bool {
        let mut rest = text.trim_start_matches(super::words::is_gap);
        while !rest.is_empty() {
            let speaker = self.at(Part::Speakers, rest, 0);
            let other = || self.at(Part::Statements, rest, 0);
            let small =
                || other().filter(|met| matches!(met.role, Role::Article | Role::Auxiliary | Role::And));
            let Some(met) = speaker.or_else(small) else { return false };
            rest = rest[met.end..].trim_start_matches(super::words::is_gap);
        }
        true
    }

    /// Where the first word of `text` begins that says something; its start where none does.
    pub(super) fn after_auxiliaries(&self, text: &str) -> usize {
        let mut at = 0;
        while let Some(met) = self.at(Part::Statements, text, at).filter(|met| met.role == Role::Auxiliary) {
            at = met.end + text[met.end..].len()
                - text[met.end..].trim_start_matches(super::words::is_gap).len();
        }
        if at < text.len() { at } else { 0 }
    }

    /// The word that `text` denies by the letters before it: "patched", of "unpatched".
    pub(super) fn denied<'t>(&self, text: &'t str) -> Option<&'t str> {
        let ends = text.char_indices().map(|(at, _)| at).skip(1).take(4);
        ends.filter(|&at| self.is(Part::Letters, Role::DenyingPrefix, &text[..at]))
            .map(|at| text[at..].trim_start_matches(super::words::is_gap))
            .find(|rest| self.is(Part::Letters, Role::Deniable, rest))
    }

    /// Whether `word` is an adverb by its last letters.
    pub(super) fn is_adverb(&self, word: &str) -> bool {
        let ends = word.char_indices().map(|(at, _)| at).rev().take(4);
        ends.filter(|&at| at > 0).any(|at| self.is(Part::Letters, Role::AdverbEnding, &word[at..]))
    }

    /// Whether the name of an attribute says that its dates are those of a beginning.
    pub(crate) fn is_beginning(&self, attribute: &str) -> bool {
        let named =
            |range: std::ops::Range<usize>| self.is(Part::Attributes, Role::Beginning, &attribute[range]);
        super::lexicon::tokens(attribute).any(named)
    }

    /// Whether `text` as a whole is a word of `role`.
    pub(super) fn is(&self, part: Part, role: Role, text: &str) -> bool {
        let text = text.trim();
        self.at(part, text, 0).is_some_and(|met| met.role == role && met.end == text.len())
    }
}

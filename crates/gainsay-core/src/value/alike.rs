//! Names, places and texts that may mean the same.

mod code;

use std::borrow::Cow;

use self::code::Code;
use super::language::Language;
use super::lexis::{MetWord, Part, Role, Words};
use super::near_text::{adds_phrase, bare_words, differ_in_phrase, near_words, one_adds, turned};
use super::places::PlaceWords;
use super::quantity::counts;
use super::spelling::{nearly_spelt, plain, same_spelling, spelt_alike};
use super::{near, words};

/// What two wordings have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// They are two things.
    No,
    /// They may be one: one contains the other, or they are spelt alike.
    Perhaps,
    /// One says what the other says, and where, when or how: `arrived in Kursk`, and `arrived`.
    Narrower,
    /// They are one.
    Yes,
}

/// The sign for "and".
const AND: &str = "&";

/// A text, taken apart once to be compared with many others: without articles, and without words like "is" and "still".
#[derive(Debug)]
pub struct ReadText {
    /// The text as it is written.
    written: String,
    /// Whether it is written like a name.
    is_name: bool,
    normal: String,
    plain: String,
    /// Its letters without the gaps between words; nothing where it has numbers.
    letters: Option<String>,
    /// Its numbers and names; nothing where it has no numbers.
    code: Option<Code>,
    words: Vec<Cow<'static, str>>,
    plain_words: Vec<Cow<'static, str>>,
}

impl ReadText {
    /// Takes `written` apart.
    #[must_use]
    pub fn new(written: &str, known: &Words) -> Self {
        let written = abbreviations_in_full(written);
        let written = &*with_signs(&written, known);
        let text = without_auxiliaries(written, known);
        let (normal, plain) = (words::normalise(&text), plain(&text));
        let owned = |text: &str| bare_words(text).into_iter().map(|word| word.into_owned().into()).collect();
        Self {
            written: written.to_owned(),
            is_name: is_name(formed(written, known).0),
            words: owned(&normal),
            plain_words: owned(&plain),
            letters: letters(&plain),
            code: Code::of(written),
            normal,
            plain,
        }
    }

    /// Whether it means the same as `other`, or one of them may mean what the other means and more. Texts that are both written like names
    /// are compared as such.
    #[must_use]
    pub fn alike(&self, other: &Self, known: &Words) -> Alike {
        if self.is_name && other.is_name {
            return capitals(&self.written, &other.written, known);
        }
        let same_letters = || self.letters.is_some() && self.letters == other.letters;
        let codes = || self.code.as_ref()?.same(other.code.as_ref()?);
        if self.normal == other.normal || self.plain == other.plain || same_letters() {
            return Alike::Yes;
        }
        let (a, b) = (&self.words, &other.words);
        if near_words(a, b) || near_words(&self.plain_words, &other.plain_words) {
            Alike::Yes
        } else if self.adds_phrase_to(other, known) || other.adds_phrase_to(self, known) {
            Alike::Narrower
        } else if let Some(same) = codes() {
            if same { Alike::Yes } else { Alike::Perhaps }
        } else if one_adds(a, b) || differ_in_phrase(a, b, known) || turned(a, b) {
            Alike::Perhaps
        } else {
            Alike::No
        }
    }

    /// Whether it says what another text says, and then where, when or how: "arrived in Kursk", and "has arrived".
    #[must_use]
    pub fn adds_phrase_to(&self, wider: &Self, known: &Words) -> bool {
        adds_phrase(&self.words, &wider.words, known)
    }
}

/// The letters of a text without the gaps between words, so that `sub-standard` is `substandard`; nothing where it has numbers.
fn letters(text: &str) -> Option<String> {
    let gapless = || text.chars().filter(|c| !c.is_whitespace()).collect();
    (!text.contains(char::is_numeric)).then(gapless)
}

/// A text with the names of streets, mountains and firms in full: `King St` is `King Street`, `Mt Cook` is `Mount Cook`, and `Boeing Co` is
/// `Boeing Company`.
fn abbreviations_in_full(text: &str) -> Cow<'_, str> {
    let full = |(at, word): (usize, &str), last: bool| {
        let bare = word.trim_end_matches([',', '.']);
        let ends = last || word.ends_with(',');
        // "MT" is a motor tanker.
        let head =
            Language::english().head(bare).filter(|_| at == 0 && !last && bare.contains(char::is_lowercase));
        let street = || Language::english().street(bare).filter(|_| at > 0 && ends);
        let full = head.or_else(street).filter(|_| is_name(bare))?;
        Some(format!("{full}{}", if word.ends_with(',') { "," } else { "" }))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let full = |at: usize| full((at, words[at]), at + 1 == words.len());
    if (0..words.len()).all(|at| full(at).is_none()) {
        return text.into();
    }
    let words: Vec<Cow<'_, str>> =
        (0..words.len()).map(|at| full(at).map_or(words[at].into(), Cow::Owned)).collect();
    words.join(" ").into()
}

/// A text with a sign for each "and": `Marks and Spencer` is `Marks & Spencer`.
fn with_signs<'t>(text: &'t str, known: &Words) -> Cow<'t, str> {
    let is_and = |word: &str| word != AND && known.is(Part::Statements, Role::And, word);
    if !text.split_whitespace().any(is_and) {
        return text.into();
    }
    let words: Vec<&str> =
        text.split_whitespace().map(|word| if is_and(word) { AND } else { word }).collect();
    words.join(" ").into()
}

/// A text without articles, and without words like "is" and "still", which change nothing in it.
fn without_auxiliaries<'t>(text: &'t str, words: &Words) -> Cow<'t, str> {
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| !c.is_whitespace()).map(|start| at + start) {
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |length| start + length);
        let idle = |met: &MetWord| match met.role {
            Role::Auxiliary => true,
            // "One" is a number, and the last "a" of "type a" a name.
            Role::Article => met.end < text.len() && !counts(&text[start..met.end]),
            _ => false,
        };
        let met = words.at(Part::Statements, text, start).filter(idle);
        // "IS" and "A" are names.
        let small = |word: &str| {
            word.contains(char::is_lowercase) && (start == 0 || word.starts_with(char::is_lowercase))
        };
        let whole = |end: usize| text[end..].chars().next().is_none_or(char::is_whitespace);
        match met.filter(|met| small(&text[start..met.end]) && whole(met.end)) {
            Some(met) => at = met.end,
            None => {
                kept.push(&text[start..end]);
                at = end;
            }
        }
    }
    if kept.is_empty() { text.into() } else { kept.join(" ").into() }
}

/// Whether a text is written like a name: each word but the sign for "and" with a capital letter, and no digits.
fn is_name(text: &str) -> bool {
    /// The most words that the name of a person or a ship has.
    const WORDS: usize = 5;
    let mut words = text.split_whitespace();
    let capital =
        |word: &str| word == AND || word.starts_with(char::is_uppercase) && !word.contains(char::is_numeric);
    words.clone().count() <= WORDS && words.all(capital)
}

/// How alike two texts are that are written like names. A single word may be no name, so it has to be spelt nearly the same.
fn capitals(one: &str, other: &str, words: &Words) -> Alike {
    if let Some(alike) = without_forms(one, other, words) {
        return alike;
    }
    let single = |text: &str| text.split_whitespace().nth(1).is_none();
    if !(single(one) && single(other)) {
        return groups(one, other, words);
    }
    let (one, other) = (plain(one), plain(other));
    if same_spelling(&one, &other) {
        Alike::Yes
    } else if nearly_spelt(&one, &other) {
        Alike::Perhaps
    } else {
        Alike::No
    }
}

/// Whether two names are of one group or person: as [`persons`], but that slips of the pen change nothing and that a longer name
/// may be of another group.
#[must_use]
pub fn names(one: &str, other: &str, known: &Words) -> Alike {
    let full = |name| with_signs(&abbreviations_in_full(name), known).into_owned();
    let (one, other) = (&*full(one), &*full(other));
    if let Some(alike) = without_forms(one, other, known) {
        return alike;
    }
    if near(one, other) || near(&plain(one), &plain(other)) {
        return Alike::Yes;
    }
    let [one_words, other_words] = [one, other].map(words::normalise);
    if turned(&bare_words(&one_words), &bare_words(&other_words)) || of_one_side(one, other) {
        return Alike::Perhaps;
    }
    groups(one, other, known)
}

/// Whether two names begin with one country or group, behind which nouns say who of it is meant: `Russian forces`, and `the Russian army`.
fn of_one_side(one: &str, other: &str) -> bool {
    let (one, other) = (side(one), side(other));
    one.1.len() + other.1.len() > 0
        && one.0.len() == other.0.len()
        && !one.0.is_empty()
        && !of_two_parties(&one, &other)
        && one.0.iter().zip(&other.0).all(|(one, other)| one_root(one, other))
}

/// Whether two names that begin with a country are of parties that are not one: `Syrian government forces`, and `Syrian rebels`.
fn of_two_parties(one: &Side, other: &Side) -> bool {
    let language = Language::english();
    let country = |side: &Side| side.0.last().is_some_and(|word| language.is_nationality(word));
    let party = |side: &Side| language.parties(side.1.iter().map(String::as_str));
    let apart = |(one, other): (u32, u32)| one & other == 0;
    country(one) && country(other) && party(one).zip(party(other)).is_some_and(apart)
}

/// The words with a capital letter that a name begins with, and the nouns behind them.
type Side = (Vec<String>, Vec<String>);

/// The words with a capital letter that a name without its article begins with, and the nouns behind them; no words where others
/// follow.
fn side(name: &str) -> Side {
    let bare = words::normalise(name);
    let count = words::without_article(&bare).split(' ').count();
    let all: Vec<&str> = name.split_whitespace().collect();
    let words = &all[all.len().saturating_sub(count)..];
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let proper = words.iter().take_while(capital).count();
    let nouns = &words[proper..];
    let common = nouns.iter().all(|word| word.chars().all(char::is_lowercase));
    let proper = words[..proper].iter().filter(|_| common).map(|word| plain(word)).collect();
    (proper, nouns.iter().map(|noun| (*noun).to_owned()).collect())
}

/// Whether two words have one root, as a country and its adjective have: `Ukraine`, and `Ukrainian`.
fn one_root(one: &str, other: &str) -> bool {
    /// The fewest letters of a root, the most of an ending, and the most that the shorter word has of one.
    const ROOT: usize = 4;
    const ENDING: usize = 3;
    const VOWEL: usize = 1;
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let (least, most) = {
        let (one, other) = (one.chars().count(), other.chars().count());
        (one.min(other), one.max(other))
    };
    one == other || shared >= ROOT && most - shared <= ENDING && least - shared <= VOWEL
}

/// Whether two names are one where they differ in what says that they are of ships or firms: `Atlantic`, and `MV Atlantic`. Nothing
/// where that does not tell.
fn without_forms(one: &str, other: &str, known: &Words) -> Option<Alike> {
    let [(one, prefix, forms), (other, other_prefix, other_forms)] =
        [one, other].map(|name| formed(name, known));
    // "Queen" may be a person.
    let is_title = |name: &str| known.is(Part::Names, Role::Title, name);
    let alike = || {
        let [one, other] = [plain(one), plain(other)];
        near(words::without_article(&one), words::without_article(&other))
    };
    let bare = forms.is_empty() && other_forms.is_empty();
    if prefix == other_prefix && bare || is_title(one) || !alike() {
        return None;
    }
    let differ = |one: &[u16], other: &[u16]| {
        !one.is_empty() && !other.is_empty() && !one.iter().any(|form| other.contains(form))
    };
    Some(match () {
        () if prefix.is_some() && other_prefix.is_some() && prefix != other_prefix => Alike::No,
        () if differ(&forms, &other_forms) => Alike::Perhaps,
        () => Alike::Yes,
    })
}

/// A name without the letters before it that make it one of a ship, and without what behind it makes it one of a firm; and both, the
/// latter by their numbers: `Corp` is `Corporation`.
fn formed<'n>(name: &'n str, words: &Words) -> (&'n str, Option<String>, Vec<u16>) {
    let bare = |word: &str| plain(word).replace(['/', '.', ','], "");
    let met = |role: Role, word: &str| {
        words.at(Part::Names, word, 0).filter(|met| met.role == role && met.end == word.len())
    };
    let mut name = name.trim();
    let (mut prefix, mut forms) = (None, Vec::new());
    if let Some((first, rest)) = name.split_once(char::is_whitespace)
        && !first.contains(char::is_lowercase)
        && met(Role::ShipPrefix, &bare(first)).is_some()
    {
        (name, prefix) = (rest.trim_start(), Some(bare(first)));
    }
    while let Some((rest, last)) = name.rsplit_once(char::is_whitespace)
        && let Some(form) = met(Role::CompanyForm, &bare(last))
    {
        name = rest.trim_end_matches([',', ' ']);
        forms.push(form.place);
    }
    (name, prefix, forms)
}

/// The same of names that may be of groups or places, where a longer one or one with another title may be another one: `Panama`, and
/// `Panama City`; `King Street`, and `Queen Street`.
fn groups(one: &str, other: &str, words: &Words) -> Alike {
    let title = |name| Name::of(name, words).title;
    let other_title = || title(one).zip(title(other)).is_some_and(|(one, other)| one != other);
    match persons(one, other, words) {
        Alike::No => Alike::No,
        Alike::Yes if !other_title() => Alike::Yes,
        _ => Alike::Perhaps,
    }
}

/// Whether two names are of one person: accents, apostrophes, titles and the order of the parts change nothing, an initial may be any
/// name that it begins, and a name may be part of a longer one. Names that are spelt nearly the same may be of two.
#[must_use]
pub fn persons(one: &str, other: &str, words: &Words) -> Alike {
    let (one, other) = (Name::of(one, words), Name::of(other, words));
    let untitled = one.is_title || other.is_title;
    let (one, other) = (one.parts(untitled), other.parts(untitled));
    let [one_letters, other_letters] = [&one, &other].map(|parts| letters(&parts.concat()));
    if one_letters.is_some() && one_letters == other_letters {
        return Alike::Yes;
    }
    let ends = [one.last().cloned(), other.last().cloned()];
    let is_title = |part: &str| !untitled && part.len() > 1 && changes_nothing(part, &ends, words);
    let (shorter, longer) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let single = longer.len() == 1;
    let mut left: Vec<&String> = longer.iter().collect();
    let mut take = |part: &str, is: &dyn Fn(&str, &str) -> bool| {
        let at = left.iter().position(|other| is(part, other))?;
        Some(left.remove(at).chars().count())
    };
    // Whole names first, so that an initial takes none that another part needs.
    let (mut whole, mut rest) = (0, Vec::new());
    for part in shorter {
        match take(part, &same_spelling) {
            Some(letters) => whole += usize::from(letters > 1 && !is_title(part)),
            None => rest.push(part),
        }
    }
    let begins = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a) && !is_numeral(b);
    let initial = |a: &str, b: &str| begins(a, b) || begins(b, a);
    // "King" may be a name, and another one than what stands in its place.
    let in_its_place = |_: &str, other: &str| shorter.len() == longer.len() && is_title(other);
    let (mut perhaps, mut titled) = (false, false);
    for part in rest {
        if take(part, &initial).is_some() {
            continue;
        }
        if is_title(part) {
            titled = true;
            continue;
        }
        perhaps = true;
        let alike: &dyn Fn(&str, &str) -> bool = if single { &spelt_alike } else { &nearly_spelt };
        match take(part, alike) {
            Some(_) => whole += 1,
            None if take(part, &in_its_place).is_some() => {}
            None => return Alike::No,
        }
    }
    let titles = left.len();
    left.retain(|part| !is_title(part));
    perhaps |= titled && (!left.is_empty() || titles > 0 && whole == 1);
    match whole {
        0 => Alike::No,
        _ if perhaps => Alike::Perhaps,
        _ if left.is_empty() => Alike::Yes,
        // A ship with a number behind its name is another one.
        _ if left.iter().any(|part| is_numeral(part)) => Alike::Perhaps,
        _ => Alike::Narrower,
    }
}

/// Whether a part of a name is a title, or at the end of it says that it is one of a firm. `ends` are the last parts of the names.
fn changes_nothing(part: &str, ends: &[Option<String>], words: &Words) -> bool {
    let last = ends.iter().flatten().any(|last| last == part);
    words.is(Part::Names, Role::Title, part) || last && words.is(Part::Names, Role::CompanyForm, part)
}

/// Whether a part of a name is a number: `3`, `II`.
fn is_numeral(part: &str) -> bool {
    // Not `xi`, which is a name.
    const ROMAN: [&str; 13] =
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xii", "xiii", "xiv"];
    part.contains(char::is_numeric) || counts(part) || ROMAN.contains(&part)
}

/// A name that is read.
struct Name<'n> {
    /// The titles before it.
    title: Option<&'n str>,
    /// What follows them.
    rest: &'n str,
    /// Whether it is but a title: `Prime Minister`.
    is_title: bool,
}

impl<'n> Name<'n> {
    fn of(name: &'n str, words: &Words) -> Self {
        let name = name.trim();
        let mut rest = name;
        while let Some(met) = words.at(Part::Names, rest, 0).filter(|met| met.role == Role::Title) {
            let left = rest[met.end..].trim_start_matches(|c: char| c.is_whitespace() || c == '.');
            if left.is_empty() || left.starts_with(',') {
                break;
            }
            rest = left;
        }
        let title = Some(name[..name.len() - rest.len()].trim_end()).filter(|title| !title.is_empty());
        Self { title, rest, is_title: words.is(Part::Names, Role::Title, rest) }
    }

    /// Its parts without commas and stops, and without the titles before it unless they are asked for.
    fn parts(&self, titles: bool) -> Vec<String> {
        let title = self.title.filter(|_| titles).unwrap_or_default();
        let plain = plain(words::without_article(&words::normalise(&format!("{title} {}", self.rest))));
        let marks =
            |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | '"' | '\u{201c}' | '\u{201d}');
        // "M/V" is "MV".
        let parts = plain.split(marks).filter(|part| !part.is_empty());
        let mut parts: Vec<String> = parts.map(|part| part.replace('/', "")).collect();
        // A letter behind a name is no initial: "Group A".
        let initials = self.rest.contains(',') || self.rest.ends_with('.');
        if let Some(last) = parts.last_mut().filter(|last| last.len() == 1 && !initials) {
            last.make_ascii_uppercase();
        }
        parts
    }
}

/// Whether two places are one, or one lies in the other: a town with its country behind it is that town. A place that is near
/// another may be it.
#[must_use]
pub fn places(one: &str, other: &str, words: &Words) -> Alike {
    let [one, other] = [one, other].map(|text| PlaceWords::new(text, words));
    let opposite = one.is_opposite(&other);
    let split = |places: &PlaceWords<'_>| {
        let parts: Vec<String> = places.parts().map(|(_, part)| plain(part)).collect();
        (places.is_near(), parts)
    };
    let ((one_near, one), (other_near, other)) = (split(&one), split(&other));
    let whole = |part: &[String], whole: &[String]| part.len() > whole.len() && part.ends_with(whole);
    let headed = one[0] == other[0] && {
        let (one, other) = (&one[1..], &other[1..]);
        let shared = one.iter().any(|part| other.contains(part));
        one.is_empty() || other.is_empty() || shared
    };
    // What is north of a town is not south of it, unless it is large.
    if opposite && headed {
        return Alike::Perhaps;
    }
    if headed || whole(&one, &other) || whole(&other, &one) || near(&one.join(" "), &other.join(" ")) {
        return Alike::Yes;
    }
    let within = |a: &str, b: &str| format!(" {a} ").contains(&format!(" {b} "));
    let part = spelt_alike(&one[0], &other[0])
        || one[0] != other[0] && (within(&one[0], &other[0]) || within(&other[0], &one[0]));
    if one_near || other_near || part { Alike::Perhaps } else { Alike::No }
}

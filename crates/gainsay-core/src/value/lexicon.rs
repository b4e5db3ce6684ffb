//! Wordings looked up in running text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use super::words::is_gap;

/// Wordings by their tokens, for finding the longest one that starts at a spot.
///
/// A wording is met whatever its case and whatever parts its words: blanks, hyphens, underscores. Many lexicons are filled and
/// never asked, and of others most wordings begin in a way in which no text does, so those that begin in one way are made ready
/// when they are first asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    /// The wordings as they were added, one behind the other.
    written: String,
    /// The wordings.
    added: Vec<Added>,
    ready: OnceLock<Box<[Initials; INITIALS]>>,
}

/// A wording as it was added.
#[derive(Debug, Clone)]
struct Added {
    /// Where it is among all that were.
    written: Range<usize>,
    /// What it stands for.
    index: usize,
}

/// How many groups there are by how wordings begin.
const INITIALS: usize = 32;

/// The wordings of a group.
#[derive(Debug, Clone, Default)]
struct Initials {
    /// Their places among all that were added, in that order.
    added: Vec<u32>,
    beginnings: OnceLock<Beginnings>,
}

/// What each beginning of a wording leads to: its tokens with a blank between them, folded.
type Beginnings = HashMap<String, Beginning, FixedState>;

/// Tokens with which wordings begin.
#[derive(Debug, Clone, Default)]
struct Beginning {
    /// The wording that is these tokens, whatever its case.
    first: Option<Entry>,
    /// Those that differ from it in case alone, which hardly any wording has.
    rivals: Vec<Entry>,
    /// Whether there are longer ones.
    goes_on: bool,
}

#[derive(Debug, Clone)]
struct Entry {
    /// The tokens as declared, with a blank between them; nothing where that is how they are folded.
    cased: Option<Box<str>>,
    /// How many letters they have together.
    length: usize,
    /// What the wording stands for.
    index: usize,
}

/// A wording met in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// What the wording stands for.
    pub(super) index: usize,
    /// Where it ends, in bytes of the text.
    pub(super) end: usize,
    /// Whether the text has it in the case in which it was declared.
    same_case: bool,
    /// Whether another thing has a wording that differs from this one only in case.
    rivalled: bool,
    /// How many letters the wording has.
    length: usize,
}

impl Lexicon {
    /// Adds a wording for thing number `index`. Of wordings that are the same even in case the last one counts.
    pub(super) fn insert(&mut self, wording: &str, index: usize) {
        let start = self.written.len();
        self.written.push_str(wording);
        self.added.push(Added { written: start..self.written.len(), index });
        self.ready.take();
    }

    /// What wordings that begin as `folded` does lead to.
    fn beginnings(&self, folded: &str) -> &Beginnings {
        let ready = self.ready.get_or_init(|| {
            let mut ready = Box::<[Initials; INITIALS]>::default();
            for (at, added) in self.added.iter().enumerate() {
                let wording = self.written[added.written.clone()].trim_start_matches(is_gap);
                ready[initial(wording)].added.push(at as u32);
            }
            ready
        });
        let Initials { added, beginnings } = &ready[initial(folded)];
        beginnings.get_or_init(|| {
            let mut beginnings = Beginnings::with_capacity_and_hasher(added.len(), FixedState::default());
            for &at in added {
                let Added { written, index } = &self.added[at as usize];
                add(&mut beginnings, &self.written[written.clone()], *index);
            }
            beginnings
        })
    }

    /// The longest wording that starts at byte `from` of `text` and ends where a word ends. Of equally long ones
    /// the one in the same case, else the last one added.
    pub(super) fn at(&self, text: &str, from: usize) -> Option<Hit> {
        let first = token(text, from)?;
        let folded = fold(&text[first.clone()]);
        let beginnings = self.beginnings(&folded);
        let mut beginning = beginnings.get(folded.as_ref())?;
        let mut longest = best(beginning.entries(), &folded, &text[first.clone()], first.end);
        let (mut key, mut written, mut end) = (String::new(), String::new(), first.end);
        while beginning.goes_on
            && let Some(next) = token(text, end)
        {
            if key.is_empty() {
                key.push_str(&folded);
                written.push_str(&text[first.clone()]);
            }
            let next_token = &text[next.clone()];
            key.extend([" ", &fold(next_token)]);
            let Some(longer) = beginnings.get(&key) else { break };
            written.extend([" ", next_token]);
            (beginning, end) = (longer, next.end);
            longest = best(beginning.entries(), &key, &written, end).or(longest);
        }
        longest
    }
}

/// The group of wordings that begin as `text` does, folded or not.
fn initial(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    let folded = if first.is_ascii() {
        first.to_ascii_lowercase()
    } else {
        fold(&text[..first.len_utf8()]).chars().next().unwrap_or(first)
    };
    u32::from(folded) as usize % INITIALS
}

/// Adds a wording for thing number `index`, and what it begins with.
fn add(beginnings: &mut Beginnings, wording: &str, index: usize) {
    let (mut key, mut length, mut as_folded) = (String::with_capacity(wording.len()), 0, true);
    for range in tokens(wording) {
        if !key.is_empty() {
            match beginnings.get_mut(&key) {
                Some(beginning) => beginning.goes_on = true,
                None => {
                    beginnings.insert(key.clone(), Beginning { goes_on: true, ..Beginning::default() });
                }
            }
            key.push(' ');
        }
        let token = &wording[range];
        let folded = fold(token);
        length += token.chars().count();
        as_folded &= folded == token;
        key.push_str(&folded);
    }
    if key.is_empty() {
        return;
    }
    let written = || tokens(wording).map(|range| &wording[range]).collect::<Vec<_>>().join(" ");
    let cased = (!as_folded).then(|| written().into_boxed_str());
    beginnings.entry(key).or_default().add(Entry { cased, length, index });
}

impl Beginning {
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.first.iter().chain(&self.rivals)
    }

    /// Adds a wording, which takes the place of one in the same case.
    fn add(&mut self, entry: Entry) {
        let Some(first) = self.first.take() else {
            self.first = Some(entry);
            return;
        };
        self.rivals.insert(0, first);
        self.rivals.retain(|rival| rival.cased != entry.cased);
        self.rivals.push(entry);
        self.first = Some(self.rivals.remove(0));
    }
}

impl Hit {
    /// Whether case leaves no doubt: it is as declared, or the wording has several letters and no rival.
    pub(super) fn sure_in_case(&self) -> bool {
        self.same_case || (self.length > 1 && !self.rivalled)
    }

    /// Whether it is in the case in which it was declared.
    pub(super) fn same_case(&self) -> bool {
        self.same_case
    }
}

/// Which of `entries`, all of which are `folded`, is meant by tokens that are `written` and end at `end`.
fn best<'e>(
    entries: impl Iterator<Item = &'e Entry>,
    folded: &str,
    written: &str,
    end: usize,
) -> Option<Hit> {
    let mut best: Option<Hit> = None;
    for &Entry { ref cased, length, index } in entries {
        let same_case = cased.as_deref().unwrap_or(folded) == written;
        let mut hit = Hit { index, end, same_case, rivalled: false, length };
        match &mut best {
            Some(best) if best.same_case && !same_case => best.rivalled |= best.index != index,
            Some(best) => {
                hit.rivalled = best.index != index;
                *best = hit;
            }
            None => best = Some(hit),
        }
    }
    best
}

/// The first token at or after byte `from`: a run of letters, digits and apostrophes, or any one other character.
/// Gaps between tokens are not tokens.
pub(super) fn token(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches(is_gap).len());
    let mut chars = text[start..].char_indices();
    let (_, first) = chars.next()?;
    let end = if first.is_alphanumeric() {
        // Most words are ASCII, which is quickly gone through.
        let ascii = text.as_bytes()[start..].iter();
        let plain = ascii.take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let rest = &text[start + plain..];
        rest.find(|c: char| !is_word(c)).map_or(text.len(), |at| start + plain + at)
    } else {
        start + first.len_utf8()
    };
    Some(start..end)
}

/// All tokens of a text.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let range = token(text, at)?;
        at = range.end;
        Some(range)
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')
}

/// `word` in lower case, with a plain apostrophe.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    match lowered(word) {
        Cow::Owned(lower) => Cow::Owned(lower.replace('\u{2019}', "'")),
        plain @ Cow::Borrowed(_) => plain,
    }
}

/// `word` in lower case, and the same text where it is plain already.
pub(super) fn lowered(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(wordings: &[&str]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (index, wording) in wordings.iter().enumerate() {
            lexicon.insert(wording, index);
        }
        lexicon
    }

    fn met<'t>(wordings: &[&str], text: &'t str) -> Option<(usize, &'t str)> {
        lexicon(wordings).at(text, 0).map(|hit| (hit.index, &text[..hit.end]))
    }

    #[test]
    fn the_longest_wording_wins() {
        let wordings = ["more", "more than", "more than likely"];
        assert_eq!(met(&wordings, "more than 300"), Some((1, "more than")));
        assert_eq!(met(&wordings, "more thanks"), Some((0, "more")));
        assert_eq!(met(&wordings, "moreover"), None);
    }

    #[test]
    fn hyphens_blanks_and_case_do_not_count() {
        assert_eq!(met(&["at least"], "At-Least 3"), Some((0, "At-Least")));
        assert_eq!(met(&["at-least"], "at  least 3"), Some((0, "at  least")));
    }

    #[test]
    fn a_wording_is_met_in_any_case_of_its_first_letter() {
        for (wording, text) in
            [("Äpfel", "äpfel"), ("’s", "'s"), ("Σ", "σ"), (" one", "ONE"), ("9/11", "9/11")]
        {
            assert_eq!(met(&[wording], text), Some((0, text)), "{wording}");
            assert_eq!(initial(wording.trim_start()), initial(&fold(text)), "{wording}");
        }
    }

    #[test]
    fn symbols_need_no_blank_after_them() {
        assert_eq!(met(&["~"], "~10k"), Some((0, "~")));
        assert_eq!(met(&[">", ">="], ">=5"), Some((1, ">=")));
        assert_eq!(met(&["c."], "c.1900"), Some((0, "c.")));
        assert_eq!(met(&["c."], "c 1900"), None);
    }

    #[test]
    fn case_decides_between_wordings_that_differ_in_nothing_else() {
        assert_eq!(met(&["mt", "Mt"], "mt"), Some((0, "mt")));
        assert_eq!(met(&["mt", "Mt"], "Mt"), Some((1, "Mt")));
        assert!(!lexicon(&["mt", "Mt"]).at("MT", 0).unwrap().sure_in_case());
        assert!(lexicon(&["km"]).at("KM", 0).unwrap().sure_in_case());
        assert!(!lexicon(&["m"]).at("M", 0).unwrap().sure_in_case());
    }

    #[test]
    fn a_later_wording_replaces_an_equal_one() {
        assert_eq!(met(&["around", "around"], "around"), Some((1, "around")));
    }

    #[test]
    fn what_is_added_after_a_text_was_looked_at_is_met_too() {
        let mut lexicon = lexicon(&["more"]);
        assert!(lexicon.at("less than", 0).is_none());
        lexicon.insert("less than", 1);
        assert_eq!(lexicon.at("less than", 0).map(|hit| hit.index), Some(1));
        assert_eq!(lexicon.at("more", 0).map(|hit| hit.index), Some(0));
    }
}

//! An archived copy, indexed once for all quotes that are looked up in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::words::{Token, tokens};

/// The number of a form of words, whatever their case where it is a folded one.
pub(super) type Form = u32;

/// The form of what the copy does not hold; equal to no form in it.
pub(super) const UNKNOWN: Form = Form::MAX;

/// A token of a copy.
#[derive(Debug, Clone, Copy)]
struct Spot {
    form: Form,
    start: u32,
    end: u32,
}

/// A text as the numbers of its tokens, with the places of every word.
#[derive(Debug, Default)]
pub(crate) struct Index<'t> {
    /// The text itself.
    pub text: &'t str,
    forms: HashMap<Cow<'t, str>, Form>,
    folded: HashMap<Cow<'t, str>, Form>,
    /// The folded form of each form.
    fold: Vec<Form>,
    tokens: Vec<Spot>,
    /// Which tokens are words.
    words: Vec<u32>,
    /// The folded forms of the words.
    word_forms: Vec<Form>,
    /// Where in `places` those of each folded form start.
    starts: Vec<u32>,
    /// Which words are of a folded form, ascending.
    places: Vec<u32>,
}

impl<'t> Index<'t> {
    /// Indexes `text`, which must be below 4 GiB.
    pub(crate) fn new(text: &'t str) -> Self {
        let mut index = Self { text, ..Self::default() };
        for token in tokens(text) {
            index.add(token);
        }
        index.place();
        index
    }

    fn add(&mut self, token: Token<'t>) {
        let Token { form, range, word } = token;
        let form = match self.forms.get(form.as_ref()) {
            Some(&known) => known,
            None => {
                let lower = lower(&form);
                let next = self.folded.len() as Form;
                self.fold.push(*self.folded.entry(lower).or_insert(next));
                let new = self.forms.len() as Form;
                self.forms.insert(form, new);
                new
            }
        };
        if word {
            self.words.push(self.tokens.len() as u32);
            self.word_forms.push(self.fold[form as usize]);
        }
        self.tokens.push(Spot { form, start: range.start as u32, end: range.end as u32 });
    }

    /// Sorts the words by their forms, by counting.
    fn place(&mut self) {
        let mut starts = vec![0u32; self.folded.len() + 1];
        for &form in &self.word_forms {
            starts[form as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        self.places = vec![0; self.words.len()];
        for (word, &form) in self.word_forms.iter().enumerate() {
            self.places[next[form as usize] as usize] = word as u32;
            next[form as usize] += 1;
        }
        self.starts = starts;
    }

    /// The number of a form.
    pub(crate) fn form(&self, form: &str) -> Form {
        self.forms.get(form).copied().unwrap_or(UNKNOWN)
    }

    /// The number of a form, whatever its case.
    pub(crate) fn folded(&self, form: &str) -> Form {
        self.folded.get(&lower(&Cow::Borrowed(form))).copied().unwrap_or(UNKNOWN)
    }

    /// Which words are of a folded form, ascending.
    pub(crate) fn places(&self, folded: Form) -> &[u32] {
        let bound = |form: usize| self.starts.get(form).map(|&start| start as usize);
        let bounds = bound(folded as usize).zip(bound((folded as usize).saturating_add(1)));
        bounds.map_or(&[], |(start, end)| &self.places[start..end])
    }

    /// The folded forms of all words.
    pub(crate) fn word_forms(&self) -> &[Form] {
        &self.word_forms
    }

    /// Which token a word is.
    pub(crate) fn token_of(&self, word: usize) -> usize {
        self.words[word] as usize
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The form of a token; `None` beyond the last one.
    pub(crate) fn form_at(&self, token: usize) -> Option<Form> {
        self.tokens.get(token).map(|spot| spot.form)
    }

    /// Whether a token is a word.
    pub(crate) fn is_word(&self, token: usize) -> bool {
        self.words.binary_search(&(token as u32)).is_ok()
    }

    /// The bytes of a token.
    pub(crate) fn bytes(&self, token: usize) -> Range<usize> {
        let Spot { start, end, .. } = self.tokens[token];
        start as usize..end as usize
    }
}

/// A form in lower case.
fn lower<'f>(form: &Cow<'f, str>) -> Cow<'f, str> {
    if form.chars().any(char::is_uppercase) { Cow::Owned(form.to_lowercase()) } else { form.clone() }
}

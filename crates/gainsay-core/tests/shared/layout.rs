//! How claims are laid out in files: which stands where, and in what style of YAML.

use super::TestClaim;

/// The YAML style of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether its keys stand on lines of their own, and not between braces.
    pub block: bool,
    /// How its values are written.
    pub quotes: Quotes,
    /// By how many keys their order is turned.
    pub turned: usize,
    /// Whether comments and blank lines stand around it.
    pub comments: bool,
}

/// How a text is written in YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    Plain,
    Single,
    Double,
    /// In double quotes, and with its first character escaped.
    Escaped,
    /// On a line of its own; in a claim between braces, in double quotes.
    Folded,
}

impl Style {
    /// The style of the laws that are not about style.
    pub const USUAL: Self = Self { block: false, quotes: Quotes::Double, turned: 0, comments: false };

    fn text(self, text: &str) -> String {
        match self.quotes {
            Quotes::Plain => text.to_owned(),
            Quotes::Single => format!("'{text}'"),
            Quotes::Folded if self.block => format!(">-\n        {text}"),
            Quotes::Double | Quotes::Folded => format!("\"{text}\""),
            Quotes::Escaped => {
                let first = text.chars().next().unwrap();
                format!("\"\\u{:04X}{}\"", u32::from(first), &text[first.len_utf8()..])
            }
        }
    }

    fn claim(self, keys: &mut [(&'static str, String)]) -> String {
        let turned = self.turned % keys.len();
        keys.rotate_left(turned);
        let pairs = keys.iter().map(|(key, value)| format!("{key}: {}", self.text(value)));
        let pairs: Vec<String> = pairs.collect();
        let claim = match (self.block, self.comments) {
            (true, false) => format!("  - {}\n", pairs.join("\n    ")),
            (true, true) => format!("  - # said\n    {}\n", pairs.join("\n\n    # and\n    ")),
            (false, false) => format!("  - {{ {} }}\n", pairs.join(", ")),
            (false, true) => format!("  - {{ # said\n      {} }}\n", pairs.join(", # and\n      ")),
        };
        if self.comments { format!("\n  # a claim\n{claim}") } else { claim }
    }
}

/// A claim, the number in its id, and its style.
#[derive(Debug, Clone, Copy)]
pub struct Laid<'c> {
    pub claim: &'c TestClaim,
    pub id: usize,
    pub style: Style,
}

/// The claims of each file, in order, and how many days later all their days are.
#[derive(Debug, Clone)]
pub struct Layout<'c> {
    pub files: Vec<Vec<Laid<'c>>>,
    pub shift: i32,
    /// Whether the claims have ids.
    pub ids: bool,
}

impl<'c> Layout<'c> {
    /// The claims with these numbers in one file, each under its own number.
    pub fn of(claims: impl IntoIterator<Item = (usize, &'c TestClaim)>) -> Self {
        let laid = claims.into_iter().map(|(id, claim)| Laid { claim, id, style: Style::USUAL });
        Self { files: vec![laid.collect()], shift: 0, ids: true }
    }

    /// All claims in one file, in their order.
    pub fn all(claims: &'c [TestClaim]) -> Self {
        Self::of(claims.iter().enumerate())
    }

    /// The same claims in files of `size` each.
    pub fn split(self, size: usize) -> Self {
        let claims: Vec<Laid<'_>> = self.files.into_iter().flatten().collect();
        Self { files: claims.chunks(size).map(<[_]>::to_vec).collect(), ..self }
    }

    /// The texts of the files.
    pub fn texts(&self) -> impl Iterator<Item = String> + '_ {
        self.files.iter().map(|claims| {
            let claims = claims.iter().map(|laid| {
                let mut keys = laid.claim.keys(laid.id, self.shift);
                keys.retain(|(key, _)| self.ids || *key != "id");
                laid.style.claim(&mut keys)
            });
            format!("claims:\n{}", claims.collect::<String>())
        })
    }
}

//! What a page about a rule or a code says, before it is set for a terminal or as Markdown.

use gainsay_core::problem::Page;

/// A page.
pub(super) struct Content<'a> {
    /// The id of the rule, or the name of the code.
    pub(super) name: &'a str,
    /// What it finds, in one line.
    pub(super) title: &'a str,
    /// Facts under their keys.
    pub(super) facts: Vec<(&'static str, String)>,
    /// The parts, each under its heading; those that say nothing are left out.
    pub(super) parts: Vec<(&'static str, Vec<Block>)>,
}

/// A block of a part.
pub(super) enum Block {
    /// Paragraphs, parted by blank lines.
    Text(String),
    /// A file, with the words that lead to it.
    File {
        /// What it is.
        words: String,
        /// What it says.
        text: String,
    },
    /// An example of a rule.
    Example {
        /// What it came to.
        outcome: &'static str,
        /// Its claims, a line each.
        claims: Vec<String>,
        /// More about what it came to.
        detail: Option<String>,
    },
}

impl Block {
    /// A paragraph, where there is one.
    pub(super) fn text(text: Option<&str>) -> Vec<Self> {
        text.filter(|text| !text.trim().is_empty())
            .map(|text| Self::Text(text.to_owned()))
            .into_iter()
            .collect()
    }

    /// The files that show what a page is about, and the same put right.
    pub(super) fn files(page: &Page) -> Vec<Self> {
        let beside = page.beside.iter().filter(|_| page.wrong.is_some());
        let beside = beside.map(|(path, text)| (format!("Beside `{path}`:"), text));
        let wrong = page.wrong.iter().map(|text| (format!("`{}` is reported:", page.file()), text));
        let right = page.right.iter().map(|text| ("Corrected, it is not reported:".to_owned(), text));
        let files = beside.chain(wrong).chain(right);
        files.map(|(words, text)| Self::File { words, text: text.clone() }).collect()
    }
}

/// How the rule or code `name` is left out: `then` is what comes of it.
pub(super) fn off(name: &str, then: &str) -> Vec<Block> {
    let words = format!("Run `gainsay check --ignore {name}`, or write in `gainsay.yaml`:");
    let file = Block::File { words, text: format!("ignore: [{name}]\n") };
    vec![file, Block::Text(then.to_owned())]
}

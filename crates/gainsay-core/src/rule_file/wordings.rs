//! Lists of wordings, none of which may come twice.

use super::builtin::is_builtin;
use super::reader::Reader;
use crate::maps::HashMap;
use crate::problem::{Code, Problem};
use crate::rule::fold;
use gainsay_yaml::Node;
use gainsay_yaml::text::{Span, Text};

/// The wordings met so far, and where each is written.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    met: HashMap<String, Span>,
    /// Whether they are built in, and checked by tests rather than on each start.
    trusted: bool,
}

impl Wordings {
    /// Those of the list under `key`.
    pub(super) fn of(reader: &Reader<'_>, key: Node<'_, '_>) -> Self {
        Self { trusted: is_builtin(reader.files.get(key.span().file)), ..Self::default() }
    }

    /// Whether `wording` is new. One that came before is reported, with both spots.
    pub(super) fn add(&mut self, reader: &mut Reader<'_>, wording: &str, span: Span) -> bool {
        if self.trusted {
            return true;
        }
        // Case, and the sign between words, make no other wording of it.
        let key = fold(wording.trim()).to_lowercase();
        if let Some(&first) = self.met.get(&key) {
            let message = format!("`{wording}` has two meanings");
            let problem = Problem::new(Code::DuplicateWording, span, message);
            reader
                .report(problem.label("again here").related(first, "here first").help("remove one of them"));
            return false;
        }
        self.met.insert(key, span);
        true
    }

    /// The texts of `list` that are new.
    pub(super) fn add_all(&mut self, reader: &mut Reader<'_>, list: &[Text]) -> Vec<String> {
        let mut new = |text: &Text| {
            let wording = reader.text(text);
            self.add(reader, wording, text.span).then(|| wording.to_owned())
        };
        list.iter().filter_map(&mut new).collect()
    }
}

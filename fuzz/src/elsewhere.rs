//! Any text in the place of one record: it hides nothing that is found between claims of other files.

use std::path::Path;

use crate::bundle::{BETWEEN, Bundle};
use crate::law::facts::{Told, told};
use crate::law::{Effect, bystanders};

/// Several files, and behind the last [`BETWEEN`] the number of a record in a byte, and the text in its place.
///
/// Two more files contradict each other in all that the others speak of, as in the property test of the same law.
pub fn hold(data: &[u8]) {
    let Some(at) = data.iter().rposition(|&byte| byte == BETWEEN) else { return };
    let (Some((&number, text)), mut bundle) = (data[at + 1..].split_first(), Bundle::new(&data[..at])) else {
        return;
    };
    for (file, text) in bystanders(&run(&bundle)) {
        bundle.add(file, text.as_bytes());
    }
    let before = run(&bundle);
    let Some((path, span)) = before.records.get(usize::from(number) % before.records.len().max(1)) else {
        return;
    };
    // In a file of another encoding the record is not where its spot is.
    let Some(whole) = bundle.get(path).filter(|whole| std::str::from_utf8(whole).is_ok()) else { return };
    let Some((front, back)) = whole.get(..span.start).zip(whole.get(span.end..)) else { return };
    let changed = [front, text, back].concat();
    bundle.add(path.strip_prefix("claims/").unwrap_or(path), &changed);
    let after = run(&bundle);
    // What is declared and accepted holds for all files.
    if after.declared == before.declared {
        let Effect { hidden, changed, .. } = Effect::of(&before, &after, path);
        assert!(hidden.is_empty(), "{changed:#?}\nand this is hidden: {hidden:#?}");
    }
}

fn run(bundle: &Bundle) -> Told {
    let mut told_of = None;
    bundle.run(|run| told_of = Some(told(&run.analysis, Path::new(""))));
    told_of.expect("a bundle is always looked at")
}

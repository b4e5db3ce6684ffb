//! The page of a code: what it means, how bad it is, and how it is ignored.

use std::io::{self, Write};

use super::page::Page;
use crate::cli::describe;
use crate::report::Style;
use gainsay_core::problem::Code;

/// Writes the page of `code`.
pub(super) fn write(out: &mut dyn Write, code: Code, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style);
    page.title(code.name(), code.summary())?;
    writeln!(page.out)?;
    page.fact("severity", describe::word(code.severity()))?;
    let ignored = if code.is_finding() {
        format!(
            "by `--ignore {code}`, or under `ignore` in `gainsay.yaml`: a check then reports it as a note"
        )
    } else {
        "never: it ends the command, and has to be fixed".to_owned()
    };
    page.fact("ignored", &ignored)
}

//! Any files, checked, in every format: what is written is what the format says, and tells all that was found.

use gainsay::report::{Report, write_safely};
use gainsay_core::rule::Severity;

use crate::bundle::Bundle;
use crate::formats::{FORMATS, Told};
use crate::harmless::harmless;
use crate::sound;

/// Several files are checked, and what is found is written in each format and read again by an independent reader.
pub fn hold(data: &[u8]) {
    Bundle::new(data).run(|run| {
        let (findings, files) = (&run.analysis.findings, run.analysis.files());
        for finding in findings {
            sound::finding(files, finding);
        }
        let report = Report { accepted: true, ..Report::of(&run.analysis, &run.summary) };
        let findings = findings.iter().filter(|finding| finding.severity >= Severity::Note).collect();
        let told = Told { report, findings };
        for format in &FORMATS {
            let mut out = Vec::new();
            write_safely(&mut out, |out| (format.write)(out, report)).expect("memory takes it all");
            let text = String::from_utf8(out).expect("text in UTF-8");
            harmless(format.name, format.form(), &text);
            (format.check)(&text, &told);
        }
    });
}

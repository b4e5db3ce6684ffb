//! Any mapping file beside a small table: rows become claims or are told of, at sound spots, and nothing breaks what is checked.

use gainsay_core::claim::{self, Claim};
use gainsay_core::mapping::{Tables, wanted};
use gainsay_core::text::{FileId, Files};

use crate::bundle::{BETWEEN, Bundle};
use crate::{reader, sound};

/// A mapping file, [`BETWEEN`], and the table, which every path of the mapping that is none of a claim file leads to.
pub fn hold(data: &[u8]) {
    let mut parts = data.splitn(2, |&byte| byte == BETWEEN);
    let (mapping, table) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut files = Files::default();
    let id = files.add("claims/a.map.yaml", String::from_utf8_lossy(mapping));
    let mut bundle = Bundle::one("a.map.yaml", mapping);
    for read in wanted(&files, id).iter().take(3) {
        bundle.add(&read.path.as_str(&files).replace('*', "x"), table);
    }
    let (found, _) = bundle.load();
    let tables = Tables::new(&found.files, &found.mappings, &found.tables);
    let records = claim::read_with(&found.files, &found.claims, &tables);
    for problem in records.problems.iter().chain(&found.problems) {
        sound::problem(&found.files, problem);
    }
    for claim in &records.claims {
        reader::record(&found.files, claim);
        from_the_input(&found.files, &found.mappings, claim);
    }
    let again = claim::read_with(&found.files, &found.claims, &tables);
    let ids = |records: &claim::Records| -> Vec<String> {
        records.claims.iter().map(|claim| records.id(claim.number).to_owned()).collect()
    };
    assert_eq!(ids(&records), ids(&again), "read a second time");
    bundle.run(|run| {
        assert_eq!(run.summary.claims, records.claims.len());
        for finding in &run.analysis.findings {
            sound::finding(run.analysis.files(), finding);
        }
    });
}

/// The spot of a claim is in its table, not in the mapping file that all of its rows share.
fn from_the_input(files: &Files, mappings: &[FileId], claim: &Claim) {
    let path = &files.get(claim.span.file).path;
    assert!(!mappings.contains(&claim.span.file), "{:?} is in {path}", claim.span);
}

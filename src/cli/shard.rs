//! `gainsay check --shard`: what is found in one of several shards, for `gainsay merge`.

use std::mem;
use std::path::Path;

use super::outcome::{Ended, Status};
use super::output;
use super::outputs::Outputs;
use super::progress::Progress;
use super::settings::{Flags, Settings};
use crate::files::store::STDIN;
use crate::run::{self, Failure};
use crate::shard::ShardFile;
use gainsay_core::check::Shard;

/// The shard that an argument names, such as `2/8`.
pub(super) fn parse(text: &str) -> Result<Shard, String> {
    let numbers =
        text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    let shard = numbers.and_then(|(number, of)| Shard::new(number, of));
    shard.filter(|shard| shard.to_string() == text).ok_or_else(|| {
        "write the number of the shard and how many there are, such as 2/8 for the second of eight".to_owned()
    })
}

/// Compares the claims of `shard`, and writes what is found. That something is found does not fail it: merging tells.
pub(super) fn run(shard: Shard, flags: &Flags, outputs: &Outputs) -> Ended {
    let file = outputs.one()?;
    if flags.work.paths.iter().any(|path| path == Path::new(STDIN)) {
        return Err(Failure::new("standard input cannot be read again for each shard")
            .help("give the paths of files"));
    }
    let settings = Settings::load(flags)?;
    let progress = Progress::start();
    let input = progress.read(&settings.options_anywhere())?;
    settings.check(&input.rules)?;
    let found = run::compare_shard(&input, shard);
    drop(progress);
    let (paths, rules) = (flags.work.paths.clone(), flags.work.rules.rules.clone());
    let written = ShardFile::new(shard, input.hash(settings.configuration_text()), (paths, rules), found);
    output::report(file, |out| out.json_line(&written))?;
    if !output::is_held() {
        // The program ends here, as with a check.
        mem::forget((written, input));
    }
    Ok(Status::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_one_of_so_many() {
        assert_eq!(parse("2/8").map(|shard| shard.to_string()), Ok("2/8".to_owned()));
        for wrong in ["0/8", "9/8", "2", "2/", "-1/8", "a/b", "1/0", "2/8/3", "02/8", "+2/8"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}

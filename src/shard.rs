//! What is found in a shard, as a file for `gainsay merge`.
//!
//! It names claims and files by their numbers, so it belongs to one version of the program and to files that are the very same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::files::regular::read_regular;
use crate::files::shown::show;
use crate::report::{counted, published};
use crate::run::Failure;
use gainsay_core::check::{Shard, ShardFindings};

/// Version of the format.
const VERSION: u32 = 1;

/// How many missing shards are named.
const NAMED: usize = 8;

/// What was found in one shard, as `gainsay check --shard` writes it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "gainsay shard")]
pub struct ShardFile {
    /// Version of this format.
    version: u32,
    /// Version of the program that wrote it: the others have to be of the same.
    gainsay: String,
    /// The number of the shard, from 1.
    shard: u32,
    /// How many shards there are.
    of: u32,
    /// A hash of the names and texts of all files that were read, and of the configuration.
    input: String,
    /// The paths of claims that were given.
    paths: Vec<PathBuf>,
    /// The paths of rules that were given.
    rules: Vec<PathBuf>,
    /// What was found. Its form may change with each version of the program.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    found: ShardFindings,
}

/// All shards of one run.
#[derive(Debug)]
pub struct Shards {
    /// A hash of what was read for each of them.
    pub input: String,
    /// The paths of claims that were given.
    pub paths: Vec<PathBuf>,
    /// The paths of rules that were given.
    pub rules: Vec<PathBuf>,
    /// What was found in each.
    pub found: Vec<ShardFindings>,
}

/// What tells the version of a file, whatever else it holds.
#[derive(Deserialize)]
struct Head {
    version: u32,
    gainsay: String,
}

/// The JSON schema of a shard.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<ShardFile>()
}

impl ShardFile {
    /// What was `found` in `shard`, with the hash of what was read, and the paths of claims and of rules that were given.
    #[must_use]
    pub fn new(
        shard: Shard,
        input: String,
        (paths, rules): (Vec<PathBuf>, Vec<PathBuf>),
        found: ShardFindings,
    ) -> Self {
        let gainsay = env!("CARGO_PKG_VERSION").to_owned();
        Self { version: VERSION, gainsay, shard: shard.number(), of: shard.of(), input, paths, rules, found }
    }

    /// Reads the file at `path`. Fails where there is none, and where it is no shard, or one of another version.
    fn read(path: &Path) -> Result<Self, Failure> {
        let shown = show(path);
        let bytes = read_regular(path).map_err(|why| {
            Failure::new(format!("cannot read the shard `{shown}`: {why}"))
                .help("`gainsay check --shard 1/2 -o FILE` writes one")
        })?;
        let head: Option<Head> = serde_json::from_slice(&bytes).ok();
        let own = env!("CARGO_PKG_VERSION");
        if let Some(Head { version, gainsay }) =
            head.filter(|head| head.version != VERSION || head.gainsay != own)
        {
            let by = format!("`{shown}` was written by gainsay {gainsay} in version {version} of the format");
            return Err(Failure::new(format!("{by}, and this is gainsay {own} with version {VERSION}"))
                .help("write and merge all shards with one version of gainsay"));
        }
        serde_json::from_slice(&bytes).map_err(|error| {
            Failure::new(format!("`{shown}` is not a shard: {error}"))
                .help("give files that `gainsay check --shard` wrote, each as it is")
        })
    }
}

impl Shards {
    /// Reads the shards at `paths`, in whatever order. Fails where they do not belong together, one is missing, or one is there twice.
    pub fn read(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut shards: BTreeMap<u32, (&Path, ShardFile)> = BTreeMap::new();
        for path in paths {
            let shard = ShardFile::read(path)?;
            if let Some((_, (first, other))) = shards.first_key_value() {
                belong_together((first, other), (path, &shard))?;
            }
            if Shard::new(shard.shard, shard.of).is_none() {
                return Err(Failure::new(format!(
                    "`{}` is shard {} of {}",
                    show(path),
                    shard.shard,
                    shard.of
                ))
                .help("write it again with `gainsay check --shard`"));
            }
            let number = shard.shard;
            if let Some((first, _)) = shards.insert(number, (path, shard)) {
                return Err(Failure::new(format!(
                    "`{}` and `{}` are both shard {number}",
                    show(first),
                    show(path)
                ))
                .help("give each shard once"));
            }
        }
        let of = shards.first_key_value().map_or(0, |(_, (_, shard))| shard.of);
        let missing = (1..=of).filter(|number| !shards.contains_key(number));
        let missing: Vec<String> = missing.take(NAMED).map(|number| format!("{number}/{of}")).collect();
        if let Some(first) = missing.first() {
            let all = of as usize - shards.len();
            let more = all - missing.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let all = counted(all, "shard is", "shards are");
            return Err(Failure::new(format!("{all} missing: {}{more}", missing.join(", ")))
                .help(format!("write it with `gainsay check --shard {first}`, and give all {of} files")));
        }
        let mut shards = shards.into_values().map(|(_, shard)| shard).peekable();
        let (input, paths, rules) = match shards.peek() {
            Some(first) => (first.input.clone(), first.paths.clone(), first.rules.clone()),
            None => Default::default(),
        };
        Ok(Self { input, paths, rules, found: shards.map(|shard| shard.found).collect() })
    }
}

/// Fails where two shards are not of one run.
fn belong_together(
    (first, one): (&Path, &ShardFile),
    (second, other): (&Path, &ShardFile),
) -> Result<(), Failure> {
    let (first, second) = (show(first), show(second));
    if one.of != other.of {
        return Err(Failure::new(format!(
            "`{first}` is one of {} shards, and `{second}` one of {}",
            one.of, other.of
        ))
        .help("give the shards of one run, all with the same number behind the slash"));
    }
    if (&one.input, &one.paths, &one.rules) != (&other.input, &other.paths, &other.rules) {
        return Err(Failure::new(format!("`{first}` and `{second}` are not of the same files and settings"))
            .help(
            "write all shards again, from the same claims, rules and configuration, into a folder without claims",
        ));
    }
    Ok(())
}

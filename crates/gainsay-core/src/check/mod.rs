//! The engine: from claims and rules to findings.
//!
//! The way of the data; each module uses only those before it:
//!
//! 1. `topics` groups the claims by subject and attribute into a `topic` each. Their values are read onto one axis. Every
//!    claim gets a scope (place, part, period and unit) and, for its lower and its upper bound, the days on which that is
//!    valid. Later claims of a source supersede its earlier ones.
//! 2. `attribution` compares each second-hand claim with what the source that it cites said itself. A claim that only
//!    passes that on is an echo and takes no further part.
//! 3. `selection` says which rules apply to which claims, and `compare` whether two claims meet under the tolerances of a
//!    rule, and how surely.
//! 4. A folder for each kind of question, which implements `Check` (`kind`) and is in the list of `CHECKS`: `conflict`,
//!    `revision`, `unconfirmed` and `not_compared` look at one topic at a time; `attribution`, `relation` and `quote` at all of
//!    them; `record` and `near_miss` at the records. `wording` has what their findings share: messages, labels and fingerprints.
//! 5. `severity` gives findings the severities that are set for their files, and `acceptance` marks what people have accepted.
//! 6. An [`Analysis`] holds all of this and is asked for more: [`explain`](mod@explain) about one claim, [`audit`] about all of them, by
//!    the same decisions (`verdict`). [`read`](mod@read) asks about values that are in no claim, and [`examples`] runs the examples of rules like claims.

mod acceptance;
mod analysis;
mod attributes;
mod attribution;
pub mod audit;
mod compare;
mod conflict;
mod context;
mod contrast;
mod declared_places;
mod disjoint_sets;
mod doubt;
mod entries;
pub mod examples;
pub mod explain;
#[cfg(test)]
mod fixture;
mod further;
mod hash;
mod identity;
mod increment;
mod kind;
mod near_miss;
mod not_compared;
mod outdated_total;
mod parallel;
#[cfg(feature = "serde")]
mod part;
mod parts;
mod placing;
mod prepared;
mod quote;
pub mod read;
mod reason;
mod record;
mod relation;
mod revision;
mod rule_list;
mod selection;
mod severity;
mod shard;
mod shard_findings;
mod sum;
mod ties;
mod topic;
mod topics;
mod tree;
mod unconfirmed;
mod verdict;
mod wording;
#[cfg(feature = "serde")]
mod written;

pub use self::acceptance::Entries;
pub use self::analysis::{Analysis, Checker, fingerprint_of_equal};
pub use self::attribution::agreement::Agreement;
pub use self::explain::explain;
pub use self::not_compared::{Comparisons, ReasonCounts};
#[cfg(feature = "serde")]
pub use self::part::Facts;
pub use self::placing::{Answer, Key, Placing, look, placings};
pub use self::shard::Shard;
pub use self::shard_findings::ShardFindings;
pub use self::ties::Ties;
pub use self::wording::{fault as fault_finding, problem as problem_finding};

use self::kind::Check;

/// All checks.
const CHECKS: [&dyn Check; 13] = [
    &conflict::Conflicts,
    &revision::Revisions,
    &unconfirmed::Unconfirmed,
    &outdated_total::OutdatedTotals,
    &increment::Increments,
    &not_compared::UnlistedValues,
    &not_compared::MissingPlaces,
    &attribution::Attribution,
    &relation::Relations,
    &parts::PartsOfWholes,
    &quote::Quotes,
    &record::RecordCheck,
    &near_miss::NearMisses,
];

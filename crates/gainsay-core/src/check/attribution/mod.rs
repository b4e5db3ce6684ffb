//! Whom a claim is from: second-hand claims compared with what the sources that they cite said themselves, and how many independent
//! origins stand behind claims that agree.

pub(super) mod agreement;
pub(super) mod between;
pub(super) mod citation;
mod derived;
pub(super) mod distortion;
mod finding;
mod measure;
pub(super) use self::finding::Attribution;
pub(super) mod independence;
pub(super) mod origins;
mod passing;
mod quotes;
pub(super) mod reach;
pub(super) mod second_hand;
#[cfg(test)]
mod tests;
pub(super) mod unverifiable;

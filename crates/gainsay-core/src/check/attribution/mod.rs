//! Whom a claim is from: second-hand claims compared with what the sources that they cite said themselves, and how many independent
//! origins stand behind claims that agree.

pub mod agreement;
pub mod citation;
mod derived;
pub mod distortion;
mod finding;
pub use self::finding::Attribution;
pub mod independence;
pub mod origins;
pub mod second_hand;

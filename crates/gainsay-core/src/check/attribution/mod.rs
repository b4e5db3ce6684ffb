//! Whose word a claim is: second-hand claims held against what the sources that they cite said themselves, and how many independent
//! origins stand behind claims that agree.

pub mod agreement;
pub mod citation;
pub mod derived;
pub mod distortion;
pub mod finding;
pub mod independence;
pub mod origins;
pub mod second_hand;

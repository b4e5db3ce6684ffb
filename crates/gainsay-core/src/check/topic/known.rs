//! Quantities that were read before: many claims are worded alike, and each wording is read once.

use std::hash::BuildHasher as _;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;

use crate::maps::HashMap;
use crate::value::Unreadable;
use crate::value::quantity::Quantity;
use gainsay_yaml::text::Name;

/// What a wording was read as.
type Read = Arc<Result<Quantity, Unreadable>>;

/// How many parts there are, each of which one thread at a time looks into.
const PARTS: usize = 16;

/// How many wordings a part keeps. Those that are met later are read each time.
const MOST: usize = 2048;

/// The attribute and the scope that a quantity is of, whether its claim denies it, and whether it counts those of a period.
type Of = (Name, Option<Name>, bool, bool);

/// What the wordings of quantities were read as, by what they are of.
#[derive(Debug, Default)]
pub(crate) struct KnownQuantities([Mutex<Part>; PARTS]);

/// Some of the wordings, and how many they are.
#[derive(Debug, Default)]
struct Part {
    read: HashMap<Of, HashMap<Box<str>, Read>>,
    kept: usize,
}

impl KnownQuantities {
    /// What `wording` was read as; `read` is asked where it was not.
    pub(crate) fn get(
        &self,
        wording: &str,
        asked: Of,
        read: impl FnOnce() -> Result<Quantity, Unreadable>,
    ) -> Read {
        let part = FixedState::default().hash_one(wording) as usize % PARTS;
        let part = || self.0[part].lock().unwrap_or_else(PoisonError::into_inner);
        let known = part().read.get(&asked).and_then(|read| read.get(wording)).cloned();
        known.unwrap_or_else(|| {
            let read = Arc::new(read());
            let mut part = part();
            if part.kept < MOST {
                part.kept += 1;
                part.read.entry(asked).or_default().insert(wording.into(), Arc::clone(&read));
            }
            read
        })
    }

    /// Forgets all, to give the memory back.
    pub(crate) fn forget(&self) {
        for part in &self.0 {
            *part.lock().unwrap_or_else(PoisonError::into_inner) = Part::default();
        }
    }
}

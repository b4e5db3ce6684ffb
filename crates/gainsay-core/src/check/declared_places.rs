//! The declared places by what they are called.

use std::collections::HashMap;

use crate::claim::Records;
use crate::value::words::{normalise, without_article};
use crate::value::{PlaceWords, Whereabouts, Words};
use gainsay_yaml::text::{Files, Name};

/// The declared places by what they are called.
#[derive(Debug)]
pub(super) struct DeclaredPlaces {
    by_name: HashMap<String, Name>,
    ids: Vec<String>,
}

impl DeclaredPlaces {
    /// The places that `records` declare.
    pub(super) fn new(files: &Files, records: &Records) -> Self {
        let places = &records.registry.places;
        let text = |name| records.names.text(name);
        let mut by_name: HashMap<String, Name> = HashMap::new();
        for (&id, place) in places {
            let name = place.name.iter().map(|name| name.as_str(files));
            let aliases = place.aliases.iter().map(|alias| text(alias.value));
            for word in std::iter::once(text(id)).chain(name).chain(aliases) {
                let word = normalise(word);
                by_name.entry(without_article(&word).to_owned()).or_insert(id);
            }
        }
        let mut ids: Vec<String> = places.keys().map(|&id| text(id).to_owned()).collect();
        ids.sort_unstable();
        Self { by_name, ids }
    }

    /// The narrowest declared place that a wording names, and how that which is meant lies to it.
    pub(super) fn find(&self, wording: &str, words: &Words) -> Option<(Whereabouts, Name)> {
        if let Some(id) = self.named(wording) {
            return Some((Whereabouts::At, id));
        }
        let places = PlaceWords::new(wording, words);
        places.parts().find_map(|(how, part)| Some((how, self.named(part)?)))
    }

    /// All declared places that a wording names.
    pub(super) fn all(&self, wording: &str, words: &Words) -> Vec<Name> {
        let places = PlaceWords::new(wording, words);
        let named = places.parts().map(|(_, part)| part).chain([wording]);
        named.filter_map(|text| self.named(text)).collect()
    }

    /// The ids of the places, by the alphabet.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    fn named(&self, text: &str) -> Option<Name> {
        self.by_name.get(without_article(&normalise(text))).copied()
    }
}

//! Scales: ordered stages of a status.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use foldhash::fast::FixedState;

use super::phrases::Phrases;
use super::words;

/// A step of a scale and the wordings that mean it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// The name of the stage.
    pub name: String,
    /// Other wordings of it.
    pub synonyms: Vec<String>,
    /// Whether it is a way back, such as `withdrawn`: who is there has gone no further any more, and who denies it
    /// says that they are still further on.
    pub retreat: bool,
}

/// An ordered scale, from the first stage to the furthest.
#[derive(Debug, Clone, Default)]
pub struct Scale {
    /// The stages in order.
    pub steps: Vec<Step>,
    /// The number of the stage that each wording means, once somebody has asked.
    numbers: OnceLock<HashMap<String, usize, FixedState>>,
    /// The same, to find them within longer wordings.
    phrases: OnceLock<Phrases>,
}

impl PartialEq for Scale {
    fn eq(&self, other: &Self) -> bool {
        self.steps == other.steps
    }
}

impl Eq for Scale {}

impl Scale {
    /// A scale without stages.
    #[must_use]
    pub fn empty() -> &'static Self {
        static EMPTY: LazyLock<Scale> = LazyLock::new(Scale::default);
        &EMPTY
    }

    /// All wordings with the numbers of their stages: the names first, as these go before what others are called.
    fn numbered(&self) -> impl Iterator<Item = (usize, &String)> {
        let names = self.steps.iter().map(|step| &step.name).enumerate();
        let synonyms = self.steps.iter().enumerate();
        names.chain(synonyms.flat_map(|(at, step)| step.synonyms.iter().map(move |synonym| (at, synonym))))
    }

    fn numbers(&self) -> &HashMap<String, usize, FixedState> {
        self.numbers.get_or_init(|| {
            let mut numbers = HashMap::default();
            for (at, wording) in self.numbered() {
                numbers.entry(words::normalise(wording)).or_insert(at);
            }
            numbers
        })
    }

    /// The wordings of all stages, to find them within longer ones.
    pub(super) fn phrases(&self) -> &Phrases {
        self.phrases.get_or_init(|| {
            let mut phrases = Phrases::default();
            self.numbered().for_each(|(at, wording)| phrases.add(wording, at));
            phrases
        })
    }

    /// The scale with `steps`. A wording means the stage that has it as its name, else the first that has it at all.
    #[must_use]
    pub fn new(steps: Vec<Step>) -> Self {
        Self { steps, ..Self::default() }
    }

    /// The number of the stage that `text` names, whatever its case, hyphens and blanks.
    #[must_use]
    pub fn step(&self, text: &str) -> Option<usize> {
        self.numbers().get(&words::normalise(text)).copied()
    }

    /// This scale with what `other` says of its stages; nothing if `other` has stages of its own.
    ///
    /// A wording that `other` gives to a stage no longer means the one that had it before.
    #[must_use]
    pub fn with(&self, other: &Self) -> Option<Self> {
        let mut steps = self.steps.clone();
        for added in &other.steps {
            for step in &mut steps {
                step.synonyms.retain(|had| !added.synonyms.iter().any(|synonym| words::same(had, synonym)));
            }
            let step = steps.iter_mut().find(|step| words::same(&step.name, &added.name))?;
            step.synonyms.extend(added.synonyms.iter().cloned());
            step.retreat |= added.retreat;
        }
        Some(Self::new(steps))
    }

    /// The names of the stages in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().map(|step| step.name.as_str())
    }

    /// All wordings of all stages, but for those that a name has to follow.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        self.steps
            .iter()
            .flat_map(|step| std::iter::once(&step.name).chain(&step.synonyms))
            .map(String::as_str)
            .filter(|wording| !wording.ends_with('…'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str, synonyms: &[&str]) -> Step {
        Step {
            name: name.into(),
            synonyms: synonyms.iter().map(|&word| word.into()).collect(),
            retreat: false,
        }
    }

    fn sample() -> Scale {
        Scale::new(vec![
            step("planned", &["announced"]),
            step("moved-closer", &["near the front"]),
            step("in-combat", &["fighting"]),
        ])
    }

    #[test]
    fn a_stage_is_found_by_any_of_its_wordings() {
        for (text, at) in [("planned", 0), ("Moved Closer", 1), ("near-the-front", 1), ("FIGHTING", 2)] {
            assert_eq!(sample().step(text), Some(at), "{text}");
        }
        assert_eq!(sample().step("moved"), None);
        assert_eq!(sample().step(""), None);
        assert_eq!(Scale::empty().step("planned"), None);
    }

    #[test]
    fn a_name_means_its_own_stage_though_another_has_it_as_a_synonym() {
        let scale = Scale::new(vec![step("sent", &["deployed"]), step("deployed", &[])]);
        assert_eq!(scale.step("deployed"), Some(1));
    }

    #[test]
    fn known_stages_gain_wordings_and_take_them_from_others() {
        let more = Scale::new(vec![step("In Combat", &["battling", "near the front"])]);
        let scale = sample().with(&more).unwrap();
        assert_eq!(scale.steps.len(), 3);
        assert_eq!(
            [scale.step("battling"), scale.step("near the front"), scale.step("fighting")],
            [Some(2); 3]
        );
    }

    #[test]
    fn a_scale_with_stages_of_its_own_adds_nothing() {
        assert_eq!(sample().with(&Scale::new(vec![step("planned", &[]), step("gone", &[])])), None);
    }
}

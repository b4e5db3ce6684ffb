//! An entry of `accepted:` as it is written.

use serde::Serialize;

use gainsay_core::claim::{Claim, Notation, plain, stated};
use gainsay_core::text::Files;
use gainsay_yaml::quoted;

/// An entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'e> {
    pub(super) rule: &'e str,
    /// The claims of the finding by their ids; their values are written as they are now.
    pub(super) claims: &'e [(&'e str, &'e Claim)],
    pub(super) files: &'e Files,
    pub(super) reason: &'e str,
    pub(super) expires: Option<&'e str>,
}

/// What stands above the values.
#[derive(Serialize)]
struct Above<'e> {
    rule: &'e str,
}

/// What stands below the values.
#[derive(Serialize)]
struct Below<'e> {
    reason: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<&'e str>,
}

impl Entry<'_> {
    /// The lines of the entry as a block of YAML.
    pub(super) fn block(&self) -> Option<Vec<String>> {
        let above = serde_yaml::to_string(&Above { rule: self.rule }).ok()?;
        let below = serde_yaml::to_string(&Below { reason: self.reason, expires: self.expires }).ok()?;
        let values = self.values(Notation::Yaml).map(|value| format!("  {value}"));
        let values = ["values:".to_owned()].into_iter().chain(values);
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        Some(lines(&above).into_iter().chain(values).chain(lines(&below)).collect())
    }

    /// The entry in a line of YAML, in braces.
    pub(super) fn flow(&self) -> String {
        self.line(Notation::Yaml, str::to_owned, plain, str::to_owned)
    }

    /// The entry in a line of JSON.
    pub(super) fn json(&self) -> String {
        self.line(Notation::Json, quoted, quoted, quoted)
    }

    /// Each claim by its id, with its value.
    fn values(&self, notation: Notation) -> impl Iterator<Item = String> {
        let write = if notation == Notation::Json { quoted } else { plain };
        let value = move |claim| stated(claim, self.files, notation);
        self.claims.iter().map(move |(id, claim)| format!("{}: {}", write(id), value(claim)))
    }

    fn line(
        &self,
        notation: Notation,
        key: fn(&str) -> String,
        text: fn(&str) -> String,
        date: fn(&str) -> String,
    ) -> String {
        let values = self.values(notation).collect::<Vec<_>>().join(", ");
        let entries = [
            ("rule", Some(text(self.rule))),
            ("values", Some(format!("{{ {values} }}"))),
            ("reason", Some(text(self.reason))),
            ("expires", self.expires.map(date)),
        ];
        let entries =
            entries.into_iter().filter_map(|(name, value)| Some(format!("{}: {}", key(name), value?)));
        format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
    }
}

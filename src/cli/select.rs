//! Rules by the ids that the user gives.

use crate::rule::{Rule, Rules};
use crate::run::Failure;

/// How alike a known id must be to be suggested.
const ALIKE: f32 = 0.6;

/// The rule with `id`; where there is none, a failure that names the nearest ones.
pub(super) fn find<'a>(rules: &'a Rules, id: &str) -> Result<&'a Rule, Failure> {
    rules.rules.get(id).ok_or_else(|| {
        let known: Vec<&str> = rules.rules.keys().map(String::as_str).collect();
        let near = similar::get_close_matches(id, &known, 3, ALIKE);
        let near: Vec<_> = near.iter().map(|id| format!("`{id}`")).collect();
        Failure::new(format!("there is no rule `{id}`")).help(match near.as_slice() {
            [] => "`gainsay rules` lists the rules in force".to_owned(),
            near => format!("did you mean {}?", near.join(" or ")),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::ruleset;
    use super::*;

    #[test]
    fn a_near_name_is_suggested() {
        let ruleset = ruleset();
        assert!(find(&ruleset.rules, "revision").is_ok());
        let failure = find(&ruleset.rules, "troop-cuont").unwrap_err();
        assert_eq!(failure.message, "there is no rule `troop-cuont`");
        assert_eq!(failure.help.as_deref(), Some("did you mean `troop-count`?"));
        let failure = find(&ruleset.rules, "xyz").unwrap_err();
        assert_eq!(failure.help.as_deref(), Some("`gainsay rules` lists the rules in force"));
    }
}

//! The severities that a configuration sets for what is found in some files.

use crate::check::context::Context;
use crate::check::wording;
use crate::finding::{Finding, FindingKind, Pair, Strength};
use crate::rule::{Rule, Severity, set_in};
use gainsay_yaml::text::FileId;

/// Gives what rules found the severities that are set for its files.
///
/// A finding is in the file of its first label. A contradiction is in those of its claims, and is as severe as the least severe
/// of the two sides of a pair; of several pairs, the most severe one counts. So a file that counts for little hides nothing that
/// others contradict each other in.
pub(super) fn of_rules(findings: &mut [Finding], context: &Context<'_>) {
    set(findings, context, |finding| finding.code().is_none());
}

/// Gives problems the severities that are set for their files. They stay notes at least: nothing passes for read that was not.
pub(super) fn of_problems(findings: &mut [Finding], context: &Context<'_>) {
    set(findings, context, |finding| finding.code().is_some() && finding.accepted.is_none());
}

/// How severe a finding of `rule` that is so sure is between claims in these files: as in the least severe of them.
pub(super) fn between(
    rule: &Rule,
    strength: Strength,
    files: impl IntoIterator<Item = FileId>,
    context: &Context<'_>,
) -> Severity {
    let usual = wording::severity(rule, strength);
    let set = |file| set_in(&rule.id.value, file, strength, context.severities).unwrap_or(usual);
    files.into_iter().map(set).min().unwrap_or(usual)
}

fn set(findings: &mut [Finding], context: &Context<'_>, which: impl Fn(&Finding) -> bool) {
    if context.severities.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| which(finding)) {
        let rule = context.rules.rules.get(&finding.rule);
        if let Some(severity) = (ByFiles { finding, rule, context }).severity() {
            finding.severity = severity;
        }
    }
}

struct ByFiles<'f, 'r> {
    finding: &'f Finding,
    /// None where the finding is a problem.
    rule: Option<&'r Rule>,
    context: &'f Context<'r>,
}

impl ByFiles<'_, '_> {
    /// The severity of the finding, where one is set for any of its files.
    fn severity(&self) -> Option<Severity> {
        let Finding { kind, pairs, pairs_total, graded, .. } = self.finding;
        // It is the second-hand claim that is wrong, whatever the file of what it cites.
        let one = matches!(kind, FindingKind::Misattribution | FindingKind::HedgeDrift);
        if one || pairs.is_empty() {
            return self.set_in(self.finding.labels.first()?.span.file, *graded);
        }
        let claims = || self.finding.of_pairs().map(|claim| self.context.records.claim(claim).span.file);
        claims().find(|&file| self.is_set_in(file))?;
        let of_pairs = pairs.iter().map(|pair| self.of_pair(pair)).max();
        // Of very many pairs only some are listed: the most severe of all that is left may be among the others.
        let unlisted = *pairs_total > pairs.len() as u64;
        let of_others = unlisted.then(|| claims().map(|file| self.in_file(file, *graded)).max());
        of_pairs.max(of_others.flatten())
    }

    /// As severe as the least severe of its sides.
    fn of_pair(&self, pair: &Pair) -> Severity {
        // Where the finding is as sure as its surest pair, each goes by its own strength.
        let strength = self.finding.strength.map_or(self.finding.graded, |_| pair.strength);
        let strength = strength.min(self.finding.graded);
        let sides = pair.claims.iter().map(|&claim| self.context.records.claim(claim).span.file);
        sides.map(|file| self.in_file(file, strength)).min().unwrap_or(self.finding.severity)
    }

    fn in_file(&self, file: FileId, strength: Strength) -> Severity {
        self.set_in(file, strength).unwrap_or_else(|| match self.rule {
            Some(rule) => self.limited(wording::severity(rule, strength)),
            None => self.finding.severity,
        })
    }

    fn is_set_in(&self, file: FileId) -> bool {
        [Strength::Strong, Strength::Weak].iter().any(|&strength| self.set_in(file, strength).is_some())
    }

    /// The severity that is set for such a finding in `file`.
    fn set_in(&self, file: FileId, strength: Strength) -> Option<Severity> {
        set_in(&self.finding.rule, file, strength, self.context.severities).map(|set| self.limited(set))
    }

    /// A severity within what such a finding may have.
    fn limited(&self, severity: Severity) -> Severity {
        let least = if self.rule.is_none() { Severity::Note } else { Severity::Off };
        self.finding.worst.map_or(severity, |worst| severity.min(worst)).max(least)
    }
}

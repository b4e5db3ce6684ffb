//! The severities that a configuration sets for what is found in some files.

use crate::check::context::Context;
use crate::check::wording;
use crate::finding::{Finding, FindingKind, Pair, Strength};
use crate::rule::{FileSeverities, Rule, Severity};
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

/// How severe a conflict of two claims in these files is under `rule`: as the least severe of its sides.
pub(super) fn of_pair(
    rule: &Rule,
    strength: Strength,
    files: [FileId; 2],
    context: &Context<'_>,
) -> Severity {
    let usual = wording::severity(rule, strength);
    let [one, other] = files.map(|file| set_in(&rule.id.value, file, strength, context).unwrap_or(usual));
    one.min(other)
}

fn set(findings: &mut [Finding], context: &Context<'_>, which: impl Fn(&Finding) -> bool) {
    if context.severities.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| which(finding)) {
        if let Some(severity) = ByFiles::new(finding, context).severity() {
            finding.severity = severity;
        }
    }
}

/// What the check that made a finding went by for its severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// How sure it is; each pair goes by its own strength where that is asked for.
    Strength(Strength),
    /// Neither: the finding is a problem.
    Problem,
    /// The severity of the rule counts as far as it is not above this one.
    NoMoreThan(Severity),
}

struct ByFiles<'f, 'r> {
    finding: &'f Finding,
    rule: Option<&'r Rule>,
    basis: Basis,
    context: &'f Context<'r>,
}

impl<'f, 'r> ByFiles<'f, 'r> {
    fn new(finding: &'f Finding, context: &'f Context<'r>) -> Self {
        let rule = context.rules.rules.get(&finding.rule);
        let strength = finding.strength.unwrap_or(Strength::Strong);
        let made_by = |rule: &Rule, strength| wording::severity(rule, strength) == finding.severity;
        let basis = match rule {
            None => Basis::Problem,
            Some(_) if finding.kind == FindingKind::Undetermined => Basis::NoMoreThan(finding.severity),
            Some(rule) if made_by(rule, strength) => Basis::Strength(strength),
            Some(rule) if made_by(rule, Strength::Weak) => Basis::Strength(Strength::Weak),
            Some(_) => Basis::NoMoreThan(finding.severity),
        };
        Self { finding, rule, basis, context }
    }

    /// The severity of the finding, where one is set for any of its files.
    fn severity(&self) -> Option<Severity> {
        let Finding { kind, pairs, pairs_total, .. } = self.finding;
        // It is the second-hand claim that is wrong, whatever the file of what it cites.
        let one = matches!(kind, FindingKind::Misattribution | FindingKind::HedgeDrift);
        if one || pairs.is_empty() {
            return self.set_in(self.finding.labels.first()?.span.file, self.strength());
        }
        let claims = || self.finding.of_pairs().map(|claim| self.context.records.claim(claim).span.file);
        claims().find(|&file| self.is_set_in(file))?;
        let of_pairs = pairs.iter().map(|pair| self.of_pair(pair)).max();
        // Of very many pairs only some are listed: the most severe of all that is left may be among the others.
        let unlisted = *pairs_total > pairs.len() as u64;
        let of_others = unlisted.then(|| claims().map(|file| self.in_file(file, self.strength())).max());
        of_pairs.max(of_others.flatten())
    }

    /// As severe as the least severe of its sides.
    fn of_pair(&self, pair: &Pair) -> Severity {
        let strength = match self.basis {
            Basis::Strength(Strength::Strong) if self.finding.strength.is_some() => pair.strength,
            _ => self.strength(),
        };
        let sides = pair.claims.iter().map(|&claim| self.context.records.claim(claim).span.file);
        sides.map(|file| self.in_file(file, strength)).min().unwrap_or(self.finding.severity)
    }

    fn strength(&self) -> Strength {
        if let Basis::Strength(strength) = self.basis { strength } else { Strength::Strong }
    }

    fn in_file(&self, file: FileId, strength: Strength) -> Severity {
        let usual = match (self.basis, self.rule) {
            (Basis::Strength(_), Some(rule)) => wording::severity(rule, strength),
            _ => self.finding.severity,
        };
        self.set_in(file, strength).unwrap_or(usual)
    }

    fn is_set_in(&self, file: FileId) -> bool {
        [Strength::Strong, Strength::Weak].iter().any(|&strength| self.set_in(file, strength).is_some())
    }

    /// The severity that is set for such a finding in `file`.
    fn set_in(&self, file: FileId, strength: Strength) -> Option<Severity> {
        let severity = set_in(&self.finding.rule, file, strength, self.context)?;
        Some(match self.basis {
            Basis::Strength(_) => severity,
            Basis::Problem => severity.max(Severity::Note),
            Basis::NoMoreThan(most) => severity.min(most),
        })
    }
}

/// The severity that is set for findings of a rule or a code in `file`. Of the severities of one path the exact name wins, then
/// the longer glob, then the later one; of several paths that name the file the last one.
fn set_in(rule: &str, file: FileId, strength: Strength, context: &Context<'_>) -> Option<Severity> {
    let set = |of_path: &FileSeverities| {
        let given = of_path.severities.iter().filter(|set| set.rules.matches(rule)).filter_map(|set| {
            let severity = if strength == Strength::Strong { set.strong } else { set.weak };
            Some((set.rules.weight(), severity?))
        });
        given.max_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, severity)| severity)
    };
    context.severities.iter().rev().filter(|of_path| of_path.files.contains(&file)).find_map(set)
}

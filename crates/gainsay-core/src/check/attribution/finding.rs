//! Findings for second-hand claims that give their source otherwise.

use crate::check::attribution::citation;
use crate::check::attribution::distortion::{Attributed, Distortion, DistortionKind, Fidelity};
use crate::check::attribution::passing::{numbers, share_a_number};
use crate::check::attribution::quotes;
use crate::check::context::Context;
use crate::check::contrast::differing;
use crate::check::kind::Check;
use crate::check::prepared::Prepared;
use crate::check::selection;
use crate::check::topic::{At, Scope, Topic, TopicClaim, claim_at};
use crate::check::wording::{
    AS_WRITTEN, blank, fingerprint, in_order, in_place, label, problem, quoted, ratio, words,
};
use crate::claim::{Claim, Wording};
use crate::date;
use crate::finding::{Finding, Label, Pair, Role, Strength};
use crate::rule::{Rule, RuleKind};
use crate::value::{Interval, Point, Ranges};
use gainsay_yaml::text::Span;

/// The second-hand claims, each held against what the cited source said itself.
pub(crate) struct Attribution;

impl Check for Attribution {
    fn of_topic(&self, topic: &Topic<'_>, _: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        quotes::of_topic(topic, context)
    }

    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        let Prepared { topics, attributed, rings, .. } = prepared;
        let rings = rings.iter().filter_map(|ring| citation::ring_problem(topics, ring, context));
        let mut findings: Vec<Finding> = rings.map(|ring| problem(&ring)).collect();
        findings.extend(of_attributed(topics, attributed, context));
        findings
    }
}

/// The findings under the rule on attribution; none without such a rule.
fn of_attributed(topics: &[Topic<'_>], attributed: &[Attributed], context: &Context<'_>) -> Vec<Finding> {
    let finding = |attributed: &Attributed| {
        let Fidelity::Distorted(distortion) = &attributed.fidelity else { return None };
        let (topic, at) = attributed.claim;
        let rule = selection::of_claim(RuleKind::Attribution, &topics[topic], at, context)?;
        let sides = std::iter::once(&attributed.claim).chain(&distortion.said);
        let doubtful =
            sides.map(|&at| claim_at(topics, at)).any(|claim| selection::doubtful(rule, claim, context));
        let strength = if doubtful { Strength::Weak } else { distortion.strength };
        Some(Renderer { topics, at: attributed.claim, distortion, strength, rule, context }.finding())
    };
    attributed.iter().filter_map(finding).collect()
}

/// Words the finding of one distortion.
struct Renderer<'t, 'r> {
    topics: &'t [Topic<'r>],
    at: At,
    distortion: &'t Distortion,
    strength: Strength,
    rule: &'t Rule,
    context: &'t Context<'r>,
}

impl<'t, 'r> Renderer<'t, 'r> {
    fn claim(&self, at: At) -> &'t Claim {
        claim_at(self.topics, at).claim
    }

    /// Who makes a claim.
    fn speaker(&self, at: At) -> &'t str {
        self.context.source(self.claim(at).source.value)
    }

    fn say(&self, at: At) -> String {
        quoted(&self.topics[at.0], at.1, self.context)
    }

    fn finding(&self) -> Finding {
        let (topic, Distortion { kind, said, elsewhere, .. }) = (&self.topics[self.at.0], self.distortion);
        let strength = self.strength;
        let pairs: Vec<Pair> = said
            .iter()
            .chain(elsewhere)
            .map(|&origin| Pair { claims: [self.claim(self.at).number, self.claim(origin).number], strength })
            .collect();
        Finding {
            kind: kind.finding_kind(),
            strength: Some(strength),
            message: self.message(),
            help: Some(self.help()),
            ratio: said.first().and_then(|&said| {
                let (topic, said, at) = self.beside(said)?;
                ratio(topic, &topic.claims[said], &topic.claims[at])
            }),
            pairs_total: pairs.len() as u64,
            pairs,
            fingerprint: fingerprint(topic, &self.rule.id.value, std::iter::once(self.at.1), self.context),
            labels: self.labels(),
            ..blank(topic, claim_at(self.topics, self.at).scope, self.rule, strength, self.context)
        }
    }

    fn message(&self) -> String {
        let reported = claim_at(self.topics, self.at);
        let who = self.context.source(reported.claim.source.value);
        let cited = reported.claim.cites.map(|cites| self.context.source(cites.value)).unwrap_or_default();
        let (attribute, place) = (self.attribute(self.at), in_place(reported.scope, self.context));
        let reported_words = self.say(self.at);
        let first =
            self.distortion.said.first().or(self.distortion.elsewhere.first()).copied().unwrap_or(self.at);
        let origin = claim_at(self.topics, first);
        let speaker = self.speaker(first);
        let quotes = format!("{who} quotes {cited} as giving {attribute}{place} as {reported_words}");
        match self.distortion.kind {
            DistortionKind::Rehedged => {
                format!("{who} changes the hedge of {speaker}: {} became {reported_words}", self.say(first))
            }
            DistortionKind::Outdated => {
                format!("{quotes}, but {speaker} has since said {}", self.say(first))
            }
            DistortionKind::Apart | DistortionKind::Stretched => {
                format!("{quotes}, but {speaker} said {}", self.say(first))
            }
            DistortionKind::Narrowed => {
                let elsewhere = words::place(origin.scope, self.context);
                format!("{quotes}, but {speaker} gave that for {elsewhere}")
            }
            DistortionKind::Misdated => {
                let days = |claim: &TopicClaim<'_>| claim.days().map(date::show).unwrap_or_default();
                format!("{quotes} for {}, but {speaker} said that for {}", days(reported), days(origin))
            }
            DistortionKind::Elsewhere if !share_a_number(origin, reported) => {
                let (attribute, place) = (self.attribute(first), in_place(origin.scope, self.context));
                format!("{quotes}, but {speaker} gave {attribute}{place} as {}", self.say(first))
            }
            DistortionKind::Elsewhere if self.differs_in_unit(first) => {
                format!("{quotes}, but {speaker} said {}, which is in another unit", self.say(first))
            }
            DistortionKind::Elsewhere => format!("{quotes}, but {speaker} gave that for something else"),
            DistortionKind::Derived => format!("{quotes}, but {speaker} gave no such number"),
            DistortionKind::OtherSource => {
                let other = self.distortion.elsewhere.first().map(|&at| self.speaker(at));
                format!("{quotes}, but that is from {}", other.unwrap_or_default())
            }
            DistortionKind::Silent if origin.claim.cites.is_none() => {
                format!("{quotes}, but {speaker} did not confirm that")
            }
            DistortionKind::Silent => {
                format!("{quotes}, but according to {speaker}, {cited} did not confirm that")
            }
        }
    }

    /// Whether the cited source said the same number of the very same thing, in another unit: `$14 billion`, and `€14 billion`.
    fn differs_in_unit(&self, said: At) -> bool {
        let [one, other] = [said, self.at].map(|at| claim_at(self.topics, at).scope);
        let same = |scope: Scope| Scope { unit: 0, ..scope };
        said.0 == self.at.0 && one.unit != other.unit && same(one) == same(other)
    }

    fn labels(&self) -> Vec<Label> {
        let Distortion { kind, said, elsewhere, .. } = self.distortion;
        let label = |at: At, role| label(&self.topics[at.0], at.1, role, self.context);
        let mut labels = vec![label(self.at, Role::Primary)];
        // Where nothing was said of the topic itself, all that its number is taken from is a side.
        let sides = if said.is_empty() { elsewhere.as_slice() } else { &said[..1] };
        labels.extend(sides.iter().map(|&at| label(at, Role::Primary)));
        labels.extend(said.iter().skip(1).map(|&at| label(at, Role::Related)));
        let beside = if said.is_empty() { &[] } else { elsewhere.as_slice() };
        labels.extend(beside.iter().map(|&at| label(at, Role::Related)));
        if let (DistortionKind::Rehedged, Some(&first)) = (kind, said.first()) {
            let (reported, origin) = changed_words(self.claim(self.at), self.claim(first), self.context);
            labels[0].span = reported;
            labels[1].span = origin;
        }
        in_order(labels)
    }

    /// Where the number comes from, and the advice of the rule.
    fn help(&self) -> String {
        let mut parts: Vec<String> = match self.distortion.kind {
            DistortionKind::Derived => vec![self.derivation()],
            DistortionKind::Silent => Vec::new(),
            _ => self.distortion.elsewhere.first().map(|&at| self.provenance(at)).into_iter().collect(),
        };
        let beside = self.distortion.said.first().and_then(|&said| self.beside(said));
        if beside.is_some_and(|(topic, ..)| topic.is_as_written()) {
            parts.push(AS_WRITTEN.to_owned());
        }
        parts.extend(self.rule.help.clone());
        parts.join("\n")
    }

    /// Where the quote is compared with a statement of its topic, and both there.
    fn beside(&self, said: At) -> Option<(&'t Topic<'r>, usize, usize)> {
        (said.0 == self.at.0).then(|| self.topics[said.0].comparing(said.1, self.at.1))
    }

    /// `nis gave 4,700 as casualties, not as wounded (claims/nis.yaml:12:12)`.
    fn provenance(&self, at: At) -> String {
        let ((topic, origin), (own, reported)) = (
            (&self.topics[at.0], claim_at(self.topics, at)),
            (&self.topics[self.at.0], claim_at(self.topics, self.at)),
        );
        let given = numbers(reported).find(|number| numbers(origin).any(|other| other == *number));
        let in_unit = |number| {
            let number = Ranges::one(Interval::only(Point::at(number)));
            topic.axis.show(&number, origin.scope.unit)
        };
        let given = given.map_or_else(|| self.say(self.at), in_unit);
        let (spot, speaker) = (self.spot(at), self.speaker(at));
        let cites = reported.claim.cites.map(|cites| cites.value);
        if !cites.is_some_and(|cites| self.context.sources.holds(cites, origin.claim.source.value)) {
            return format!("{given} probably comes from {speaker}, who gave it first ({spot})");
        }
        let called = |topic, said: &TopicClaim<'_>| words::attribute_of(topic, [said.claim], self.context);
        let (attribute, own_attribute) = (called(topic, origin), called(own, reported));
        let (place, own_place) =
            (in_place(origin.scope, self.context), in_place(reported.scope, self.context));
        if !share_a_number(origin, reported) {
            return format!("{speaker} gave {attribute}{place} as {} ({spot})", self.say(at));
        }
        if topic.key.attribute != own.key.attribute {
            return format!("{speaker} gave {given} as {attribute}{place}, not as {own_attribute} ({spot})");
        }
        if topic.key.subject != own.key.subject {
            let subject = |topic: &Topic<'_>| {
                topic.key.subject.map(|subject| self.context.subject(subject)).unwrap_or_default()
            };
            let (of, not) = (subject(topic), subject(own));
            return format!("{speaker} gave {given} as {attribute} of {of}, not of {not} ({spot})");
        }
        if place != own_place {
            let not = if own_place.is_empty() { String::new() } else { format!(", not{own_place}") };
            return format!("{speaker} gave {given} as {attribute}{place}{not} ({spot})");
        }
        let day = |days: Option<_>| days.map(date::show).unwrap_or_default();
        if origin.days() == reported.days() {
            return format!("{speaker} had said {given} before ({spot})");
        }
        format!(
            "{speaker} gave {given} as {attribute} for {}, not for {} ({spot})",
            day(origin.days()),
            day(reported.days())
        )
    }

    /// The attribute as a claim writes it.
    fn attribute(&self, at: At) -> &'t str {
        words::attribute_of(&self.topics[at.0], [self.claim(at)], self.context)
    }

    /// `the number can be worked out from casualties 4,000 (path:1:2) and killed 1,000 (path:3:4)`.
    fn derivation(&self) -> String {
        let term = |&at: &At| {
            let attribute = self.attribute(at);
            format!("{attribute} {} ({})", self.say(at), self.spot(at))
        };
        let terms: Vec<String> = self.distortion.elsewhere.iter().map(term).collect();
        format!("the number can be worked out from {}", words::list(&terms, "and", words::SOURCES))
    }

    fn spot(&self, at: At) -> String {
        let claim = self.claim(at);
        let span = claim.value.as_ref().map_or(claim.span, Wording::span);
        let (line, path) = (self.context.files.location(span), &self.context.files.get(span.file).path);
        format!("{path}:{}:{}", line.line, line.column)
    }
}

/// The words in which the values of two claims differ; a value that has no such word as a whole.
fn changed_words(one: &Claim, other: &Claim, context: &Context<'_>) -> (Span, Span) {
    let whole = |claim: &Claim| claim.value.as_ref().map_or(claim.attribute.span, Wording::span);
    let (Some(Wording::Scalar(a)), Some(Wording::Scalar(b))) = (&one.value, &other.value) else {
        return (whole(one), whole(other));
    };
    let (left, right) = differing(a.as_str(context.files), b.as_str(context.files));
    (left.map_or(a.span, |left| a.part(left)), right.map_or(b.span, |right| b.part(right)))
}

//! The page of a claim: what it says, what that allows, when it is valid, and what came of it.

use std::io::{self, Write};

use super::{verdict, with};
use crate::cli::describe;
use crate::cli::page::Page;
use crate::report::{Style, counted, write_snippets};
use gainsay_core::check::Agreement;
use gainsay_core::check::Analysis;
use gainsay_core::check::explain::{
    AppliedRelation, BoundValidity, Explanation, Facts, Other, Reads, SecondHand, Shown, Since, WhichBound,
};
use gainsay_core::claim::{ClaimId, End, Stance};
use gainsay_core::date::{self, Day, When};
use gainsay_core::finding::{Finding, FindingKind, Label, Role};
use gainsay_core::rule::{RelationOf, Validity};
use gainsay_core::value::{Part, Share};

/// Writes the page of the claim that `explanation` is of; with another claim, what came of the two.
pub(super) fn write(
    out: &mut dyn Write,
    run: &Analysis<'_>,
    (explanation, with): (&Explanation, Option<ClaimId>),
    style: Style,
) -> io::Result<()> {
    ClaimPage { page: Page::new(out, style), run, with }.write(explanation)
}

/// The same in Markdown.
pub(super) fn markdown(run: &Analysis<'_>, explanation: &Explanation) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    ClaimPage { page: Page::markdown(&mut out), run, with: None }.write(explanation)?;
    Ok(out)
}

/// What one wants to know of a value at a glance, in Markdown: what it allows word by word, when it is valid, and what came of it.
pub(super) fn glance(run: &Analysis<'_>, explanation: &Explanation) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    ClaimPage { page: Page::markdown(&mut out), run, with: None }.glance(explanation)?;
    Ok(out)
}

struct ClaimPage<'a> {
    page: Page<'a>,
    run: &'a Analysis<'a>,
    /// The claim that it alone is shown beside; nothing where that is all of them.
    with: Option<ClaimId>,
}

impl ClaimPage<'_> {
    fn write(&mut self, explanation: &Explanation) -> io::Result<()> {
        let facts = &explanation.facts;
        let worded =
            facts.worded.as_ref().map_or_else(|| "not confirmed".to_owned(), |words| format!("`{words}`"));
        let worded = if facts.stance == Stance::Denies { format!("a denial ({worded})") } else { worded };
        let who = facts.source.first().map_or("", |source| source.name.as_str());
        self.page.title(
            self.run.records().id(explanation.claim.number),
            &format!("{who} on {}: {worded}", facts.attribute.name),
        )?;
        let label = Label {
            span: explanation.claim.span,
            role: Role::Primary,
            claim: None,
            message: explanation.claim.label.clone(),
        };
        self.page.verbatim(|out, style| write_snippets(out, self.run.files(), &[&label], style))?;
        self.facts(facts)?;
        match &explanation.reads {
            Some(reads) => self.reads(explanation, reads)?,
            None => {
                self.page.heading("What it allows")?;
                self.page.set("nothing that could be compared: its value cannot be read", "  ", "  ")?;
            }
        }
        self.when_valid(explanation)?;
        self.compared(explanation)?;
        explanation.second_hand.iter().try_for_each(|second| self.second_hand(explanation, second))?;
        explanation.alike.iter().try_for_each(|alike| self.alike(explanation, alike))?;
        self.relations(&explanation.relations)?;
        self.findings(&explanation.findings)
    }

    fn glance(&mut self, explanation: &Explanation) -> io::Result<()> {
        match &explanation.reads {
            Some(reads) => {
                self.page.fact("allows", &reads.allows)?;
                self.page.fact_if("widened", reads.widened.as_ref())?;
                let said = |part: &Part| format!("`{}`: {}", part.words, describe::part(part));
                reads.parts.iter().try_for_each(|part| self.page.set(&said(part), "    ", "      "))?;
            }
            None => self.page.fact("allows", "nothing that could be compared: its value cannot be read")?,
        }
        self.when_valid(explanation)?;
        self.compared(explanation)?;
        self.findings(&explanation.findings)
    }

    fn when_valid(&mut self, explanation: &Explanation) -> io::Result<()> {
        if !explanation.validity.is_empty() {
            self.page.heading("When it is valid")?;
            explanation.validity.iter().try_for_each(|bound| self.validity(bound))?;
            let by = explanation.taken_back.as_ref();
            let by = by.map(|other| format!("by {}; conflicts with it are weak", self.pointer(other)));
            self.page.fact_if("retracted", by)?;
        }
        Ok(())
    }

    fn facts(&mut self, facts: &Facts) -> io::Result<()> {
        self.page.fact("source", &within(&facts.source, "part of"))?;
        self.page.fact_if("cites", facts.cites.as_ref().map(shown))?;
        self.page.fact_if("subject", facts.subject.as_ref().map(shown))?;
        self.page.fact("attribute", &shown(&facts.attribute))?;
        self.page.fact_if("place", (!facts.place.is_empty()).then(|| within(&facts.place, "within")))?;
        self.page.fact_if("scope", facts.part.as_ref().map(|part| format!("`{part}` only")))?;
        let dates = [("as of", facts.as_of), ("during", facts.period), ("published", facts.published)];
        let dates = dates.iter().filter_map(|(word, date)| Some(format!("{word} {}", date::show((*date)?))));
        let end = facts.end.map(|end| match end {
            End::Until(until) => date::show(When::days(Day::MIN, until.value.last, true)),
            End::Final => "final".to_owned(),
        });
        let dates = dates.chain(end).collect::<Vec<_>>().join(", ");
        self.page.fact("date", if dates.is_empty() { "none" } else { &dates })?;
        let stance = match facts.stance {
            Stance::Asserts => None,
            Stance::Denies => Some("denies it, which allows all but what the value says"),
            Stance::Unconfirmed => Some("does not confirm it, which allows everything"),
        };
        self.page.fact_if("stance", stance)?;
        self.page.fact_if("share", facts.share.map(Share::name))?;
        let correction = facts.correction.then_some("replaces what the source said before");
        self.page.fact_if("correction", correction)
    }

    fn reads(&mut self, explanation: &Explanation, reads: &Reads) -> io::Result<()> {
        self.page.heading("What it allows")?;
        self.page.fact("values", &reads.allows)?;
        let widened = reads.widened.as_ref();
        let widened = widened.map(|widened| {
            format!("{widened}, with every hedge doubled: a strong conflict must lie outside this too")
        });
        self.page.fact_if("widened", widened)?;
        let read = match reads.declared {
            Some(span) => format!("{} ({})", reads.kind, describe::place(self.run.files(), span)),
            None => format!("{}, inferred from the value; no file declares the attribute", reads.kind),
        };
        self.page.fact("read as", &read)?;
        if !reads.scale.is_empty() {
            self.page.fact("scale", &reads.scale.join(" < "))?;
            if explanation.facts.share.is_none() && reads.widened.is_some() {
                self.page
                    .fact("share", "none is given, so `all` is assumed, but not when hedges are doubled")?;
            }
        }
        for part in reads.parts.iter().filter(|part| part.hedge.is_some()) {
            let as_hedge = part.hedge_as().map(|name| format!(" (a form of `{name}`)")).unwrap_or_default();
            let does = part.does.as_deref().unwrap_or_default();
            self.page.fact("hedge", &format!("`{}`{as_hedge} {does}", part.words))?;
        }
        let unit = reads.unit.as_ref();
        self.page.fact_if("unit", unit.map(|unit| format!("{unit}, if the value names none")))?;
        for part in reads.parts.iter().filter(|part| part.converts.is_some()) {
            let does = part.does.as_deref().unwrap_or_default();
            let does = does.strip_prefix("converts ").unwrap_or(does);
            self.page.fact("converts", &format!("`{}` {does}", part.words))?;
        }
        for rule in &explanation.rules {
            let at = describe::place(self.run.files(), rule.span);
            let fraction = rule.tolerance.filter(|_| reads.kind == "quantity");
            let fraction =
                fraction.map(|(tolerance, span)| ("tolerance", describe::percent(tolerance), span));
            let amount = if rule.sampled { "sampling error" } else { "tolerance" };
            let margin = rule.margin.as_ref().filter(|_| matches!(reads.kind, "quantity" | "date" | "time"));
            let margin = margin.cloned().map(|(margin, span)| (amount, margin, span));
            let allowed = fraction.into_iter().chain(margin).map(|(what, amount, span)| {
                let at = describe::written(self.run.files(), span).map(|place| format!(" ({place})"));
                format!(", {what} {amount}{}", at.unwrap_or_default())
            });
            let tolerance: String = allowed.collect();
            let lag = match rule.lag {
                0 => String::new(),
                lag => format!(", lag {}", describe::days(lag)),
            };
            let near = describe::days(rule.same_time);
            let words = format!("`{}` ({at}){tolerance}, same-time window {near}{lag}", rule.rule);
            self.page.fact("rule", &words)?;
        }
        self.page.fact_if("rule", explanation.rules.is_empty().then_some("none compares it"))
    }

    fn validity(&mut self, bound: &BoundValidity) -> io::Result<()> {
        let key = match bound.part {
            WhichBound::Lower => "lower",
            WhichBound::Upper => "upper",
            WhichBound::Before => "before",
            WhichBound::Whole => "as whole",
        };
        let days = bound.days.map_or_else(|| "on no day".to_owned(), date::show);
        let why = match &bound.ended {
            Some(other) => format!("until its source speaks again in {}", self.pointer(other)),
            None => why(bound),
        };
        self.page.fact(key, &format!("{}: {days}, {why}", bound.says))
    }

    /// `dprk-040 (claims/nis.yaml:12:12): NIS, 26 Oct 2024: at least 4,000`.
    fn pointer(&self, other: &Other) -> String {
        format!("{}: {}", verdict::pointer(self.run, other), other.label)
    }

    fn compared(&mut self, explanation: &Explanation) -> io::Result<()> {
        if let Some(with) = self.with {
            return self.compared_with(explanation, with);
        }
        if explanation.reads.is_none() {
            return Ok(());
        }
        let others: usize = explanation.compared.iter().map(|group| group.total).sum();
        let counted = counted(others, "other claim", "other claims");
        self.page.heading(&match others {
            0 => "No other claim is about the same thing".to_owned(),
            _ => format!("Compared with {counted} about the same thing"),
        })?;
        explanation.compared.iter().try_for_each(|group| verdict::write(&mut self.page, self.run, group))
    }

    fn compared_with(&mut self, explanation: &Explanation, with: ClaimId) -> io::Result<()> {
        self.page.heading(&format!("Compared with {}", self.run.records().id(with)))?;
        if explanation.compared.is_empty() {
            let apart = with::apart(explanation.claim.number, with, self.run);
            self.page.set(&apart, "  ", "  ")?;
        }
        explanation.compared.iter().try_for_each(|group| verdict::write(&mut self.page, self.run, group))
    }

    fn second_hand(&mut self, explanation: &Explanation, second: &SecondHand) -> io::Result<()> {
        let cited = explanation.facts.cites.as_ref().map_or("", |cites| cites.name.as_str());
        self.page.heading(&format!("What {cited} itself says"))?;
        let counts = if second.echo {
            "it said so itself, so this claim is an echo: it is compared with that statement only"
        } else if second.unverified {
            "the records have no statement of it that this claim could pass on, so a finding that rests on this claim alone is weak"
        } else {
            "the records have no statement of it about this, so this claim counts as a statement of its own"
        };
        self.page.set(counts, "  ", "  ")?;
        for other in &second.said {
            self.page.set(&self.pointer(other), "    ", "      ")?;
        }
        if !second.elsewhere.is_empty() {
            self.page.set("it gave the same number for something else:", "  ", "  ")?;
        }
        second
            .elsewhere
            .iter()
            .try_for_each(|other| self.page.set(&self.pointer(other), "    ", "      "))?;
        let distorts = |finding: &Finding| {
            let first = finding.labels.first().and_then(|label| label.claim);
            matches!(finding.kind, FindingKind::Misattribution | FindingKind::HedgeDrift)
                && first == Some(explanation.claim.number)
        };
        if explanation.findings.iter().any(|&at| distorts(&self.run.findings[at])) {
            self.page.set("this claim changes what it said: see the findings below", "  ", "  ")
        } else if second.echo {
            self.page.set("no error was found in how this claim passes it on", "  ", "  ")
        } else {
            Ok(())
        }
    }

    fn alike(&mut self, explanation: &Explanation, alike: &Agreement) -> io::Result<()> {
        self.page.heading("Who says the same")?;
        let origins = match alike.origins {
            1 => "all from one origin".to_owned(),
            origins => format!("{origins} independent origins"),
        };
        let others = alike.claims.iter().filter(|claim| **claim != explanation.claim.number);
        let others = others.map(|&claim| self.run.records().id(claim)).collect::<Vec<_>>().join(", ");
        let sources = counted(alike.sources, "source", "sources");
        self.page.set(&format!("{others}: with this one {sources}, {origins}"), "  ", "    ")
    }

    fn relations(&mut self, relations: &[AppliedRelation]) -> io::Result<()> {
        if relations.is_empty() {
            return Ok(());
        }
        self.page.heading(if self.with.is_some() {
            "Relations with both"
        } else {
            "Relations with this claim"
        })?;
        let says = |bound: &&AppliedRelation| {
            !bound.broken.is_empty() || bound.terms.iter().all(|(_, claims)| !claims.is_empty())
        };
        for bound in relations.iter().filter(says) {
            let of = match bound.of {
                RelationOf::SameSource => "within one source",
                RelationOf::Any => "across sources",
            };
            let terms = bound.terms.iter().map(|(name, claims)| format!("{} of {name}", claims.len()));
            let terms = terms.collect::<Vec<_>>().join(", ");
            let held = if bound.broken.is_empty() { "not broken" } else { "broken: see the findings below" };
            let words = format!("`{}` ({}, {of}): {held}; claims here: {terms}", bound.text, bound.rule);
            self.page.set(&words, "  ", "    ")?;
        }
        match relations.iter().filter(|bound| !says(bound)).count() {
            0 => Ok(()),
            silent => {
                let silent = counted(silent, "relation needs a figure", "relations need figures");
                self.page.set(&format!("{silent} that no claim here gives"), "  ", "    ")
            }
        }
    }

    fn findings(&mut self, findings: &[usize]) -> io::Result<()> {
        self.page.heading(if self.with.is_some() {
            "Findings with both"
        } else {
            "Findings with this claim"
        })?;
        for finding in findings.iter().map(|&at| &self.run.findings[at]) {
            let severity = describe::word(finding.severity);
            let words = format!("{severity}[{}] {}: {}", finding.rule, finding.fingerprint, finding.message);
            self.page.set(&words, "  ", "    ")?;
        }
        if findings.is_empty() {
            return self.page.set("nothing", "  ", "  ");
        }
        self.page.set("`gainsay explain` shows a finding by its fingerprint", "  ", "  ")
    }
}

/// How long a bound is valid where nothing supersedes it.
fn why(bound: &BoundValidity) -> String {
    let date = match bound.since {
        Since::AsOf => "its as-of date",
        Since::During => "its period",
        Since::Published => "the day it was said",
        Since::Period => return "always, as a count over a period is".to_owned(),
        Since::Undated => return "as it has no date".to_owned(),
    };
    match (bound.part, bound.lasting) {
        (WhichBound::Before, _) => format!("up to {date}, on which it began"),
        (_, Validity::Always) => "until its source takes it back".to_owned(),
        (_, Validity::Days(0)) => format!("on {date} alone"),
        (_, Validity::Days(days)) => format!("up to {} after {date}", describe::days(days)),
    }
}

fn shown(shown: &Shown) -> String {
    if shown.name == shown.id { shown.name.clone() } else { format!("{} ({})", shown.name, shown.id) }
}

/// `Kursk Oblast (kursk), within Russia (russia)`.
fn within(all: &[Shown], joint: &str) -> String {
    all.iter().map(shown).collect::<Vec<_>>().join(&format!(", {joint} "))
}

//! Which claims and findings an audit reports.

use std::collections::BTreeSet;
use std::num::{IntErrorKind, NonZeroUsize, ParseIntError};
use std::sync::LazyLock;

use clap::ArgAction;

use crate::cli::arguments::{Choice, one_of, pattern};
use crate::cli::select;
use crate::run::Failure;
use gainsay_core::check::Analysis;
use gainsay_core::check::audit::{Audit, Wanted};
use gainsay_core::claim::{Named, Records, Registry};
use gainsay_core::date::{self, When};
use gainsay_core::finding::FindingKind;
use gainsay_core::rule::Pattern;
use gainsay_core::text::Name;

/// Which findings are reported; everything is compared.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct Filters {
    /// Only these subjects: ids, aliases, or globs such as `dprk-*`. Repeat the flag or separate names with commas; the same goes for
    /// the other filters. A known name that contains a comma is not split
    #[arg(long, value_name = "SUBJECT", value_parser = pattern)]
    subject: Vec<Pattern>,

    /// Only these attributes
    #[arg(long, value_name = "ATTRIBUTE", value_parser = pattern)]
    attribute: Vec<Pattern>,

    /// Only these places, and what lies within them
    #[arg(long, value_name = "PLACE", value_parser = pattern)]
    place: Vec<Pattern>,

    /// Only claims of these sources, and the findings that they are part of
    #[arg(long, value_name = "SOURCE", value_parser = pattern)]
    source: Vec<Pattern>,

    /// Only claims of these two sources, and the findings between the two
    #[arg(long, value_names = ["SOURCE", "SOURCE"], num_args = 2, action = ArgAction::Set, value_parser = pattern)]
    between: Vec<Pattern>,

    /// Only claims about this day or later ones, as `2024-10-28`, `2024-10` or `2024`
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<When>,

    /// Only claims about this day or earlier ones
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<When>,

    /// Only findings of these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = one_of(&KINDS))]
    kind: Vec<FindingKind>,

    /// Only this many topics, the most disputed first: a topic is one attribute of one subject; the tables of claims and sources are
    /// still complete
    #[arg(long, value_name = "N", value_parser = top)]
    top: Option<NonZeroUsize>,
}

/// The kinds of findings, by the names that the reports have for them.
static KINDS: LazyLock<Vec<Choice<FindingKind>>> =
    LazyLock::new(|| FindingKind::ALL.iter().map(|kind| (kind.name(), *kind, kind.summary())).collect());

/// A date, given as an argument.
fn date(text: &str) -> Result<When, String> {
    date::parse(text).map_err(|error| format!("{}; {}", error.message, error.help))
}

/// A number of topics, given as an argument.
fn top(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|error: ParseIntError| match error.kind() {
        IntErrorKind::PosOverflow => format!("give a whole number from 1 to {}", usize::MAX),
        _ => "give a whole number above 0".to_owned(),
    })
}

/// The names in lists with commas, each by itself. A list that is itself the name of something is one.
fn each(given: Vec<Pattern>, records: &Records) -> Result<Vec<Pattern>, Failure> {
    let is_one = |text: &str| !text.contains(',') || text.contains('{') || records.names.find(text).is_some();
    let mut names = Vec::new();
    for list in given {
        if is_one(&list.text.value) {
            names.push(list);
            continue;
        }
        for name in list.text.value.split(',') {
            names.push(pattern(name.trim()).map_err(|message| {
                let message = format!("{message} in `{}`", list.text.value);
                Failure::new(message).help("give each name once, with a comma between two")
            })?);
        }
    }
    Ok(names)
}

/// Replaces an alias of one of `declared` with its id.
fn resolve(given: &mut Pattern, declared: &[&Named], records: &Records) {
    let text = |name: Name| records.names.text(name);
    let is_named = |of: &&&Named| of.aliases.iter().any(|alias| given.matches(text(alias.value)));
    let of = declared.iter().find(is_named).filter(|_| !given.is_glob());
    if let Some(Ok(id)) = of.map(|of| pattern(text(of.id.value))) {
        *given = id;
    }
}

impl Filters {
    /// The same with each name that is given in a list with commas by itself. Fails where a name of such a list is none.
    pub(super) fn one_by_one(mut self, records: &Records) -> Result<Self, Failure> {
        for given in [&mut self.subject, &mut self.attribute, &mut self.place, &mut self.source] {
            *given = each(std::mem::take(given), records)?;
        }
        Ok(self)
    }

    /// The same with the id of each source, subject and place that is given by an alias.
    pub(super) fn resolved(mut self, records: &Records) -> Self {
        let Registry { sources, subjects, places } = &records.registry;
        let sources: Vec<&Named> = sources.values().map(|source| &source.named).collect();
        let subjects: Vec<&Named> = subjects.values().collect();
        let places: Vec<&Named> = places.values().collect();
        let asked = [
            (&mut self.source, &sources),
            (&mut self.between, &sources),
            (&mut self.subject, &subjects),
            (&mut self.place, &places),
        ];
        for (patterns, declared) in asked {
            for pattern in patterns {
                resolve(pattern, declared, records);
            }
        }
        self
    }

    /// Fails where two filters leave nothing, whatever the claims are.
    pub(super) fn go_together(&self) -> Result<(), Failure> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from.first > to.last => {
                let message =
                    format!("`--from` is after `--to`: {} and {}", date::show(from), date::show(to));
                Err(Failure::new(message).help("give the earlier day with `--from`"))
            }
            _ => Ok(()),
        }
    }

    /// Fails where a filter names nothing that there is, and reports all such names.
    pub(super) fn check(&self, analysis: &Analysis<'_>) -> Result<(), Failure> {
        if let [one, other] = self.between.as_slice()
            && !one.is_glob()
            && one.matches(&other.text.value)
        {
            let message = format!("`--between` is given the source `{}` twice", one.text.value);
            return Err(Failure::new(message).help("give two sources"));
        }
        let unmatched = self.unmatched(analysis);
        match unmatched.as_slice() {
            [] if self.leaves_no_source(analysis.records()) => {
                Err(Failure::new("`--source` leaves out both sources of `--between`")
                    .help("leave `--source` out, or name one of the two with it"))
            }
            [] => Ok(()),
            [(message, help)] => Err(Failure::new(message).help(help)),
            several => {
                let each = several.iter().map(|(message, help)| format!("{message} ({help})"));
                Err(Failure::new(each.collect::<Vec<_>>().join("; ")))
            }
        }
    }

    /// Whether `--source` names none of the sources that `--between` does.
    fn leaves_no_source(&self, records: &Records) -> bool {
        if self.source.is_empty() || self.between.is_empty() {
            return false;
        }
        let any = |patterns: &[Pattern], name: &str| patterns.iter().any(|pattern| pattern.matches(name));
        let declared = records.registry.sources.keys().copied();
        let mut sources = records.claims.iter().map(|claim| claim.source.value).chain(declared);
        !sources.any(|source| {
            let name = records.names.text(source);
            any(&self.source, name) && any(&self.between, name)
        })
    }

    /// What is wrong with filters that name no subject, attribute, place or source that there is, and what to do about it.
    fn unmatched(&self, analysis: &Analysis<'_>) -> Vec<(String, String)> {
        let (records, rules) = (analysis.records(), analysis.rules());
        let claims = &records.claims;
        let subjects = claims.iter().filter_map(|claim| claim.subject.map(|subject| subject.value));
        let mut subjects = subjects.chain(records.registry.subjects.keys().copied());
        let sources = claims.iter().map(|claim| claim.source.value);
        let mut sources = sources.chain(records.registry.sources.keys().copied());
        let mut attributes = claims.iter().map(|claim| claim.attribute.value);
        let names = |pattern: &Pattern, name: &str| pattern.matches(name);
        let means = |pattern: &Pattern, name: &str| {
            let is_declared = !pattern.is_glob() && rules.attribute(&pattern.text.value).is_some();
            is_declared || rules.any_attribute(std::slice::from_ref(pattern), name)
        };
        let mut unmatched = Vec::new();
        let mut look = |thing,
                        patterns: &[Pattern],
                        known: &mut dyn Iterator<Item = Name>,
                        matches: &dyn Fn(&Pattern, &str) -> bool| {
            if patterns.is_empty() {
                return;
            }
            let known: BTreeSet<&str> = known.map(|name| records.names.text(name)).collect();
            let known: Vec<&str> = known.into_iter().collect();
            let of = |pattern| {
                let otherwise = || select::of_claims(thing, &known);
                select::unmatched(thing, pattern, &known, |name| matches(pattern, name), otherwise)
            };
            unmatched.extend(patterns.iter().filter_map(of));
        };
        look("subject", &self.subject, &mut subjects, &names);
        look("attribute", &self.attribute, &mut attributes, &means);
        let parties: Vec<Pattern> = self.source.iter().chain(&self.between).cloned().collect();
        look("source", &parties, &mut sources, &names);
        let places = claims.iter().filter_map(|claim| claim.place.map(|place| place.value));
        let mut places = places.chain(records.registry.places.keys().copied());
        look("place", &self.place, &mut places, &names);
        unmatched
    }

    /// Fails where no claim is about the days that are asked for; `audit` is of these filters.
    pub(super) fn check_days(&self, audit: &Audit<'_>) -> Result<(), Failure> {
        let asked = [("--from", self.from), ("--to", self.to)];
        let asked = asked.iter().filter_map(|(flag, day)| Some(format!("{flag} {}", date::show((*day)?))));
        let asked: Vec<String> = asked.collect();
        if asked.is_empty() || audit.claims().next().is_some() {
            return Ok(());
        }
        let every = audit
            .records()
            .claims
            .iter()
            .filter_map(|claim| Some(claim.as_of.or(claim.during).or(claim.published)?.value));
        let days = every.fold(None, |days: Option<When>, when| {
            let (first, last) = days.map_or((when.first, when.last), |days| {
                (days.first.min(when.first), days.last.max(when.last))
            });
            Some(When::days(first, last, true))
        });
        let help = days.map_or_else(
            || "no claim has a date".to_owned(),
            |days| format!("all claims together are about {}", date::show(days)),
        );
        Err(Failure::new(format!("no claim is left by `{}`", asked.join(" "))).help(help))
    }

    /// What is asked for, as the audit takes it.
    pub(super) fn wanted(&self) -> Wanted {
        let Self { subject, attribute, place, source, between, from, to, kind, top } = self.clone();
        Wanted {
            subject,
            attribute,
            place,
            source,
            between: between.try_into().ok(),
            from: from.map(|from| from.first),
            to: to.map(|to| to.last),
            kind,
            top: top.map(NonZeroUsize::get),
        }
    }

    /// Those in force, each by its name and its values, for people.
    pub(super) fn listed(&self) -> Vec<(&'static str, String)> {
        let Self { subject, attribute, place, source, between, from, to, kind, top } = self;
        let words =
            |patterns: &[Pattern]| patterns.iter().map(|pattern| pattern.text.value.clone()).collect();
        let date = |date: Option<When>| date.map(date::show).into_iter().collect();
        let kinds = FindingKind::ALL.iter().filter(|of| kind.contains(of)).map(|of| of.name().to_owned());
        let filters: [(_, Vec<String>); 9] = [
            ("Only subjects", words(subject)),
            ("Only attributes", words(attribute)),
            ("Only places", words(place)),
            ("Only sources", words(source)),
            ("Only between", words(between)),
            ("From", date(*from)),
            ("To", date(*to)),
            ("Only findings of kind", kinds.collect()),
            ("Only the most disputed", top.iter().map(ToString::to_string).collect()),
        ];
        let filters = filters.into_iter().filter(|(_, values)| !values.is_empty());
        filters.map(|(name, values)| (name, values.join(", "))).collect()
    }
}

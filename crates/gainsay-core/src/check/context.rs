//! What every step of the check looks things up in.

use std::sync::OnceLock;

use crate::check::attributes::{ClaimedAttributes, Known};
use crate::check::declared_places::DeclaredPlaces;
use crate::check::identity::Identities;
use crate::check::rule_list::RuleList;
use crate::check::shard::Own;
use crate::check::topic::KnownQuantities;
use crate::check::tree::Tree;
use crate::claim::{Claim, ClaimId, Copies, Named, Records};
use crate::date::Day;
use crate::maps::HashMap;
use crate::problem::Problem;
use crate::rule::{FileSeverities, Rule, RuleKind, Rules, Severities, Severity};
use gainsay_yaml::text::{FileId, Files, Name};

/// The input of a check, with the trees of sources and places.
#[derive(Debug)]
pub(super) struct Context<'r> {
    /// The files that spans point into.
    pub files: &'r Files,
    /// The claims and the registry.
    pub records: &'r Records,
    /// The rules and the vocabulary.
    pub rules: &'r Rules,
    /// The archived copies that were read.
    pub copies: Option<&'r Copies>,
    /// What went wrong before the records were read.
    pub problems: &'r [Problem],
    /// What is found in some files is of other severities.
    pub severities: &'r [FileSeverities],
    /// The day of the run.
    pub today: Option<Day>,
    /// Whose claims are reported on, and counted; nothing where all are.
    pub own: Option<Own>,
    /// The attributes that claims are about.
    pub attributes: ClaimedAttributes<'r>,
    /// The rules by kind, in the order in which they are declared.
    pub kinds: HashMap<RuleKind, RuleList<'r>>,
    /// Sources by parent.
    pub sources: Tree,
    /// Subjects by the one that they are part of.
    pub subjects: Tree,
    /// Places by the place around them.
    pub places: Tree,
    /// What claims without an id of their own are called in fingerprints.
    pub identities: Identities,
    /// The declared places by what they are called, once they are asked for.
    pub named_places: OnceLock<DeclaredPlaces>,
    /// What the wordings of quantities were read as.
    pub quantities: KnownQuantities,
    /// The attributes that are one slip from another one, once they are asked for.
    pub similar: OnceLock<Vec<[Name; 2]>>,
}

fn of_kinds(rules: &Rules) -> HashMap<RuleKind, RuleList<'_>> {
    let mut kinds: HashMap<RuleKind, Vec<&Rule>> = HashMap::default();
    for rule in rules.rules.values() {
        kinds.entry(rule.task.kind()).or_default().push(rule);
    }
    kinds.into_iter().map(|(kind, rules)| (kind, RuleList::new(rules))).collect()
}

impl<'r> Context<'r> {
    /// The context of `records` under `rules`, with nothing from elsewhere; the spans of both point into `files`.
    pub(super) fn new(files: &'r Files, records: &'r Records, rules: &'r Rules) -> Self {
        Self {
            files,
            records,
            rules,
            copies: None,
            problems: &[],
            severities: &[],
            today: None,
            own: None,
            attributes: ClaimedAttributes::new(records, rules),
            kinds: of_kinds(rules),
            sources: Tree::of_sources(&records.registry),
            subjects: Tree::of_subjects(&records.registry),
            places: Tree::of_places(&records.registry),
            identities: Identities::new(files, records),
            named_places: OnceLock::new(),
            quantities: KnownQuantities::default(),
            similar: OnceLock::new(),
        }
    }

    /// Whether `rule` may report something in `file`.
    pub(super) fn is_on(&self, rule: &Rule, file: FileId) -> bool {
        let Severities { strong, weak } = rule.severities_in(file, self.severities);
        strong.max(weak) > Severity::Off
    }

    /// Reports from here on only what is found about claims whose subject has a root for which `own` holds.
    pub(super) fn report_on(&mut self, own: impl Fn(&str) -> bool) {
        let is_own = |subject: Option<Name>| own(self.root(subject));
        self.own = Some(Own::new(is_own, &self.records.claims));
    }

    /// Whether what is found about the claims of `subject` is reported. Other claims are there to be held against.
    pub(super) fn reports_on(&self, subject: Option<Name>) -> bool {
        self.own.as_ref().is_none_or(|own| own.holds(subject))
    }

    /// The id of the subject at the end of the `part-of` of `subject`, or its own; empty where claims have none.
    pub(super) fn root(&self, subject: Option<Name>) -> &'r str {
        let root = subject.and_then(|subject| self.subjects.up(subject).last());
        root.map_or("", |root| self.text(root))
    }

    /// The archived copy that `claim` quotes from, where it was read.
    pub(super) fn copy(&self, claim: &Claim) -> Option<FileId> {
        self.copies?.get(claim.details.as_ref()?.text()?)
    }

    /// The declared places by what they are called.
    pub(super) fn declared_places(&self) -> &DeclaredPlaces {
        self.named_places.get_or_init(|| DeclaredPlaces::new(self.files, self.records))
    }

    /// The rules of a kind; nothing where there are none.
    pub(super) fn rules_of(&self, kind: RuleKind) -> Option<&RuleList<'r>> {
        self.kinds.get(&kind)
    }

    /// What is known of the attribute that `name`, which a claim has, is a name of.
    pub(super) fn attribute(&self, name: Name) -> &Known<'r> {
        self.attributes.of(name)
    }

    /// The attribute that `name` is a name of; nothing where no claim is about it.
    pub(super) fn attribute_named(&self, name: &str) -> Option<&Known<'r>> {
        self.attributes.identified(&self.rules.identity(name))
    }

    /// The text of a name.
    pub(super) fn text(&self, name: Name) -> &'r str {
        self.records.names.text(name)
    }

    /// The id of the subject of the claim with a number.
    pub(super) fn subject_of(&self, claim: ClaimId) -> Option<&'r str> {
        self.records.claim(claim).subject.map(|subject| self.text(subject.value))
    }

    /// The id of a claim.
    pub(super) fn id(&self, claim: &Claim) -> &'r str {
        self.text(claim.id.value)
    }

    /// What a claim is called in fingerprints: its id, or where findings call it by its file and number, a name that is the same
    /// wherever it stands.
    pub(super) fn identity<'c>(&'c self, claim: &Claim) -> &'c str {
        self.identities.get(claim.id.value).unwrap_or_else(|| self.id(claim))
    }

    /// The same of the claim that findings call `id`; nothing where fingerprints call it so too, or there is none.
    pub(super) fn identity_of(&self, id: &str) -> Option<&str> {
        self.identities.get(self.records.names.find(id)?)
    }

    /// The name of a source as shown.
    pub(super) fn source(&self, id: Name) -> &str {
        self.shown(id, self.records.registry.sources.get(&id).map(|source| &source.named))
    }

    /// The grade of a source by the Admiralty code, if it has one of its own.
    pub(super) fn grade(&self, source: Name) -> Option<char> {
        self.records.registry.sources.get(&source)?.reliability.map(|grade| grade.value)
    }

    /// The language that the value of a claim is worded in, where the claim, its report or its source says.
    pub(super) fn lang<'c>(&'c self, claim: &'c Claim) -> Option<&'c str> {
        let own = claim.details.as_ref().and_then(|details| details.lang());
        let source = || self.records.registry.sources.get(&claim.source.value)?.lang.as_ref();
        Some(own.or_else(source)?.as_str(self.files))
    }

    /// The name of a subject as shown.
    pub(super) fn subject(&self, id: Name) -> &str {
        self.shown(id, self.records.registry.subjects.get(&id))
    }

    /// The name of a place as shown.
    pub(super) fn place(&self, id: Name) -> &str {
        self.shown(id, self.records.registry.places.get(&id))
    }

    fn shown<'s>(&'s self, id: Name, named: Option<&'s Named>) -> &'s str {
        let name = named.and_then(|named| named.name.as_ref()).map(|name| name.as_str(self.files));
        name.unwrap_or_else(|| self.text(id))
    }
}

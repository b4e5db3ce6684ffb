//! What is at a spot: the claim there, and the name.

use gainsay_core::claim::{Claim, Named, Records};
use gainsay_core::rule::Rules;
use gainsay_core::text::{FileId, Name, Span, Spanned};

/// The claim around the byte `offset` of `file`.
pub(crate) fn claim(records: &Records, file: FileId, offset: usize) -> Option<&Claim> {
    records.claims.iter().find(|claim| holds(claim.span, file, offset))
}

/// Where the name at the byte `offset` of `file` is declared: a source, a subject, a place, an attribute, or a claim or a rule that an
/// entry of `accepted` names.
pub(crate) fn declared((records, rules): (&Records, &Rules), file: FileId, offset: usize) -> Option<Span> {
    let registry = &records.registry;
    let at = |name: &Spanned<Name>| holds(name.span, file, offset);
    let source = |name: Name| registry.sources.get(&name).map(|source| source.named.id.span);
    let subject = |name: Name| registry.subjects.get(&name).map(|named| named.id.span);
    let place = |name: Name| registry.places.get(&name).map(|named| named.id.span);
    // What a report says is said by each of its claims.
    let is_said = |claim: &&Claim| {
        let others = [claim.cites, claim.subject, claim.place].into_iter().flatten();
        others.chain([claim.source, claim.attribute]).any(|name| at(&name))
    };
    if let Some(claim) = claim(records, file, offset).or_else(|| records.claims.iter().find(is_said)) {
        let sources = [Some(claim.source), claim.cites].into_iter().flatten();
        let attribute = || {
            let declared = rules.attribute(records.names.text(claim.attribute.value))?;
            Some(declared.pattern.text.span)
        };
        return sources
            .into_iter()
            .find(at)
            .map(|name| source(name.value))
            .or_else(|| claim.subject.filter(at).map(|name| subject(name.value)))
            .or_else(|| claim.place.filter(at).map(|name| place(name.value)))
            .or_else(|| Some(claim.attribute).filter(at).map(|_| attribute()))
            .flatten();
    }
    let parent = |named: &Named| named.parent.filter(at).map(|parent| parent.value);
    let of_sources = || registry.sources.values().find_map(|of| parent(&of.named)).and_then(source);
    let of_subjects = || registry.subjects.values().find_map(parent).and_then(subject);
    let of_places = || registry.places.values().find_map(parent).and_then(place);
    let entry = records.accepted.iter().find(|entry| holds(entry.span, file, offset));
    let of_accepted = entry.and_then(|entry| {
        let claim = entry.claims.iter().find(|claim| holds(claim.span, file, offset));
        let rule = || rules.rules.get(records.names.text(entry.rule.filter(at)?.value));
        claim.map(|claim| records.claim(claim.value).id.span).or_else(|| Some(rule()?.id.span))
    });
    of_accepted.or_else(of_sources).or_else(of_subjects).or_else(of_places)
}

/// Whether the byte `offset` of `file` is in `span`, or at an end of it.
pub(crate) fn holds(span: Span, file: FileId, offset: usize) -> bool {
    span.file == file && span.start as usize <= offset && offset <= span.end as usize
}

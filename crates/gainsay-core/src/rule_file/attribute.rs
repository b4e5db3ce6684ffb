//! Attributes: from the keys of a file to what is known about each.

use super::declared::Declared;
use super::format::AttributeKeys;
use super::names::{Definition, Group, Groups};
use super::reader::{Reader, help};
use super::validity;
use super::vocabulary::Vocabulary;
use crate::problem::{Code, Problem};
use crate::rule::{Attribute, Kind, Pattern};
use gainsay_yaml::text::Text;

/// What all attributes say once `like` is followed, exact names before globs and longer globs before shorter ones.
pub(super) fn resolve(
    reader: &mut Reader<'_>,
    definitions: &Declared<Definition>,
    vocabulary: &Vocabulary,
) -> Vec<Attribute> {
    let groups = Groups::new(reader, definitions);
    let mut followed: Vec<Option<AttributeKeys>> = vec![None; groups.len()];
    for at in in_order(reader, &groups) {
        followed[at] = groups.get(at).map(|group| keys(reader, &groups, (at, group), &followed));
    }
    let attribute = |(at, group): (usize, &Group<'_>)| {
        let keys = followed[at].take().unwrap_or_default();
        make(reader, vocabulary, group, keys)
    };
    let mut attributes: Vec<Attribute> = groups.all().map(attribute).collect();
    attributes.sort_by_cached_key(|attribute| std::cmp::Reverse(attribute.pattern.weight()));
    attributes
}

/// The attributes that those of a group say they are like, with the key that says so.
fn likes<'g>(
    reader: &Reader<'_>,
    groups: &'g Groups<'_>,
    at: usize,
) -> impl Iterator<Item = (&'g Text, usize)> {
    let declarations = groups.get(at).into_iter().flat_map(|group| &group.declarations);
    let likes = declarations.filter_map(|declared| declared.value.keys.like.as_ref());
    let likes = likes.filter_map(|like| Some((like, groups.owner(reader.text(like))?)));
    likes.filter(|&(_, other)| other != at).collect::<Vec<_>>().into_iter()
}

/// All groups, each after those that it is like. A ring is reported, and cut where it closes.
fn in_order(reader: &mut Reader<'_>, groups: &Groups<'_>) -> Vec<usize> {
    let (mut order, mut rings) = (Vec::new(), Vec::new());
    let (mut open, mut done) = (vec![false; groups.len()], vec![false; groups.len()]);
    for (start, _) in groups.all() {
        let mut path = vec![(start, likes(reader, groups, start))];
        while let Some((at, likes_of)) = path.last_mut().filter(|(at, _)| !done[*at]) {
            let at = *at;
            open[at] = true;
            match likes_of.next() {
                Some((like, other)) if open[other] && !done[other] => rings.push(like),
                Some((_, other)) if done[other] => {}
                Some((_, other)) => path.push((other, likes(reader, groups, other))),
                None => {
                    done[at] = true;
                    order.push(at);
                    path.pop();
                }
            }
        }
    }
    for like in rings {
        let message = format!("`{}` refers back to this attribute", reader.text(like));
        let problem = Problem::new(Code::UnknownAttribute, like.span, message);
        reader.report(problem.help("one attribute of the ring must be defined without `like`"));
    }
    order
}

/// The keys of an attribute: of the latest declaration, completed by those of the attribute that it is like, then of the one
/// before.
fn keys(
    reader: &mut Reader<'_>,
    groups: &Groups<'_>,
    (own, group): (usize, &Group<'_>),
    followed: &[Option<AttributeKeys>],
) -> AttributeKeys {
    let mut keys = AttributeKeys::default();
    for (earlier, declared) in group.declarations.iter().enumerate().rev() {
        complete(&mut keys, &declared.value.keys);
        keys.title = keys.title.take().or_else(|| declared.value.keys.title.clone());
        let Some(like) = &declared.value.keys.like else { continue };
        match groups.owner(reader.text(like)) {
            Some(other) if other == own && earlier > 0 => {}
            Some(other) if other != own => {
                followed[other].iter().for_each(|other| complete(&mut keys, other));
            }
            meant => unknown(reader, groups, like, meant.is_some()),
        }
    }
    keys
}

fn unknown(reader: &mut Reader<'_>, groups: &Groups<'_>, like: &Text, itself: bool) {
    let word = reader.text(like);
    let message = if itself {
        format!("`{word}` is this attribute itself, and nothing before says what it is")
    } else {
        format!("unknown attribute `{word}`")
    };
    let names = groups.all().map(|(_, group)| group.pattern.text.value.as_str()).filter(|_| !itself);
    let help = help(word, names, "name an attribute that is declared under `attributes`");
    reader.report(Problem::new(Code::UnknownAttribute, like.span, message).help(help));
}

/// Takes over from `other` what `keys` does not say.
fn complete(keys: &mut AttributeKeys, other: &AttributeKeys) {
    // Scale, terms and unit belong to the kind: another kind has no use for them.
    let same = match (&keys.value, &other.value) {
        (Some(own), Some(other)) => own.value == other.value,
        _ => true,
    };
    if same {
        keys.unit = keys.unit.take().or_else(|| other.unit.clone());
        keys.scale = keys.scale.take().or_else(|| other.scale.clone());
        keys.terms = keys.terms.take().or_else(|| other.terms.clone());
        keys.additive = keys.additive.or(other.additive);
        keys.of_whole = keys.of_whole.or(other.of_whole);
    }
    keys.tolerance = keys.tolerance.take().or_else(|| other.tolerance.clone());
    keys.value = keys.value.or(other.value);
    validity::complete(keys, other);
    keys.forecast = keys.forecast.or(other.forecast);
}

/// Makes an attribute of its keys, checking what they name.
fn make(
    reader: &mut Reader<'_>,
    vocabulary: &Vocabulary,
    group: &Group<'_>,
    keys: AttributeKeys,
) -> Attribute {
    let pattern = group.pattern.clone();
    check(reader, vocabulary, &keys);
    let own = |text: Option<&Text>| text.map(|text| reader.text(text).to_owned());
    let (unit, scale, terms) = (own(keys.unit.as_ref()), own(keys.scale.as_ref()), own(keys.terms.as_ref()));
    // Which kind the other keys imply, where none is given.
    let named = [(&scale, Kind::Stage), (&terms, Kind::Category), (&unit, Kind::Quantity)];
    let implied = named.into_iter().find(|(name, _)| name.is_some()).map(|(_, kind)| kind);
    let kind = keys.value.map(|value| value.value).or(implied);
    let scale = match scale {
        None if kind == Some(Kind::Stage) => own_scale(reader, vocabulary, &pattern),
        scale => scale,
    };
    let (tolerance, mut margin) = super::rules::tolerances(reader, keys.tolerance.as_ref(), None);
    super::rules::resolve_margin(reader, margin.as_mut(), &vocabulary.units);
    Attribute {
        kind,
        tolerance,
        margin,
        unit,
        scale,
        terms,
        valid_for: validity::valid_for(reader, &keys),
        valid_by_value: validity::valid_by_value(reader, vocabulary, kind, &keys),
        additive: keys.additive.unwrap_or(false),
        of_whole: keys.of_whole.unwrap_or(false),
        forecast: keys.forecast.unwrap_or(false),
        title: keys.title,
        synonyms: group.synonyms.clone(),
        pattern,
    }
}

/// Checks what the keys name, and that they fit the kind.
fn check(reader: &mut Reader<'_>, vocabulary: &Vocabulary, keys: &AttributeKeys) {
    let kind = keys.value.map(|value| value.value);
    let named = [
        ("scale", &keys.scale, Kind::Stage),
        ("terms", &keys.terms, Kind::Category),
        ("unit", &keys.unit, Kind::Quantity),
    ];
    for (key, text, meant) in named {
        let Some(text) = text else { continue };
        if kind.is_some_and(|kind| kind != meant) {
            let message = format!("`{key}` does not apply to such values");
            let help = format!("remove it, or write `value: {}`", meant.name());
            reader.report(Problem::new(Code::UselessKey, text.span, message).help(help));
        }
        vocabulary.check(reader, key, text);
    }
}

/// The scale that bears the attribute's own name.
fn own_scale(reader: &mut Reader<'_>, vocabulary: &Vocabulary, pattern: &Pattern) -> Option<String> {
    let name = &pattern.text.value;
    if vocabulary.scales.contains_key(name) {
        return Some(name.clone());
    }
    let problem =
        Problem::new(Code::MissingKey, pattern.text.span, format!("the stages of `{name}` have no scale"));
    reader.report(problem.help("name one with `scale`, and declare its stages in order under `scales`"));
    None
}

//! The section `words`: what the words of a language mean.

use super::measure;
use super::reader::{Named, Reader};
use crate::problem::Code;
use crate::value::{Role, Words};
use gainsay_yaml::text::Text;
use gainsay_yaml::{Never, Node, NodeKind, Shaped};

/// Adds the words that an entry lists under a role.
pub(super) fn add(reader: &mut Reader<'_>, Named { key, value, .. }: Named<'_, '_>, words: &mut Words) {
    let role: Option<Role> = reader.decode(key);
    if let Some(list) = as_usual(value) {
        add_list(role, list, words);
        return;
    }
    let list: Option<Vec<Shaped<Text, Vec<Text>, Never>>> = reader.decode(value);
    let list: Vec<Vec<Text>> = list.into_iter().flatten().map(equal).collect();
    let texts = list.iter().map(|equal| equal.iter().map(|word| reader.text(word)).collect());
    add_list(role, texts.collect(), words);
}

fn equal(entry: Shaped<Text, Vec<Text>, Never>) -> Vec<Text> {
    match entry {
        Shaped::Scalar(word) => vec![word],
        Shaped::List(words) => words,
        Shaped::Mapping(never) => match never {},
    }
}

/// Adds the words of a list under a role, those that are equal in one place.
fn add_list(role: Option<Role>, list: Vec<Vec<&str>>, words: &mut Words) {
    let Some(role) = role else { return };
    for (place, equal) in list.into_iter().enumerate() {
        for word in equal {
            words.add(role, u16::try_from(place).unwrap_or(u16::MAX), word);
        }
    }
}

/// The words of a list in which nothing is wrong, those that are equal together; nothing of any other, as only decoding tells what is
/// wrong with it.
fn as_usual<'t>(list: Node<'t, '_>) -> Option<Vec<Vec<&'t str>>> {
    let words = |item: Node<'t, '_>| match item.kind() {
        NodeKind::Scalar => Some(vec![item.as_str()?]),
        NodeKind::Sequence if !item.is_cut() => item.items().map(Node::as_str).collect(),
        _ => None,
    };
    let whole = list.kind() == NodeKind::Sequence && !list.is_cut();
    whole.then(|| list.items().map(words).collect())?
}

/// Adds a zone of clock times with its offset from UTC.
pub(super) fn add_zone(reader: &mut Reader<'_>, Named { name, value, .. }: Named<'_, '_>, words: &mut Words) {
    let Some(offset) = reader.decode::<Option<Text>>(value) else { return };
    let minutes = offset.and_then(|text| reader.measure(&text, Code::WrongType, measure::offset));
    words.add_zone(name, minutes);
}

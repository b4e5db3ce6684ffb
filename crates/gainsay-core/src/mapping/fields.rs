//! The fields of a row of JSON or front matter.

use std::borrow::Cow;
use std::collections::HashMap;

use super::columns::composed;
use gainsay_yaml::{Node, NodeId, NodeKind};

/// How many fields are looked for one by one; more are looked up.
const FEW: usize = 8;

/// A field: its name and its value, and the name of another one that is called so.
type Field<'t, 'a> = (Node<'t, 'a>, Node<'t, 'a>, Option<Node<'t, 'a>>);

/// Where the fields of the mappings of a row are, by their names.
pub(super) struct Fields<'t, 'a> {
    /// Whether many are asked for.
    many: bool,
    of: HashMap<NodeId, HashMap<Cow<'t, str>, Field<'t, 'a>>>,
}

impl<'t, 'a> Fields<'t, 'a> {
    /// The fields of a row that is asked for so many.
    pub(super) fn new(asked: usize) -> Self {
        Self { many: asked > FEW, of: HashMap::new() }
    }

    /// The field of `node` with that name, else at that path: names and numbers of items, from 0, with `.` between. `twice` is told of
    /// a field that is there twice.
    pub(super) fn find(
        &mut self,
        node: Node<'t, 'a>,
        name: &str,
        twice: &mut impl FnMut(Node<'t, 'a>, Node<'t, 'a>),
    ) -> Option<Node<'t, 'a>> {
        if let Some(found) = self.step(node, name, twice) {
            return Some(found);
        }
        let dots = name.char_indices().filter(|(_, c)| *c == '.').map(|(at, _)| at);
        dots.into_iter().find_map(|dot| {
            let inner = self.step(node, &name[..dot], twice)?;
            self.find(inner, &name[dot + 1..], twice)
        })
    }

    /// What is below `node` at `name`: a field, or an item by its number.
    fn step(
        &mut self,
        node: Node<'t, 'a>,
        name: &str,
        twice: &mut impl FnMut(Node<'t, 'a>, Node<'t, 'a>),
    ) -> Option<Node<'t, 'a>> {
        if node.kind() == NodeKind::Sequence {
            return node.items().nth(name.parse().ok()?);
        }
        let name = composed(name);
        let (first, value, again) = if self.many {
            *self.of.entry(node.id()).or_insert_with(|| fields(node)).get(&name)?
        } else {
            let called =
                |(key, _): &(Node<'t, 'a>, Node<'t, 'a>)| key.as_str().map(composed) == Some(name.clone());
            let mut fields = node.entries().filter(called);
            let (first, value) = fields.next()?;
            (first, value, fields.next().map(|(again, _)| again))
        };
        if let Some(again) = again {
            twice(first, again);
        }
        Some(value)
    }
}

/// The fields of `node` by their names.
fn fields<'t, 'a>(node: Node<'t, 'a>) -> HashMap<Cow<'t, str>, Field<'t, 'a>> {
    let mut fields: HashMap<Cow<'t, str>, Field<'t, 'a>> = HashMap::new();
    for (key, value) in node.entries() {
        let Some(name) = key.as_str() else { continue };
        let field = fields.entry(composed(name));
        field.and_modify(|(.., again)| *again = again.or(Some(key))).or_insert((key, value, None));
    }
    fields
}

/// What is below `node` at `name`.
pub(super) fn step<'t, 'a>(
    node: Node<'t, 'a>,
    name: &str,
    twice: &mut impl FnMut(Node<'t, 'a>, Node<'t, 'a>),
) -> Option<Node<'t, 'a>> {
    Fields::new(1).step(node, name, twice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problem;
    use gainsay_yaml::parse;
    use gainsay_yaml::text::FileId;

    #[test]
    fn fields_are_found_by_name_and_path() {
        let text = "{\"a.b\": 1, \"e\u{301}\": 6, \"a\": {\"c\": 2, \"d\": [{\"e\": 3}, 4]}, \"a\": 5}";
        let tree = parse(FileId::from_index(0), text, &mut Vec::<Problem>::new());
        let root = tree.documents().next().unwrap();
        for (name, value, twice) in [
            ("a.b", Some("1"), 0),
            ("a.c", Some("2"), 1),
            ("a.d.0.e", Some("3"), 1),
            ("a.d.1", Some("4"), 1),
            ("a.x", None, 1),
            ("\u{e9}", Some("6"), 0),
        ] {
            for asked in [1, 100] {
                let mut count = 0;
                let found = Fields::new(asked).find(root, name, &mut |_, _| count += 1);
                assert_eq!((found.and_then(Node::as_str), count), (value, twice), "{name}");
            }
        }
    }
}

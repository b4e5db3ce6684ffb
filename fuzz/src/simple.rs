//! Any text, read in the quick way and by the full parser: both come to the same tree, with the same spots and problems.

use gainsay_core::problem::Problem;
use gainsay_core::text::Files;
use gainsay_yaml::{Node, Tree, parse, parse_in_full, parse_line};

/// A text is read in each way that takes a quick one where it can: as a file, and as a line of one.
pub fn hold(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut files = Files::default();
    let id = files.add("a.yaml", &*text);
    let text = &*files.get(id).text;
    let full = read(|problems| parse_in_full(id, text, problems));
    same(&full, &read(|problems| parse(id, text, problems)), text);
    same(&full, &read(|problems| parse_line(id, text, 0..text.len(), problems)), text);
    behind_another_line(&full, text);
}

/// What is read, and what is wrong with it.
struct Read<'a>(Tree<'a>, Vec<Problem>);

fn read<'a>(parse: impl FnOnce(&mut Vec<Problem>) -> Tree<'a>) -> Read<'a> {
    let mut problems = Vec::new();
    Read(parse(&mut problems), problems)
}

fn same(full: &Read<'_>, quick: &Read<'_>, text: &str) {
    assert_eq!(full.1, quick.1, "{text:?}");
    assert!(full.0.documents().map(shape).eq(quick.0.documents().map(shape)), "{text:?}");
}

/// A line of a longer text has the spots that it has in that.
fn behind_another_line(full: &Read<'_>, text: &str) {
    const BEFORE: &str = "before: x\n";
    let mut files = Files::default();
    let longer = format!("{BEFORE}{text}");
    let id = files.add("a.yaml", &*longer);
    let longer = &*files.get(id).text;
    if longer.len() != BEFORE.len() + text.len() {
        return;
    }
    let Read(tree, problems) = read(|problems| parse_line(id, longer, BEFORE.len()..longer.len(), problems));
    let shift = BEFORE.len() as u32;
    let moved = |spot: &mut (u32, u32)| (spot.0, spot.1) = (spot.0 + shift, spot.1 + shift);
    let alone: Vec<Shape> = full.0.documents().map(shape).collect();
    let moved = |mut shape: Shape| {
        shape.iter_mut().flat_map(|part| &mut part.spots).for_each(moved);
        shape
    };
    assert!(tree.documents().map(shape).eq(alone.into_iter().map(moved)), "{text:?}");
    let spots = |problems: &[Problem], by: u32| -> Vec<_> {
        problems
            .iter()
            .map(|problem| (problem.code, problem.span.start + by, problem.message.clone()))
            .collect()
    };
    assert_eq!(spots(&problems, 0), spots(&full.1, shift), "{text:?}");
}

/// All nodes of a document, in their order.
type Shape = Vec<Part>;

/// A node.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    /// Its kind and what else is known of it, in words.
    is: String,
    text: Option<String>,
    /// Where it is, and where its head is.
    spots: [(u32, u32); 2],
}

fn shape(document: Node<'_, '_>) -> Shape {
    let mut shape = Vec::new();
    add(document, &mut shape);
    shape
}

fn add(node: Node<'_, '_>, shape: &mut Shape) {
    let verbatim = node.text().map(|text| text.is_verbatim());
    shape.push(Part {
        is: format!(
            "{:?} {} {} {} {verbatim:?}",
            node.kind(),
            node.is_plain(),
            node.is_cut(),
            node.is_broken()
        ),
        text: node.as_str().map(str::to_owned),
        spots: [node.span(), node.head()].map(|span| (span.start, span.end)),
    });
    node.items().for_each(|item| add(item, shape));
    for (key, value) in node.entries() {
        add(key, shape);
        add(value, shape);
    }
}

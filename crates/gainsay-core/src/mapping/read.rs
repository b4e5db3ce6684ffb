//! From the tree of a mapping file to what it says.

use std::collections::{HashMap, HashSet};

use super::format::{CONDITIONS, REGISTRY, TABLE};
use super::model::{Cell, Column, Given, Key, Mapping, Part, Table, Template, Words};
use crate::claim::KEYS;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, Spanned};
use gainsay_yaml::{Node, NodeKind, Tree, duplicate_key, unknown_key};

/// What begins a list of claims, and what is accepted of them.
const LISTS: [&str; 2] = ["claims", "accepted"];

/// The keys that make a claim what it is: by them it is called where nothing else says how, be they cells or constants. Two mapping
/// files of one name differ in some of them, or their rows say the same.
pub(super) const NAMING: [&str; 9] =
    ["source", "subject", "attribute", "place", "scope", "as-of", "during", "published", "cites"];

/// Reads the mapping file whose tree is `tree`; `stem` is how its claims are called in front.
pub(super) fn read(
    files: &Files,
    file: FileId,
    tree: &Tree<'_>,
    stem: &str,
    problems: &mut Vec<Problem>,
) -> Mapping {
    let mut documents = tree.documents().filter(|root| root.kind() != NodeKind::Null || root.is_broken());
    let root = documents.next().or(tree.documents().next());
    let Some(root) = root.filter(|root| root.kind() != NodeKind::Null || root.is_broken()) else {
        if problems.is_empty() {
            let problem = Problem::new(Code::MissingKey, files.opening(file), "the key `read` is missing");
            problems.push(problem.help("say which tables are read: `read: data/*.csv`"));
        }
        return Mapping::default();
    };
    if let Some(further) = documents.next() {
        let problem = Problem::new(Code::MisplacedKey, further.head(), "a mapping file is one document")
            .label("this one is not read")
            .help("put it into a mapping file of its own");
        problems.push(problem);
    }
    if root.kind() != NodeKind::Mapping {
        let problem = Problem::new(Code::WrongType, root.head(), "a mapping file is a mapping of keys");
        problems.push(problem.help("begin with `read:` and the path of a table"));
        return Mapping::default();
    }
    let sections = REGISTRY.iter().map(|(section, _)| *section);
    let known: Vec<&str> = TABLE.into_iter().chain(LISTS).chain(sections).chain(KEYS).collect();
    malformed_list(files, root, problems);
    let before = problems.len();
    let entries = entries(root, &known, problems);
    let mut mapping = Mapping::default();
    let get =
        |name: &str| entries.iter().find(|(known, ..)| *known == name).map(|(_, key, value)| (*key, *value));
    mapping.accepted = get("accepted").map(|(_, list)| list.id());
    let declares = REGISTRY.iter().any(|(section, _)| get(section).is_some());
    let sections = REGISTRY.iter().map(|(section, _)| *section);
    let further = |name: &str| name != "accepted" && !sections.clone().any(|section| section == name);
    if !declares || entries.iter().any(|(name, ..)| further(name)) {
        let mut reader = Reader::new(files, problems, None);
        mapping.tables.extend(reader.claims(root, &entries, stem));
    }
    for (section, keys) in REGISTRY {
        if let Some((key, value)) = get(section) {
            let mut reader = Reader::new(files, problems, Some(section));
            mapping.tables.extend(reader.registry(section, keys, (key, value), stem));
        }
    }
    // What is wrong beside `read` is so for each claim that takes it from there.
    let mut known = HashSet::new();
    problems.retain(|problem| known.insert((problem.span, problem.code, problem.message.clone())));
    if root.is_cut() {
        let found = problems.split_off(before.min(problems.len()));
        let kept = without_those_of_the_cut(files.get(file).text.as_str(), problems, found);
        problems.extend(kept);
    }
    mapping
}

/// Those of the `found` problems that what is not read of `text` can not be why: nothing is missing, and no key in the line of what is
/// `malformed` lacks its value.
fn without_those_of_the_cut(text: &str, malformed: &[Problem], found: Vec<Problem>) -> Vec<Problem> {
    let malformed = malformed.iter().filter(|problem| problem.code == Code::MalformedYaml);
    let cut = malformed.map(|problem| problem.span.start as usize).min().unwrap_or(text.len());
    let on_its_line = |problem: &Problem| {
        text.get(problem.span.end as usize..cut).is_some_and(|rest| !rest.trim_end().contains('\n'))
    };
    let missing = |problem: &Problem| match problem.code {
        Code::MissingKey => true,
        Code::WrongType => on_its_line(problem),
        _ => false,
    };
    found.into_iter().filter(|problem| !missing(problem)).collect()
}

/// Says of an item of a list which does not fit that the key above it is missing: the list of what rows become.
fn malformed_list(files: &Files, root: Node<'_, '_>, problems: &mut [Problem]) {
    if !root.is_cut() || root.get("claims").is_some() {
        return;
    }
    for problem in problems.iter_mut().filter(|problem| problem.code == Code::MalformedYaml) {
        let Span { file, start, .. } = problem.span;
        let text = files.get(file).text.as_str();
        let line = text[..start as usize].rfind('\n').map_or(0, |end| end + 1);
        // An item of another list has its key, or the item before it, right above.
        let above = text[..line].trim_end().rsplit('\n').next().unwrap_or_default().trim();
        if above.ends_with(':') || above.starts_with("- ") {
            continue;
        }
        if text[line..].trim_start_matches(' ').starts_with("- ") {
            "`claims:` is missing above this list".clone_into(&mut problem.message);
            problem.help = Some("write `claims:` on a line above the first `- `".to_owned());
        }
    }
}

/// An entry of a mapping whose key is known.
pub(super) type Entry<'t, 'a> = (&'static str, Node<'t, 'a>, Node<'t, 'a>);

/// The entries of `node` whose keys are `known`; the others are reported.
pub(super) fn entries<'t, 'a>(
    node: Node<'t, 'a>,
    known: &[&'static str],
    problems: &mut Vec<Problem>,
) -> Vec<Entry<'t, 'a>> {
    let mut entries: Vec<Entry<'t, 'a>> = Vec::new();
    for (key, value) in node.entries() {
        let Some(name) = known.iter().find(|known| key.as_str() == Some(**known)) else {
            problems.push(unknown_key(node, key, known.iter().copied()));
            continue;
        };
        match entries.iter().find(|(other, ..)| other == name) {
            Some((_, first, _)) => problems.push(duplicate_key(*first, key)),
            None => entries.push((name, key, value)),
        }
    }
    entries
}

/// Reads one table of a mapping.
pub(super) struct Reader<'p, 'f> {
    pub(super) files: &'f Files,
    pub(super) problems: &'p mut Vec<Problem>,
    columns: Vec<Column>,
    pub(super) conditions: Vec<Spanned<Option<String>>>,
    known: HashMap<String, usize>,
    pub(super) section: Option<&'static str>,
}

impl<'p, 'f> Reader<'p, 'f> {
    fn new(files: &'f Files, problems: &'p mut Vec<Problem>, section: Option<&'static str>) -> Self {
        Self { files, problems, columns: Vec::new(), conditions: Vec::new(), known: HashMap::new(), section }
    }

    /// The number of the column that `node` names.
    pub(super) fn column(&mut self, node: Node<'_, '_>) -> Option<usize> {
        // What pandas writes as an index has an empty name, which is written in quotation marks.
        let name = node.as_str().map(str::trim).filter(|name| !name.is_empty() || !node.is_plain());
        let Some(name) = name else {
            let problem = Problem::new(Code::WrongType, node.span(), "this is not a column");
            self.problems
                .push(problem.help("write its name in the header, or its number if there is no header"));
            return None;
        };
        Some(self.column_at(name, node.span()))
    }

    pub(super) fn column_at(&mut self, name: &str, span: Span) -> usize {
        if let Some(&known) = self.known.get(name) {
            return known;
        }
        self.columns.push(Column { name: name.to_owned(), span });
        self.known.insert(name.to_owned(), self.columns.len() - 1);
        self.columns.len() - 1
    }

    /// What claims are made of; none where nothing says what is read.
    fn claims(&mut self, root: Node<'_, '_>, entries: &[Entry<'_, '_>], stem: &str) -> Option<Table> {
        let mut table = self.table(root, entries)?;
        let own: Vec<&Entry<'_, '_>> = entries.iter().filter(|(name, ..)| KEYS.contains(name)).collect();
        let list = entries.iter().find(|(name, ..)| *name == "claims").map(|(.., list)| *list);
        match list {
            Some(list) if list.kind() == NodeKind::Sequence => {
                if list.items().next().is_none() {
                    let problem = Problem::new(Code::InvalidValue, list.span(), "the list is empty");
                    self.problems.push(problem.help("say what each row becomes, or leave `claims` out"));
                }
                for item in list.items() {
                    table.templates.extend(self.claim(item, &own, stem));
                }
            }
            Some(list) => {
                let problem = Problem::new(Code::WrongType, list.head(), "`claims` takes a list");
                self.problems.push(problem.help("begin each claim with `- `"));
            }
            None if own.is_empty() => table.plain = true,
            None => {
                let claim = self.template(root.head(), &[], &own, stem);
                table.templates.extend(claim);
            }
        }
        table.columns = std::mem::take(&mut self.columns);
        table.conditions = std::mem::take(&mut self.conditions);
        Some(table)
    }

    /// The claim of the item `node` of `claims`, which takes what it leaves out from `own`.
    fn claim(&mut self, node: Node<'_, '_>, own: &[&Entry<'_, '_>], stem: &str) -> Option<Template> {
        if node.kind() != NodeKind::Mapping {
            let problem = Problem::new(Code::WrongType, node.head(), "a claim is a mapping of keys");
            self.problems.push(problem.help("write `attribute:` and `value: { from: COLUMN }`"));
            return None;
        }
        let known: Vec<&str> = CONDITIONS.into_iter().chain(KEYS).collect();
        let said = entries(node, &known, self.problems);
        self.template(node.head(), &said, own, stem)
    }

    fn template(
        &mut self,
        head: Span,
        said: &[Entry<'_, '_>],
        own: &[&Entry<'_, '_>],
        stem: &str,
    ) -> Option<Template> {
        let says = |name: &str| said.iter().any(|(known, ..)| *known == name);
        // A day and a period exclude each other, and so do two ends: what the claim says counts.
        let hidden = |name: &str| {
            says(name)
                || (name == "as-of" && says("during"))
                || (name == "during" && says("as-of"))
                || (name == "until" && says("final"))
                || (name == "final" && says("until"))
        };
        let further = own.iter().copied().filter(|(name, ..)| !hidden(name));
        let all: Vec<Entry<'_, '_>> = said.iter().chain(further).copied().collect();
        let before = self.problems.len();
        let mut keys = Vec::new();
        for &(name, key, value) in all.iter().filter(|(name, ..)| *name != "id" && !CONDITIONS.contains(name))
        {
            let given = self.given(name, value);
            keys.extend(given.map(|given| Key { name, written: Some(key.id()), given }));
        }
        // An id is not made of itself: where a template has its name, a column is called so.
        let names: Vec<&'static str> =
            all.iter().map(|(name, ..)| *name).filter(|name| *name != "id").collect();
        let id = all.iter().find(|(name, ..)| *name == "id");
        let id = id.and_then(|(.., value)| self.id(*value, &names));
        let skip = said.iter().find(|(name, ..)| *name == "skip");
        let skip = skip.map(|(.., value)| self.conditions(*value)).unwrap_or_default();
        let when = said.iter().find(|(name, ..)| *name == "when");
        let when = when.and_then(|(.., value)| self.condition(*value));
        self.complete(head, &all);
        let split = self.split(&keys, &all);
        if self.problems.len() > before {
            return None;
        }
        let usual_id = Words(vec![Part::Text(format!("{stem}#")), Part::Keys(NAMING.to_vec())]);
        Some(Template { when, skip, id, usual_id, keys, split })
    }

    /// Reports what a claim has to say and does not.
    fn complete(&mut self, head: Span, all: &[Entry<'_, '_>]) {
        let get = |key: &str| all.iter().find(|(name, ..)| *name == key).map(|(.., value)| *value);
        let unsure = get("stance").is_some_and(|stance| {
            stance.kind() == NodeKind::Mapping || stance.as_str() == Some("unconfirmed")
        });
        for key in ["source", "attribute", "value"] {
            if get(key).is_none() && !(key == "value" && unsure) {
                let problem = Problem::new(Code::MissingKey, head, format!("the key `{key}` is missing"));
                self.problems.push(problem.help(format!(
                    "give it here, or beside `read` for all claims: `{key}: {{ from: COLUMN }}`"
                )));
            }
        }
    }

    /// The one of `keys` whose cell holds several names; reports a second one.
    fn split(&mut self, keys: &[Key], all: &[Entry<'_, '_>]) -> Option<usize> {
        let splits =
            |key: &Key| matches!(&key.given, Given::Cell(Cell { split: Some(_), .. }) if key.name != "tags");
        let mut split = keys.iter().enumerate().filter(|(_, key)| splits(key)).map(|(at, _)| at);
        let first = split.next()?;
        if let Some(second) = split.next() {
            let spot = all.iter().find(|(name, ..)| *name == keys[second].name).map(|(_, key, _)| key.span());
            let message = format!("`{}` and `{}` both split a cell", keys[first].name, keys[second].name);
            let other = all.iter().find(|(name, ..)| *name == keys[first].name).map(|(_, key, _)| key.span());
            let problem = spot.map(|spot| Problem::new(Code::ExclusiveKeys, spot, message));
            self.problems.extend(problem.zip(other).map(|(problem, other)| {
                problem.related(other, "the other one").help(
                    "only one cell of a row can be split into several claims; remove `split` from one of the two keys",
                )
            }));
        }
        Some(first)
    }

    /// What an entry of a section of the registry is made of.
    fn registry(
        &mut self,
        section: &'static str,
        keys: &'static [&'static str],
        (key, node): (Node<'_, '_>, Node<'_, '_>),
        stem: &str,
    ) -> Option<Table> {
        if node.kind() != NodeKind::Mapping {
            let message = format!("`{section}` takes a mapping of keys here");
            let help = format!(
                "write `{section}: {{ read: PATH, id: {{ from: COLUMN }} }}`; what is declared by hand goes into a claim file"
            );
            self.problems.push(Problem::new(Code::WrongType, key.span(), message).help(help));
            return None;
        }
        let known: Vec<&str> = TABLE.into_iter().chain(keys.iter().copied()).collect();
        let entries = entries(node, &known, self.problems);
        let mut table = self.table(node, &entries)?;
        let Some(&(.., id)) = entries.iter().find(|(name, ..)| *name == "id") else {
            let problem = Problem::new(Code::MissingKey, key.span(), "the key `id` is missing");
            self.problems.push(problem.help("say which column holds the ids: `id: { from: COLUMN }`"));
            return None;
        };
        let id = self.whole("id", id)?;
        let mut given = Vec::new();
        for &(name, key, value) in entries.iter().filter(|(name, ..)| !TABLE.contains(name) && *name != "id")
        {
            let value = if name == "aliases" { self.given(name, value) } else { self.whole(name, value) };
            given.extend(value.map(|value| Key { name, written: Some(key.id()), given: value }));
        }
        let usual_id = Words(vec![Part::Text(stem.to_owned())]);
        let template =
            Template { when: None, skip: Vec::new(), id: Some(id), usual_id, keys: given, split: None };
        table.templates.push(template);
        table.columns = std::mem::take(&mut self.columns);
        table.conditions = std::mem::take(&mut self.conditions);
        Some(table)
    }
}

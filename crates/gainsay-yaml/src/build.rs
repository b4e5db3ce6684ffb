//! From parser events to the tree, in one pass.

use granit_parser::{Event, Parser, ScalarStyle, Span as Marks, StrInput, Tag as YamlTag, options};

use super::expand::Anchors;
use super::indent::{Within, shallow};
use super::malformed;
use super::tree::{Raw, Tag, Tree};
use crate::text::{Code, FileId, Problem, Span};

/// How deep lists and mappings may be nested, what aliases bring in included.
pub const NESTING_LIMIT: usize = 255;

/// Reads `text` from its start to its end.
pub(super) fn whole<'a>(file: FileId, text: &'a str, problems: &mut Vec<Problem>) -> Tree<'a> {
    let mut builder = Builder::new(file, text, text.len(), problems);
    let mut parser = parser(text);
    while let Some(event) = parser.next_event() {
        let read = match event {
            Ok((event, marks)) => builder.event(event, &marks),
            Err(error) => Err(Stop::Document(Box::new(malformed::problem(file, text, &error)))),
        };
        match read {
            Ok(()) => {}
            Err(Stop::Here(problem)) => {
                builder.problems.push(*problem);
                builder.cut();
                break;
            }
            Err(Stop::Document(problem)) => {
                let problem = malformed::ends_document(*problem, builder.bracket());
                builder.problems.push(problem);
                builder.cut();
                if !parser.proceed_next_document().unwrap_or(false) {
                    break;
                }
            }
        }
    }
    builder.tree
}

/// Reads `piece`, which is `shift` bytes further on in `text`: its tree, with the spans that it has in `text`,
/// and what it took of the budget for aliases. `None` if anything is wrong with it.
pub(super) fn piece<'a>(file: FileId, text: &'a str, piece: &str, shift: u32) -> Option<(Tree<'a>, usize)> {
    let mut problems = Vec::new();
    let mut builder = Builder { shift, ..Builder::new(file, text, piece.len(), &mut problems) };
    for event in parser(piece) {
        let (event, marks) = event.ok()?;
        builder.event(event, &marks).ok()?;
        if !builder.problems.is_empty() {
            return None;
        }
    }
    Some((builder.tree, builder.anchors.spent()))
}

pub(super) fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let limits = options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: NESTING_LIMIT,
        block_nesting_limit: NESTING_LIMIT,
    };
    Parser::new_from_str_with_options(text, limits)
}

/// How many nodes to make room for: a claim file has one for some 13 of its `len` bytes.
fn likely_nodes(len: usize) -> usize {
    len / 12 + 8
}

/// How far an error reaches.
pub(super) enum Stop {
    /// The rest of the document cannot be read.
    Document(Box<Problem>),
    /// The rest of the file is not to be read.
    Here(Box<Problem>),
}

impl From<Box<Problem>> for Stop {
    fn from(problem: Box<Problem>) -> Self {
        Self::Here(problem)
    }
}

/// How a list or mapping is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Lines,
    Brackets,
}

/// A list or mapping that is still open.
pub(super) struct Frame {
    /// Its node.
    pub(super) at: u32,
    pub(super) mapping: bool,
    form: Form,
    /// The column of the innermost list or mapping that is written in lines: of itself, or around its brackets.
    column: Option<u32>,
    /// Of a mapping, whether a key stands without its value yet.
    pub(super) keyed: bool,
    /// Of a mapping, the last key.
    pub(super) key: u32,
    /// Whether it has a merge key.
    pub(super) merges: bool,
    /// Its anchor, or 0.
    anchor: usize,
    /// How many levels are below it.
    height: usize,
}

/// Makes a tree of what it is given in the order of the text.
pub(super) struct Builder<'a, 'p> {
    pub(super) tree: Tree<'a>,
    pub(super) problems: &'p mut Vec<Problem>,
    pub(super) open: Vec<Frame>,
    pub(super) anchors: Anchors,
    /// Offset one past the last thing that can be seen.
    pub(super) last: u32,
    /// The offset in the text of the first byte that the parser saw.
    pub(super) shift: u32,
}

impl<'a, 'p> Builder<'a, 'p> {
    /// A builder for `len` bytes of `text`.
    pub(super) fn new(file: FileId, text: &'a str, len: usize, problems: &'p mut Vec<Problem>) -> Self {
        let nodes = Vec::with_capacity(likely_nodes(len));
        let tree = Tree {
            file,
            text,
            others: Vec::new(),
            foreign: false,
            nodes,
            decoded: Vec::new(),
            mark: 0,
            roots: Vec::new(),
            any_broken: false,
            goes_on: false,
        };
        let anchors = Anchors::new(len);
        Self { tree, problems, open: Vec::new(), anchors, last: 0, shift: 0 }
    }

    fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.tree.file, start, end)
    }

    fn next(&self) -> u32 {
        self.tree.nodes.len() as u32
    }

    pub(super) fn event(&mut self, event: Event<'_>, marks: &Marks) -> Result<(), Stop> {
        let range = marks.byte_range().unwrap_or_default();
        let (start, end) = (range.start as u32 + self.shift, range.end as u32 + self.shift);
        let column = marks.start.col() as u32;
        self.indented(&event, start, end)?;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let text_tag =
                    tag.is_some_and(|tag: std::borrow::Cow<'_, YamlTag>| tag.is_yaml_core_schema_tag("str"));
                let node = self.scalar(&text, style, text_tag, start, end);
                self.place(node, anchor);
            }
            Event::SequenceStart(_, anchor, _) => {
                // A list that is indented no further than its key is reported to start after its first dash, and after
                // the comments behind that.
                let keyed = self.open.last().is_some_and(|parent| parent.mapping);
                let dash = if keyed && start == end { self.dashes(self.last, start).next() } else { None };
                let around = dash.and_then(|_| self.column());
                let (start, end) = dash.map_or((start, end), |dash| (dash, dash + 1));
                self.open(Tag::Sequence, start, end, around.unwrap_or(column), anchor);
            }
            Event::MappingStart(_, anchor, _) => self.open(Tag::Mapping, start, end, column, anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                // Only brackets have an end of their own; indentation ends with its last content.
                if start < end {
                    self.last = end;
                }
                self.close()?;
            }
            Event::Alias(id) => {
                self.last = end;
                self.expand(id, self.span(start, end))?;
            }
            Event::UnresolvedAlias(name) => {
                let problem = Problem::new(
                    Code::UnknownAnchor,
                    self.span(start, end),
                    format!("no anchor `&{name}` is defined before this alias"),
                );
                self.problems.push(problem.help("name an anchor, or put the text in quotation marks"));
                self.last = end;
                self.tree.any_broken = true;
                self.place(Raw::new(Tag::Broken, start, end), 0);
            }
            _ => {}
        }
        Ok(())
    }

    /// The column of the innermost list or mapping that is written in lines.
    pub(super) fn column(&self) -> Option<u32> {
        self.open.last().and_then(|frame| frame.column)
    }

    /// Fails at a line of a quoted text, or within brackets, that is not indented further than what is around it.
    fn indented(&self, event: &Event<'_>, start: u32, end: u32) -> Result<(), Stop> {
        let Some(frame) = self.open.last() else { return Ok(()) };
        let Some(column) = frame.column else { return Ok(()) };
        let brackets = frame.form == Form::Brackets;
        let text = match event {
            Event::Scalar(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, ..) => true,
            Event::Scalar(..) => brackets,
            _ => false,
        };
        let check = |from, to, within| shallow(self.tree.text, from, to, column, within);
        let before = if brackets { check(self.last, start, Within::Brackets) } else { None };
        let own = || if text { check(start, end, Within::Text) } else { None };
        match before.or_else(own) {
            Some(line) => Err(Stop::Document(Box::new(line.problem(self.tree.file, self.tree.text)))),
            None => Ok(()),
        }
    }

    pub(super) fn open(&mut self, tag: Tag, start: u32, end: u32, column: u32, anchor: usize) {
        self.last = self.last.max(end);
        let at = self.next();
        let within = self.open.last().is_some_and(|frame| frame.form == Form::Brackets);
        let brackets = within || matches!(self.slice(start, end), "[" | "{");
        let (form, column) =
            if brackets { (Form::Brackets, self.column()) } else { (Form::Lines, Some(column)) };
        self.place(Raw::new(tag, start, end), 0);
        self.anchors.open(anchor, at);
        let mapping = tag == Tag::Mapping;
        let frame =
            Frame { at, mapping, form, column, keyed: false, key: 0, merges: false, anchor, height: 0 };
        self.open.push(frame);
    }

    /// Closes the innermost list or mapping.
    pub(super) fn close(&mut self) -> Result<(), Box<Problem>> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        if frame.merges {
            self.anchors.merge(&mut self.tree, frame.at, self.problems)?;
        }
        let (size, last) = (self.next() - frame.at, self.last);
        if let Some(raw) = self.tree.nodes.get_mut(frame.at as usize) {
            raw.link = size;
            raw.end = raw.end.max(last);
        }
        self.anchors.close(frame.anchor, frame.height + 1);
        self.raise(frame.height + 1);
        Ok(())
    }

    /// Puts a copy of what the anchor `id` names in the place of the alias at `alias`.
    fn expand(&mut self, id: usize, alias: Span) -> Result<(), Box<Problem>> {
        let at = self.next();
        let name = self.slice(alias.start, alias.end);
        let Some((from, height)) = self.anchors.complete(id) else {
            let message = format!("the alias `{name}` is inside its own anchor");
            self.problems.push(Problem::new(Code::RecursiveAlias, alias, message));
            self.begin(at);
            self.tree.any_broken = true;
            self.tree.nodes.push(Raw::new(Tag::Broken, alias.start, alias.end));
            return Ok(());
        };
        if self.open.len() + height > NESTING_LIMIT {
            let message = format!("the alias `{name}` nests lists and mappings too deep");
            return Err(Box::new(Problem::new(Code::AliasBudget, alias, message)));
        }
        self.begin(at);
        self.anchors.copy(&mut self.tree, from, alias)?;
        self.raise(height);
        Ok(())
    }

    /// Notes that `height` levels are below the innermost open node.
    fn raise(&mut self, height: usize) {
        if let Some(parent) = self.open.last_mut() {
            parent.height = parent.height.max(height);
        }
    }

    /// Adds a node as the next key, value, item or document.
    pub(super) fn place(&mut self, mut node: Raw, anchor: usize) {
        let at = self.next();
        if self.begin(at) && node.tag == Tag::Plain && self.slice(node.start, node.end) == "<<" {
            node.tag = Tag::Merge;
            if let Some(frame) = self.open.last_mut() {
                frame.merges = true;
            }
        }
        self.tree.nodes.push(node);
        if !node.tag.is_container() {
            self.anchors.open(anchor, at);
            self.anchors.close(anchor, 0);
        }
    }

    /// Counts the node that will be at `at`; whether it is a key.
    fn begin(&mut self, at: u32) -> bool {
        match self.open.last_mut() {
            None => self.tree.roots.push(at),
            Some(frame) if frame.mapping => {
                frame.keyed = !frame.keyed;
                if frame.keyed {
                    frame.key = at;
                }
                return frame.keyed;
            }
            Some(_) => {}
        }
        false
    }

    fn slice(&self, start: u32, end: u32) -> &'a str {
        self.tree.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        text_tag: bool,
        start: u32,
        end: u32,
    ) -> Raw {
        match style {
            ScalarStyle::Plain if !text_tag && start == end => {
                let node = self.absent(start);
                self.last = self.last.max(node.end);
                node
            }
            ScalarStyle::Plain => {
                self.last = end;
                if !text_tag && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
                    return Raw::new(Tag::Null, start, end);
                }
                let (tag, decoded) =
                    if text_tag { (Tag::Verbatim, Tag::Decoded) } else { (Tag::Plain, Tag::PlainDecoded) };
                self.held(tag, decoded, self.slice(start, end), text, start, end)
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                self.last = end;
                self.held(
                    Tag::Quoted,
                    Tag::Decoded,
                    self.slice(start + 1, end.saturating_sub(1)),
                    text,
                    start,
                    end,
                )
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // The parser's span runs on into the next line; what ends a block is layout.
                if text.trim_end().is_empty() {
                    let spot = self.absent(start);
                    self.last = self.last.max(spot.end);
                    return self.held(Tag::Decoded, Tag::Decoded, "|", "", spot.start, spot.end);
                }
                let written = self.slice(start, end).trim_end();
                let end = start + written.len() as u32;
                self.last = self.last.max(end);
                self.held(Tag::Verbatim, Tag::Decoded, written, text.trim_end(), start, end)
            }
        }
    }

    /// A scalar that is `tag` if the file writes it as it is, and `decoded` if not.
    fn held(&mut self, tag: Tag, decoded: Tag, written: &str, text: &str, start: u32, end: u32) -> Raw {
        if written == text {
            return Raw::new(tag, start, end);
        }
        self.tree.decoded.push(text.into());
        Raw { link: (self.tree.decoded.len() - 1) as u32, ..Raw::new(decoded, start, end) }
    }

    /// Nothing where a value or key could be: a value is underlined at its key, an item at its dash, a key at its colon.
    pub(super) fn absent(&self, at: u32) -> Raw {
        let (start, end) = match self.open.last() {
            Some(frame) if frame.keyed => {
                let key = self.tree.nodes[frame.key as usize];
                (key.start, key.end)
            }
            Some(frame) if !frame.mapping => {
                let first = frame.at + 1 == self.next();
                let from = if first { self.tree.nodes[frame.at as usize].start } else { self.last };
                self.dashes(from, at).last().map_or((at, at), |dash| (dash, dash + 1))
            }
            Some(_) => self.colon(at).map_or((at, at), |colon| (colon, colon + 1)),
            None => (at, at),
        };
        Raw::new(Tag::Null, start, end)
    }

    /// The colon after a key at `at` that is not written; the question mark before it, where there is no colon.
    fn colon(&self, at: u32) -> Option<u32> {
        let (before, behind) = self.tree.text.split_at_checked(at as usize)?;
        let layout = [' ', '\t', '\r', '\n'];
        let mut rest = behind.trim_start_matches(layout);
        while rest.starts_with('#') {
            rest = rest[rest.find(['\r', '\n']).unwrap_or(rest.len())..].trim_start_matches(layout);
        }
        let colon = rest.starts_with(':').then(|| self.tree.text.len() - rest.len());
        let mark = before.trim_end_matches(layout).strip_suffix('?').map(str::len);
        colon.or(mark).map(|found| found as u32)
    }

    /// The dashes of list items between `from` and `at`, where nothing else is written but comments, anchors and tags.
    fn dashes(&self, from: u32, at: u32) -> impl Iterator<Item = u32> + use<'a> {
        let text = self.slice(from, at);
        let mut behind = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = text.get(behind..)?;
                let (skipped, rest) = (rest.len(), rest.trim_start_matches([' ', '\t', '\r', '\n']));
                behind += skipped - rest.len();
                let word = |ends: &[char]| rest.find(ends).unwrap_or(rest.len());
                match rest.chars().next()? {
                    '#' => behind += word(&['\r', '\n']),
                    '-' if word(&[' ', '\t', '\r', '\n']) == 1 => {
                        behind += 1;
                        return Some(from + behind as u32 - 1);
                    }
                    _ => behind += word(&[' ', '\t', '\r', '\n']),
                }
            }
        })
    }

    /// The innermost bracket that is still open.
    fn bracket(&self) -> Option<Span> {
        let starts = self.open.iter().rev().map(|frame| self.tree.nodes[frame.at as usize].start);
        let bracket = |&start: &u32| matches!(self.slice(start, start + 1), "[" | "{");
        starts.take(1).find(bracket).map(|start| self.span(start, start + 1))
    }

    /// Ends the document here: what is complete stays, the record in the middle goes.
    ///
    /// A file is a mapping of lists or mappings of records, so the two outer levels are kept.
    fn cut(&mut self) {
        if let (Some(record), Some(section)) = (self.open.get(2), self.open.get(1)) {
            let from = if section.mapping { section.key } else { record.at };
            self.tree.nodes.truncate(from as usize);
            self.open[1].keyed = false;
        }
        self.open.truncate(2);
        while let Some(frame) = self.open.pop() {
            if frame.keyed {
                self.tree.nodes.truncate(frame.key as usize);
            }
            let size = self.next() - frame.at;
            let end =
                self.tree.nodes[frame.at as usize..].iter().map(|raw| raw.end).max().unwrap_or_default();
            // A mark such as a dash, where it is all that was read.
            let mark =
                |raw: &Raw| self.tree.text.get(raw.start as usize..)?.chars().next().map(char::len_utf8);
            let mark =
                self.tree.nodes.get(frame.at as usize).map(|raw| raw.start + mark(raw).unwrap_or(0) as u32);
            let last = self.last.max(mark.unwrap_or_default());
            if let Some(raw) = self.tree.nodes.get_mut(frame.at as usize) {
                // Where nothing is left, what was read of it is still to be underlined.
                let end = if end > raw.start { end } else { last.max(end) };
                (raw.link, raw.end, raw.cut) = (size, end, true);
            }
        }
    }
}

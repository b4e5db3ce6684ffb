//! The values for people: what each allows, a line for each part of it, and what comes of each two of them.

use std::io::{self, Write as _};

use textwrap::core::display_width;

use crate::cli::describe;
use crate::cli::explain::verdict;
use crate::cli::page::Page;
use crate::cli::select;
use crate::report::{self, Out, Style, cut, safe};
use crate::run::Ruleset;
use gainsay_core::check::explain::Reads;
use gainsay_core::check::problem_finding;
use gainsay_core::check::read::{MOST_COMPARED, ReadPair, ReadValue, ReadValues};
use gainsay_core::finding::WeakReason;
use gainsay_core::value::{Part, show};

/// Columns for the words of a part, at most.
const WORDS: usize = 24;

/// How many parts of a wording are shown.
const PARTS: usize = 60;

/// How many lines a value takes as a title, at most.
const TITLE: usize = 4;

/// Columns for what is before a value, and the marks around it.
const BEFORE: usize = 14;

/// Writes what `read` holds, for the attribute with that name.
pub(super) fn write(
    out: &mut Out<'_>,
    ruleset: &Ruleset,
    attribute: Option<&str>,
    read: &ReadValues,
    style: Style,
) -> io::Result<()> {
    if let Some(name) = attribute.filter(|name| ruleset.rules.attribute(name).is_none()) {
        let known = ruleset.rules.attributes.iter().map(|attribute| attribute.pattern.text.value.as_str());
        let near = select::near(name, known).map(|near| format!("; {near}")).unwrap_or_default();
        let words = format!("no file declares `{name}`, so the kind of each value is inferred{near}");
        Page::new(out, style).set(&words, "note: ", "      ")?;
        writeln!(out)?;
    }
    let mut blank = false;
    for (at, value) in read.values.iter().enumerate() {
        if std::mem::replace(&mut blank, value.read.is_ok()) {
            writeln!(out)?;
        }
        let number = (read.values.len() > 1).then_some(at + 1);
        self::value(out, ruleset, number, value, style)?;
    }
    if read.values.len() < 2 {
        return Ok(());
    }
    if blank {
        writeln!(out)?;
    }
    pairs(out, read, style)
}

fn value(
    out: &mut Out<'_>,
    ruleset: &Ruleset,
    number: Option<usize>,
    value: &ReadValue,
    style: Style,
) -> io::Result<()> {
    let reads = match &value.read {
        Ok(reads) => reads,
        Err(problem) => {
            let mut finding = problem_finding(problem);
            finding.message = shortened(&finding.message, style);
            return report::write_findings(out, &ruleset.files, &[finding], style);
        }
    };
    let mut page = Page::new(out, style);
    let worded = format!("`{}`", shortened(ruleset.files.slice(value.span), style));
    let number = number.map(|number| format!("{}: ", page.theme.accent(number))).unwrap_or_default();
    page.set(&worded, &number, "  ")?;
    page.fact("allows", &shortened(&reads.allows, style))?;
    let doubled = |widened: &String| format!("{}, with every hedge doubled", shortened(widened, style));
    page.fact_if("widened", reads.widened.as_ref().map(doubled))?;
    page.fact("read as", &read_as(reads, ruleset))?;
    page.fact_if("rounding", rounding(reads))?;
    parts(&mut page, &reads.parts)
}

/// A text with a value in it, as a title: in one line where a word of it is longer than that.
fn shortened(text: &str, style: Style) -> String {
    let text = safe::line(text);
    let columns = style.columns() - BEFORE;
    let lines = if text.split(' ').any(|word| display_width(word) > columns) { 1 } else { TITLE };
    cut(&text, columns * lines, style.unicode)
}

fn read_as(reads: &Reads, ruleset: &Ruleset) -> String {
    let unit = reads.unit.as_ref().filter(|_| reads.kind == "quantity");
    let unit = unit.map(|unit| match ruleset.rules.units.measures(unit) {
        true => format!("; any unit of {unit}"),
        false => format!("; the default unit is `{}`", safe::line(unit)),
    });
    let unit = unit.unwrap_or_default();
    let looks = if reads.declared.is_none() { ", inferred" } else { "" };
    let unconfirmed = if reads.unconfirmed { "; it confirms nothing, so it never conflicts" } else { "" };
    format!("{}{looks}{unit}{unconfirmed}", reads.kind)
}

fn rounding(reads: &Reads) -> Option<String> {
    let unit = reads.measured_in.as_deref().filter(|unit| *unit != "person");
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let off = (!reads.rounding.is_zero()).then(|| show::number(reads.rounding))?;
    Some(format!("as written it may be off by {off}{unit}, which comparisons allow for"))
}

/// A line for each part.
fn parts(page: &mut Page<'_>, parts: &[Part]) -> io::Result<()> {
    let shown: Vec<String> = parts
        .iter()
        .take(PARTS)
        .map(|part| cut(&format!("`{}`", safe::line(&part.words)), WORDS, page.style.unicode))
        .collect();
    let width = shown.iter().map(|words| display_width(words)).max().unwrap_or_default();
    for (part, words) in parts.iter().zip(&shown) {
        let blank = " ".repeat(width - display_width(words));
        page.set(&describe::part(part), &format!("    {words}{blank}  "), &" ".repeat(width + 6))?;
    }
    match parts.len().saturating_sub(PARTS) {
        0 => Ok(()),
        more => page.set(&format!("and {more} more; `--format json` has all of them"), "    ", "    "),
    }
}

fn pairs(out: &mut Out<'_>, read: &ReadValues, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style);
    if read.values.len() > MOST_COMPARED {
        let words = format!("values are not compared with each other if there are more than {MOST_COMPARED}");
        return page.set(&words, "note: ", "      ");
    }
    if read.pairs.is_empty() {
        return page.set("values that cannot be read are not compared", "note: ", "      ");
    }
    page.set("Compared with each other, on one day:", "", "  ")?;
    read.pairs.iter().try_for_each(|pair| {
        let [one, other] = pair.values.map(|at| at + 1);
        page.set(&comes_to(pair, style), &format!("  {one} and {other}: "), "    ")
    })
}

/// What two values come to: the verdict, the rule, and what both allow.
fn comes_to(pair: &ReadPair, style: Style) -> String {
    let Some(verdict) = pair.verdict else {
        return "not compared, since they are of different kinds".to_owned();
    };
    let rule = pair.rule.as_ref().map(|rule| format!(", by `{rule}`")).unwrap_or_default();
    let both = |shared: &String| format!("; both allow {}", shortened(shared, style));
    let shared = pair.shared.as_ref().map(both).unwrap_or_default();
    let weak = WeakReason::sentence(&pair.weak_because).map(|weak| format!("conflicting, {weak}"));
    format!("{}{rule}{shared}", weak.unwrap_or_else(|| verdict::heading(verdict)))
}

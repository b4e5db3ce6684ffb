//! Series of inputs that grow, each in a direction of its own: how much longer twice as much takes.
//!
//! What counts is the time over the bytes that are read and written together: an exponent of 1 is linear, and 1.2 is 2.3 times
//! the time for twice the bytes.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;

use crate::measure::{Cost, fastest};

/// The files of a series at one size: their paths and texts.
type Texts = Vec<(&'static str, String)>;

/// Inputs of one kind, in any size.
struct Series {
    name: &'static str,
    /// The command that reads them.
    command: &'static str,
    /// The smallest size; twice and four times as much follow.
    start: usize,
    texts: fn(usize) -> Texts,
}

/// What one size of a series came to.
struct Point {
    bytes: u64,
    read: u64,
    cost: Cost,
}

/// How often each size is measured.
const TIMES: usize = 3;

const SERIES: [Series; 20] = [
    Series { name: "attribute globs x claims", command: "check", start: 2_000, texts: attribute_globs },
    Series { name: "rules with where x claims", command: "check", start: 1_000, texts: rules_with_where },
    Series { name: "a status of many words", command: "check", start: 150, texts: words_of_a_status },
    Series { name: "chain of places", command: "check", start: 500, texts: chain_of_places },
    Series { name: "overlapping periods", command: "check", start: 2_000, texts: periods },
    Series { name: "scopes x wholes", command: "check", start: 1_000, texts: scopes_and_wholes },
    Series { name: "chain of sources, cited", command: "check", start: 500, texts: chain_of_sources },
    Series { name: "one source, one day", command: "check", start: 5_000, texts: one_source },
    Series { name: "one accepted entry", command: "check", start: 5_000, texts: one_accepted_entry },
    Series { name: "chain of like", command: "check", start: 2_000, texts: chain_of_like },
    Series { name: "chain of units", command: "check", start: 2_000, texts: chain_of_units },
    Series { name: "hedges", command: "check", start: 2_000, texts: hedges },
    Series { name: "synonyms of attributes", command: "check", start: 5_000, texts: synonyms },
    Series { name: "parts of one whole", command: "check", start: 2_000, texts: parts_of_one_whole },
    Series {
        name: "parts that are far too much",
        command: "check",
        start: 2_000,
        texts: parts_that_are_too_much,
    },
    Series { name: "sources of one sum", command: "check", start: 500, texts: sources_of_one_sum },
    Series { name: "places x topics of places", command: "check", start: 1_000, texts: topics_of_places },
    Series { name: "one topic, different values", command: "check", start: 5_000, texts: one_topic },
    Series { name: "audit of one topic", command: "audit", start: 2_000, texts: one_topic },
    Series { name: "audit of chained places", command: "audit", start: 500, texts: chain_of_places },
];

/// Measures the series whose names hold `only` in `folder`, and prints the exponent of each.
pub fn table(folder: &Path, only: &str) -> io::Result<()> {
    println!(
        "{:<28} {:>7} {:>9} {:>9} {:>9} {:>8} {:>9} {:>9}",
        "series", "n", "MB in", "MB out", "seconds", "peak MB", "x size", "exponent"
    );
    for series in SERIES.iter().filter(|series| series.name.contains(only)) {
        let mut first = None;
        for n in [1, 2, 4].map(|times| times * series.start) {
            let point = measure(folder, series, n)?;
            print_row(series.name, n, &point, first.as_ref());
            first.get_or_insert(point);
        }
    }
    Ok(())
}

fn measure(folder: &Path, series: &Series, n: usize) -> io::Result<Point> {
    let _ = fs::remove_dir_all(folder);
    let mut read = 0;
    for (path, text) in (series.texts)(n) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        read += text.len() as u64;
        fs::write(path, text)?;
    }
    let out = folder.join("out.json");
    let mut error = None;
    let cost = fastest(TIMES, &[0, 1], || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.args([series.command, "--format", "json", "claims"]).current_dir(folder);
        match File::create(&out) {
            Ok(file) => drop(command.stdout(file)),
            Err(refused) => error = Some(refused),
        }
        command
    })?;
    error.map_or(Ok(()), Err)?;
    Ok(Point { bytes: read + fs::metadata(&out)?.len(), read, cost })
}

fn print_row(name: &str, n: usize, point: &Point, first: Option<&Point>) {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let exponent = |first: &Point| {
        let times = |point: &Point| point.cost.processor.as_secs_f64().max(0.005);
        (times(point) / times(first)).ln() / (point.bytes as f64 / first.bytes as f64).ln()
    };
    let peak = point.cost.peak.map(megabytes);
    println!(
        "{name:<28} {n:>7} {:>9.2} {:>9.2} {:>9.2} {:>8} {:>9} {:>9}",
        megabytes(point.read),
        megabytes(point.bytes - point.read),
        point.cost.processor.as_secs_f64(),
        peak.map_or("?".to_owned(), |peak| format!("{peak:.0}")),
        peak.map_or(String::new(), |peak| format!("{:.1}", peak / megabytes(point.bytes))),
        first.map_or(String::new(), |first| format!("{:.2}", exponent(first))),
    );
}

/// The text that `line` makes of each number below `n`.
fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut text, at| {
        text.push_str(&line(at));
        text
    })
}

/// A claim of the source `s`, numbered `at`, with further keys.
fn claim(at: usize, source: usize, more: &str) -> String {
    format!("  - {{ id: c{at}, source: s{source}, {more} }}\n")
}

fn claims(n: usize, line: impl Fn(usize) -> String) -> String {
    format!("claims:\n{}", lines(n, line))
}

fn attribute_globs(n: usize) -> Texts {
    let rules = lines(n, |at| format!("  \"glob{at}-*-x\": {{ value: quantity }}\n"));
    let claims = claims(n, |at| {
        claim(at, at % 9, &format!("subject: x, attribute: glob{at}-a-x, value: {at}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims), ("rules/r.yaml", format!("attributes:\n{rules}"))]
}

fn rules_with_where(n: usize) -> Texts {
    let rules = lines(n, |at| {
        format!("  - id: r{at}\n    title: t\n    compare: count\n    where: {{ subject: \"x{at}-*\" }}\n")
    });
    let claims = claims(n, |at| {
        let subject = at / 2;
        claim(at, at % 2, &format!("subject: x{subject}-a, attribute: count, value: {at}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims), ("rules/r.yaml", format!("rules:\n{rules}"))]
}

/// Statuses of n places each, which all are looked at: more than 4,096 bytes are refused as a value, so that one alone is too short
/// to be measured.
fn words_of_a_status(n: usize) -> Texts {
    const CLAIMS: usize = 200;
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    let claims = claims(CLAIMS, |at| {
        let places = (at..at + n)
            .fold(String::new(), |places, at| places + " to q" + letter(at).encode_utf8(&mut [0; 4]));
        claim(
            at,
            at,
            &format!("subject: x{at}, attribute: deployment, value: deployed{places}, as-of: 2024-05-01"),
        )
    });
    vec![("claims/a.yaml", claims)]
}

fn chain_of_places(n: usize) -> Texts {
    let places = lines(n, |at| match at {
        0 => "  p0: {}\n".to_owned(),
        at => format!("  p{at}: {{ within: p{} }}\n", at - 1),
    });
    let claims = claims(n, |at| {
        claim(
            at,
            at % 7,
            &format!("subject: x, place: p{at}, attribute: deaths, value: {}, as-of: 2024-05-01", n + at),
        )
    });
    vec![("claims/a.yaml", format!("places:\n{places}{claims}"))]
}

fn periods(n: usize) -> Texts {
    let day = |at: usize| format!("{:04}-{:02}-{:02}", 1000 + at / 336, 1 + at / 28 % 12, 1 + at % 28);
    let claims = claims(n, |at| {
        let (from, to) = (day(at), day(2 * n - at));
        claim(
            at,
            at % 7,
            &format!("subject: x, attribute: deaths, value: {}, during: {from}/{to}", 2 * n - at),
        )
    });
    vec![("claims/a.yaml", claims)]
}

fn scopes_and_wholes(n: usize) -> Texts {
    let claims = claims(2 * n, |at| {
        let scope = if at % 2 == 1 { format!("scope: part{at}, ") } else { String::new() };
        let value = 200 - at % 2 * 50;
        claim(at, at % 7, &format!("subject: x, {scope}attribute: deaths, value: {value}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims)]
}

fn chain_of_sources(n: usize) -> Texts {
    let sources = lines(n, |at| match at {
        0 => "  s0: {}\n".to_owned(),
        at => format!("  s{at}: {{ part-of: s{} }}\n", at - 1),
    });
    let claims = claims(n, |at| {
        let cites = if at > 0 { format!("cites: s{}, ", at - 1) } else { String::new() };
        claim(at, at, &format!("subject: x, {cites}attribute: deaths, value: {at}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", format!("sources:\n{sources}{claims}"))]
}

fn one_source(n: usize) -> Texts {
    let claims = claims(n, |at| {
        claim(at, 0, &format!("subject: x, attribute: deaths, value: {at}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims)]
}

fn one_accepted_entry(n: usize) -> Texts {
    let value = |at: usize| 100 + at % 2 * 100;
    let accepted = lines(n, |at| format!("      c{at}: {}\n", value(at)));
    let claims = claims(n, |at| {
        claim(at, at % 7, &format!("subject: x, attribute: deaths, value: {}, as-of: 2024-05-01", value(at)))
    });
    let entry = format!("accepted:\n  - rule: death-toll\n    reason: known\n    values:\n{accepted}");
    vec![("claims/a.yaml", format!("{claims}{entry}"))]
}

fn chain_of_like(n: usize) -> Texts {
    let rules = lines(n, |at| match at {
        0 => "  a0: { value: quantity }\n".to_owned(),
        at => format!("  a{at}: {{ like: a{} }}\n", at - 1),
    });
    let claims = claims(n, |at| {
        claim(at, at % 2, &format!("subject: x, attribute: a{at}, value: {at}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims), ("rules/r.yaml", format!("attributes:\n{rules}"))]
}

fn chain_of_units(n: usize) -> Texts {
    let rules = lines(n, |at| match at {
        0 => "  unit0: { symbols: [unit0], measures: length }\n".to_owned(),
        at => format!("  unit{at}: {{ symbols: [unit{at}], is: 1 unit{} }}\n", at - 1),
    });
    let claims = claims(n, |at| {
        claim(at, at % 7, &format!("subject: x, attribute: height, value: {at} unit{at}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims), ("rules/r.yaml", format!("units:\n{rules}"))]
}

fn hedges(n: usize) -> Texts {
    let rules = lines(n, |at| format!("  hedge word {at}: {{ spread: 5%, synonyms: [other word {at}] }}\n"));
    let claims = claims(n, |at| {
        claim(
            at,
            at % 7,
            &format!("subject: x, attribute: deaths, value: other word {at} 100, as-of: 2024-05-01"),
        )
    });
    vec![("claims/a.yaml", claims), ("rules/r.yaml", format!("hedges:\n{rules}"))]
}

fn synonyms(n: usize) -> Texts {
    let names = lines(n, |at| format!("      - name-{at}\n"));
    let claims = claims(n, |at| {
        claim(at, at % 7, &format!("subject: x, attribute: name-{at}, value: 100, as-of: 2024-05-01"))
    });
    let rules = format!("attributes:\n  measure:\n    value: quantity\n    synonyms:\n{names}");
    vec![("claims/a.yaml", claims), ("rules/r.yaml", rules)]
}

fn parts_of_one_whole(n: usize) -> Texts {
    parts(n, 3)
}

/// Those of each source alone are more than the whole.
fn parts_that_are_too_much(n: usize) -> Texts {
    parts(n, 30)
}

/// Disjoint parts of a whole that seven sources count as n, each of so much.
fn parts(n: usize, each: usize) -> Texts {
    let places = lines(n, |at| format!("  p{at}: {{ within: land }}\n"));
    let claims = claims(n + 7, |at| {
        let (place, value) = if at < n { (format!("p{at}"), each) } else { ("land".to_owned(), n) };
        let keys =
            format!("subject: x, place: {place}, attribute: deaths, value: {value}, as-of: 2024-05-01");
        claim(at, at % 7, &keys)
    });
    vec![("claims/a.yaml", format!("places:\n  land: {{ parts: disjoint }}\n{places}{claims}"))]
}

/// The killed, the wounded and the casualties by n sources each, which do not add up.
fn sources_of_one_sum(n: usize) -> Texts {
    let claims = claims(3 * n, |at| {
        let (attribute, value) = [("killed", 1_000), ("wounded", 2_000), ("casualties", 2_500)][at % 3];
        let value = value + at / 3;
        claim(at, at / 3, &format!("subject: x, attribute: {attribute}, value: {value}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims)]
}

fn topics_of_places(n: usize) -> Texts {
    let places = lines(n, |at| format!("  p{at}: {{ name: Place {at} }}\n"));
    let claims = claims(n, |at| {
        claim(
            at,
            at % 2,
            &format!("subject: x{}, attribute: location, value: p{at}, as-of: 2024-05-01", at / 2),
        )
    });
    vec![("claims/a.yaml", format!("places:\n{places}{claims}"))]
}

fn one_topic(n: usize) -> Texts {
    let claims = claims(n, |at| {
        let value = 1_000 + 37 * at;
        claim(at, at % 50, &format!("subject: x, attribute: deaths, value: {value}, as-of: 2024-05-01"))
    });
    vec![("claims/a.yaml", claims)]
}

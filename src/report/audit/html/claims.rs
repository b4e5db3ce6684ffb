//! The table of all claims: the first ones as rows, all of them packed in columns.

use std::collections::BTreeMap;
use std::io;

use askama::Template;
use indexmap::IndexMap;
use serde::Serialize;

use super::link::{Links, Spot, web};
use crate::report::audit::AuditReport;
use crate::report::safe;
use gainsay_core::claim::ClaimId;
use gainsay_core::date::{self, Day};

/// How many claims are rows without a script.
const ROWS: usize = 200;

/// How many claims are packed together.
pub(super) const PACKED: usize = 8192;

/// Where there are more claims than this, the addresses of their pages are left to the other formats: they hardly pack.
const LINKED: usize = 50_000;

/// The head of the table and its first rows.
#[derive(Template)]
#[template(path = "audit/claims.html", whitespace = "minimize")]
pub(super) struct Claims<'a> {
    rows: Vec<Row<'a>>,
    /// How many there are beside those.
    left: usize,
    /// What writes all of them.
    all_claims: String,
}

struct Row<'a> {
    id: &'a str,
    source: &'a str,
    subject: &'a str,
    attribute: &'a str,
    place: &'a str,
    value: String,
    allows: String,
    when: String,
    day: Option<i32>,
    dispute: Option<&'a str>,
    spot: Spot,
    web: Option<String>,
}

/// What rows of claims are made of.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) report: AuditReport<'a>,
    pub(super) links: &'a Links,
    /// The element of the first dispute that each claim is in; nothing where it is in none. By the numbers of claims.
    pub(super) disputes: &'a [Option<u32>],
    /// Ids of those elements.
    pub(super) ids: &'a [String],
}

impl<'a> Rows<'a> {
    pub(super) fn first(self, claims: &[ClaimId]) -> Claims<'a> {
        let rows: Vec<Row<'_>> = claims.iter().take(ROWS).map(|&claim| self.row(claim, true)).collect();
        Claims { left: claims.len() - rows.len(), rows, all_claims: self.links.all_claims() }
    }

    /// `claims` in columns, of `all` on the page.
    pub(super) fn columns(self, claims: &[ClaimId], all: usize) -> io::Result<String> {
        let mut columns = Columns::default();
        for &claim in claims {
            columns.push(&self.row(claim, all <= LINKED));
        }
        serde_json::to_string(&columns).map_err(io::Error::from)
    }

    fn row(self, claim: ClaimId, linked: bool) -> Row<'a> {
        let row = self.report.audit.row(claim);
        let files = self.report.files;
        Row {
            id: row.id,
            source: row.source.name,
            subject: row.subject.map_or("", |subject| subject.name),
            attribute: row.attribute.name,
            place: row.place.map_or("", |place| place.name),
            value: row.told().plain(),
            allows: row.allows.unwrap_or_else(|| "cannot be read".to_owned()),
            when: row.when.map(date::show).unwrap_or_default(),
            day: row.when.map(|when| when.first).filter(|&day| day != Day::MIN).map(|day| day.0),
            dispute: self.disputes[claim.index()].map(|at| self.ids[at as usize].as_str()),
            spot: self.links.spot(files, row.span),
            web: row.url.filter(|_| linked).and_then(web).map(|web| web.href),
        }
    }
}

/// Claims in columns of numbers into one list of texts, each of which is there once.
#[derive(Default, Serialize)]
struct Columns {
    texts: Texts,
    day: Vec<Option<i32>>,
    line: Vec<u32>,
    /// The columns of texts by their names.
    #[serde(flatten)]
    columns: BTreeMap<&'static str, Vec<u32>>,
}

impl Columns {
    fn push(&mut self, row: &Row<'_>) {
        // Lines differ everywhere and files do not, so they are kept apart.
        let (path, line) = row.spot.text.rsplit_once(':').unwrap_or((&row.spot.text, ""));
        let href = row.spot.href.as_deref().and_then(|href| href.rsplit_once("#L"));
        self.day.push(row.day);
        self.line.push(line.parse().unwrap_or_default());
        let texts = [
            ("id", row.id),
            ("source", row.source),
            ("subject", row.subject),
            ("attribute", row.attribute),
            ("place", row.place),
            ("value", &row.value),
            ("allows", &row.allows),
            ("when", &row.when),
            ("dispute", row.dispute.unwrap_or_default()),
            ("spot", path),
            ("href", href.map_or("", |(href, _)| href)),
            ("web", row.web.as_deref().unwrap_or_default()),
        ];
        for (name, text) in texts {
            self.columns.entry(name).or_default().push(self.texts.number(text));
        }
    }
}

/// Texts by their numbers, made safe to show.
struct Texts(IndexMap<String, u32>);

impl Default for Texts {
    /// The empty one has the number 0.
    fn default() -> Self {
        Self(IndexMap::from_iter([(String::new(), 0)]))
    }
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        let text = safe::line(text);
        if let Some(&number) = self.0.get(text.as_ref()) {
            return number;
        }
        let number = self.0.len() as u32;
        self.0.insert(text.into_owned(), number);
        number
    }
}

impl Serialize for Texts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.keys())
    }
}

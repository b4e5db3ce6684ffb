//! Which claims small files make, and what is told of them.

mod claims;
mod pieces;
mod registry;
mod slips;
mod troubles;

use super::{Claim, Records, read};
use crate::date;
use gainsay_yaml::text::{Files, Name, Spanned};

struct Case {
    files: Files,
    records: Records,
}

/// Reads files named `a.yaml`, `b.yaml` and so on.
fn case(texts: &[&str]) -> Case {
    let mut files = Files::default();
    let ids: Vec<_> =
        texts.iter().zip('a'..).map(|(text, name)| files.add(format!("claims/{name}.yaml"), *text)).collect();
    let records = read(&files, &ids);
    Case { files, records }
}

impl Case {
    /// The code of each problem, the words that it underlines, and those of its related spots.
    fn told(&self) -> Vec<String> {
        let mut problems: Vec<_> = self.records.problems.iter().collect();
        problems.sort_by_key(|problem| problem.span);
        let one = |problem: &&crate::problem::Problem| {
            let spots = problem.related.iter().map(|(span, _)| span);
            let words: Vec<_> =
                std::iter::once(&problem.span).chain(spots).map(|span| self.files.slice(*span)).collect();
            format!("{} {}", problem.code, words.join(" <- "))
        };
        problems.iter().map(one).collect()
    }

    /// Message and help of each problem.
    fn messages(&self) -> Vec<(&str, &str)> {
        let problems = self.records.problems.iter();
        problems
            .map(|problem| (problem.message.as_str(), problem.help.as_deref().unwrap_or_default()))
            .collect()
    }

    fn name(&self, name: Option<Spanned<Name>>) -> &str {
        name.map_or("-", |name| self.records.names.text(name.value))
    }

    /// The claims, one line each: id, source, subject, attribute, place and value, then its dates.
    fn claims(&self) -> Vec<String> {
        self.records.claims.iter().map(|claim| self.line(claim)).collect()
    }

    fn line(&self, claim: &Claim) -> String {
        let value = claim.value.as_ref().map_or("-", |value| self.files.slice(value.span()));
        let names = [Some(claim.id), Some(claim.source), claim.subject, Some(claim.attribute), claim.place];
        let mut line = names.map(|name| self.name(name)).join(" ");
        line.push_str(" = ");
        line.push_str(value);
        for (word, when) in
            [(", as of ", claim.as_of), (", during ", claim.during), (", said ", claim.published)]
        {
            if let Some(when) = when {
                line.push_str(word);
                line.push_str(&date::show(when.value));
            }
        }
        line
    }
}

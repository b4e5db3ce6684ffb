//! One finding in full: its sides one below the other, its timeline, and how it was worked out.

use std::io;

use textwrap::core::display_width;

use super::Renderer;
use super::grid::{Align, Grid};
use super::timeline::{self, dated};
use crate::report::audit::people;
use crate::report::{counted, safe, spot, word};
use gainsay_core::check::audit::{ClaimRow, Dispute, Mark, Side};
use gainsay_core::claim::Told;
use gainsay_core::finding::Finding;

/// How many claims of a side are written.
const CLAIMS: usize = 12;

/// How many sides are written.
const SIDES: usize = 12;

/// Columns beside the code and the fingerprint of a finding, below which its message begins in the next line.
const BESIDE: usize = 24;

/// Columns that the claims of a side are set in by.
const INDENT: usize = 6;

impl Renderer<'_> {
    /// Writes the finding with that index.
    pub(super) fn dispute(&mut self, at: usize) -> io::Result<()> {
        let dispute = self.report.audit.dispute(at, timeline::LINES);
        self.headline(dispute.finding)?;
        for (number, side) in dispute.sides.iter().enumerate().take(SIDES) {
            self.side(number + 1, side, &dispute)?;
        }
        let more = dispute.sides.len().saturating_sub(SIDES);
        if more > 0 {
            self.set("    ", &format!("and {} more", counted(more, "side", "sides")))?;
        }
        if dispute.sides.is_empty() {
            self.spots(dispute.finding)?;
        }
        for line in timeline::lines(&dispute, INDENT, self.style) {
            writeln!(self.out, "{line}")?;
        }
        if let Some(help) = &dispute.finding.help {
            self.set_lines("    help: ", help)?;
        }
        if let Some(accepted) = &dispute.finding.accepted {
            let reason = spot::reason(self.report.files, accepted);
            self.set("    accepted: ", &reason)?;
        }
        Ok(())
    }

    /// `error[troop-count] 5f3a9c2b: NIS and HUR disagree on troops present`.
    fn headline(&mut self, finding: &Finding) -> io::Result<()> {
        let code = format!("{}[{}]", word(finding.severity), safe::line(&finding.rule));
        let print = finding.fingerprint.get(..8).unwrap_or(&finding.fingerprint);
        let taken = display_width(&code) + display_width(print);
        let code = self.theme.severity(finding.severity, code);
        let message = safe::line(&finding.message);
        if taken + BESIDE > self.style.columns() {
            writeln!(self.out, "  {code}")?;
            return writeln!(self.out, "{}", self.style.wrap(&message, &format!("    {print}: "), "    "));
        }
        writeln!(self.out, "{}", self.style.wrap(&message, &format!("  {code} {print}: "), "    "))
    }

    fn side(&mut self, number: usize, side: &Side<ClaimRow<'_>>, dispute: &Dispute<'_>) -> io::Result<()> {
        let position = !dispute.finding.positions.is_empty();
        let mut facts = vec![people::side(side, Told::quoted)];
        facts.extend(people::side_allows(side));
        if position {
            facts.push(counted(side.total, "claim", "claims"));
            facts.push(counted(side.origins, "independent origin", "independent origins"));
        }
        let number = people::or_none(people::number(number, side));
        self.set(&format!("  {number:>2}  "), &facts.join(", "))?;
        let marks = side.claims.get(..CLAIMS).unwrap_or(&side.claims);
        self.claims(marks, side, dispute)?;
        let more = side.total.saturating_sub(CLAIMS);
        if more > 0 {
            self.set("      ", &format!("and {} more", counted(more, "claim", "claims")))
        } else {
            Ok(())
        }
    }

    /// The claims of a side, a row each; where there is no room for all of it in one line, the spots go below.
    fn claims(
        &mut self,
        marks: &[Mark<ClaimRow<'_>>],
        side: &Side<ClaimRow<'_>>,
        dispute: &Dispute<'_>,
    ) -> io::Result<()> {
        let spots: Vec<String> =
            marks.iter().map(|mark| spot::start(self.report.files, mark.claim.span)).collect();
        let grid = |spots: &[String]| {
            let mut grid = Grid::new(&[""; 4], vec![Align::Left; 4]).indented(INDENT);
            for (number, mark) in marks.iter().enumerate() {
                let spot = spots.get(number).cloned().unwrap_or_default();
                let claim = &mark.claim;
                grid.row(&[who(claim), dated(claim.when), value(mark, side, dispute), spot]);
            }
            grid
        };
        let beside = grid(&spots);
        if beside.fits(self.style) {
            return self.grid(&beside);
        }
        for (lines, spot) in grid(&[]).lines(self.style, str::to_owned).iter().zip(&spots) {
            lines.iter().try_for_each(|line| writeln!(self.out, "{line}"))?;
            writeln!(self.out, "{:width$}{spot}", "", width = INDENT + 2)?;
        }
        Ok(())
    }

    /// The spots of what is about no claim that could be read.
    fn spots(&mut self, finding: &Finding) -> io::Result<()> {
        finding
            .labels
            .iter()
            .take(CLAIMS)
            .try_for_each(|label| self.set("    ", &spot::line(self.report.files, label)))
    }
}

/// Who makes a claim, with the grades by the Admiralty code, and whom it cites.
fn who(claim: &ClaimRow<'_>) -> String {
    let grade = claim.grade().map(|grade| format!(" ({grade})")).unwrap_or_default();
    let cites = claim.cites.map(|cites| format!(", citing {}", cites.name)).unwrap_or_default();
    format!("{}{grade}{cites}", claim.source.name)
}

/// The value as worded, the attribute and the place, where the headline and the side do not say so already.
fn value(mark: &Mark<ClaimRow<'_>>, side: &Side<ClaimRow<'_>>, dispute: &Dispute<'_>) -> String {
    let claim = &mark.claim;
    let told = claim.told();
    let is_head = side.told.as_ref() == Some(&told) && people::side(side, Told::plain) == told.plain();
    let words = (!is_head).then(|| told.quoted());
    let allows = people::allowed_by(claim).filter(|_| side.is_beside());
    let fits = side.is_beside().then(|| people::fits(&mark.beside));
    let attribute = dispute.finding.attribute.as_deref().filter(|attribute| *attribute != claim.attribute.id);
    let attribute = attribute.map(|_| format!("as `{}`", claim.attribute.id));
    let elsewhere = claim.place.filter(|place| dispute.finding.place.as_deref() != Some(place.id));
    let place = elsewhere.map(|place| place.name.to_owned());
    words.into_iter().chain(allows).chain(attribute).chain(place).chain(fits).collect::<Vec<_>>().join(", ")
}

//! Tables: a row for what each source says of an indicator of a town.

use std::fmt::Write as _;

use super::Numbers;

/// What a table looks like.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    /// How many rows there are, of about 102 bytes each.
    pub rows: usize,
    /// How many sources say each thing.
    pub sources: usize,
    /// How many rows in a hundred stray from what the others say of the same thing.
    pub stray: u64,
}

const INDICATORS: [&str; 8] =
    ["dwellings", "schools", "pupils", "beds", "vehicles", "households", "pensioners", "trees"];

impl Rows {
    /// The mapping file of the table, which is `rows.csv` beside it.
    pub const MAPPING: &str = "read: rows.csv\nsource: { from: publisher }\nsubject: { from: town }\nattribute: { from: indicator }\nas-of: { from: day }\nvalue: { from: figure }\nurl: { from: address }\nnote: { from: note }\n";

    /// The table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = String::with_capacity(self.rows * 110);
        text.push_str("publisher,town,indicator,day,figure,address,note\n");
        for row in 0..self.rows {
            let mut numbers = Numbers(row as u64);
            let (thing, source) = (row / self.sources, row % self.sources);
            let (town, indicator) = (thing / INDICATORS.len(), INDICATORS[thing % INDICATORS.len()]);
            let usual = 1_000 + (thing as u64 * 37) % 90_000;
            let figure = if numbers.below(100) < self.stray { usual * 2 } else { usual };
            let (month, day) = (1 + thing % 12, 1 + thing % 28);
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "publisher-{source},town-{town:06},{indicator},2024-{month:02}-{day:02},{figure},https://example.org/{row:08},\"sheet {}, row {row}\"",
                town % 100,
            );
        }
        text
    }
}

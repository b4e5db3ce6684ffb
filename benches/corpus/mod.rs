//! A deterministic generator of claim files: the same shape gives the same bytes, on every machine.

mod quotes;
mod rows;

use std::fmt::Write as _;

pub use quotes::Quotes;
pub use rows::Rows;

/// What a corpus looks like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How many claims there are.
    pub claims: usize,
    /// Over how many scopes (places) they are spread.
    pub scopes: usize,
    /// How many sources make them.
    pub sources: usize,
    /// How many in a hundred claims stray from the figure that the others of their scope give.
    pub stray: u64,
    /// About how many bytes a claim has; notes fill it up.
    pub bytes: usize,
}

/// A small generator of numbers without a seed from outside (splitmix64, Steele et al. 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// What is settled of a claim before its value, and the numbers that follow.
struct Said {
    numbers: Numbers,
    scope: usize,
    source: u64,
    month: u64,
    day: u64,
}

const HEDGES: [&str; 8] = ["", "about ", "around ", "some ", "at least ", "more than ", "up to ", "nearly "];
const STAGES: [&str; 4] = ["training", "deployed", "in-combat", "dispatched"];
const NOTES: [&str; 4] = [
    "seen from the road",
    "наблюдали с дороги",
    "told at the daily briefing, no breakdown given",
    "la cifra incluye a los desaparecidos",
];

impl Shape {
    /// The claims `from..to` of the corpus as one file.
    #[must_use]
    pub fn file(&self, from: usize, to: usize) -> String {
        let mut text = String::with_capacity((to - from) * (self.bytes + 16) + 64);
        text.push_str("claims:\n");
        for number in from..to {
            self.claim(number, &mut text);
        }
        text
    }

    /// The claims of the corpus that give a number as a flat table, without hedges and notes.
    #[must_use]
    pub fn flat(&self) -> String {
        let mut table = "id,source,subject,place,attribute,day,figure\n".to_owned();
        for number in 0..self.claims {
            let Said { mut numbers, scope, source, month, day } = self.said(number);
            if numbers.below(5) > 0 {
                let figure = self.figure(scope, &mut numbers);
                let _ = writeln!(
                    table,
                    "claim-{number:07},source-{source:04},force-{:03},place-{scope:05},troops,2024-{month:02}-{day:02},{figure}",
                    scope % 100,
                );
            }
        }
        table
    }

    fn said(&self, number: usize) -> Said {
        let mut numbers = Numbers(number as u64);
        let source = numbers.below(self.sources as u64);
        let (month, day) = (1 + numbers.below(12), 1 + numbers.below(28));
        Said { numbers, scope: number % self.scopes, source, month, day }
    }

    fn figure(&self, scope: usize, numbers: &mut Numbers) -> u64 {
        let usual = 100 + (scope as u64 * 37) % 9_000;
        if numbers.below(100) < self.stray { usual / 3 } else { usual }
    }

    fn claim(&self, number: usize, text: &mut String) {
        let Said { mut numbers, scope, source, month, day } = self.said(number);
        let start = text.len();
        let _ = writeln!(text, "  - id: claim-{number:07}");
        let _ = writeln!(text, "    source: source-{source:04}");
        let _ = writeln!(text, "    subject: force-{:03}", scope % 100);
        let _ = writeln!(text, "    place: place-{scope:05}");
        if numbers.below(5) == 0 {
            let stage = STAGES[numbers.below(4) as usize];
            let _ = writeln!(text, "    attribute: deployment\n    value: {stage}\n    share: some");
        } else {
            let figure = self.figure(scope, &mut numbers);
            let hedge = HEDGES[numbers.below(8) as usize];
            let _ = writeln!(text, "    attribute: troops\n    value: {hedge}{}", grouped(figure));
        }
        let _ = writeln!(text, "    as-of: 2024-{month:02}-{day:02}");
        let _ = writeln!(text, "    published: 2024-{month:02}-{day:02}");
        text.push_str("    note: ");
        let note = NOTES[numbers.below(4) as usize];
        text.push_str(note);
        while text.len() - start + note.len() + 2 < self.bytes {
            text.push_str(", ");
            text.push_str(note);
        }
        text.push('\n');
    }
}

fn grouped(figure: u64) -> String {
    if figure >= 1_000 { format!("{},{:03}", figure / 1_000, figure % 1_000) } else { figure.to_string() }
}

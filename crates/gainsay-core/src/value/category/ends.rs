//! The end of a clause, of a list of them, and of the wording.

use super::clause::{Clause, Start};
use super::{Manner, Reader, Said};

impl Reader<'_> {
    pub(super) fn end_option(&mut self) {
        let option = std::mem::take(&mut self.clause.option);
        if !option.is_empty() {
            self.clause.options.push(option);
        }
    }

    pub(super) fn end_clause(&mut self) {
        if self.clause.is_empty() {
            self.clause.option = std::mem::take(&mut self.clause.by);
        }
        self.end_option();
        let mut clause = std::mem::take(&mut self.clause);
        let ruled_out = self.done.iter().rev().skip(1).any(Clause::rules_out);
        match self.done.last_mut() {
            // "Arson was ruled out but sabotage was not"
            Some(before) if ruled_out && clause.denies_alone() && !before.negated => before.open = true,
            Some(before) if clause.doubts_before() => before.doubtful = true,
            // "Sabotage ruled out": nothing follows the negation.
            Some(_) if clause.is_of_before() => self.end_before(&clause),
            // "The pilot ruled out arson" is not about the pilot.
            Some(before) if clause.start == Start::Verb => {
                clause.doubtful |= clause.by_known;
                *before = clause;
            }
            // "Arson, probably": nothing follows the comma.
            Some(before) if clause.is_empty() => before.doubtful |= clause.doubtful,
            Some(before) if clause.goes_on() => before.go_on(clause),
            _ => self.end_in_list(clause),
        }
    }

    /// Takes in what a clause says of the one before, and of all of its list: "arson, sabotage and terrorism ruled out".
    pub(super) fn end_before(&mut self, clause: &Clause) {
        let Some(before) = self.done.last_mut() else { return };
        before.take_in(clause);
        // "Arson, sabotage both ruled out"
        if before.ends_list() || before.start == Start::Comma && before.all {
            self.end_list();
        }
    }

    /// Ends a clause that names something. What is said of the first one of a list is said of all: "police ruled out arson, sabotage and
    /// terrorism", "not a bomb, a missile or a drone". But "not a bomb, a missile" denies the first alone.
    fn end_in_list(&mut self, clause: Clause) {
        let first = self.done.iter().rfind(|clause| clause.start != Start::Comma);
        let of_all = first.filter(|first| first.has_known()).is_some_and(|first| {
            clause.ends_choice() && (first.negated || first.open)
                || clause.ends_list() && (first.negated && first.ruled_out || first.open)
        });
        // "Arson, sabotage and terrorism cannot be ruled out"
        let of_last = clause.open && (clause.ends_list() || clause.ends_choice());
        let (negated, open) = match first {
            Some(first) if of_all => (first.negated, first.open),
            _ => (clause.negated, clause.open),
        };
        self.done.push(Clause { negated, open, ..clause });
        if of_all || of_last {
            self.end_list();
        }
    }

    /// Says of all clauses of the last list what is said of its last one. Of a list of all that is left none is denied.
    fn end_list(&mut self) {
        let Some(&Clause { negated, open, .. }) = self.done.last() else { return };
        let start = self.done.iter().rposition(|clause| clause.start != Start::Comma).unwrap_or_default();
        let list = &mut self.done[start..];
        let left = list[0].all_but && negated && list[0].negated && list.len() > 1;
        for clause in list {
            (clause.negated, clause.open) = (negated, open);
            if left {
                clause.take_as_left();
            }
        }
    }

    /// What is said to be so, else what is denied, else what is left open.
    pub(super) fn whole(mut self) -> Said {
        self.leave_unsaid_open();
        let (text, terms) = (self.text, self.terms);
        let known = |negated: bool| {
            self.done.iter().any(|one| one.negated == negated && !one.open && one.has_known())
        };
        let open = self.done.iter().any(|one| one.open && one.has_known());
        let only_open = open && !known(true) && !known(false);
        let asserts = self.done.iter().any(|clause| !clause.negated && !clause.open && !clause.is_empty());
        let negated = !only_open
            && (!asserts && self.done.iter().any(|clause| clause.negated) || known(true) && !known(false));
        let manner = Manner { negated, doubtful: open && !negated && !only_open, open: only_open };
        let mut said = Said { values: Vec::new(), manner };
        let mut more = false;
        for clause in self.done {
            // Words that name nothing known beside a denial leave it unsure.
            let unsure = negated && !clause.negated && !clause.open && !clause.is_empty();
            said.manner.doubtful |= unsure;
            if clause.open != only_open || clause.negated != negated {
                continue;
            }
            said.manner.doubtful |= clause.doubtful;
            more |= clause.more;
            for option in clause.options {
                said.manner.doubtful |= option.loose || option.known.is_empty();
                option.finish(negated, text, terms, &mut said.values);
            }
        }
        // "Not only arson, but also gas" names what else there is.
        said.manner.doubtful |= more && said.values.len() == 1;
        // "In favour of" what is not said.
        said.manner.negated |= self.instead && said.values.is_empty();
        said
    }

    /// Leaves open what follows in a list of what was ruled out that no "and" ends: in "police ruled out arson, terrorism" it may be that
    /// or what it was instead.
    fn leave_unsaid_open(&mut self) {
        let mut ruled_out = false;
        for clause in &mut self.done {
            if clause.start != Start::Comma {
                ruled_out = clause.negated && clause.ruled_out && clause.has_known();
            } else if ruled_out && clause.is_bare() && !clause.negated {
                clause.open = true;
            } else if !clause.negated {
                ruled_out = false;
            }
        }
    }
}

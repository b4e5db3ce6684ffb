//! Laws on what is found.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_core::date::{self, When};
use gainsay_core::finding::{FindingKind, Strength};

use super::engine::{Found, Pair, conflicts, findings, findings_in};
use super::layout::{Laid, Layout, Style};
use super::{Moment, TestClaim, Value, by_id, copy_of, day, number};

fn pair(one: usize, other: usize) -> Pair {
    Pair::from([one, other].map(|id| format!("claim-{id}")))
}

/// A source agrees with its own copy unless it contradicts itself, and its copy is in conflict with whatever it is in conflict
/// with itself.
pub fn a_copy_is_treated_as_its_source(claims: &[TestClaim]) {
    let count = claims.len();
    let copies = claims.iter().map(|claim| TestClaim { source: copy_of(claim.source), ..claim.clone() });
    let both: Vec<TestClaim> = claims.iter().cloned().chain(copies).collect();
    let findings = findings(&both);
    let pairs = conflicts(&findings);
    let against_itself = findings.iter().filter(|finding| finding.kind == FindingKind::SelfContradiction);
    let against_itself: BTreeSet<&str> = against_itself
        .flat_map(|finding| finding.pairs.keys().flatten())
        .map(|id| by_id(id, &both).source)
        .collect();
    for one in 0..count {
        for other in 0..count {
            let mixed = pairs.get(&pair(one, count + other));
            if claims[one].source == claims[other].source {
                assert!(mixed.is_none() || against_itself.contains(claims[one].source), "{one} {other}");
            } else {
                assert_eq!(mixed, pairs.get(&pair(one, other)), "{one} {other}");
                assert_eq!(mixed, pairs.get(&pair(count + one, count + other)), "{one} {other}");
            }
        }
    }
}

/// The order of claims changes nothing, and neither does how many of them are in a file.
pub fn the_order_of_claims_and_files_changes_nothing(claims: &[TestClaim], order: &[usize], size: usize) {
    let shuffled = Layout::of(order.iter().map(|&at| (at, &claims[at]))).split(size);
    assert_eq!(findings_in(&shuffled), findings(claims));
}

/// How the claims of a case are written changes nothing: in which style of YAML, in which order, in how many files.
pub fn the_style_of_yaml_changes_nothing(claims: &[TestClaim], styles: &[Style], size: usize) {
    let styled = claims.iter().zip(styles.iter().cycle()).enumerate();
    let laid = styled.map(|(id, (claim, &style))| Laid { claim, id, style });
    let layout = Layout { files: vec![laid.collect()], shift: 0, ids: true }.split(size);
    assert_eq!(findings_in(&layout), findings(claims));
}

/// Where claims have no ids, findings are still called the same wherever the claims are written and in whatever style.
pub fn fingerprints_need_no_ids(claims: &[TestClaim], order: &[usize], styles: &[Style], size: usize) {
    let prints = |layout: Layout<'_>| {
        let mut prints: Vec<String> = findings_in(&Layout { ids: false, ..layout })
            .into_iter()
            .map(|found| found.fingerprint)
            .collect();
        prints.sort();
        prints
    };
    let styled = order.iter().zip(styles.iter().cycle());
    let laid = styled.map(|(&at, &style)| Laid { claim: &claims[at], id: at, style });
    let moved = Layout { files: vec![laid.collect()], shift: 0, ids: false }.split(size);
    assert_eq!(prints(moved), prints(Layout::all(claims)));
}

/// Two claims are in conflict, or not, whichever comes first in a file or among files, whichever has which id, and whichever
/// source says which; and where they are of one time and one scope, whichever source says which value.
pub fn conflict_is_symmetric(claims: &[TestClaim]) {
    for (at, one) in claims.iter().enumerate() {
        for other in claims[at + 1..].iter().filter(|other| other.source != one.source) {
            two_claims_are_symmetric(one, other);
        }
    }
    // Sources may trade names in a whole case, too.
    let other = |source| match source {
        "a" => "d",
        "b" => "c",
        "c" => "b",
        _ => "a",
    };
    let renamed: Vec<TestClaim> =
        claims.iter().map(|claim| TestClaim { source: other(claim.source), ..claim.clone() }).collect();
    assert_eq!(conflicts(&findings(&renamed)), conflicts(&findings(claims)));
}

fn two_claims_are_symmetric(one: &TestClaim, other: &TestClaim) {
    let strength = |layout: &Layout<'_>| conflicts(&findings_in(layout)).into_values().next();
    let first = Layout::of([(0, one), (1, other)]);
    let expected = strength(&first);
    let apart = first.clone().split(1);
    assert_eq!(strength(&apart), expected);
    assert_eq!(strength(&Layout::of([(1, other), (0, one)])), expected);
    assert_eq!(strength(&Layout::of([(0, other), (1, one)]).split(1)), expected);
    let source = |of: &TestClaim, from: &TestClaim| TestClaim { source: from.source, ..of.clone() };
    let (one_by_other, other_by_one) = (source(one, other), source(other, one));
    assert_eq!(strength(&Layout::of([(0, &one_by_other), (1, &other_by_one)])), expected);
    // What is said of a part, or later, is no longer the same once the values are traded.
    if (one.attribute, one.place, one.scope, one.day)
        == (other.attribute, other.place, other.scope, other.day)
    {
        let value = |of: &TestClaim, from: &TestClaim| {
            let TestClaim { value, denies, share, unconfirmed, .. } = *from;
            TestClaim { value, denies, share, unconfirmed, ..of.clone() }
        };
        let (one, other) = (value(one, other), value(other, one));
        assert_eq!(strength(&Layout::of([(0, &one), (1, &other)])), expected);
    }
}

/// `claims` and `one` are in no conflict with `wide` as the value of `one` that they are not in with `figure`, and in none more
/// surely; `wide` allows that figure and more.
pub fn widening_a_value_adds_no_conflict(claims: &[TestClaim], one: &TestClaim, figure: u32, wide: Value) {
    let one = TestClaim { value: Value::figure(figure), share: None, denies: false, ..one.clone() };
    let own = |claim: &TestClaim| claim.source == one.source && claim.attribute == one.attribute;
    let with = |claims: &[TestClaim], value: Value| {
        let claims = claims.iter().cloned().chain([TestClaim { value, ..one.clone() }]);
        let claims: Vec<TestClaim> = claims.collect();
        (conflicts(&findings(&claims)), claims)
    };
    let others: Vec<TestClaim> = claims.iter().filter(|claim| !own(claim)).cloned().collect();
    let (before, _) = with(&others, one.value);
    let (after, _) = with(&others, wide);
    not_surer(&after, &before);
    // A wider claim may leave more of its source's other claims valid, and a conflict then moves from one claim of the source
    // to another: who is in conflict over what is all that can be compared. A wider claim about the whole no longer replaces
    // what its source said of a part, so claims about another place are left out.
    let elsewhere = |claim: &TestClaim| (claim.place, claim.scope) != (one.place, one.scope);
    let near: Vec<TestClaim> =
        claims.iter().filter(|claim| !(own(claim) && elsewhere(claim))).cloned().collect();
    let ((before, narrow), (after, wide)) = (with(&near, one.value), with(&near, wide));
    not_surer(&by_source(&after, &wide), &by_source(&before, &narrow));
}

/// Every conflict of `after` is one of `before`, and no surer there.
fn not_surer<K: Ord + std::fmt::Debug>(after: &BTreeMap<K, Strength>, before: &BTreeMap<K, Strength>) {
    for (key, strength) in after {
        let was = before.get(key);
        assert!(was.is_some_and(|was| strength <= was), "{key:?} is {strength:?}, and was {was:?}");
    }
}

/// The surest conflict of two sources over each attribute.
fn by_source<'c>(
    pairs: &BTreeMap<Pair, Strength>,
    claims: &'c [TestClaim],
) -> BTreeMap<(BTreeSet<&'c str>, &'c str), Strength> {
    let mut surest = BTreeMap::new();
    for (pair, &strength) in pairs {
        let claims = || pair.iter().map(|id| by_id(id, claims));
        let attribute = claims().next().unwrap().attribute;
        let key = (claims().map(|claim| claim.source).collect(), attribute);
        let known = surest.entry(key).or_insert(strength);
        *known = strength.max(*known);
    }
    surest
}

/// What the source `d` says changes nothing between the others: neither a pair, nor how sure it is, nor a word of a finding
/// that does not speak of `d`. Nobody cites `d`, and `d` cites nobody.
///
/// Some findings are left out, and one sort of values is not generated, since the engine does not keep the law there:
/// - Which of several units is the usual one, and so which claims are named as lacking it, is decided by how many claims are in
///   each, those of `d` among them.
/// - What is not confirmed counts as given in one unit alone of those that the others use, `d` among them, and meets only
///   claims in that unit.
/// - A relation is reported with the one figure that breaks it most, for each figure that it breaks: that of `d` may take the
///   place of another one, where it breaks it as surely. What is new between the others, or gone although `d` has no part in it, is
///   still held against.
/// - The values of an attribute that is declared nowhere are all read as words where one of them is; they are all numbers here.
/// - The note on claims beside which no other source speaks says nothing of pairs: beside `d` there are no more of them. It is left out
///   where all claims are of one source, which may be so without `d`.
pub fn one_more_source_changes_nothing_between_the_others(claims: &[TestClaim]) {
    let of_others = |id: &str| claims[number(id)].source != "d";
    let fewer = claims.iter().enumerate().filter(|(_, claim)| claim.source != "d");
    let by_unit = |found: &Found| match found.kind {
        FindingKind::Undetermined => in_several_units(found.claims().into_iter().map(|id| by_id(id, claims))),
        FindingKind::Unconfirmed => {
            let attribute = found.claims().first().map(|id| by_id(id, claims).attribute);
            in_several_units(claims.iter().filter(|claim| Some(claim.attribute) == attribute))
        }
        _ => false,
    };
    let (mut without, mut with) = (findings_in(&Layout::of(fewer)), findings(claims));
    let [alone_before, alone] = [&mut without, &mut with].map(claims_alone);
    let others: BTreeSet<&str> =
        claims.iter().map(|claim| claim.source).filter(|source| *source != "d").collect();
    let no_more = alone.into_iter().filter(|id| of_others(id)).all(|id| alone_before.contains(&id));
    assert!(no_more || others.len() == 1);
    let (silent, speaking): (Vec<&Found>, Vec<&Found>) =
        with.iter().partition(|found| found.claims().into_iter().all(of_others));
    for found in silent.iter().filter(|found| !by_unit(found)) {
        assert!(without.contains(found), "{found:#?} is there only with one more source");
    }
    // A finding that is gone has become part of one in which the further source has a part.
    let taken_up = |one: &Found| {
        let of_rule = |other: &&&Found| (&other.rule, other.kind) == (&one.rule, one.kind);
        speaking.iter().filter(of_rule).any(|other| match one.kind {
            FindingKind::Arithmetic => {
                other.strength >= one.strength && !other.claims().is_disjoint(&one.claims())
            }
            _ => other.claims().is_superset(&one.claims()),
        })
    };
    for found in without.iter().filter(|found| !by_unit(found) && !silent.contains(found)) {
        assert!(taken_up(found), "{found:#?} is not there with one more source");
    }
    let before = pairs_of(without.iter().filter(|found| !by_unit(found)), of_others);
    let after = pairs_of(with.iter().filter(|found| !by_unit(found)), of_others);
    let displaced = before.difference(&after).find(|(_, kind, ..)| *kind != FindingKind::Arithmetic);
    assert_eq!((displaced, after.difference(&before).next()), (None, None));
}

/// Takes out the notes on claims beside which no other source speaks, and gives those claims.
fn claims_alone(found: &mut Vec<Found>) -> BTreeSet<String> {
    let notes = found.extract_if(.., |found| found.is_of_claims_alone());
    notes.flat_map(|note| note.claims().into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// A further statement of a source that others cite hides no misattribution: whoever misquotes the source still does, unless the
/// statement is by itself what the quote passes on. Of several quotes of which at least one misquotes, one still does.
///
/// Returns how many misattributions there were.
pub fn one_more_statement_hides_no_misattribution(claims: &[TestClaim], statement: &TestClaim) -> usize {
    let before = misquotes(&findings(claims), claims);
    let with: Vec<TestClaim> = claims.iter().cloned().chain([statement.clone()]).collect();
    let found = findings(&with);
    let after: BTreeSet<usize> = misquotes(&found, &with).into_iter().flatten().collect();
    // What a source says that the cited one passes on itself may be what is passed on, along the chain.
    let cites_it = |quote: &usize| match claims[*quote].cites {
        Some("league") => ["a", "b", "league"].contains(&statement.source),
        cites => cites == Some(statement.source),
    };
    let passed_on = |quote: &usize| {
        let link = |link: &&TestClaim| {
            Some(link.source) == claims[*quote].cites && link.cites == Some(statement.source)
        };
        let links = claims.iter().filter(link).cloned();
        let alone: Vec<TestClaim> = links.chain([statement.clone(), claims[*quote].clone()]).collect();
        let (found, last) = (findings(&alone), alone.len() - 1);
        // Along the chain it may be what the cited source passes on of it.
        if last > 1 {
            return misquotes(&found, &alone).iter().all(|quotes| !quotes.contains(&last));
        }
        found.iter().all(|found| found.rule != "attribution")
    };
    // Quotes of a source that had no claim of its own conflict as any others do once it has one that is of something else.
    let in_conflict = |quote: &usize| {
        let (id, cites) = (format!("claim-{quote}"), claims[*quote].cites);
        let mut pairs = found.iter().filter(|found| found.kind == FindingKind::Conflict);
        pairs.any(|found| {
            let of_one = |pair: &Pair| pair.iter().all(|id| by_id(id, &with).cites == cites);
            found.pairs.keys().any(|pair| pair.contains(&id) && of_one(pair))
        })
    };
    for quotes in before.iter().filter(|quotes| quotes.iter().any(cites_it) && quotes.is_disjoint(&after)) {
        let hidden = !quotes.iter().any(|quote| passed_on(quote) || in_conflict(quote));
        assert!(!hidden, "{quotes:?} are hidden by {statement:?}");
    }
    before.len()
}

/// The second-hand claims that each misattribution or hedge drift is about: one, or of one source all that cannot both be right.
fn misquotes(found: &[Found], claims: &[TestClaim]) -> Vec<BTreeSet<usize>> {
    let otherwise = [FindingKind::Misattribution, FindingKind::HedgeDrift];
    let found = found.iter().filter(|found| otherwise.contains(&found.kind));
    let quotes = found.map(|found| {
        let quotes = |id: &&String| {
            let claim = by_id(id, claims);
            let own = [" quotes ", " changes "].map(|verb| format!("{}{verb}", claim.source));
            claim.cites.is_some()
                && (own.iter().any(|own| found.message.starts_with(own))
                    || found.message.contains(" differently on "))
        };
        found.pairs.keys().flatten().filter(quotes).map(|id| number(id)).collect()
    });
    quotes.collect()
}

/// Moments are compared as such, in whatever zone each is written.
pub fn the_zone_that_a_moment_is_written_in_changes_no_conflict(claims: &[(TestClaim, Moment)]) {
    let (here, there): (Vec<TestClaim>, Vec<TestClaim>) = claims
        .iter()
        .map(|(claim, moment)| (claim.clone(), TestClaim { moment: Some(*moment), ..claim.clone() }))
        .unzip();
    assert_eq!(conflicts(&findings(&here)), conflicts(&findings(&there)));
}

/// Whether claims give numbers in more than one unit.
fn in_several_units<'c>(claims: impl Iterator<Item = &'c TestClaim>) -> bool {
    let units = claims.filter_map(|claim| match claim.value {
        Value::Number { unit, .. } => Some(unit),
        _ => None,
    });
    units.collect::<BTreeSet<&str>>().len() > 1
}

/// The pairs of findings between claims that are `wanted`.
fn pairs_of<'f>(
    found: impl Iterator<Item = &'f Found>,
    wanted: impl Fn(&str) -> bool,
) -> BTreeSet<(&'f str, FindingKind, &'f Pair, Strength)> {
    let pairs = found.flat_map(|found| found.pairs.iter().map(move |pair| (found, pair)));
    pairs
        .filter(|(_, (pair, _))| pair.iter().all(|id| wanted(id)))
        .map(|(found, (pair, &strength))| (found.rule.as_str(), found.kind, pair, strength))
        .collect()
}

/// All dates some days later change nothing but the dates in words.
pub fn shifting_all_dates_changes_nothing_else(claims: &[TestClaim], shift: i32) {
    let shifted = Layout { shift, ..Layout::all(claims) };
    let before = findings(claims).into_iter().map(|found| without_dates(found, 0));
    let after = findings_in(&shifted).into_iter().map(|found| without_dates(found, shift));
    let (before, after): (BTreeSet<Found>, BTreeSet<Found>) = (before.collect(), after.collect());
    assert_eq!(after, before);
}

/// What is found with the number of a day for each date, of which all are `shift` days late.
fn without_dates(found: Found, shift: i32) -> Found {
    let dates = (0..40).map(|number| {
        let day = day(number).plus(shift);
        let words = date::show(When::days(day, day, true));
        (words, day.to_civil().unwrap().to_string(), number)
    });
    let mut dates: Vec<(String, String, u32)> = dates.collect();
    // `21 Oct` before the `1 Oct` in it.
    dates.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
    let numbered = |text: String| {
        dates.iter().fold(text, |text, (words, iso, number)| {
            let day = format!("[day {number}]");
            text.replace(words, &day).replace(iso, &day)
        })
    };
    let value = |(value, claims, origins)| (numbered(value), claims, origins);
    Found {
        message: numbered(found.message),
        help: found.help.map(numbered),
        positions: found.positions.into_iter().map(value).collect(),
        labels: found.labels.into_iter().map(|(id, role, text)| (id, role, numbered(text))).collect(),
        // A fingerprint holds the values as worded, dates among them.
        fingerprint: String::new(),
        ..found
    }
}

/// A unit, and the same numbers in another one.
#[derive(Debug, Clone, Copy)]
pub struct Scaling {
    /// An attribute that is measured in both.
    pub attribute: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    /// How many millionths of the second unit one of the first is.
    pub millionths: u64,
}

/// Attributes of which some are declared with a unit, and the units that they may be given in. Each unit is a power of ten of
/// the other: the last digit that is given is allowed for, which is another one for `100 m/s` than for `360 km/h`.
pub const SCALINGS: [Scaling; 13] = [
    Scaling { attribute: "distance", from: "km", to: "m", millionths: 1_000_000_000 },
    Scaling { attribute: "distance", from: "m", to: "km", millionths: 1_000 },
    Scaling { attribute: "distance", from: "", to: "m", millionths: 1_000_000_000 },
    Scaling { attribute: "weight", from: "t", to: "kilograms", millionths: 1_000_000_000 },
    Scaling { attribute: "weight", from: "kg", to: "tonnes", millionths: 1_000 },
    Scaling { attribute: "area", from: "km2", to: "ha", millionths: 100_000_000 },
    Scaling { attribute: "things", from: "metres", to: "kilometres", millionths: 1_000 },
    Scaling { attribute: "turnout", from: "%", to: "‰", millionths: 10_000_000 },
    Scaling { attribute: "troops", from: "soldiers", to: "", millionths: 1_000_000 },
    Scaling { attribute: "deaths", from: "people", to: "thousand people", millionths: 1_000 },
    Scaling { attribute: "troops", from: "", to: "thousand", millionths: 1_000 },
    Scaling { attribute: "damage", from: "$", to: "million dollars", millionths: 1 },
    Scaling { attribute: "things", from: "", to: "hundred", millionths: 10_000 },
];

/// Numbers in another unit change nothing but how values are worded. `claims` are about the attribute of `scaling`, in the
/// unit that it is from; those that are `picked` are written in the other.
pub fn scaling_a_unit_changes_nothing(claims: &[TestClaim], scaling: Scaling, picked: &[bool]) {
    let scaled = claims.iter().zip(picked).map(|(claim, picked)| match claim.value {
        Value::Number { hedge, figure, .. } if *picked => {
            let figure = u64::from(figure) * scaling.millionths;
            TestClaim { value: Value::Millionths { hedge, figure, unit: scaling.to }, ..claim.clone() }
        }
        _ => claim.clone(),
    });
    let scaled: Vec<TestClaim> = scaled.collect();
    let unworded = |claims: &[TestClaim]| -> BTreeSet<Found> {
        findings(claims).into_iter().map(without_wording).collect()
    };
    assert_eq!(unworded(&scaled), unworded(claims));
}

/// What is found without the words that values are quoted in, and without the units that they are shown in.
fn without_wording(found: Found) -> Found {
    let value = |(_, claims, origins)| (String::new(), claims, origins);
    let label = |(claim, role, _)| (claim, role, String::new());
    Found {
        labels: found.labels.into_iter().map(label).collect(),
        message: String::new(),
        positions: found.positions.into_iter().map(value).collect(),
        fingerprint: String::new(),
        ..found
    }
}

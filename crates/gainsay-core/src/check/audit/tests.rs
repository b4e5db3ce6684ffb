//! What an audit reports small sets of claims.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::{Audit, Bar, ChartAxis, Dispute, LeftOut, Order, Wanted};
use crate::check::fixture::Fixture;
use crate::date::{self, Day};
use crate::finding::FindingKind;
use crate::rule::Pattern;
use gainsay_yaml::text::{FileId, Span, Spanned};

/// Asks the audit of claims, each as `id, source, attribute, value, further keys`.
fn ask<T>(claims: &[&str], wanted: Wanted, question: impl FnOnce(&Audit<'_>) -> T) -> T {
    ask_within(claims, wanted, u64::MAX, question)
}

/// The same of an audit that looks at so many pairs for source against source.
fn ask_within<T>(
    claims: &[&str],
    wanted: Wanted,
    most_pairs: u64,
    question: impl FnOnce(&Audit<'_>) -> T,
) -> T {
    let mut text = "
sources:
  league:
  a: { part-of: league, reliability: B }
  b: { part-of: league }
  c:
  d:
places:
  land:
  town: { within: land }
claims:
"
    .to_owned();
    for claim in claims {
        let mut keys = claim.splitn(5, ", ");
        let mut next = || keys.next().unwrap_or_default();
        let _ = write!(text, "  - {{ id: {}, source: {}, attribute: {}", next(), next(), next());
        let _ = write!(text, ", value: \"{}\"", next());
        let more = next();
        let _ = writeln!(text, "{}{more} }}", if more.is_empty() { "" } else { ", " });
    }
    let fixture = Fixture::read(&text);
    let mut analysis = fixture.checker().analyze();
    // Entries of the registry that no claim uses are of no interest here.
    analysis.findings.retain(|finding| finding.rule != "unused-entry");
    question(&Audit::new(&analysis, wanted).with_most_pairs(most_pairs))
}

fn all<T>(claims: &[&str], question: impl FnOnce(&Audit<'_>) -> T) -> T {
    ask(claims, Wanted::default(), question)
}

fn pattern(text: &str) -> Vec<Pattern> {
    vec![Pattern::new(Spanned::new(text.to_owned(), Span::whole(FileId::from_index(0)))).unwrap()]
}

#[allow(clippy::unnecessary_wraps, reason = "filters and disputes have it so")]
fn day(text: &str) -> Option<Day> {
    Some(date::parse(text).unwrap().first)
}

fn ids(audit: &Audit<'_>) -> String {
    audit.claims().map(|at| audit.row(at).id.to_owned()).collect::<Vec<_>>().join(" ")
}

const THINGS: [&str; 6] = [
    "d1, a, deaths, 3, as-of: 2024-05-01",
    "i1, a, injured, 10, as-of: 2024-05-05",
    "i2, c, injured, 10, as-of: 2024-05-05",
    "i3, d, injured, about 11, as-of: 2024-05-05",
    "t1, a, troops, 100, as-of: 2024-05-03",
    "t2, c, troops, 900, as-of: 2024-05-03",
];

#[test]
fn things_come_in_the_order_that_is_asked_for() {
    let order = |order| {
        all(&THINGS, |audit| {
            let threads = audit.threads(order).into_iter();
            // That `d1` is compared with nothing is a note about no attribute.
            let reported =
                threads.filter_map(|thread| Some((thread.attribute?.id.to_owned(), thread.claims)));
            reported.collect::<Vec<_>>()
        })
    };
    let [deaths, injured, troops] = [("deaths", 1), ("injured", 3), ("troops", 2)];
    let named = |order: [(&str, usize); 3]| order.map(|(name, count)| (name.to_owned(), count)).to_vec();
    assert_eq!(order(Order::Severity), named([troops, deaths, injured]));
    assert_eq!(order(Order::Date), named([injured, troops, deaths]));
    assert_eq!(order(Order::Claims), named([injured, troops, deaths]));
    assert_eq!(order(Order::Name), named([deaths, injured, troops]));
}

#[test]
fn a_finding_is_told_in_its_thing() {
    all(&THINGS, |audit| {
        let threads = audit.threads(Order::Severity);
        let of = |at: usize| threads[at].findings.as_slice();
        let [alone, conflict] = audit.reported()[..] else { panic!("{:?}", audit.reported()) };
        let last = threads.len() - 1;
        assert_eq!(
            (of(0), threads[last].attribute.is_none(), of(last)),
            (&[conflict][..], true, &[alone][..])
        );
        assert_eq!(threads[0].latest, day("2024-05-03").unwrap());
        let agreements = audit.agreements(&threads[2]);
        assert_eq!(agreements.len(), 1);
        let ids = agreements[0].claims.iter().map(|&claim| audit.records().id(claim));
        assert_eq!(ids.collect::<Vec<_>>(), ["i1", "i2"]);
    });
}

#[test]
fn claims_come_by_thing_and_date_once_each() {
    assert_eq!(all(&THINGS, ids), "d1 i1 i2 i3 t1 t2");
    let mixed = [
        "x, a, deaths, no number at all, as-of: 2024-05-01",
        "late, a, deaths, 4, as-of: 2024-05-02",
        "early, b, deaths, 4, as-of: 2024-05-01",
    ];
    assert_eq!(all(&mixed, ids), "early late x");
}

#[test]
fn a_place_is_asked_for_with_what_is_within_it() {
    let claims = ["l, a, deaths, 3, place: land", "t, c, deaths, 5, place: town", "n, d, deaths, 7"];
    let asked = |place| ask(&claims, Wanted { place: pattern(place), ..Wanted::default() }, ids);
    assert_eq!(asked("land"), "l t");
    assert_eq!(asked("town"), "t");
}

#[test]
fn what_is_between_two_sources_is_what_has_them_on_different_sides() {
    let claims = [
        "d1, a, deaths, 3, as-of: 2024-05-01",
        "d2, c, deaths, 30, as-of: 2024-05-01",
        "d3, d, deaths, 30, as-of: 2024-05-01",
        "t1, c, troops, 100, as-of: 2024-05-01",
        "t2, d, troops, 900, as-of: 2024-05-01",
    ];
    let between = |one: &str, other: &str| {
        let [one, other] = [one, other].map(|id| pattern(id).remove(0));
        let wanted = Wanted { between: Some([one, other]), ..Wanted::default() };
        ask(&claims, wanted, |audit| {
            let threads = audit.threads(Order::Name).into_iter();
            let threads =
                threads.map(|thread| format!("{} {}", thread.attribute.unwrap().id, thread.findings.len()));
            let pairs = audit
                .between()
                .iter()
                .map(|row| format!("{} {}", row.one.id, row.other.id))
                .collect::<Vec<_>>();
            (ids(audit), threads.collect::<Vec<_>>().join(", "), pairs.join(", "))
        })
    };
    let told = |ids: &str, threads: &str, pairs: &str| (ids.to_owned(), threads.to_owned(), pairs.to_owned());
    assert_eq!(between("a", "c"), told("d1 d2 t1", "deaths 1", "a c"));
    assert_eq!(between("d", "c"), told("d2 d3 t1 t2", "deaths 0, troops 1", "c d"), "they agree on deaths");
}

#[test]
fn what_a_third_source_says_is_not_between_two_and_a_quote_is_between_those_at_its_ends() {
    let claims = [
        "u1, a, deployment, deployed, as-of: 2024-05-01",
        "u2, b, deployment, deployed, as-of: 2024-05-01",
        "u3, c, deployment, deployed, as-of: 2024-05-01, stance: unconfirmed",
        "q1, a, deaths, 12, as-of: 2024-05-01, published: 2024-05-01",
        "q2, d, deaths, 12, as-of: 2024-05-01, published: 2024-05-02, cites: a",
        "q3, c, deaths, 30, as-of: 2024-05-01, published: 2024-05-03, cites: d",
    ];
    let kinds = |one: &str, other: &str| {
        let [one, other] = [one, other].map(|id| pattern(id).remove(0));
        let wanted = Wanted { between: Some([one, other]), ..Wanted::default() };
        ask(&claims, wanted, |audit| {
            let kinds = audit.reported().iter().map(|&at| audit.findings[at].kind.name());
            kinds.filter(|kind| *kind != "undetermined").collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(kinds("a", "b"), "", "both assert what c cannot confirm");
    assert_eq!(kinds("a", "c"), "unconfirmed misattribution");
    assert_eq!(kinds("d", "c"), "misattribution");
    assert_eq!(kinds("a", "d"), "");
}

#[test]
fn the_most_disputed_topics_come_alone_and_the_rest_is_counted() {
    let claims = [
        "d1, a, deaths, 3, as-of: 2024-05-01",
        "d2, c, deaths, 30, as-of: 2024-05-01",
        "t1, a, troops, 100, as-of: 2024-05-01",
        "t2, c, troops, 900, as-of: 2024-05-01",
        "t3, c, troops, 100, as-of: 2024-06-01",
        "t4, d, troops, 700, as-of: 2024-06-01",
        "lone, a, injured, 1, as-of: 2024-05-01",
    ];
    let top = |top| {
        ask(&claims, Wanted { top, ..Wanted::default() }, |audit| {
            let threads = audit.threads(Order::Severity).into_iter();
            let threads = threads.map(|thread| {
                format!("{} {}", thread.attribute.map_or("none", |of| of.id), thread.findings.len())
            });
            (threads.collect::<Vec<_>>().join(", "), audit.left_out(), ids(audit).split(' ').count())
        })
    };
    assert_eq!(top(Some(1)), ("troops 4".to_owned(), LeftOut { topics: 1, findings: 2 }, 7));
    assert_eq!(top(Some(2)), ("troops 4, deaths 1".to_owned(), LeftOut { topics: 0, findings: 1 }, 7));
    assert_eq!(top(None), ("troops 4, deaths 1, injured 0, none 1".to_owned(), LeftOut::default(), 7));
}

#[test]
fn what_is_found_of_one_topic_stands_in_it_whatever_its_name() {
    let claims = ["k, a, killed, 3, as-of: 2024-05-01", "f, c, fatalities, 30, as-of: 2024-05-01"];
    all(&claims, |audit| {
        let threads = audit.threads(Order::Severity);
        assert_eq!(
            threads.iter().map(|thread| thread.written.join(" ")).collect::<Vec<_>>(),
            ["fatalities killed"]
        );
        let parties = audit.parties(&threads[0].findings);
        let parties: Vec<_> = parties.iter().map(|party| (party.source.id, party.disputes)).collect();
        assert_eq!(parties, [("a", 1), ("c", 1)]);
    });
}

#[test]
fn filters_take_claims_and_what_is_found_about_them() {
    let asked = |wanted: Wanted| ask(&THINGS, wanted, |audit| (ids(audit), audit.reported().len()));
    let wanted = Wanted::default;
    assert_eq!(asked(wanted()), ("d1 i1 i2 i3 t1 t2".to_owned(), 2));
    let attribute = Wanted { attribute: pattern("in*"), ..wanted() };
    assert_eq!(asked(attribute), ("i1 i2 i3".to_owned(), 0));
    assert_eq!(asked(Wanted { source: pattern("c"), ..wanted() }), ("i2 t2".to_owned(), 1));
    assert_eq!(asked(Wanted { source: pattern("d"), ..wanted() }), ("i3".to_owned(), 0));
    assert_eq!(asked(Wanted { subject: pattern("*"), ..wanted() }), (String::new(), 0));
    let days = Wanted { from: day("2024-05-02"), to: day("2024-05-04"), ..wanted() };
    assert_eq!(asked(days), ("t1 t2".to_owned(), 1));
    let kind = Wanted { kind: vec![FindingKind::Revision], ..wanted() };
    assert_eq!(asked(kind), ("d1 i1 i2 i3 t1 t2".to_owned(), 0));
}

#[test]
fn days_leave_out_what_bears_no_date() {
    let claims = ["u, a, birthplace, x", "v, a, birthplace, x, as-of: 2023/2025"];
    let days = Wanted { from: day("2024-05-02"), ..Wanted::default() };
    assert_eq!(ask(&claims, days, ids), "v");
}

#[test]
fn a_source_that_is_asked_for_is_held_against_all_others() {
    let pairs = |wanted| {
        ask(&THINGS, wanted, |audit| {
            let rows = audit.between();
            rows.iter()
                .map(|row| format!("{} {} {} {}", row.one.id, row.other.id, row.conflict, row.agree))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(pairs(Wanted::default()), ["a c 1 1", "a d 0 1", "c d 0 1"]);
    assert_eq!(pairs(Wanted { source: pattern("d"), ..Wanted::default() }), ["a d 0 1", "c d 0 1"]);
    let attribute = Wanted { attribute: pattern("troops"), ..Wanted::default() };
    assert_eq!(pairs(attribute), ["a c 1 0"]);
}

#[test]
fn pairs_that_are_too_many_are_counted_as_left_out() {
    let said = |n: u32| (format!("a{n}, a, troops, {n}00"), format!("c{n}, c, troops, {n}05"));
    let dated = |n: u32| [said(n).0, said(n).1].map(|claim| format!("{claim}, as-of: 2024-05-0{n}"));
    let claims: Vec<String> = (1..9).flat_map(dated).chain(["d1, d, troops, 100".to_owned()]).collect();
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    let pairs = |most: u64, wanted: Wanted| {
        ask_within(&claims, wanted, most, |audit| {
            let rows = audit.between();
            let row = |row: &super::Between<'_>| {
                let counts = [row.conflict + row.agree, row.not_compared, row.left_out];
                (format!("{} {}", row.one.id, row.other.id), counts, row.all)
            };
            let mut rows: Vec<_> = rows.iter().map(row).collect();
            rows.sort();
            rows
        })
    };
    let all = pairs(u64::MAX, Wanted::default());
    let few = pairs(40, Wanted::default());
    assert_eq!(all.iter().map(|(_, counts, _)| counts[2]).sum::<u64>(), 0, "{all:?}");
    assert!(few.iter().any(|(_, counts, _)| counts[2] > 0), "{few:?}");
    for ((_, whole, pairs), (_, cut, same)) in all.iter().zip(&few) {
        assert!(cut[0] <= whole[0] && cut[1] <= whole[1] && pairs == same, "{all:?} {few:?}");
        assert!(whole[0] + whole[1] - cut[0] - cut[1] <= cut[2], "{all:?} {few:?}");
    }
    // One claim after the other is held against the next one, which is of the other source or of its own.
    assert_eq!(pairs(1, Wanted { source: pattern("c"), ..Wanted::default() })[0].1[2], 64 - 15);
}

#[test]
fn sources_know_what_they_do_and_what_is_done_to_them() {
    let claims = [
        "a1, a, troops, 100, as-of: 2024-05-01",
        "a2, a, troops, 200, as-of: 2024-05-03",
        "c1, c, troops, 900, 'as-of: 2024-05-01, cites: a'",
    ];
    let claims: Vec<String> = claims.iter().map(|claim| claim.replace('\'', "")).collect();
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    all(&claims, |audit| {
        let rows = audit.sources();
        let reported = |id: &str| {
            let row = rows.iter().find(|row| row.source.id == id).unwrap();
            [row.claims, row.revisions, row.misattributes, row.misattributed, row.echoes, row.unquoted]
        };
        assert_eq!(rows.iter().map(|row| row.source.id).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(reported("a"), [2, 1, 0, 1, 0, 2]);
        assert_eq!(reported("c"), [1, 0, 1, 0, 1, 1]);
        assert_eq!(rows[0].reliability, Some('B'));
        assert_eq!(rows[0].part_of.map(|parent| parent.id), Some("league"));
    });
}

#[test]
fn coverage_counts_what_records_lack() {
    let claims = [
        "a1, a, troops, 100, as-of: 2024-05-01",
        "c1, c, troops, 900, as-of: 2024-05-01, url: x, quote: y, credibility: 2",
        "c2, c, troops, no number at all, during: 2024-05",
        "c3, c, name, x",
        "d1, d, troops, 100, as-of: 2024-05-01, cites: a",
    ];
    all(&claims, |audit| lacks_are_counted(&audit.coverage()));
}

fn lacks_are_counted(coverage: &super::Coverage) {
    let &super::Coverage { claims, undated, ungraded, unquoted, unlinked, unplaced, .. } = coverage;
    assert_eq!([claims, undated, ungraded, unquoted, unlinked, unplaced], [5, 1, 3, 4, 4, 5]);
    let &super::Coverage { unread, second_hand, echoes, in_conflict, .. } = coverage;
    assert_eq!([unread, second_hand, echoes, in_conflict], [1, 1, 1, 2]);
}

/// The one conflict among claims, with up to so many claims of each side.
fn dispute<T>(claims: &[&str], most: usize, question: impl FnOnce(Dispute<'_>) -> T) -> T {
    all(claims, |audit| {
        let conflict = |at: &&usize| audit.findings[**at].kind == FindingKind::Conflict;
        let reported: Vec<&usize> = audit.reported().iter().filter(conflict).collect();
        assert_eq!(reported.len(), 1, "{:?}", audit.findings);
        question(audit.dispute(*reported[0], most))
    })
}

/// The bars of each claim of each side: `~` where a hedge moved the end, `..` where it is open.
fn bars(dispute: &Dispute<'_>) -> Vec<String> {
    let end = |at: Option<Decimal>, hedged: bool| {
        let hedge = if hedged { "~" } else { "" };
        at.map_or("..".to_owned(), |at| format!("{hedge}{}", at.normalize()))
    };
    let bar = |bar: &Bar| format!("{}-{}", end(bar.low, bar.low_hedged), end(bar.high, bar.high_hedged));
    let marks = dispute.sides.iter().flat_map(|side| &side.claims);
    let reported = marks.map(|mark| {
        format!("{}: {}", mark.claim.id, mark.bars.iter().map(bar).collect::<Vec<_>>().join(" "))
    });
    reported.collect()
}

#[test]
fn numbers_lie_on_their_axis_with_hedged_ends() {
    let claims = [
        "a1, a, troops, about 100, as-of: 2024-05-01",
        "c1, c, troops, at least 900, as-of: 2024-05-02",
        "d1, d, troops, 100, as-of: 2024-05-02",
    ];
    dispute(&claims, 9, |dispute| {
        assert_eq!(dispute.axis, Some(ChartAxis::Numbers(Some("person"))));
        assert_eq!(bars(&dispute), ["d1: 100-100", "a1: ~90-~110", "c1: 900-.."]);
        let sides: Vec<_> = dispute.sides.iter().map(|side| (side.total, side.allows.as_deref())).collect();
        assert_eq!(sides, [(2, Some("100")), (1, Some("at least 900"))]);
        assert_eq!(dispute.days.map(|days| days.first), day("2024-05-01"));
        assert_eq!(dispute.days.map(|days| days.last), day("2024-05-02"));
    });
    dispute(&claims, 1, |dispute| {
        let shown: Vec<_> = dispute.sides.iter().map(|side| (side.total, side.claims.len())).collect();
        assert_eq!(shown, [(2, 1), (1, 1)]);
    });
}

#[test]
fn steps_lie_on_the_scale() {
    let claims = [
        "a1, a, deployment, training, share: all, as-of: 2024-05-01",
        "c1, c, deployment, deployed, share: some, as-of: 2024-05-01",
    ];
    dispute(&claims, 9, |dispute| {
        let Some(ChartAxis::Stages(steps)) = &dispute.axis else { panic!("{:?}", dispute.axis) };
        let step = |name: &str| steps.iter().position(|step| *step == name).unwrap();
        let (training, deployed) = (step("training"), step("deployed"));
        assert_eq!(bars(&dispute), [format!("a1: {training}-{training}"), format!("c1: {deployed}-..")]);
    });
}

#[test]
fn days_lie_on_the_calendar() {
    let claims = ["a1, a, ended, 2024-05-04, as-of: 2024-06-01", "c1, c, ended, 2024-07, as-of: 2024-08-01"];
    dispute(&claims, 9, |dispute| {
        assert_eq!(dispute.axis, Some(ChartAxis::Days));
        let days = ["2024-05-04", "2024-07-01", "2024-07-31"].map(|text| day(text).unwrap().0);
        assert_eq!(bars(&dispute), [format!("a1: {0}-{0}", days[0]), format!("c1: {}-{}", days[1], days[2])]);
    });
}

#[test]
fn words_lie_where_their_side_does() {
    let claims = ["a1, a, alive, yes", "c1, c, alive, no"];
    dispute(&claims, 9, |dispute| {
        assert_eq!(dispute.axis, Some(ChartAxis::Sides));
        assert_eq!(bars(&dispute).iter().map(|bar| &bar[4..]).collect::<Vec<_>>(), ["0-0", "1-1"]);
        assert_eq!(dispute.days, None);
    });
}

#[test]
fn a_denial_allows_what_lies_beside_it() {
    let claims =
        ["a1, a, generals, 3, as-of: 2024-05-01", "c1, c, generals, 3, as-of: 2024-05-01, stance: denies"];
    dispute(&claims, 9, |dispute| {
        let bars = bars(&dispute);
        assert!(bars.contains(&"a1: 3-3".to_owned()), "{bars:?}");
        assert!(bars.iter().any(|bar| bar.starts_with("c1: ..-") && bar.ends_with("-..")), "{bars:?}");
    });
}

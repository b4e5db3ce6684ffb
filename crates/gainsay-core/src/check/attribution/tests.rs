//! What is found of one quote beside what the source that it cites said.

use std::fmt::Write;

use crate::check::fixture::Fixture;
use crate::finding::{Finding, FindingKind};
use crate::rule::Severity;

/// An attribute, a value and the day on which it was published.
type Said<'a> = (&'a str, &'a str, &'a str);

/// What the rule on attribution finds of a quote of what `a` said, and how severe it is.
fn found(said: &[Said<'_>], quote: Said<'_>) -> Option<(FindingKind, Severity)> {
    let mut text = "claims:\n".to_owned();
    let of_a = said.iter().map(|&said| (said, ", source: a"));
    for ((attribute, value, day), more) in of_a.chain([(quote, ", source: q, cites: a")]) {
        let value = if value.starts_with('{') { value.to_owned() } else { format!("\"{value}\"") };
        let _ = writeln!(text, "  - {{ attribute: {attribute}, value: {value}, published: {day}{more} }}");
    }
    let findings = Fixture::read(&text).checker().analyze().findings;
    let unreadable = findings.iter().find(|finding| finding.rule == "unreadable-value");
    assert_eq!(unreadable, None);
    let of_the_quote: Vec<&Finding> =
        findings.iter().filter(|finding| finding.rule == "attribution").collect();
    assert!(of_the_quote.len() < 2, "{of_the_quote:?}");
    of_the_quote.first().map(|finding| (finding.kind, finding.severity))
}

const MISQUOTE: Option<(FindingKind, Severity)> = Some((FindingKind::Misattribution, Severity::Error));
const DOUBTFUL: Option<(FindingKind, Severity)> = Some((FindingKind::Misattribution, Severity::Warning));
const DRIFT: Option<(FindingKind, Severity)> = Some((FindingKind::HedgeDrift, Severity::Warning));
const UNDETERMINED: Option<(FindingKind, Severity)> = Some((FindingKind::Undetermined, Severity::Note));

/// What is found of one quote of what was said on 2 May 2024 so many days later.
fn after(days: u32, attribute: &str, said: &str, quote: &str) -> Option<(FindingKind, Severity)> {
    found(&[(attribute, said, "2024-05-02")], (attribute, quote, &format!("2024-05-{:02}", 2 + days)))
}

#[test]
fn a_day_or_a_time_is_passed_on_as_it_is() {
    assert_eq!(after(0, "deadline", "2024-06-14", "2024-06-12"), MISQUOTE);
    assert_eq!(after(5, "planned-date", "2024-11-20", "2024-09-20"), DOUBTFUL);
    assert_eq!(after(20, "planned-date", "2024-11-20", "2024-09-20"), UNDETERMINED);
    assert_eq!(after(0, "began", "2023-05-27", "2023-04-27"), MISQUOTE);
    assert_eq!(after(0, "planned-date", "2024-11-20", "November 2024"), None);
    assert_eq!(after(0, "take-off-time", "14:32", "2:30 p.m."), None);
    assert_eq!(after(0, "take-off-time", "14:32", "14:47"), MISQUOTE);
}

#[test]
fn a_floor_or_a_ceiling_is_held_against_for_as_long_as_its_number_would_be() {
    assert_eq!(after(3, "deaths", "22,000", "400,000"), DOUBTFUL);
    assert_eq!(after(3, "deaths", "over 22,000", "400,000"), DOUBTFUL);
    assert_eq!(after(7, "deaths", "over 22,000", "more than 30,000"), DOUBTFUL);
    assert_eq!(after(7, "deaths", "over 22,000", "more than 20,000"), None);
    assert_eq!(after(7, "arrests", "up to 500", "30"), DOUBTFUL);
    // What rises is more by then, and never less.
    assert_eq!(after(12, "deaths", "over 22,000", "30,000"), UNDETERMINED);
    assert_eq!(after(12, "deaths", "up to 500", "30"), DOUBTFUL);
}

#[test]
fn who_makes_a_rough_number_exact_changes_its_hedge() {
    assert_eq!(after(0, "deaths", "about 700", "exactly 700"), DRIFT);
    assert_eq!(after(0, "deaths", "nearly 700", "700 exactly"), DRIFT);
    assert_eq!(after(0, "area-burned", "about 600 sq km", "precisely 600 sq km"), DRIFT);
    assert_eq!(after(0, "take-off-time", "around 14:30", "exactly 14:30"), DRIFT);
    assert_eq!(after(0, "deaths", "about 700", "700"), None);
    assert_eq!(after(0, "deaths", "700", "exactly 700"), None);
    assert_eq!(after(0, "deaths", "exactly 700", "about 700"), None);
}

#[test]
fn the_same_number_in_another_currency_is_no_other_thing() {
    let message = |quote: &str| {
        let text = format!(
            "claims:
  - {{ attribute: damage, value: nearly $14 billion, published: 2024-05-02, source: a }}
  - {{ attribute: damage, value: {quote}, published: 2024-05-02, source: q, cites: a }}
"
        );
        let findings = Fixture::read(&text).checker().analyze().findings;
        let found = findings.into_iter().find(|finding| finding.rule == "attribution");
        found.map(|finding| finding.message).unwrap_or_default()
    };
    assert_eq!(
        message("nearly \u{20ac}14 billion"),
        "q quotes a as giving damage as `nearly \u{20ac}14 billion`, but a said `nearly $14 billion`, which is in another unit"
    );
    assert_eq!(message("nearly $14 billion"), "");
}

#[test]
fn what_rises_does_not_become_a_hundred_times_as_much_in_three_months() {
    assert_eq!(after(12, "deaths", "115", "1,300"), UNDETERMINED);
    assert_eq!(after(12, "deaths", "115", "11,700"), DOUBTFUL);
    assert_eq!(after(12, "deaths", "over 115", "11,700"), DOUBTFUL);
    // Of the first hours.
    assert_eq!(after(12, "deaths", "3", "700"), UNDETERMINED);
    assert_eq!(after(12, "deaths", "115", "at least 100"), None);
}

#[test]
fn the_same_digits_in_another_unit_or_magnitude_are_a_misquote() {
    assert_eq!(after(12, "area-burned", "2,170 acres", "2,170 square miles"), DOUBTFUL);
    assert_eq!(after(12, "area-burned", "2,170 acres", "3.39 square miles"), None);
    assert_eq!(after(12, "area-burned", "2,170 acres", "2,560 acres"), UNDETERMINED);
    assert_eq!(after(12, "deaths", "115", "1,150"), DOUBTFUL);
    assert_eq!(after(12, "deaths", "200", "2,000"), UNDETERMINED);
}

#[test]
fn a_figure_of_another_measure_is_an_error_where_it_can_hardly_be_anything_else() {
    let of = |said, quote| found(&[said], quote);
    let day = "2024-05-02";
    assert_eq!(of(("arrests", "1,102", day), ("deaths", "1,102 dead", day)), MISQUOTE);
    // Figures of one or two digits are given of much.
    assert_eq!(of(("arrests", "1,100", day), ("deaths", "1,100", day)), DOUBTFUL);
    // Days later it may have been said since.
    assert_eq!(of(("arrests", "1,102", day), ("deaths", "1,102", "2024-05-06")), DOUBTFUL);
    // What nobody declares may be one measure under two names.
    assert_eq!(of(("detainees-in-all", "1,102", day), ("people-held", "1,102", day)), DOUBTFUL);
    // So many dead there are at least.
    assert_eq!(of(("bodies", "1,102", day), ("deaths", "1,102", day)), DOUBTFUL);
    assert_eq!(of(("casualties", "1,102", day), ("deaths", "1,102", day)), MISQUOTE);
    let later = [("deaths", "11", "2024-04-28"), ("arrests", "1,102", day)];
    assert_eq!(found(&later, ("deaths", "1,102", day)), MISQUOTE);
}

#[test]
fn a_number_without_a_unit_is_held_against_one_that_has_a_unit() {
    assert_eq!(after(1, "bill", "$12 million", "12 million"), None);
    assert_eq!(after(1, "bill", "$12 million", "120 million"), DOUBTFUL);
    assert_eq!(after(0, "bill", "12 million", "€15 million"), DOUBTFUL);
    assert_eq!(
        after(0, "bill", "at least $12 million", "12 million"),
        Some((FindingKind::HedgeDrift, Severity::Warning))
    );
    assert_eq!(after(0, "members-affected", "approximately 769,000 retired members", "nearly 770,000"), None);
    assert_eq!(
        after(0, "members-affected", "approximately 769,000 retired members", "more than a million"),
        MISQUOTE
    );
    assert_eq!(
        after(0, "homes-dark", "more than 12,400 homes and businesses", "124,000 customers"),
        DOUBTFUL
    );
    assert_eq!(after(0, "fence", "200 m", "40 kg"), UNDETERMINED);
}

#[test]
fn nobody_quotes_rightly_because_of_their_own_word() {
    let text = "claims:
  - { attribute: deaths, value: 100, published: 2024-05-02, source: a, cites: q }
  - { attribute: deaths, value: 120, published: 2024-05-02, source: q, cites: a }
  - { attribute: deaths, value: 120, published: 2024-05-02, source: q }
";
    let findings = Fixture::read(text).checker().analyze().findings;
    let misquotes = findings.iter().filter(|finding| finding.kind == FindingKind::Misattribution);
    let quoting = misquotes.map(|finding| finding.message.split(" quotes ").next().unwrap_or_default());
    assert_eq!(quoting.collect::<Vec<_>>(), ["a", "q"]);
}

#[test]
fn what_is_rounded_has_fewer_digits() {
    for (attribute, said, quote) in [
        ("deaths", "53,537", "53,357"),
        ("deaths", "151", "152"),
        ("votes", "2,472,182", "2,472,128"),
        ("turnout", "47.3%", "47.4%"),
        ("deaths", "10,000", "10,050"),
    ] {
        assert_eq!(after(0, attribute, said, quote), DOUBTFUL, "{said} {quote}");
    }
    for (attribute, said, quote) in [
        ("deaths", "1,644", "1,600"),
        ("deaths", "53,537", "53,500"),
        ("votes", "2,472,182", "2.47 million"),
        ("turnout", "47.3%", "47%"),
        ("area-burned", "23,448 acres", "95 sq km"),
        // It says less.
        ("deaths", "1,002", "more than 1,000"),
        ("deaths", "998", "up to 1,000"),
    ] {
        assert_eq!(after(0, attribute, said, quote), None, "{said} {quote}");
    }
    assert_eq!(after(0, "deaths", "1,002", "more than 1,002"), DRIFT);
    assert_eq!(after(0, "deaths", "at least 1,205", "1,200"), DRIFT);
    // It may have been said since.
    assert_eq!(after(3, "deaths", "151", "152"), UNDETERMINED);
}

#[test]
fn who_says_more_than_the_source_does_not_quote_it() {
    for (attribute, said, quote) in [
        ("deaths", "20 to 30", "25"),
        ("deaths", "dozens", "80"),
        ("deaths", "between 10,000 and 100,000", "50,000"),
        ("cause", "fire", "arson"),
        ("cause", "arson or an electrical fault", "arson"),
        ("planned-date", "between 10 and 14 March 2025", "12 March 2025"),
        ("planned-date", "mid-March 2025", "15 March 2025"),
    ] {
        assert_eq!(after(0, attribute, said, quote), DOUBTFUL, "{said} {quote}");
    }
    assert_eq!(after(0, "planned-date", "by 31 March 2025", "31 March 2025"), DRIFT);
    for (attribute, said, quote) in [
        ("deaths", "25", "20 to 30"),
        ("deaths", "hundreds", "several hundred"),
        ("deaths", "about 700", "700"),
        ("cause", "arson", "fire"),
        ("cause", "arson", "arson or an electrical fault"),
        ("planned-date", "15 March 2025", "mid-March 2025"),
        ("planned-date", "around 10 March 2025", "10 March 2025"),
        ("planned-date", "next year", "2025"),
        ("planned-date", "two weeks ago", "18 April 2024"),
        ("planned-date", "within two weeks", "by 16 May 2024"),
        ("planned-date", "in the coming days", "in the coming days"),
        ("deaths", "{ low: 8000, best: 10000, high: 12000 }", "10,000"),
        ("deaths", "20 to 30, most likely 25", "25"),
        ("approval", "43% (±3 points)", "43%"),
        ("approval", "66.7%", "two thirds"),
        ("duration", "a month", "30 days"),
        ("distance", "about 100 yards", "100 metres"),
        ("cause", "a fire caused by a cigarette", "a cigarette"),
        ("cause", "derailment", "a train derailment"),
        ("responsibility", "Hezbollah", "Hizbollah"),
        ("location", "a market in Kabul", "Kabul"),
        ("take-off-time", "shortly after 5 pm", "5 pm"),
        ("take-off-time", "14:32", "2:30 p.m."),
    ] {
        assert_eq!(after(0, attribute, said, quote), None, "{said} {quote}");
    }
}

#[test]
fn what_the_source_has_said_since_is_what_is_quoted() {
    let missing = |day| {
        found(&[("missing", "341", "2024-05-02"), ("missing", "120", "2024-05-06")], ("missing", "341", day))
    };
    assert_eq!(missing("2024-05-05"), None);
    // Papers print the day after.
    assert_eq!(missing("2024-05-07"), None);
    assert_eq!(missing("2024-05-08"), DOUBTFUL);
    let deaths = |day| {
        found(
            &[("deaths", "1,002", "2024-05-02"), ("deaths", "3,471", "2024-05-06")],
            ("deaths", "1,002", day),
        )
    };
    assert_eq!((deaths("2024-05-03"), deaths("2024-05-08")), (None, DOUBTFUL));
    // What says less, or the same more roughly, replaces nothing.
    for later in ["about 1,200", "more than 1,200", "1,200", "dozens"] {
        let said = [("deaths", "1,216", "2024-05-02"), ("deaths", later, "2024-05-03")];
        let quote = ("deaths", "1,216", "2024-05-06");
        assert_eq!(found(&said, quote), if later == "dozens" { DOUBTFUL } else { None }, "{later}");
    }
    let message = |day: u32| {
        let text = format!(
            "claims:
  - {{ attribute: deaths, value: 229, published: 2024-05-02, source: a }}
  - {{ attribute: deaths, value: 222, published: 2024-05-04, source: a, correction: true }}
  - {{ attribute: deaths, value: 229, published: 2024-05-{day:02}, source: q, cites: a }}
"
        );
        let findings = Fixture::read(&text).checker().analyze().findings;
        let found = findings.into_iter().find(|finding| finding.rule == "attribution");
        found.map(|finding| finding.message).unwrap_or_default()
    };
    assert_eq!(message(3), "");
    assert_eq!(message(6), "q quotes a as giving deaths as `229`, but a has since said `222`");
}

#[test]
fn without_a_place_a_quote_is_of_the_whole_which_is_no_less_than_a_part() {
    let told = |said: [&str; 2], quote: &str| {
        let text = format!(
            "claims:
  - {{ attribute: deaths, value: 67, published: 2024-05-02, source: a{} }}
  - {{ attribute: deaths, value: 67, published: 2024-05-02, source: a{} }}
  - {{ attribute: deaths, {quote}, published: 2024-05-02, source: q, cites: a }}
",
            said[0], said[1]
        );
        let findings = Fixture::read(&text).checker().analyze().findings;
        let found = findings.into_iter().find(|finding| finding.rule == "attribution");
        found.map(|finding| (finding.kind, finding.severity))
    };
    let (kocani, skopje) = (", place: kocani", ", place: skopje");
    assert_eq!(told([kocani, kocani], "value: 76"), UNDETERMINED);
    assert_eq!(told([kocani, kocani], "value: 46"), DOUBTFUL);
    assert_eq!(told(["", ""], "value: 12, place: kocani"), UNDETERMINED);
    assert_eq!(told([kocani, kocani], "value: 67"), None);
    assert_eq!(told(["", ""], "value: 76, place: kocani"), DOUBTFUL);
    assert_eq!(told([kocani, skopje], "value: 76"), UNDETERMINED);
}

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json, to_string, to_string_pretty};

use super::*;

fn written(value: &impl Serialize, in_lines: bool) -> String {
    let mut bytes = Vec::new();
    Json::write(&mut bytes, value, in_lines).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn assert_same(value: &impl Serialize) {
    assert_eq!(written(value, true), to_string_pretty(value).unwrap() + "\n");
    assert_eq!(written(value, false), to_string(value).unwrap() + "\n");
}

/// Everything that a type can be made of.
#[derive(Serialize)]
struct Whole<'a> {
    flag: bool,
    small: i8,
    large: u64,
    half: f64,
    sign: char,
    absent: Option<u8>,
    there: Option<&'a str>,
    #[serde(flatten)]
    pair: Pair,
    unit: (),
    nothing: Nothing,
    tuple: (u8, &'a str),
    kinds: Vec<Kind>,
    named: BTreeMap<u32, Vec<Pair>>,
    empty: BTreeMap<String, u8>,
    shown: Shown<'a>,
}

#[derive(Serialize)]
struct Pair {
    one: i32,
    other: i64,
}

#[derive(Serialize)]
struct Nothing;

#[derive(Serialize)]
struct Both(u16, u32);

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Plain,
    Holding(Both),
    Several(u8, f32),
    Named { pair: Pair, text: String },
    Empty {},
}

struct Shown<'a>(&'a str);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

fn whole(text: &str) -> Whole<'_> {
    let pair = || Pair { one: -1, other: i64::MIN };
    Whole {
        flag: true,
        small: -8,
        large: u64::MAX,
        half: 0.5,
        sign: '"',
        absent: None,
        there: Some(text),
        pair: pair(),
        unit: (),
        nothing: Nothing,
        tuple: (1, text),
        kinds: vec![
            Kind::Plain,
            Kind::Holding(Both(1, 2)),
            Kind::Several(1, 1e30),
            Kind::Named { pair: pair(), text: text.to_owned() },
            Kind::Empty {},
        ],
        named: BTreeMap::from([(1, vec![pair()]), (2, Vec::new())]),
        empty: BTreeMap::new(),
        shown: Shown(text),
    }
}

#[test]
fn lists_and_objects_of_any_depth_are_as_serde_json_writes_them() {
    let deep = (0..40)
        .fold(json!({}), |inner, at| if at % 2 == 0 { json!([inner, 1]) } else { json!({ "a": inner }) });
    let texts = json!({ "a": [1, "b", [], {}, [[]], null], "c\n\"": { "d": {}, "e": [2] } });
    for value in [Value::Null, json!([]), json!({}), json!([[], {}]), texts, deep] {
        assert_same(&value);
    }
}

#[test]
fn what_is_longer_than_a_piece_is_written_whole() {
    assert_same(&vec!["some words"; 20_000]);
}

#[test]
fn a_reader_that_has_gone_away_is_told_as_such() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let error = Json::write(&mut Gone, &vec!["some words"; 20_000], true).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
}

proptest! {
    #[test]
    fn all_kinds_of_values_are_as_serde_json_writes_them(text in "[a-z\"\\\\\u{0}-\u{1f}\u{7f}é\u{202e}]{0,40}") {
        assert_same(&whole(&text));
    }
}

//! The characters of a file.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use gainsay_core::mapping::Encoding;

/// What stands before the first byte that is no text, and what is wrong with that.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) before: String,
    pub(crate) message: &'static str,
    /// What to do about it where a mapping file can say how the file is written.
    pub(crate) help: &'static str,
}

/// What to do about a file in bytes that are not UTF-8.
const SAY_IT: &str =
    "save the file as UTF-8, or give its encoding in the mapping file: `dialect: { encoding: windows-1252 }`";
/// The same for one that is UTF-16 without a mark.
const SAY_WIDE: &str =
    "save the file as UTF-8, or give its encoding in the mapping file: `dialect: { encoding: utf-16 }`";
/// The same for one that no mapping file can help.
const SAVE: &str = "save the file as UTF-8";
/// The same for one that is not written as its mapping file says.
const CORRECT: &str = "correct `encoding` in the mapping file, or save the file as UTF-8";

/// The text that `bytes` are in UTF-8; a byte order mark stays.
pub(crate) fn utf8(bytes: Vec<u8>) -> Result<String, Foreign> {
    if let Some((message, help)) = wide(&bytes) {
        return Err(Foreign { before: String::new(), message, help });
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        bytes.truncate(valid);
        let before = String::from_utf8(bytes).unwrap_or_default();
        Foreign { before, message: "this byte is not UTF-8", help: SAY_IT }
    })
}

/// The text that `bytes` of a table are: as `said`, or else as a byte order mark says, or else in UTF-8.
pub(crate) fn table(bytes: Vec<u8>, said: Option<Encoding>) -> Result<String, Foreign> {
    let wide = match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    let marked = wide.is_some();
    let wrong = |message, help| Foreign { before: String::new(), message, help };
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) && !matches!(said, None | Some(Encoding::Utf8)) {
        return Err(wrong("the byte order mark of this file says that it is UTF-8", CORRECT));
    }
    // What is no ASCII, and UTF-8 throughout, is hardly ever anything else.
    let looks_narrow = match said {
        Some(Encoding::Windows1252) => !bytes.is_ascii(),
        Some(Encoding::Utf16) => !marked && !bytes.contains(&0) && !bytes.is_empty(),
        _ => false,
    };
    if looks_narrow && std::str::from_utf8(&bytes).is_ok() {
        return Err(wrong("this file is UTF-8, but its mapping file says that it is not", CORRECT));
    }
    let encoding = match said {
        Some(Encoding::Windows1252) => {
            return match self::wide(&bytes) {
                Some((message, _)) => Err(wrong(message, CORRECT)),
                None => Ok(WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()),
            };
        }
        Some(Encoding::Utf16) => wide.or(Some(UTF_16LE)),
        _ => wide,
    };
    let Some(encoding) = encoding else {
        return utf8(bytes).map_err(|foreign| match said {
            Some(_) => Foreign { help: CORRECT, ..foreign },
            None => foreign,
        });
    };
    let text = bytes.get(usize::from(marked) * 2..).unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(text) {
        Some(text) => Ok(text.into_owned()),
        None => Err(wrong("not all of this file is UTF-16", if said.is_some() { CORRECT } else { SAVE })),
    }
}

/// What is said of a text whose characters are wider than a byte, by its byte order mark, else by the zeros beside its
/// first character, which is ASCII in any YAML that means something; and what to do about such a table.
fn wide(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..]
        | [0, 0, 0xFE, 0xFF, ..]
        | [1..=0x7F, 0, 0, 0, ..]
        | [0, 0, 0, 1..=0x7F, ..] => Some(("this file is UTF-32", SAVE)),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [1..=0x7F, 0, ..] | [0, 1..=0x7F, ..] => {
            Some(("this file is UTF-16", SAY_WIDE))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_decoded_as_they_say() {
        let wide = |text: &str, little: bool| -> Vec<u8> {
            let units = [0xFEFF].into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        let text = |bytes: &[u8], said| table(bytes.to_vec(), said).map_err(|foreign| foreign.message);
        assert_eq!(text(&wide("Köln;1", true), None), Ok("Köln;1".to_owned()));
        assert_eq!(text(&wide("Köln;1", false), None), Ok("Köln;1".to_owned()));
        assert_eq!(text(&wide("Köln", true)[2..], Some(Encoding::Utf16)), Ok("Köln".to_owned()));
        assert_eq!(text(b"K\xf6ln \x80", Some(Encoding::Windows1252)), Ok("Köln €".to_owned()));
        assert_eq!(text("\u{feff}Köln".as_bytes(), None), Ok("\u{feff}Köln".to_owned()));
        assert_eq!(text(b"K\xf6ln", None), Err("this byte is not UTF-8"));
        assert_eq!(text(b"\xff\xfea\0\0\xd8", None), Err("not all of this file is UTF-16"));
        assert_eq!(text(b"a\0b\0", None), Err("this file is UTF-16"));
        assert_eq!(text(b"a\0b\0", Some(Encoding::Windows1252)), Err("this file is UTF-16"));
        let marked = "\u{feff}a".as_bytes();
        for said in [Encoding::Windows1252, Encoding::Utf16] {
            assert_eq!(
                text(marked, Some(said)),
                Err("the byte order mark of this file says that it is UTF-8")
            );
        }
        for (bytes, said) in [("Köln", Encoding::Windows1252), ("paper;1\n", Encoding::Utf16)] {
            let refused = Err("this file is UTF-8, but its mapping file says that it is not");
            assert_eq!(text(bytes.as_bytes(), Some(said)), refused);
        }
        assert_eq!(text(b"paper", Some(Encoding::Windows1252)), Ok("paper".to_owned()));
        let help = |bytes: &[u8], said| table(bytes.to_vec(), said).unwrap_err().help;
        assert_eq!(help(b"a\0b\0", None), SAY_WIDE);
        assert_eq!(help(b"a\0\0\0", None), SAVE);
        assert_eq!(help(b"K\xf6ln", None), SAY_IT);
        assert_eq!(help(b"K\xf6ln", Some(Encoding::Utf8)), CORRECT);
        assert_eq!(help(b"\xff\xfea\0\0\xd8", Some(Encoding::Utf16)), CORRECT);
    }
}

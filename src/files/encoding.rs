//! The characters of a file.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use gainsay_core::mapping::Encoding;

/// What stands before the first byte that is no text, and what is wrong with that.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) before: String,
    pub(crate) message: &'static str,
}

/// The text that `bytes` are in UTF-8; a byte order mark stays.
pub(crate) fn utf8(bytes: Vec<u8>) -> Result<String, Foreign> {
    if let Some(message) = wide(&bytes) {
        return Err(Foreign { before: String::new(), message });
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        bytes.truncate(valid);
        Foreign { before: String::from_utf8(bytes).unwrap_or_default(), message: "this byte is not UTF-8" }
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
    let encoding = match said {
        Some(Encoding::Windows1252) => {
            return Ok(WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned());
        }
        Some(Encoding::Utf16) => wide.or(Some(UTF_16LE)),
        _ => wide,
    };
    let Some(encoding) = encoding else { return utf8(bytes) };
    let text = bytes.get(usize::from(marked) * 2..).unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(text) {
        Some(text) => Ok(text.into_owned()),
        None => Err(Foreign { before: String::new(), message: "this file is not UTF-16 throughout" }),
    }
}

/// What is said of a text whose characters are wider than a byte, by its byte order mark, else by the zeros beside its
/// first character, which is ASCII in any YAML that means something.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..]
        | [0, 0, 0xFE, 0xFF, ..]
        | [1..=0x7F, 0, 0, 0, ..]
        | [0, 0, 0, 1..=0x7F, ..] => Some("this file is UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [1..=0x7F, 0, ..] | [0, 1..=0x7F, ..] => {
            Some("this file is UTF-16")
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
        assert_eq!(text(b"\xff\xfea\0\0\xd8", None), Err("this file is not UTF-16 throughout"));
        assert_eq!(text(b"a\0b\0", None), Err("this file is UTF-16"));
    }
}

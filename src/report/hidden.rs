//! Characters that are not seen, or that make text read otherwise than it is.
//!
//! What a character is comes from the Unicode Character Database, by the crate `icu_properties`: controls, format characters
//! (`General_Category=Cf`, but for the few that are drawn), what may be ignored in display (`Default_Ignorable_Code_Point`:
//! bidirectional controls, tags, variation selectors, fillers), separators of lines and paragraphs, and what is no character.
//! Spaces are seen as what they are, and stay.
//!
//! Two kinds belong to honest text and stay in their place only. Joiners stay where RFC 5892 (appendix A) allows them, and
//! between two emoji. The selectors of text and emoji style stay behind an emoji, and before the frame of a keycap. The
//! selectors of other variants are shown, and so are the tags of which three flags are made: they could carry any message.

use icu_properties::props::{
    BinaryProperty, CanonicalCombiningClass, DefaultIgnorableCodePoint, Emoji, EmojiModifier,
    EnumeratedProperty, ExtendedPictographic, GeneralCategory, JoiningType, PrependedConcatenationMark,
};

/// Characters that are drawn as nothing and have no property that says so: the blank pattern of Braille, what stands for
/// an object, the filler of the Khitan small script, the empty head of a note.
const BLANK: [char; 4] = ['\u{2800}', '\u{fffc}', '\u{16fe4}', '\u{1d159}'];

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const TEXT_STYLE: char = '\u{fe0e}';
const EMOJI_STYLE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

/// Each character of `text`, where it stands, and whether it is hidden there.
pub(super) fn marked(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    text.char_indices().map(move |(at, c)| (at, c, is_hidden(text, at, c)))
}

/// Whether `text` is nothing but ASCII that is seen, as most of it is: a quick look before a long one.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The same of many lines.
pub(super) fn are_plain(lines: &[u8]) -> bool {
    // All of a piece at once, which the compiler makes one look of.
    let plain = |piece: &[u8]| piece.iter().fold(true, |all, byte| all & matches!(byte, b'\n' | b' '..=b'~'));
    lines.chunks(256).all(plain)
}

/// Whether the character `c`, which stands at `at` in `text`, is not seen there.
pub(crate) fn is_hidden(text: &str, at: usize, c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
    match c {
        NON_JOINER => !(behind_virama(before) || joined(before, after)),
        JOINER => !(behind_virama(before) || between_emoji(before, after)),
        TEXT_STYLE | EMOJI_STYLE => !styles(before, c, after),
        _ => unseen(c),
    }
}

/// Whether `c` is hidden wherever it stands.
fn unseen(c: char) -> bool {
    match GeneralCategory::for_char(c) {
        GeneralCategory::Control | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator => {
            true
        }
        GeneralCategory::Format => !PrependedConcatenationMark::for_char(c),
        _ => DefaultIgnorableCodePoint::for_char(c) || BLANK.contains(&c) || is_no_character(c),
    }
}

/// Whether Unicode will never give a character this code point.
fn is_no_character(c: char) -> bool {
    let code = u32::from(c);
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

/// Whether a joiner stands behind the sign that drops the vowel of an Indic letter.
fn behind_virama(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_some_and(|c| CanonicalCombiningClass::for_char(c) == CanonicalCombiningClass::Virama)
}

/// Whether letters on both sides would join without what stands between them.
fn joined(before: &str, after: &str) -> bool {
    let letter = |c: &char| JoiningType::for_char(*c) != JoiningType::Transparent;
    let one = before.chars().rev().find(letter).map(JoiningType::for_char);
    let other = after.chars().find(letter).map(JoiningType::for_char);
    matches!(one, Some(JoiningType::LeftJoining | JoiningType::DualJoining))
        && matches!(other, Some(JoiningType::RightJoining | JoiningType::DualJoining))
}

/// Whether a joiner makes one emoji of two.
fn between_emoji(before: &str, after: &str) -> bool {
    let mut before = before.chars().rev().peekable();
    before.next_if(|&c| c == EMOJI_STYLE || EmojiModifier::for_char(c));
    before.next().is_some_and(ExtendedPictographic::for_char)
        && after.chars().next().is_some_and(ExtendedPictographic::for_char)
}

/// Whether a selector gives an emoji its style.
fn styles(before: &str, c: char, after: &str) -> bool {
    before.chars().next_back().is_some_and(|base| match base {
        '0'..='9' | '#' | '*' => c == EMOJI_STYLE && after.starts_with(KEYCAP),
        _ => Emoji::for_char(base),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> Vec<char> {
        marked(text).filter(|(_, _, hidden)| *hidden).map(|(_, c, _)| c).collect()
    }

    #[test]
    fn what_is_not_seen_is_hidden() {
        for c in "\u{0}\t\u{1b}\u{7f}\u{9b}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180b}\u{180e}\u{200b}\u{200c}\
                  \u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202e}\u{2060}\u{2066}\u{2069}\u{206f}\u{2800}\u{3164}\u{fdd0}\
                  \u{fe00}\u{fe0e}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{fffc}\u{fffe}\u{13430}\u{16fe4}\u{1bca0}\u{1d159}\u{1d173}\
                  \u{1ffff}\u{e0001}\u{e0041}\u{e0100}\u{e0fff}"
            .chars()
        {
            assert_eq!(hidden(&format!("a{c}b")), [c], "U+{:04X}", u32::from(c));
            assert_eq!(hidden(&c.to_string()), [c], "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn honest_text_stays() {
        for text in [
            "Zaporizhzhia Запоріжжя",
            "12\u{a0}000\u{202f}000\u{3000}日本",
            "دبي\u{200c}ها",
            "र\u{94d}\u{200d}ह",
            "क\u{94d}\u{200c}ष",
            "\u{1f469}\u{200d}\u{1f692}",
            "\u{1f469}\u{1f3fd}\u{200d}\u{1f680}",
            "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
            "\u{2764}\u{fe0f} \u{2122}\u{fe0e} 1\u{fe0f}\u{20e3}",
            "\u{600}12 e\u{301}",
        ] {
            assert!(hidden(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn joiners_and_selectors_stay_in_their_place_only() {
        for text in
            ["دبي\u{200d}ها", "د\u{200c}ها", "a\u{200c}b", "\u{1f469}\u{200d}a", "1\u{fe0f}", "a\u{fe0f}"]
        {
            assert_eq!(hidden(text).len(), 1, "{text}");
        }
        assert_eq!(hidden("\u{2764}\u{fe0f}\u{fe0f}"), ['\u{fe0f}']);
    }
}

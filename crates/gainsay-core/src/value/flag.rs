//! Flags: yes or no.

use super::{Allowed, Interval, Point, Ranges, Unreadable};

/// Reads yes or no, as the point 1 or 0. Other words cannot be read.
pub fn read(wording: &str) -> Result<Allowed, Unreadable> {
    let point = match wording.trim().to_lowercase().as_str() {
        "yes" | "true" | "y" | "on" => 1,
        "no" | "false" | "n" | "off" => 0,
        _ => {
            let start = wording.len() - wording.trim_start().len();
            let range = start..start + wording.trim().len();
            return Err(Unreadable::new("this is neither yes nor no", range).help("write `yes` or `no`"));
        }
    };
    Ok(Allowed::exactly(Ranges::one(Interval::only(Point::from(point)))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::show::show_flag;

    #[test]
    fn yes_and_no_are_read_in_their_usual_words() {
        for (wording, shown) in [
            ("yes", "yes"),
            (" True ", "yes"),
            ("ON", "yes"),
            ("y", "yes"),
            ("no", "no"),
            ("false", "no"),
            ("Off", "no"),
            ("n", "no"),
        ] {
            assert_eq!(show_flag(&read(wording).unwrap().plain), shown, "{wording}");
        }
    }

    #[test]
    fn other_words_are_told() {
        for (wording, blamed) in
            [("maybe", "maybe"), ("", ""), ("1", "1"), ("  yes and no ", "yes and no"), ("不", "不")]
        {
            let unreadable = read(wording).unwrap_err();
            assert_eq!(&wording[unreadable.range], blamed);
            assert_eq!(unreadable.help.as_deref(), Some("write `yes` or `no`"));
        }
    }
}

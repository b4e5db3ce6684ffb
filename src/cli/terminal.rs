//! What the reader's end can show: the terminal and the environment, turned into a style.

use std::io::{self, IsTerminal};

use clap::ValueEnum;

use crate::report::Style;

/// The widest that text is set, however wide the terminal: longer lines are hard to read.
const WIDEST: usize = 140;

/// Flags that every command takes.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Look {
    /// When to use colours
    ///
    /// `auto` uses them on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`; `CLICOLOR_FORCE=1` uses them in pipes too.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto, global = true, display_order = 100)]
    color: When,

    /// Wrap at so many columns, whatever the terminal
    #[arg(long, value_name = "COLUMNS", global = true, hide = true)]
    width: Option<usize>,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal that has them
    #[default]
    Auto,
    /// Also in files and pipes
    Always,
    /// Nowhere
    Never,
}

#[expect(clippy::disallowed_methods, reason = "it asks what the streams are, and writes nothing")]
impl Look {
    /// The style for standard output.
    pub(super) fn stdout(&self) -> Style {
        self.style(
            io::stdout().is_terminal(),
            supports_unicode::on(supports_unicode::Stream::Stdout),
            terminal_size::terminal_size_of(io::stdout()),
        )
    }

    /// The style for standard error.
    pub(super) fn stderr(&self) -> Style {
        self.style(
            io::stderr().is_terminal(),
            supports_unicode::on(supports_unicode::Stream::Stderr),
            terminal_size::terminal_size_of(io::stderr()),
        )
    }

    /// The style for a file: the same everywhere, unless flags say otherwise.
    pub(super) fn file(&self) -> Style {
        self.style(false, true, None)
    }

    fn style(
        &self,
        terminal: bool,
        unicode: bool,
        size: Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Style {
        let found = size.filter(|_| terminal).map(|(width, _)| usize::from(width.0).min(WIDEST));
        Style {
            color: colored(self.color, terminal, |name| std::env::var(name).ok()),
            unicode,
            width: self.width.or(found).unwrap_or(Style::PLAIN.width),
        }
    }
}

/// Whether to colour, by the flag, then by the habits of the environment.
fn colored(when: When, terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if set("NO_COLOR").is_some() => false,
        When::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        When::Auto => terminal && set("TERM").is_none_or(|term| term != "dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(terminal: bool, variables: &[(&str, &str)]) -> bool {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name);
        colored(When::Auto, terminal, |name| find(name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn auto_colours_follow_the_terminal() {
        assert!(auto(true, &[]));
        assert!(!auto(false, &[]));
        assert!(!auto(true, &[("TERM", "dumb")]));
    }

    #[test]
    fn the_environment_has_its_say() {
        assert!(!auto(true, &[("NO_COLOR", "1")]));
        assert!(auto(true, &[("NO_COLOR", "")]));
        assert!(auto(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!auto(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!auto(true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
    }

    #[test]
    fn flags_win_over_everything() {
        let no_color = |_: &str| Some("1".to_owned());
        assert!(colored(When::Always, false, no_color));
        assert!(!colored(When::Never, true, |_| None));
    }

    #[test]
    fn files_look_the_same_everywhere() {
        let look = Look { color: When::Never, width: None };
        assert_eq!(look.file(), Style::PLAIN);
        let narrow = Look { color: When::Always, width: Some(60) };
        assert_eq!(narrow.file(), Style { color: true, unicode: true, width: 60 });
    }
}

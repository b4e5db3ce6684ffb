//! What the reader's end can show: the terminal and the environment, turned into a style.

use std::ffi::OsString;
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
    /// `auto` uses them on a terminal, unless `TERM` is `dumb`. Environment variables override it, in this order: `NO_COLOR` (none),
    /// `FORCE_COLOR` and `CLICOLOR_FORCE` (in pipes too), `CLICOLOR=0` (none).
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
    /// What `arguments` say of it that are no command: they ask for help, or are wrong.
    pub(super) fn of(arguments: &[OsString]) -> Self {
        let arguments: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
        let flags = arguments.iter().take_while(|argument| **argument != "--");
        let mut values = flags.enumerate().filter_map(|(at, flag)| match flag.strip_prefix("--color")? {
            "" => arguments.get(at + 1).copied(),
            value => value.strip_prefix('='),
        });
        let color = values.find_map(|value| When::from_str(value, false).ok());
        Self { color: color.unwrap_or_default(), width: None }
    }

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
        Style {
            color: self.color == When::Always,
            width: self.width.unwrap_or(Style::PLAIN.width),
            ..Style::PLAIN
        }
    }

    fn style(
        &self,
        terminal: bool,
        unicode: bool,
        size: Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Style {
        let found = size.filter(|_| terminal).map(|(width, _)| usize::from(width.0).min(WIDEST));
        Style {
            color: self.color.colors(terminal),
            unicode,
            width: self.width.or(found).unwrap_or(Style::PLAIN.width),
        }
    }
}

impl When {
    /// Whether to colour what is a `terminal` or is not: by the flag, else by no-color.org, force-color.org and
    /// bixense.com/clicolors, in this order.
    fn colors(self, terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if anstyle_query::no_color() => false,
            Self::Auto if is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE") => {
                true
            }
            Self::Auto if is_zero("CLICOLOR") => false,
            Self::Auto => terminal && anstyle_query::term_supports_color(),
        }
    }
}

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn is_zero(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| value == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_look_the_same_everywhere() {
        let look = Look { color: When::Auto, width: None };
        assert_eq!(look.file(), Style::PLAIN);
        let narrow = Look { color: When::Always, width: Some(60) };
        assert_eq!(narrow.file(), Style { color: true, unicode: true, width: 60 });
    }

    #[test]
    fn the_flag_counts_where_help_is_asked_for() {
        let color =
            |arguments: &[&str]| Look::of(&arguments.iter().map(Into::into).collect::<Vec<_>>()).color;
        assert_eq!(color(&["gainsay", "check", "--help", "--color", "never"]), When::Never);
        assert_eq!(color(&["gainsay", "--color=always", "--help"]), When::Always);
        assert_eq!(color(&["gainsay", "--colors=always", "--color"]), When::Auto);
        assert_eq!(color(&["gainsay", "check", "--", "--color=always"]), When::Auto);
    }
}

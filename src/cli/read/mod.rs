//! `gainsay read`: what values allow, word by word.

mod input;
mod page;

use super::arguments::TextOrJson;
use super::outcome::{Ended, Status};
use super::output;
use super::settings::RulePaths;
use super::terminal::Look;
use crate::report::{self, ReadReport};
use gainsay_core::check::read::{ReadFor, read};
use gainsay_core::date::{self, When};

/// Show what a value allows, word by word
///
/// Each value is read as `gainsay check` reads the value of a claim. For each word, the output says what kind of word it is and
/// what it changes. For a value that cannot be read, it shows which words are wrong and what to write instead. Two or more values
/// are also compared with each other, as if different sources had given them for the same day.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// Values as in a claim; `-`, or no value, reads one value per line from standard input
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    values: Vec<String>,

    /// The attribute of the values, which decides their kind and unit
    ///
    /// Without it, or if no rule file declares it, the kind of each value is inferred.
    #[arg(long, short, value_name = "NAME")]
    attribute: Option<String>,

    /// The as-of date of the values, such as `2024-10-28`: words such as `two weeks ago` count from it
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<When>,

    /// The language of the values, as a BCP 47 tag such as `de`; English if left out
    ///
    /// It corresponds to `lang` of a claim or a source.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,

    #[command(flatten)]
    pub(super) rules: RulePaths,

    /// What to write
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

const AFTER: &str = "\
Examples:
  gainsay read 'about 12,000 soldiers'                      what it allows, and
                                                            why
  gainsay read 'about 12,000' 'at least 15,000' -a troops   whether the two
                                                            conflict
  gainsay read 'two weeks ago' -a date --as-of 2024-10-28   a date that counts
                                                            from another
  gainsay read --lang de 'rund 12.000 Soldaten' -a troops   a value in another
                                                            language
  gainsay read -- '-5 °C'                                   a value that begins
                                                            with a hyphen
  gainsay read -a deaths < values.txt                       one value a line
  gainsay read 'dozens' --format json                       the same for
                                                            programs

Exit status:
  0  all values can be read
  1  some cannot
  2  wrong usage, or the rules could not be read

See also: `gainsay explain CLAIM` for the value of a claim, `gainsay rules --format markdown` for all attributes, hedges and units.";

/// The date of an argument.
fn as_of(text: &str) -> Result<When, String> {
    date::parse(text).map_err(|_| "write an EDTF date, such as 2024-10-28 or 2024-10".to_owned())
}

/// Reads the values and shows what each allows.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let mut ruleset = args.rules.ruleset()?;
    let values = match args.rules.given {
        None => input::values(&args.values, &mut ruleset.files, look)?,
        Some(_) => input::arguments(&args.values, &mut ruleset.files),
    };
    let lang = args.lang.as_deref().map(|tag| input::argument("--lang", tag, &mut ruleset.files));
    let (files, rules) = (&ruleset.files, &ruleset.rules);
    let attribute = args.attribute.as_deref();
    let done = read(files, &values, ReadFor { attribute, as_of: args.as_of, lang }, rules);
    let style = look.stdout();
    output::print(style, |out| match args.format {
        TextOrJson::Text => page::write(out, &ruleset, attribute, &done, style),
        TextOrJson::Json => {
            let declares = |name| (name, rules.attribute(name).is_some());
            let attribute = attribute.map(declares);
            report::write_read_json(out, ReadReport { files, attribute, as_of: args.as_of, read: &done })
        }
    })?;
    let refused = done.values.iter().any(|value| value.read.is_err());
    Ok(if refused { Status::Found } else { Status::Clean })
}

//! Wordings that count several things: `12 dead, 30 injured`.

use super::context::Context;
use super::parser::Parser;
use super::token::{Kind, Token, outcomes};
use crate::value::Unreadable;
use crate::value::language::Role;

/// The tokens that count what the attribute asks for; all of them where they count one thing. The others must be
/// readable by themselves.
pub(super) fn asked_for<'a>(
    wording: &'a str,
    tokens: Vec<Token<'a>>,
    context: &'a Context<'a>,
) -> Result<Vec<Token<'a>>, Unreadable> {
    let asked = context.language.outcomes_in(context.asked.attribute);
    if asked == 0 || tokens.iter().filter(|token| token.is_number()).count() < 2 {
        return Ok(tokens);
    }
    let clauses = split(&tokens, asked);
    let mut outcomes: Vec<u32> = clauses.iter().map(|clause| outcomes(clause)).collect();
    // "512, plus 62 missing": the first number is what is asked for.
    if clauses.len() > 1 && outcomes[0] == 0 {
        outcomes[0] = asked;
    }
    let apart = clauses.len() > 1 && outcomes.iter().all(|bits| *bits != 0);
    let mut wanted = outcomes.iter().enumerate().filter(|(_, bits)| **bits & !asked == 0);
    let (Some((wanted, _)), None, true) = (wanted.next(), wanted.next(), apart) else { return Ok(tokens) };
    for (at, clause) in clauses.iter().enumerate().filter(|(at, _)| *at != wanted) {
        let mut parser = Parser::new(wording, clause.to_vec(), context);
        let before = parser.before_number()?;
        let start = parser.range();
        let first = parser.number()?;
        let core = parser.range_from(first, &start, &before)?.unwrap_or(first);
        parser.after_number(core, false)?;
        debug_assert!(at < clauses.len());
    }
    Ok(clauses[wanted].to_vec())
}

/// The clauses of a wording: parted by commas and `and`, each with a number of its own. A part of a number is in its clause. Only the first
/// one may leave out what became of the people, where the next one says another thing of others.
fn split<'t, 'a>(tokens: &'t [Token<'a>], asked: u32) -> Vec<&'t [Token<'a>]> {
    let (mut clauses, mut start, mut counted) = (Vec::new(), 0, false);
    for (at, token) in tokens.iter().enumerate() {
        let part = |token: &Token<'_>| token.is(Role::Part);
        let part_follows = token.kind == Kind::Comma && tokens.get(at + 1).is_some_and(part);
        if part(token) || part_follows || token.is(Role::Between) {
            break;
        }
        let parts = matches!(token.kind, Kind::Comma | Kind::Role(Role::And))
            || token.kind == Kind::Slash && tokens.get(at + 1).is_some_and(Token::is_number);
        let more = tokens[at + 1..].iter().take_while(|next| !matches!(next.kind, Kind::Comma));
        let more = more.into_iter().take_while(|next| !next.is(Role::And)).any(Token::is_number);
        let bare = || {
            let end = tokens[at + 1..].iter().position(|next| next.kind == Kind::Comma || next.is(Role::And));
            let next = outcomes(&tokens[at + 1..end.map_or(tokens.len(), |end| at + 1 + end)]);
            token.kind == Kind::Comma && clauses.is_empty() && next != 0 && next & asked == 0
        };
        if parts && more && counted && (outcomes(&tokens[start..at]) != 0 || bare()) {
            clauses.push(&tokens[start..at]);
            (start, counted) = (at + 1, false);
        }
        counted |= token.is_number();
    }
    clauses.push(&tokens[start..]);
    clauses
}

//! Hover, definitions and commands: what is asked about a spot.

use gainsay_core::check;
use gainsay_core::claim::{Claim, Wording};
use gainsay_core::text::{FileId, Span};
use ls_types::request::{ApplyWorkspaceEdit, Request as _, ShowDocument};
use ls_types::{
    ApplyWorkspaceEditParams, ExecuteCommandParams, GotoDefinitionResponse, Hover, HoverContents, Location,
    MarkupContent, MarkupKind, MessageType, Range, ShowDocumentParams, TextDocumentPositionParams, Uri,
};
use serde_json::{Value, json};

use crate::actions::{self, ACCEPT, EXPLAIN, SHOW};
use crate::at;
use crate::checked::Checked;
use crate::session::Session;

/// What the claim at a position allows, and what came of it.
pub(crate) fn hover(session: &Session, params: &TextDocumentPositionParams) -> Option<Hover> {
    let (checked, file, offset) = spot(session, params)?;
    let records = checked.records(file);
    let claim = at::claim(&records, file, offset)?;
    let value = explain(session, checked, (file, records.id(claim.number)), true)?;
    let spot = claim.value.as_ref().map(Wording::span).filter(|span| span.file == file);
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
        range: spot.map(|span| session.maker(&checked.workspace).range(span)),
    })
}

/// Where the name at a position is declared. What a second-hand claim passes on is where its source said it, too.
pub(crate) fn definition(
    session: &Session,
    params: &TextDocumentPositionParams,
) -> Option<GotoDefinitionResponse> {
    let (checked, file, offset) = spot(session, params)?;
    let records = checked.records(file);
    let declared = at::declared((&records, &checked.workspace.rules), file, offset);
    let mut spans: Vec<Span> = declared.into_iter().collect();
    let cites = |claim: &&Claim| claim.cites.is_some_and(|cites| at::holds(cites.span, file, offset));
    if let Some(claim) = at::claim(&records, file, offset).filter(cites) {
        let id = records.id(claim.number);
        spans.extend(checked.ask(file, |analysis| {
            let second = check::explain(analysis, id, 1).and_then(|explanation| explanation.second_hand);
            second.into_iter().flat_map(|second| second.said).map(|said| said.span).collect::<Vec<_>>()
        }));
    }
    let mut maker = session.maker(&checked.workspace);
    let location = |span: Span| Some(Location { uri: maker.uri(span.file)?, range: maker.range(span) });
    let locations: Vec<Location> = spans.into_iter().filter_map(location).collect();
    (!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations))
}

/// The file and the byte in it that a position means.
fn spot<'s>(
    session: &'s Session,
    params: &TextDocumentPositionParams,
) -> Option<(&'s Checked, FileId, usize)> {
    let checked = session.checked.as_ref()?;
    let file = checked.workspace.file(&session.shown(&params.text_document.uri)?)?;
    let offset = session.client.encoding.offset(checked.workspace.files.get(file), params.position);
    Some((checked, file, offset))
}

/// All about a claim of a file in Markdown, or what one wants to know at a glance.
fn explain(session: &Session, checked: &Checked, (file, id): (FileId, &str), glance: bool) -> Option<String> {
    checked.ask(file, |analysis| session.program.explain(analysis, id, glance))
}

/// Does what a command says, and returns what comes of it. Fails with the reason why that cannot be.
pub(crate) fn execute(session: &mut Session, params: &ExecuteCommandParams) -> Result<Value, String> {
    let ExecuteCommandParams { command, arguments, .. } = params;
    let text = |at: usize| arguments.get(at).and_then(Value::as_str).unwrap_or_default();
    let read = |at: usize| arguments.get(at).cloned().unwrap_or_default();
    match command.as_str() {
        ACCEPT => {
            let edit = actions::accept(session, text(0), text(1).trim())?;
            let params = ApplyWorkspaceEditParams { label: Some("accept".to_owned()), edit };
            session.ask(ApplyWorkspaceEdit::METHOD, serde_json::to_value(params));
            Ok(Value::Null)
        }
        SHOW => {
            let uri: Uri = serde_json::from_value(read(0)).map_err(|error| error.to_string())?;
            let range: Range = serde_json::from_value(read(1)).map_err(|error| error.to_string())?;
            let (external, take_focus, selection) = (Some(false), Some(true), Some(range));
            let params = ShowDocumentParams { uri, external, take_focus, selection };
            session.ask(ShowDocument::METHOD, serde_json::to_value(params));
            Ok(Value::Null)
        }
        EXPLAIN => {
            let none = || format!("there is no claim `{}`", text(0));
            let checked = session.checked.as_ref().ok_or_else(none)?;
            let file = checked.file_of(text(0)).ok_or_else(none)?;
            let page = explain(session, checked, (file, text(0)), false).ok_or_else(none)?;
            if !session.client.prompts {
                session.show_message(MessageType::INFO, &page);
            }
            Ok(json!(page))
        }
        other => Err(format!("unknown command `{other}`")),
    }
}

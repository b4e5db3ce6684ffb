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
use crate::folder::Folder;
use crate::near::subject;
use crate::session::Session;

/// A spot in a file that was checked.
struct Spot<'s> {
    folder: &'s Folder,
    checked: &'s Checked,
    file: FileId,
    /// The byte in it.
    offset: usize,
}

/// What the claim at a position allows, and what came of it.
pub(crate) fn hover(session: &Session, params: &TextDocumentPositionParams) -> Option<Hover> {
    let Spot { folder, checked, file, offset } = spot(session, params)?;
    let records = checked.records(file);
    let claim = at::claim(&records, file, offset)?;
    let value = checked.ask((file, subject(&records, claim)), |analysis| {
        // What it is called depends on what else is read.
        let claim = at::claim(analysis.records(), file, offset)?;
        folder.program().explain(analysis, analysis.records().id(claim.number), true)
    })?;
    let spot = claim.value.as_ref().map(Wording::span).filter(|span| span.file == file);
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
        range: spot.map(|span| folder.maker(&session.editor, checked).range(span)),
    })
}

/// Where the name at a position is declared. What a second-hand claim passes on is where its source said it, too.
pub(crate) fn definition(
    session: &Session,
    params: &TextDocumentPositionParams,
) -> Option<GotoDefinitionResponse> {
    let Spot { folder, checked, file, offset } = spot(session, params)?;
    let records = checked.records(file);
    let declared = at::declared((&records, &checked.workspace.rules), file, offset);
    let mut spans: Vec<Span> = declared.and_then(|span| checked.now(file, span)).into_iter().collect();
    let cites = |claim: &&Claim| claim.cites.is_some_and(|cites| at::holds(cites.span, file, offset));
    if let Some(claim) = at::claim(&records, file, offset).filter(cites) {
        spans.extend(checked.ask((file, subject(&records, claim)), |analysis| {
            let claim = at::claim(analysis.records(), file, offset);
            let id = claim.map(|claim| analysis.records().id(claim.number)).unwrap_or_default();
            let second = check::explain(analysis, id, 1).and_then(|explanation| explanation.second_hand);
            second.into_iter().flat_map(|second| second.said).map(|said| said.span).collect::<Vec<_>>()
        }));
    }
    let mut maker = folder.maker(&session.editor, checked);
    let location = |span: Span| Some(Location { uri: maker.uri(span.file)?, range: maker.range(span) });
    let locations: Vec<Location> = spans.into_iter().filter_map(location).collect();
    (!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations))
}

/// The spot that a position means; nothing where the editor shows another text than was checked.
fn spot<'s>(session: &'s Session, params: &TextDocumentPositionParams) -> Option<Spot<'s>> {
    let path = session.path(&params.text_document.uri)?;
    let folder = session.folder(&path)?;
    let checked = folder.checked.as_ref()?;
    let file = folder.file(&path)?;
    let text = checked.workspace.files.get(file);
    session.editor.documents.shows(&path, &text.text).then_some(())?;
    Some(Spot { folder, checked, file, offset: session.editor.client.encoding.offset(text, params.position) })
}

/// All about the claim with that id, in the folder that is named or in the first that has one.
fn page(session: &Session, id: &str, folder: Option<&str>) -> Option<String> {
    session.named(folder).find_map(|folder| {
        let checked = folder.checked.as_ref()?;
        checked.ask(checked.find(id)?, |analysis| folder.program().explain(analysis, id, false))
    })
}

/// Does what a command says, and returns what comes of it. Fails with the reason why that cannot be.
pub(crate) fn execute(session: &mut Session, params: &ExecuteCommandParams) -> Result<Value, String> {
    let ExecuteCommandParams { command, arguments, .. } = params;
    let text = |at: usize| arguments.get(at).and_then(Value::as_str).unwrap_or_default();
    let folder = |at: usize| arguments.get(at).and_then(Value::as_str);
    let read = |at: usize| arguments.get(at).cloned().unwrap_or_default();
    match command.as_str() {
        ACCEPT => {
            let edit = actions::accept(session, text(0), text(1).trim(), folder(2))?;
            let params = ApplyWorkspaceEditParams { label: Some("accept".to_owned()), edit };
            session.editor.ask(ApplyWorkspaceEdit::METHOD, serde_json::to_value(params));
            Ok(Value::Null)
        }
        SHOW => {
            let uri: Uri = serde_json::from_value(read(0)).map_err(|error| error.to_string())?;
            let range: Range = serde_json::from_value(read(1)).map_err(|error| error.to_string())?;
            let (external, take_focus, selection) = (Some(false), Some(true), Some(range));
            let params = ShowDocumentParams { uri, external, take_focus, selection };
            session.editor.ask(ShowDocument::METHOD, serde_json::to_value(params));
            Ok(Value::Null)
        }
        EXPLAIN => {
            let none = || format!("there is no claim `{}`", text(0));
            let page = page(session, text(0), folder(1)).ok_or_else(none)?;
            if !session.editor.client.prompts {
                session.editor.show_message(MessageType::INFO, &page);
            }
            Ok(json!(page))
        }
        other => Err(format!("unknown command `{other}`")),
    }
}

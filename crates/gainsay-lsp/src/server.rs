//! The messages of an editor, one after the other.

use std::error::Error;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{TryRecvError, after, never, select};
use ls_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders, DidCloseTextDocument,
    DidOpenTextDocument, DidSaveTextDocument, Exit, Initialized, Notification as _,
};
use ls_types::request::{
    CodeActionRequest, Completion, ExecuteCommand, GotoDefinition, HoverRequest, Initialize, Request as _,
    Shutdown,
};
use ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, ExecuteCommandOptions,
    FileChangeType, HoverProviderCapability, InitializeParams, InitializeResult, MessageType, OneOf,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};
use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value, json};

use crate::actions::{self, ACCEPT, EXPLAIN, FIX_ALL, SHOW};
use crate::answers;
use crate::client::Client;
use crate::completion;
use crate::documents::Lost;
use crate::encoding::Encoding;
use crate::places;
use crate::program::Host;
use crate::session::Session;
use crate::transport::{self, Connection};

/// The request that is answered once all that has changed is checked, in the background too: for scripts that wait for diagnostics.
const SETTLE: &str = "gainsay/settle";

/// What an editor sends that keeps the server from going on.
type Failed = Box<dyn Error + Send + Sync>;

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As the protocol has it: the editor has asked for it, and then ended it.
    Orderly,
    /// The editor has ended it, or is gone, without having asked.
    Abrupt,
}

/// Serves an editor at the other end of standard input and output, until it says that it ends.
pub fn serve_stdio(host: Arc<dyn Host>) -> Result<End, Failed> {
    #[allow(
        clippy::disallowed_methods,
        reason = "what is written here is a protocol, in which everything is escaped"
    )]
    let output = io::stdout();
    let (connection, writer) = transport::connect(BufReader::new(io::stdin()), output);
    let end = serve(&connection, host);
    drop(connection);
    // Whoever writes has ended by itself where the editor is gone.
    let written = writer.join();
    let end = end?;
    if end == End::Orderly {
        written.map_err(|_| "what was sent could not be written")??;
    }
    Ok(end)
}

/// Serves the editor at the other end of `connection`, until it says that it ends.
pub fn serve(connection: &Connection, host: Arc<dyn Host>) -> Result<End, Failed> {
    let Some((client, unknown)) = initialized(connection)? else { return Ok(End::Abrupt) };
    let mut session = Session::new(host, connection.sender.clone(), client);
    session.no_folders(&unknown);
    session.editor.log(MessageType::INFO, &format!("gainsay {}", env!("CARGO_PKG_VERSION")));
    Ok(run(connection, &mut session))
}

/// What the editor says of itself, once it does, and what it says instead of where some of its folders are; nothing where it ends before.
fn initialized(connection: &Connection) -> Result<Option<(Client, Vec<String>)>, Failed> {
    loop {
        let Ok(message) = connection.receiver.recv() else { return Ok(None) };
        let send = |response: Response| connection.sender.send(transport::json_of(&response.into()));
        match message {
            Message::Notification(Notification { method, .. }) if method == Exit::METHOD => return Ok(None),
            Message::Notification(_) | Message::Response(_) => {}
            Message::Request(Request { id, method, params }) if method == Initialize::METHOD => {
                let mut params = params;
                places::encode_uris(&mut params);
                let unknown = places::without_uri(&mut params, "/workspaceFolders");
                match serde_json::from_value::<InitializeParams>(params) {
                    Ok(params) => {
                        let client = Client::new(&params);
                        send(Response::new_ok(id, welcome(&client)))?;
                        return Ok(Some((client, unknown)));
                    }
                    Err(error) => {
                        send(Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()))?;
                    }
                }
            }
            Message::Request(Request { id, method, .. }) => {
                let why = format!("`{method}` before `initialize`");
                send(Response::new_err(id, ErrorCode::ServerNotInitialized as i32, why))?;
            }
        }
    }
}

/// What the server says of itself.
fn welcome(client: &Client) -> InitializeResult {
    let (name, version) = ("gainsay".to_owned(), Some(env!("CARGO_PKG_VERSION").to_owned()));
    InitializeResult {
        capabilities: capabilities(client.encoding),
        server_info: Some(ServerInfo { name, version }),
        offset_encoding: None,
    }
}

/// Handles messages until there are no more. What they change is checked as soon as no further one waits.
fn run(connection: &Connection, session: &mut Session) -> End {
    let mut ends = false;
    while let Some(message) = next(connection, session) {
        match message {
            Message::Request(Request { id, method, .. }) if ends => {
                let why = format!("`{method}` after `shutdown`");
                session.editor.send(&Response::new_err(id, ErrorCode::InvalidRequest as i32, why).into());
            }
            Message::Request(Request { id, method, .. }) if method == Shutdown::METHOD => {
                ends = true;
                session.editor.send(&Response::new_ok(id, Value::Null).into());
            }
            Message::Request(request) => {
                // An answer is about the text as the editor shows it.
                session.settle();
                let response = answer(session, request);
                session.editor.send(&response.into());
            }
            Message::Notification(Notification { method, .. }) if method == Exit::METHOD => {
                return if ends { End::Orderly } else { End::Abrupt };
            }
            Message::Notification(notification) if !ends => note(session, notification),
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
    End::Abrupt
}

/// The next message; while there is none, the work that those before it left.
fn next(connection: &Connection, session: &mut Session) -> Option<Message> {
    match connection.receiver.try_recv() {
        Ok(message) => return Some(message),
        Err(TryRecvError::Disconnected) => return None,
        Err(TryRecvError::Empty) => session.settle(),
    }
    loop {
        let done = session.done.clone();
        let quiet = session.due().map_or_else(never, after);
        select! {
            recv(connection.receiver) -> message => return message.ok(),
            recv(done) -> done => {
                if let Ok(done) = done {
                    session.take_over(done);
                }
            }
            recv(quiet) -> _ => session.go_on(),
        }
    }
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([":", " ", "-", "{", ","].map(str::to_owned).into()),
            ..CompletionOptions::default()
        }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL.into()]),
            ..CodeActionOptions::default()
        })),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: [ACCEPT, EXPLAIN, SHOW].map(str::to_owned).into(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// Answers a request; one that nobody knows or that cannot be read is refused.
fn answer(session: &mut Session, Request { id, method, params }: Request) -> Response {
    let answered = match method.as_str() {
        CodeActionRequest::METHOD => read(params).map(|params| json!(actions::actions(session, &params))),
        HoverRequest::METHOD => read(params).map(|params| json!(answers::hover(session, &params))),
        GotoDefinition::METHOD => read(params).map(|params| json!(answers::definition(session, &params))),
        Completion::METHOD => read(params).map(|params| json!(completion::complete(session, &params))),
        ExecuteCommand::METHOD => match read(params).map(|params| answers::execute(session, &params)) {
            Ok(Err(why)) => {
                session.editor.show_message(MessageType::ERROR, &why);
                return Response::new_err(id, ErrorCode::RequestFailed as i32, why);
            }
            Ok(Ok(value)) => Ok(value),
            Err(error) => Err(error),
        },
        SETTLE => {
            session.settle_all();
            Ok(Value::Null)
        }
        _ => {
            let message = format!("unknown request `{method}`");
            return Response::new_err(id, ErrorCode::MethodNotFound as i32, message);
        }
    };
    match answered {
        Ok(value) => Response::new_ok(id, value),
        Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}

/// Takes note of what the editor says. What cannot be read is logged and passed over.
fn note(session: &mut Session, notification: Notification) {
    let Notification { method, params } = notification;
    let done = match method.as_str() {
        Initialized::METHOD => {
            session.watch();
            Ok(())
        }
        DidOpenTextDocument::METHOD => read(params).map(|params| opened(session, params)),
        DidChangeTextDocument::METHOD => read(params).map(|params| changed(session, params)),
        DidSaveTextDocument::METHOD => read(params).map(|params| saved(session, &params)),
        DidCloseTextDocument::METHOD => read(params).map(|params| closed(session, &params)),
        DidChangeWatchedFiles::METHOD => read(params).map(|params| moved(session, &params)),
        DidChangeWorkspaceFolders::METHOD => {
            let mut params = params;
            places::encode_uris(&mut params);
            session.no_folders(&places::without_uri(&mut params, "/event/added"));
            // What is at no address was never served.
            places::without_uri(&mut params, "/event/removed");
            serde_json::from_value(params).map(|params| folders(session, &params))
        }
        _ => Ok(()),
    };
    if let Err(error) = done {
        session.editor.log(MessageType::ERROR, &format!("cannot read `{method}`: {error}"));
    }
}

fn read<T: serde::de::DeserializeOwned>(mut params: Value) -> serde_json::Result<T> {
    places::encode_uris(&mut params);
    serde_json::from_value(params)
}

fn opened(session: &mut Session, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let Some(path) = session.path(&document.uri) else { return };
    let Session { editor, folders, .. } = session;
    editor.documents.open(path.clone(), document.uri.clone(), document.text, document.version);
    editor.call(&path, &document.uri);
    for folder in folders {
        folder.opened(editor, &path);
    }
}

/// Where a change cannot be applied, what is known of the text is not what the editor shows: nothing is shown of it, and the file
/// on the disk is checked, until all of it comes anew.
fn changed(session: &mut Session, params: DidChangeTextDocumentParams) {
    let document = params.text_document;
    let Some(path) = session.path(&document.uri) else { return };
    let Session { editor, folders, .. } = session;
    let (encoding, was_lost) = (editor.client.encoding, editor.documents.is_lost(&path));
    match editor.documents.change(&path, document.version, params.content_changes, encoding) {
        Ok(()) => {
            if was_lost {
                editor.send_shown(&path);
            }
            for folder in folders {
                folder.edited(&path);
            }
        }
        Err(Lost::Already) => {}
        Err(Lost::Closed) => {
            let message = format!("a change of `{}`, which is not open", document.uri.as_str());
            editor.log(MessageType::ERROR, &message);
        }
        Err(Lost::Change(why)) => {
            let uri = document.uri.as_str();
            let message =
                format!("a change of `{uri}` cannot be applied: {why}; close the file and open it again");
            editor.complain(&message);
            editor.send_shown(&path);
            for folder in folders {
                folder.reread();
            }
        }
    }
}

fn saved(session: &mut Session, params: &DidSaveTextDocumentParams) {
    let Some(path) = session.path(&params.text_document.uri) else { return };
    let Session { editor, folders, .. } = session;
    editor.documents.as_it_is(&path);
    for folder in folders {
        if folder.is_watched(&editor.client) { folder.edited(&path) } else { folder.reread() }
    }
}

fn closed(session: &mut Session, params: &DidCloseTextDocumentParams) {
    let Some(path) = session.path(&params.text_document.uri) else { return };
    session.editor.documents.close(&path);
    for folder in session.folders.iter_mut().filter(|folder| folder.holds(&path)) {
        folder.reread();
    }
}

/// Files were made, changed or removed on the disk. What is open is as the editor shows it, whatever the disk says.
fn moved(session: &mut Session, params: &DidChangeWatchedFilesParams) {
    let changed: Vec<PathBuf> = params
        .changes
        .iter()
        .filter_map(|change| {
            let path = session.path(&change.uri)?;
            let open = session.editor.documents.text(&path).is_some();
            (change.typ != FileChangeType::CHANGED || !open).then_some(path)
        })
        .collect();
    for folder in &mut session.folders {
        if !changed.is_empty() && (folder.reads_beyond() || changed.iter().any(|path| folder.holds(path))) {
            folder.reread();
        }
    }
}

fn folders(session: &mut Session, params: &DidChangeWorkspaceFoldersParams) {
    for folder in &params.event.removed {
        session.remove(&folder.uri);
    }
    for folder in &params.event.added {
        session.add(&folder.uri);
    }
}

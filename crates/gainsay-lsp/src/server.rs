//! The messages of an editor, one after the other.

use std::error::Error;
use std::sync::Arc;

use crossbeam_channel::{TryRecvError, after, never, select};
use ls_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Notification as _,
};
use ls_types::request::{
    CodeActionRequest, Completion, ExecuteCommand, GotoDefinition, HoverRequest, RegisterCapability,
    Request as _,
};
use ls_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWatchedFilesRegistrationOptions,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, ExecuteCommandOptions,
    FileChangeType, FileSystemWatcher, GlobPattern, HoverProviderCapability, InitializeParams,
    InitializeResult, MessageType, OneOf, Registration, RegistrationParams, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value, json};

use crate::actions::{self, ACCEPT, EXPLAIN, FIX_ALL, SHOW};
use crate::answers;
use crate::background::QUIET;
use crate::client::Client;
use crate::completion;
use crate::encoding::Encoding;
use crate::program::Program;
use crate::session::Session;

/// The request that is answered once all that has changed is checked, in the background too: for scripts that wait for diagnostics.
const SETTLE: &str = "gainsay/settle";

/// What an editor sends that keeps the server from going on.
type Failed = Box<dyn Error + Send + Sync>;

/// Serves an editor at the other end of standard input and output, until it says that it ends.
pub fn serve_stdio(program: Arc<dyn Program>) -> Result<(), Failed> {
    let (connection, threads) = Connection::stdio();
    serve(&connection, program)?;
    drop(connection);
    Ok(threads.join()?)
}

/// Serves the editor at the other end of `connection`, until it says that it ends.
pub fn serve(connection: &Connection, program: Arc<dyn Program>) -> Result<(), Failed> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let client = Client::new(&params);
    let result = InitializeResult {
        capabilities: capabilities(client.encoding),
        server_info: Some(ServerInfo {
            name: "gainsay".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        offset_encoding: None,
    };
    connection.initialize_finish(id, serde_json::to_value(result)?)?;
    let entered = program.enter(&client.folder);
    let mut session = Session::new(program, connection.sender.clone(), client);
    match entered {
        Ok(()) => session.log(MessageType::INFO, &format!("gainsay {}", env!("CARGO_PKG_VERSION"))),
        Err(why) => session.log(MessageType::ERROR, &why),
    }
    if session.client.watches {
        session.ask(RegisterCapability::METHOD, serde_json::to_value(watchers(&*session.program)));
    }
    run(connection, &mut session)
}

/// Handles messages until there are no more. What they change is checked as soon as no further one waits.
fn run(connection: &Connection, session: &mut Session) -> Result<(), Failed> {
    while let Some(message) = next(connection, session) {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                // An answer is about the text as the editor shows it.
                session.settle();
                let response = answer(session, request);
                session.send(response.into());
            }
            Message::Notification(notification) => note(session, notification),
            Message::Response(_) => {}
        }
    }
    Ok(())
}

/// The next message; while there is none, the work that those before it left.
fn next(connection: &Connection, session: &mut Session) -> Option<Message> {
    match connection.receiver.try_recv() {
        Ok(message) => return Some(message),
        Err(TryRecvError::Disconnected) => return None,
        Err(TryRecvError::Empty) => session.settle(),
    }
    loop {
        let done = session.background.receiver.clone();
        let quiet = if session.background.is_due() { after(QUIET) } else { never() };
        select! {
            recv(connection.receiver) -> message => return message.ok(),
            recv(done) -> done => {
                if let Ok(done) = done {
                    session.take_over(done);
                }
            }
            recv(quiet) -> _ => session.start_background(),
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
        ..ServerCapabilities::default()
    }
}

/// The files that the editor is to watch: all that may be read.
fn watchers(program: &dyn Program) -> RegistrationParams {
    let endings: Vec<&str> = program.endings().into_iter().collect();
    let globs = [format!("**/*.{{{}}}", endings.join(",")), "**/.gitignore".into(), "**/.ignore".into()];
    let watcher = |glob: String| FileSystemWatcher { glob_pattern: GlobPattern::String(glob), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: globs.map(watcher).into() };
    let registration = Registration {
        id: "gainsay-files".to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    RegistrationParams { registrations: vec![registration] }
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
                session.show_message(MessageType::ERROR, &why);
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
        DidOpenTextDocument::METHOD => read(params).map(|params| opened(session, params)),
        DidChangeTextDocument::METHOD => read(params).map(|params| changed(session, params)),
        DidSaveTextDocument::METHOD => read(params).map(|params| saved(session, &params)),
        DidCloseTextDocument::METHOD => read(params).map(|params| closed(session, &params)),
        DidChangeWatchedFiles::METHOD => read(params).map(|params| moved(session, &params)),
        _ => Ok(()),
    };
    if let Err(error) = done {
        session.log(MessageType::ERROR, &format!("cannot read `{method}`: {error}"));
    }
}

fn read<T: serde::de::DeserializeOwned>(params: Value) -> serde_json::Result<T> {
    serde_json::from_value(params)
}

fn opened(session: &mut Session, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let Some(path) = session.shown(&document.uri) else { return };
    session.documents.open(path.clone(), document.text, document.version);
    if !session.is_known(&path) {
        // Where nobody watches, it may be new.
        if session.client.watches { session.edited(path) } else { session.reread() }
    }
}

fn changed(session: &mut Session, params: DidChangeTextDocumentParams) {
    let document = params.text_document;
    let Some(path) = session.shown(&document.uri) else { return };
    let encoding = session.client.encoding;
    if session.documents.change(&path, document.version, params.content_changes, encoding) {
        session.edited(path);
    }
}

fn saved(session: &mut Session, params: &DidSaveTextDocumentParams) {
    let Some(path) = session.shown(&params.text_document.uri) else { return };
    session.documents.saved(&path);
    if session.client.watches { session.edited(path) } else { session.reread() }
}

fn closed(session: &mut Session, params: &DidCloseTextDocumentParams) {
    let Some(path) = session.shown(&params.text_document.uri) else { return };
    session.documents.close(&path);
    session.reread();
}

/// Files were made, changed or removed on the disk. What is open is as the editor shows it, whatever the disk says.
fn moved(session: &mut Session, params: &DidChangeWatchedFilesParams) {
    let matters = params.changes.iter().any(|change| {
        let open = session.shown(&change.uri).is_some_and(|path| session.documents.text(&path).is_some());
        change.typ != FileChangeType::CHANGED || !open
    });
    if matters {
        session.reread();
    }
}

//! What the editor said of itself.

use ls_types::{DidChangeWatchedFilesClientCapabilities, InitializeParams, MessageType, Uri};
use serde_json::Value;

use crate::encoding::Encoding;

/// Which files it can be asked to watch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Watches {
    #[default]
    None,
    /// Those in the folders that are open.
    Folders,
    /// Those in other folders, too.
    Anywhere,
}

/// The editor.
#[derive(Debug, Default)]
pub(crate) struct Client {
    /// The folders that are open in it at first; the working directory where it does not know how to say that there are none.
    pub(crate) folders: Vec<Uri>,
    pub(crate) encoding: Encoding,
    pub(crate) watches: Watches,
    /// Whether it can be asked to show a place in a file.
    pub(crate) shows: bool,
    /// Whether it asks its user for reasons, and opens explanations, by commands of its own.
    pub(crate) prompts: bool,
    /// What goes into its log.
    level: Option<MessageType>,
}

impl Client {
    pub(crate) fn new(params: &InitializeParams) -> Self {
        let InitializeParams { capabilities, initialization_options: options, .. } = params;
        let workspace = capabilities.workspace.as_ref();
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let window = capabilities.window.as_ref();
        let option = |name: &str| options.as_ref().and_then(|options| options.get(name));
        let level = match option("log").and_then(Value::as_str) {
            Some("off") => None,
            Some("debug") => Some(MessageType::LOG),
            Some("error") => Some(MessageType::ERROR),
            _ => Some(MessageType::INFO),
        };
        let can = |of: fn(&DidChangeWatchedFilesClientCapabilities) -> Option<bool>| {
            watched.and_then(of).unwrap_or_default()
        };
        let watches = match (can(|of| of.dynamic_registration), can(|of| of.relative_pattern_support)) {
            (true, true) => Watches::Anywhere,
            (true, false) => Watches::Folders,
            _ => Watches::None,
        };
        Self {
            folders: folders(params),
            encoding: Encoding::negotiated(capabilities),
            watches,
            shows: window.and_then(|window| window.show_document.as_ref()).is_some_and(|show| show.support),
            prompts: option("prompts").and_then(Value::as_bool).unwrap_or_default(),
            level,
        }
    }

    /// Whether messages of this kind go into the log.
    pub(crate) fn logs(&self, typ: MessageType) -> bool {
        let order = [MessageType::ERROR, MessageType::WARNING, MessageType::INFO, MessageType::LOG];
        let place = |of| order.iter().position(|typ| *typ == of);
        self.level.is_some_and(|level| place(typ) <= place(level))
    }
}

/// The folders that are open.
fn folders(params: &InitializeParams) -> Vec<Uri> {
    let folders = params.workspace_folders.as_deref().unwrap_or_default();
    if !folders.is_empty() {
        return folders.iter().map(|folder| folder.uri.clone()).collect();
    }
    #[allow(deprecated, reason = "older editors say it so")]
    let uri = params.root_uri.clone();
    let workspace = params.capabilities.workspace.as_ref();
    let says_none = workspace.and_then(|workspace| workspace.workspace_folders).unwrap_or_default();
    let working = || Uri::from_file_path(std::env::current_dir().ok().filter(|_| !says_none)?);
    uri.or_else(working).into_iter().collect()
}

//! From paths to URIs, and back.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ls_types::Uri;
use serde_json::Value;

use crate::program::Program;

/// The path that `uri` means; nothing where that is no file.
pub(crate) fn path(uri: &Uri) -> Option<PathBuf> {
    (uri.scheme().as_str() == "file").then(|| uri.to_file_path()).flatten().map(|path| normalized(&path))
}

/// Where the file is that `program` shows as `shown`, as far as that says it.
pub(crate) fn place(program: &dyn Program, shown: &str) -> PathBuf {
    normalized(&program.folder().join(program.path(shown)))
}

/// Encodes what may not stand in a URI as it is, such as `ü`, in all URIs of a message: not every editor does.
pub(crate) fn encode_uris(message: &mut Value) {
    match message {
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut() {
                match value {
                    Value::String(uri) if key == "uri" || key.ends_with("Uri") => encode(uri),
                    value => encode_uris(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(encode_uris),
        _ => {}
    }
}

fn encode(uri: &mut String) {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    if !uri.bytes().all(stays) {
        let encoded = uri
            .bytes()
            .map(|byte| if stays(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
        *uri = encoded.collect();
    }
}

/// Takes those of the folders `at` a place of a message out of it that are at no URI, so that the others can be read; returns what is there
/// instead.
pub(crate) fn without_uri(message: &mut Value, at: &str) -> Vec<String> {
    let Some(Value::Array(folders)) = message.pointer_mut(at) else { return Vec::new() };
    let is_uri = |folder: &Value| serde_json::from_value::<Uri>(folder["uri"].clone()).is_ok();
    let (kept, taken): (Vec<Value>, Vec<Value>) =
        std::mem::take(folders).into_iter().partition(|folder| is_uri(folder));
    *folders = kept;
    let shown =
        |folder: &Value| folder["uri"].as_str().map_or_else(|| folder["uri"].to_string(), str::to_owned);
    taken.iter().map(shown).collect()
}

/// A folder that is open in the editor, or of which files are.
pub(crate) struct Root {
    /// What serves it.
    pub(crate) program: Arc<dyn Program>,
    /// Where it is, as the editor says it.
    pub(crate) uri: Uri,
    folder: PathBuf,
}

impl Root {
    /// The folder at `uri`, of which the path is `folder`.
    pub(crate) fn new(program: Arc<dyn Program>, uri: Uri, folder: PathBuf) -> Self {
        Self { program, uri, folder }
    }

    /// The URI of the file at `real`, all links in it followed, which is shown as `shown`. The links that the editor has gone through to
    /// the folder stay, so that it knows the file again.
    pub(crate) fn uri_of(&self, shown: &str, real: &Path) -> Option<Uri> {
        let path = self.program.path(shown);
        let leads_up = path.components().any(|part| part == Component::ParentDir);
        if leads_up { Uri::from_file_path(real) } else { Uri::from_file_path(self.folder.join(path)) }
    }
}

/// The path without `.` and `..`, as far as it goes.
fn normalized(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = normal.pop(),
            part => normal.push(part),
        }
    }
    normal
}

//! gainsay-lsp is the language server of gainsay: contradictions as you type, in all files concerned, and fixes for them.
//!
//! The way of a change, module by module; each uses only those before it:
//!
//! 1. `transport` reads messages and writes them. [`encoding`] turns spans into positions and back, in the units that the client counts
//!    in; `client` is what it says of itself.
//! 2. `documents` holds the texts that are open in the editor, and what they were before they were no YAML for a moment; `editor` is what it
//!    shows.
//! 3. [`workspace`] is what was read, `at` finds things in it, and [`program`] is what the server asks of the program around it: which
//!    files there are, and what they hold. `places` leads from paths to URIs and back.
//! 4. `checked` is what was found in it. After an edit, all of a small workspace is checked anew; of a large one what the edit touches
//!    (`shift`, `changed`, `near`, `ids`, `cited`, `found`), and everything in the `background` once nothing more comes.
//! 5. `diagnostics` makes of findings what editors show, file by file.
//! 6. `folder` holds all of that together for one folder that is open, `session` all folders, and what is open beside them.
//! 7. `answers`, `actions` and `completion` (by `context` and `keys`) answer what is asked about a spot; `server` hands them the messages,
//!    in order.
//!
//! Messages are handled on one thread, one after the other, so an answer is always about the text that the editor shows.

#![warn(unreachable_pub)]

mod actions;
mod answers;
mod at;
mod background;
mod changed;
mod checked;
mod cited;
mod client;
mod completion;
mod context;
mod declared;
mod diagnostics;
mod documents;
mod editor;
pub mod encoding;
mod folder;
mod found;
mod ids;
mod keys;
mod near;
mod places;
pub mod program;
mod server;
mod session;
mod shift;
mod transport;
pub mod workspace;

pub use self::server::{End, serve, serve_stdio};
pub use self::transport::Connection;

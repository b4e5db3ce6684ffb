//! Messages over a pair of streams. One that cannot be read is refused and costs nothing but itself.

use std::io::{self, BufRead, Read as _, Write};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use ls_types::notification::{Exit, Notification as _};
use lsp_server::{ErrorCode, Message};
use serde::Serialize;
use serde_json::{Value, json};

/// Both directions of a session, from the side of the server.
#[derive(Debug)]
pub struct Connection {
    /// What is sent, each message as its JSON: what is shown of a large dispute is large, and is written out once.
    pub sender: Sender<String>,
    /// What the editor sends.
    pub receiver: Receiver<Message>,
}

impl Connection {
    /// A connection in memory, and its other end.
    #[must_use]
    pub fn memory() -> (Self, Sender<Message>, Receiver<String>) {
        let (sender, sent) = unbounded();
        let (to_server, receiver) = unbounded();
        (Self { sender, receiver }, to_server, sent)
    }
}

/// The JSON of a request or an answer.
pub(crate) fn json_of(message: &Message) -> String {
    #[derive(Serialize)]
    struct JsonRpc<'m> {
        jsonrpc: &'static str,
        #[serde(flatten)]
        message: &'m Message,
    }
    // It is made of JSON already, which can be written.
    serde_json::to_string(&JsonRpc { jsonrpc: "2.0", message }).unwrap_or_default()
}

/// The JSON of a notification; nothing where `params` cannot be written as such.
pub(crate) fn notification(method: &str, params: &impl Serialize) -> Option<String> {
    #[derive(Serialize)]
    struct JsonRpc<'m, P> {
        jsonrpc: &'static str,
        method: &'m str,
        params: &'m P,
    }
    serde_json::to_string(&JsonRpc { jsonrpc: "2.0", method, params }).ok()
}

/// A message may hold up to 1 GiB. What says that it holds more is not read: where it would end is anybody's guess.
const LARGEST: u64 = 1 << 30;

/// Of a line of a header, so many bytes are looked at: the last ones, as the text of a message whose length is unknown may stand
/// before the next header.
const LINE: usize = 256;

/// How many messages may wait.
const WAITING: usize = 64;

/// A connection over two streams, and the thread that ends once all that was sent is written.
pub(crate) fn connect(
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
) -> (Connection, JoinHandle<io::Result<()>>) {
    let (sender, to_write) = bounded(WAITING);
    let (read, receiver) = bounded(WAITING);
    let refused = sender.clone();
    thread::spawn(move || receive(input, &read, &refused));
    let writer = thread::spawn(move || write(output, &to_write));
    (Connection { sender, receiver }, writer)
}

/// Hands on what is read until there is no more, or the editor says that it ends.
fn receive(mut input: impl BufRead, read: &Sender<Message>, refused: &Sender<String>) -> io::Result<()> {
    while let Some(text) = next(&mut input)? {
        let message = text
            .map_err(|why| refusal(&Value::Null, ErrorCode::ParseError, &why))
            .and_then(|text| parse(&text));
        // Where nobody listens any more, the server has ended.
        match message {
            Ok(message) => {
                let is_exit = matches!(&message, Message::Notification(note) if note.method == Exit::METHOD);
                if read.send(message).is_err() || is_exit {
                    break;
                }
            }
            Err(refusal) => _ = refused.send(refusal.to_string()),
        }
    }
    Ok(())
}

/// The message that `text` is, or the answer where it is none.
fn parse(text: &[u8]) -> Result<Message, Value> {
    let value: Value = serde_json::from_slice(text).map_err(|error| {
        refusal(&Value::Null, ErrorCode::ParseError, &format!("a message is not JSON: {error}"))
    })?;
    let id = value.get("id").cloned();
    let refused = |why: &str| {
        let id = id.as_ref().filter(|id| id.is_string() || id.is_number());
        refusal(id.unwrap_or(&Value::Null), ErrorCode::InvalidRequest, why)
    };
    match serde_json::from_value(value) {
        // A request whose id cannot be used is read as if it had none.
        Ok(Message::Notification(_)) if id.is_some() => {
            Err(refused("the `id` of a request is neither a string nor an integer of 32 bits"))
        }
        Ok(message) => Ok(message),
        Err(_) => Err(refused("this is no request, answer or notification of the protocol")),
    }
}

/// The answer to what cannot be read.
fn refusal(id: &Value, code: ErrorCode, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
}

/// The text of the next message, or why it cannot be read; nothing at the end.
///
/// Behind a header that cannot be used, the next one is looked for: the end of a line that says `Content-Length`.
fn next(input: &mut impl BufRead) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let (mut length, mut begun) = (Err("a message has no `Content-Length`".to_owned()), false);
    loop {
        let Some(line) = line(input)? else { return Ok(None) };
        if !line.is_empty() {
            begun = true;
            if let Some(said) = said_length(&line) {
                length = said;
            }
        } else if begun {
            break;
        }
    }
    let length = match length {
        Ok(length) => length,
        Err(why) => return Ok(Some(Err(why))),
    };
    // Memory is taken as the text comes, not as it is announced.
    let mut text = Vec::new();
    let read = input.by_ref().take(length).read_to_end(&mut text)?;
    Ok((read as u64 == length).then_some(Ok(text)))
}

/// The end of the next line, without its line break; nothing where there is no more.
fn line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut end = Vec::new();
    loop {
        let read = input.by_ref().take(LINE as u64).read_until(b'\n', &mut end)?;
        end.drain(..end.len().saturating_sub(LINE));
        if end.ends_with(b"\n") {
            end.truncate(end.trim_ascii_end().len());
            return Ok(Some(end));
        }
        if read == 0 {
            return Ok((!end.is_empty()).then_some(end));
        }
    }
}

/// The length that a line of a header says, or why that cannot be used; nothing where it says something else.
fn said_length(line: &[u8]) -> Option<Result<u64, String>> {
    let line = String::from_utf8_lossy(line).to_ascii_lowercase();
    let (_, said) = line.rsplit_once("content-length:")?;
    let said = said.trim();
    Some(match said.parse::<u64>() {
        Ok(length) if length <= LARGEST => Ok(length),
        Ok(length) => Err(format!("a message of {length} bytes is too large: it may hold up to 1 GiB")),
        Err(_) => Err(format!("the `Content-Length` of a message is not a number: `{said}`")),
    })
}

/// Writes what is sent, until nobody sends any more.
fn write(mut output: impl Write, messages: &Receiver<String>) -> io::Result<()> {
    for text in messages {
        write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        output.flush()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of `input`: texts, and reasons behind a `!`.
    fn read(mut input: &[u8]) -> Vec<String> {
        let all = std::iter::from_fn(|| next(&mut input).unwrap());
        all.map(|text| match text {
            Ok(text) => String::from_utf8(text).unwrap(),
            Err(why) => format!("! {why}"),
        })
        .collect()
    }

    #[test]
    fn a_header_that_cannot_be_used_costs_one_message() {
        let good = "Content-Length: 2\r\n\r\n{}";
        for (header, why) in [
            ("Content-Length: x", "! the `Content-Length` of a message is not a number: `x`"),
            ("Content-Type: a", "! a message has no `Content-Length`"),
            (
                "Content-Length: 99999999999",
                "! a message of 99999999999 bytes is too large: it may hold up to 1 GiB",
            ),
        ] {
            let long = "x".repeat(9_000);
            let input = format!("{good}{header}\r\n\r\n{{\"a\": \"{long}\"}}{good}content-length:2\n\n[]");
            assert_eq!(read(input.as_bytes()), ["{}", why, "{}", "[]"]);
        }
        assert_eq!(read(b"Content-Length: 20\r\n\r\n{}"), [""; 0]);
    }

    #[test]
    fn what_is_no_message_is_refused_by_its_id() {
        let answer = |text: &str| parse(text.as_bytes()).unwrap_err();
        let broken = answer("{\"id\": 3,");
        assert_eq!((&broken["id"], &broken["error"]["code"]), (&Value::Null, &json!(-32700)));
        let strange = answer("{\"id\": 3, \"method\": 4}");
        assert_eq!((&strange["id"], &strange["error"]["code"]), (&json!(3), &json!(-32600)));
        assert!(parse(b"{\"method\": \"exit\"}").is_ok());
    }

    #[test]
    fn a_request_whose_id_cannot_be_used_is_answered() {
        for (id, answered) in [
            ("2147483648", json!(2_147_483_648_u64)),
            ("-2147483649", json!(-2_147_483_649_i64)),
            ("1.5", json!(1.5)),
            ("null", Value::Null),
            ("[1]", Value::Null),
        ] {
            let text = format!("{{\"jsonrpc\": \"2.0\", \"id\": {id}, \"method\": \"shutdown\"}}");
            let input = format!("Content-Length: {}\r\n\r\n{text}", text.len());
            let ((read, received), (refused, sent)) = (unbounded(), unbounded());
            receive(input.as_bytes(), &read, &refused).unwrap();
            assert!(received.is_empty(), "{id}");
            let answer: Value = serde_json::from_str(&sent.recv().unwrap()).unwrap();
            assert_eq!((&answer["id"], &answer["error"]["code"]), (&answered, &json!(-32600)), "{id}");
        }
        for id in ["2147483647", "\"2147483648\""] {
            let text = format!("{{\"id\": {id}, \"method\": \"shutdown\"}}");
            assert!(matches!(parse(text.as_bytes()), Ok(Message::Request(_))), "{id}");
        }
    }
}

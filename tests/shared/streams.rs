//! The language server, spoken to over its streams.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use serde_json::{Value, json};

/// A server that ends with its client, also where a test fails.
pub struct Streams {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    requests: usize,
}

impl Streams {
    /// The server that `command` starts.
    pub fn new(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, to, from, requests: 0 }
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and returns the answer; what is sent before it goes to `beside`.
    pub fn request(&mut self, method: &str, params: &Value, mut beside: impl FnMut(Value)) -> Value {
        self.requests += 1;
        let id = json!(self.requests);
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            beside(message);
        }
    }

    /// Sends bytes as they are, and returns the next message.
    #[allow(dead_code, reason = "only the tests send what is no message")]
    pub fn raw(&mut self, bytes: &[u8]) -> Value {
        self.to.write_all(bytes).unwrap();
        self.to.flush().unwrap();
        self.receive()
    }

    /// Waits until the server ends.
    #[allow(dead_code, reason = "the benchmark ends the session as the protocol has it")]
    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// Ends the session as the protocol has it.
    pub fn end(mut self) -> ExitStatus {
        self.request("shutdown", &Value::Null, drop);
        self.notify("exit", &Value::Null);
        self.child.wait().unwrap()
    }

    /// The number of the process.
    #[allow(dead_code, reason = "only the benchmark looks at the process")]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.from.read_line(&mut line).unwrap(), 0, "the server has ended");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut text = vec![0; length];
        self.from.read_exact(&mut text).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        // One that has ended already cannot be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

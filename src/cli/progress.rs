//! A sign of life on long work, on a terminal only.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use super::output;
use crate::report::counted;
use crate::run::{self, Failure, Input, Options, Stage};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(300);

/// Time between two pictures of the spinner.
const TICK: Duration = Duration::from_millis(100);

/// Shows the stage that the work is in until it is dropped.
pub(super) struct Progress {
    stages: Option<Sender<Stage>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts waiting; shows nothing at all unless standard error is a terminal.
    #[expect(
        clippy::disallowed_methods,
        reason = "it asks what the stream is; what it shows are words of its own"
    )]
    pub(super) fn start() -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if dumb || output::is_held() || !io::stderr().is_terminal() {
            return Self { stages: None, thread: None };
        }
        let (stages, receiver) = mpsc::channel();
        // Where no thread can be started, nothing is shown.
        let thread = thread::Builder::new().spawn(move || show(&receiver)).ok();
        Self { stages: Some(stages), thread }
    }

    /// Reads rules and claims as [`run::read`] does, and shows how far that has come.
    pub(super) fn read(&self, options: &Options) -> Result<Input, Failure> {
        run::read(options, &|stage| self.stage(stage))
    }

    /// Shows `stage` from now on.
    fn stage(&self, stage: Stage) {
        if let Some(stages) = &self.stages {
            // The other side ends only when this one does.
            let _ = stages.send(stage);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stages = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn show(receiver: &Receiver<Stage>) {
    let Some(mut stage) = wait(receiver) else { return };
    let spinner = ProgressBar::new_spinner();
    loop {
        spinner.set_message(words(stage));
        spinner.tick();
        match receiver.recv_timeout(TICK) {
            Ok(next) => stage = next,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return spinner.finish_and_clear(),
        }
    }
}

/// The stage that the work is in once patience has run out; `None` if it has ended by then.
fn wait(receiver: &Receiver<Stage>) -> Option<Stage> {
    let start = Instant::now();
    let mut latest = Stage::Rules;
    loop {
        match receiver.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
            Ok(stage) => latest = stage,
            Err(RecvTimeoutError::Timeout) => return Some(latest),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

fn words(stage: Stage) -> String {
    match stage {
        Stage::Rules => "reading rules".to_owned(),
        Stage::Reading(files) => format!("reading {}", counted(files, "file", "files")),
        Stage::Comparing(claims) => format!("comparing {}", counted(claims, "claim", "claims")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_work_shows_nothing() {
        let (stages, receiver) = mpsc::channel();
        stages.send(Stage::Reading(1)).unwrap();
        drop(stages);
        assert_eq!(wait(&receiver), None);
    }

    #[test]
    fn long_work_shows_its_latest_stage() {
        let (stages, receiver) = mpsc::channel();
        stages.send(Stage::Reading(2)).unwrap();
        stages.send(Stage::Comparing(1)).unwrap();
        assert_eq!(wait(&receiver).map(words), Some("comparing 1 claim".to_owned()));
    }
}

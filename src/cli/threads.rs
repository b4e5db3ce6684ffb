//! On how many cores the work is done.

use std::io;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use clap::builder::RangedU64ValueParser;
use rayon::{ThreadBuilder, ThreadPoolBuilder};

/// More threads than any machine has cores only take memory.
const MOST: u64 = 1024;

/// The flag that every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct Threads {
    /// Use this many threads, up to 1024; 0 means one for each core
    ///
    /// Results do not depend on the number. If the system does not start as many, fewer are used.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = RangedU64ValueParser::<usize>::new().range(0..=MOST),
        default_value_t = 0,
        hide_default_value = true,
        global = true,
        display_order = 101
    )]
    threads: usize,
}

impl Threads {
    /// Starts the threads for all that follows, and returns what there is to say where they are fewer than asked for.
    pub(super) fn settle(&self) -> Option<String> {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let asked = if self.threads > 0 { self.threads } else { cores() };
        let crew = Crew::gather(asked, |_, work| thread::Builder::new().spawn(work));
        let started = crew.0.len();
        crew.work();
        let on = if started == 0 { "one" } else { &started.to_string() };
        (started < asked)
            .then(|| format!("the system does not start {asked} threads; the work is done on {on}"))
    }
}

/// Threads that wait for their work. They are started before rayon asks for them: where it cannot start one itself, it can
/// never be used again.
struct Crew(Vec<(Sender<ThreadBuilder>, JoinHandle<()>)>);

/// What a thread does.
type Work = Box<dyn FnOnce() + Send>;

impl Crew {
    /// Starts `count` threads by `start`. Where one does not start, half of those before it end again: who has taken the last
    /// of what the system gives has nothing left to work with.
    fn gather(count: usize, mut start: impl FnMut(usize, Work) -> io::Result<JoinHandle<()>>) -> Self {
        let mut crew = Vec::new();
        for number in 0..count {
            let (sender, task) = mpsc::channel::<ThreadBuilder>();
            let work = Box::new(move || task.into_iter().for_each(ThreadBuilder::run));
            match start(number, work) {
                Ok(thread) => crew.push((sender, thread)),
                Err(_) => {
                    for (sender, thread) in crew.split_off(crew.len() / 2) {
                        drop(sender);
                        // It did nothing, so nothing in it went wrong.
                        let _ = thread.join();
                    }
                    break;
                }
            }
        }
        Self(crew)
    }

    /// Makes these the threads that all work is shared among; where there are none, this one does it alone.
    fn work(self) {
        let pool = ThreadPoolBuilder::new().num_threads(self.0.len().max(1));
        let pool = if self.0.is_empty() { pool.use_current_thread() } else { pool };
        let mut senders = self.0.into_iter().map(|(sender, _)| sender);
        // It fails only where threads are at work already, and nothing is yet.
        let _ = pool
            .spawn_handler(|task| {
                let waiting = senders.next().and_then(|sender| sender.send(task).ok());
                waiting.ok_or_else(|| io::Error::other("there is no such thread"))
            })
            .build_global();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_thread_does_not_start_half_of_those_before_it_stay() {
        for (limit, started) in [(0, 0), (1, 0), (2, 1), (7, 3), (8, 8), (100, 8)] {
            let start = |number, work| {
                if number < limit {
                    thread::Builder::new().spawn(work)
                } else {
                    Err(io::Error::other("no more"))
                }
            };
            assert_eq!(Crew::gather(8, start).0.len(), started, "{limit}");
        }
    }
}

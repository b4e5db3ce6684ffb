//! Reading and checking everything beside the messages, once no more of them come.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::checked::Checked;
use crate::program::{Broken, Program};

/// How long nothing may come from the editor before everything is checked.
pub(crate) const QUIET: Duration = Duration::from_millis(300);

/// What came of reading everything.
type Result = std::result::Result<Checked, Broken>;

/// What was done, when it was begun, and for which wish.
pub(crate) struct Done {
    result: Result,
    start: Instant,
    wish: u64,
}

/// Work on everything.
pub(crate) struct Background {
    program: Arc<dyn Program>,
    /// The number of the last wish, and the one that was last done or begun.
    wished: u64,
    begun: u64,
    /// The wish that is being fulfilled on another thread.
    running: Option<u64>,
    sender: Sender<Done>,
    pub(crate) receiver: Receiver<Done>,
    /// Threads of its own, so that what is done between two keys never waits for it.
    pool: Option<Arc<ThreadPool>>,
}

impl Background {
    pub(crate) fn new(program: Arc<dyn Program>) -> Self {
        let (sender, receiver) = unbounded();
        let threads = thread::available_parallelism().map_or(1, |all| (all.get() / 2).max(1));
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().ok().map(Arc::new);
        Self { program, wished: 0, begun: 0, running: None, sender, receiver, pool }
    }

    /// Notes that everything is to be read and checked, as it is now.
    pub(crate) fn wish(&mut self) {
        self.wished += 1;
    }

    /// Whether something is wished for that is not done.
    pub(crate) fn is_behind(&self) -> bool {
        self.begun < self.wished || self.running == Some(self.wished)
    }

    /// Whether there is something to start.
    pub(crate) fn is_due(&self) -> bool {
        self.running.is_none() && self.begun < self.wished
    }

    /// Reads and checks everything on another thread, as if the files held `texts`.
    pub(crate) fn start(&mut self, texts: BTreeMap<String, String>) {
        self.begun = self.wished;
        self.running = Some(self.wished);
        let (program, sender, pool) = (Arc::clone(&self.program), self.sender.clone(), self.pool.clone());
        let (start, wish) = (Instant::now(), self.wished);
        thread::spawn(move || {
            let work = || read(&*program, &texts);
            let result = match pool {
                Some(pool) => pool.install(work),
                None => work(),
            };
            // Where nobody waits for it any more, the editor is gone.
            let _ = sender.send(Done { result, start, wish });
        });
    }

    /// Reads and checks everything at once, as if the files held `texts`.
    pub(crate) fn run_here(&mut self, texts: &BTreeMap<String, String>) -> Done {
        self.wish();
        self.begun = self.wished;
        let start = Instant::now();
        Done { result: read(&*self.program, texts), start, wish: self.wished }
    }

    /// What was done, and when it was begun; nothing where more was wished for meanwhile.
    pub(crate) fn finish(&mut self, Done { result, start, wish }: Done) -> Option<(Result, Instant)> {
        // What was done here does not end what runs beside it.
        self.running = self.running.filter(|running| *running != wish);
        if wish < self.wished {
            return None;
        }
        Some((result, start))
    }
}

fn read(program: &dyn Program, texts: &BTreeMap<String, String>) -> Result {
    program.read(texts).map(|read| Checked::new(program, read))
}

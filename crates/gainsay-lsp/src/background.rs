//! Reading and checking everything beside the messages, once no more of them come.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::checked::Checked;
use crate::editor::FolderId;
use crate::program::{Broken, Program};

/// How long nothing may come from the editor before everything is checked: as long as that took last, within these bounds. What takes
/// long is not begun at every pause between two words.
const QUIET: RangeInclusive<Duration> = Duration::from_millis(300)..=Duration::from_secs(2);

/// What came of reading everything.
type Result = std::result::Result<Checked, Broken>;

/// The same; nothing where more was requested before it was checked.
type Answer = Option<Result>;

/// What was done for a folder, when it was begun, and for which request.
pub(crate) struct Done {
    pub(crate) folder: FolderId,
    result: Answer,
    start: Instant,
    request: u64,
}

/// Sends what was done when it goes, so that nobody waits for ever where the work panics.
struct Answering {
    sender: Sender<Done>,
    done: Option<Done>,
}

impl Drop for Answering {
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            // Where nobody waits for it any more, the editor is gone.
            let _ = self.sender.send(done);
        }
    }
}

/// Work on everything in a folder.
pub(crate) struct Background {
    folder: FolderId,
    program: Arc<dyn Program>,
    /// The number of the last request, and the one that was last done or begun.
    requested: Arc<AtomicU64>,
    begun: u64,
    /// How long it took last.
    took: Duration,
    /// The request that is being fulfilled on another thread.
    running: Option<u64>,
    sender: Sender<Done>,
    /// Threads of its own, once there is something to do: what is done between two keys, and for other folders, does not queue behind it.
    pool: OnceLock<Option<Arc<ThreadPool>>>,
}

impl Background {
    /// Work whose results go to `sender`.
    pub(crate) fn new(folder: FolderId, program: Arc<dyn Program>, sender: Sender<Done>) -> Self {
        Self {
            folder,
            program,
            requested: Arc::default(),
            begun: 0,
            took: Duration::ZERO,
            running: None,
            sender,
            pool: OnceLock::new(),
        }
    }

    /// Notes that everything is to be read and checked, as it is now.
    pub(crate) fn request(&mut self) {
        self.requested.fetch_add(1, Ordering::Relaxed);
    }

    fn requested(&self) -> u64 {
        self.requested.load(Ordering::Relaxed)
    }

    /// Whether something is requested that is not done.
    pub(crate) fn is_behind(&self) -> bool {
        self.begun < self.requested() || self.running == Some(self.requested())
    }

    /// How long nothing may come until there is something to start; nothing where there is nothing.
    pub(crate) fn due(&self) -> Option<Duration> {
        let is_due = self.running.is_none() && self.begun < self.requested();
        is_due.then(|| self.took.clamp(*QUIET.start(), *QUIET.end()))
    }

    /// Reads and checks everything on another thread, as if the files held `texts`.
    pub(crate) fn start(&mut self, texts: BTreeMap<PathBuf, String>) {
        let request = self.requested();
        (self.begun, self.running) = (request, Some(request));
        let (program, sender, pool) =
            (Arc::clone(&self.program), self.sender.clone(), self.pool.get_or_init(pool).clone());
        let (folder, start, requested) = (self.folder, Instant::now(), Arc::clone(&self.requested));
        thread::spawn(move || {
            let done = |result| Done { folder, result, start, request };
            let mut answering = Answering { sender, done: Some(done(None)) };
            let is_stale = || requested.load(Ordering::Relaxed) > request;
            let work = || read(&*program, &texts, &is_stale);
            let result = match pool {
                Some(pool) => pool.install(work),
                None => work(),
            };
            answering.done = Some(done(result));
        });
    }

    /// Reads and checks everything at once, as if the files held `texts`.
    pub(crate) fn run_here(&mut self, texts: &BTreeMap<PathBuf, String>) -> Done {
        self.request();
        let (request, start) = (self.requested(), Instant::now());
        self.begun = request;
        Done { folder: self.folder, result: read(&*self.program, texts, &|| false), start, request }
    }

    /// What was done, and when it was begun; nothing where more was requested meanwhile.
    pub(crate) fn finish(&mut self, Done { result, start, request, .. }: Done) -> Option<(Result, Instant)> {
        // What was done here does not end what runs beside it.
        self.running = self.running.filter(|running| *running != request);
        if result.is_some() {
            self.took = start.elapsed();
        }
        if request < self.requested() {
            drop_elsewhere(result);
            return None;
        }
        Some((result?, start))
    }
}

/// Drops what was checked on a thread of its own: giving back a million small parts takes long, and nobody waits for it there.
pub(crate) fn drop_elsewhere(checked: impl Send + 'static) {
    thread::spawn(move || drop(checked));
}

/// Half of the threads that there may be.
fn pool() -> Option<Arc<ThreadPool>> {
    let threads = thread::available_parallelism().map_or(1, |all| (all.get() / 2).max(1));
    ThreadPoolBuilder::new().num_threads(threads).build().ok().map(Arc::new)
}

fn read(program: &dyn Program, texts: &BTreeMap<PathBuf, String>, is_stale: &dyn Fn() -> bool) -> Answer {
    let read = program.read(texts);
    if is_stale() {
        return None;
    }
    Some(read.map(|read| Checked::new(program, read)))
}

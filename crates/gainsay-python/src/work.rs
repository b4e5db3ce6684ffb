//! Work beside the interpreter: without its lock, and so that Ctrl-C is heard.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// How long a signal may have to wait.
const PATIENCE: Duration = Duration::from_millis(50);

/// The stack of a thread, which is as large as that on which the program runs.
const STACK: usize = 8 << 20;

/// The threads of a process, and its number.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// Does `work` while other threads of Python go on, and returns what it returns.
///
/// Fails where a signal raises an exception; the work then goes on unheard until it ends.
pub fn run<T: Send + 'static>(py: Python<'_>, work: impl FnOnce() -> T + Send + 'static) -> PyResult<T> {
    let (sender, mut receiver) = mpsc::channel();
    pool()?.spawn(move || {
        // Nobody listens any more after a signal.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
    });
    loop {
        let (heard, back) = py.detach(move || (receiver.recv_timeout(PATIENCE), receiver));
        receiver = back;
        match heard {
            Ok(done) => return Ok(done.unwrap_or_else(|panic: Box<dyn Any + Send>| resume_unwind(panic))),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(PyRuntimeError::new_err("the work was lost")),
        }
    }
}

/// The threads of this process.
fn pool() -> PyResult<Arc<ThreadPool>> {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    match &*pool {
        Some((of, threads)) if *of == process => Ok(Arc::clone(threads)),
        _ => {
            let threads = ThreadPoolBuilder::new().stack_size(STACK).build();
            let threads = Arc::new(threads.map_err(|error| PyRuntimeError::new_err(error.to_string()))?);
            // A process that was forked off has none of the threads of its parent, and cannot end them either.
            std::mem::forget(pool.replace((process, Arc::clone(&threads))));
            Ok(threads)
        }
    }
}

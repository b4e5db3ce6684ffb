//! On how many cores the work is done.

use rayon::ThreadPoolBuilder;

/// The flag that every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct Threads {
    /// Work on so many threads at once; 0 is as many as there are cores
    ///
    /// What is found and written is the same whatever their number.
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 0,
        hide_default_value = true,
        global = true,
        display_order = 101
    )]
    threads: u16,
}

impl Threads {
    /// Settles the number for all that follows.
    pub(super) fn settle(&self) {
        if self.threads > 0 {
            // It fails only where threads are at work already, and nothing is yet.
            let _ = ThreadPoolBuilder::new().num_threads(self.threads.into()).build_global();
        }
    }
}

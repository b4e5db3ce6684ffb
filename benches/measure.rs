//! What a command costs: run several times, each time in a process of its own, and the fastest counts.

use std::fs;
use std::io;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a command cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From start to end.
    pub wall: Duration,
    /// Of all its threads together, in the hundredths of a second that the system counts.
    pub processor: Duration,
    /// The peak of resident memory in bytes; `None` where the system does not tell it.
    pub peak: Option<u64>,
}

/// How often the system is asked for the memory of a running command. What it tells is the peak so far, so only what is
/// taken in the last moment is missed.
const PAUSE: Duration = Duration::from_millis(2);

/// Runs the command that `command` makes, with a standard output, so many times and returns what the fastest run cost. `accepts` says with which
/// exit statuses the command has done its job.
pub fn fastest(times: usize, accepts: &[i32], mut command: impl FnMut() -> Command) -> io::Result<Cost> {
    let costs: io::Result<Vec<Cost>> = (0..times).map(|_| once(&mut command(), accepts)).collect();
    costs?.into_iter().min_by_key(|cost| cost.wall).ok_or_else(|| io::Error::other("nothing was measured"))
}

fn once(command: &mut Command, accepts: &[i32]) -> io::Result<Cost> {
    let before = children_time();
    let start = Instant::now();
    let mut child = command.stderr(Stdio::piped()).spawn()?;
    let mut peak = None;
    let status = loop {
        peak = peak.max(peak_of(&child));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(PAUSE);
    };
    let wall = start.elapsed();
    if !status.code().is_some_and(|code| accepts.contains(&code)) {
        let told = child.stderr.take().map(io::read_to_string).transpose()?.unwrap_or_default();
        return Err(io::Error::other(format!("{command:?} ended with {status}: {told}")));
    }
    Ok(Cost { wall, processor: children_time().saturating_sub(before), peak })
}

/// The peak of resident memory of a running process.
fn peak_of(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// The processor time of all commands that have ended.
fn children_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold anything; the fields behind it are numbers.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

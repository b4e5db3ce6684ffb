//! Threads that the system does not give.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Done, SOUND, end, folder_of, run};

/// A folder with two claims in conflict.
fn conflict(name: &str) -> std::path::PathBuf {
    let other = SOUND.replace("a1", "a2").replace("s1", "s2").replace("5,", "500,");
    folder_of(name, &[("claims/a.yaml", format!("claims:\n{SOUND}{other}").as_bytes())])
}

/// Runs `script` in `folder`, in which `$1` is the program.
fn limited(folder: &Path, by: &[&str], script: &str) -> Done {
    let mut words = by.to_vec();
    words.extend(["sh", "-c", script, "sh", env!("CARGO_BIN_EXE_gainsay")]);
    let mut command = Command::new(words[0]);
    let (out, err) = (folder.join("out"), folder.join("err"));
    command.args(&words[1..]).current_dir(folder).stdin(Stdio::null());
    command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
    let status = end(command.spawn().unwrap()).unwrap().code().unwrap_or(-1);
    Done { status, out: fs::read_to_string(out).unwrap(), err: fs::read_to_string(err).unwrap() }
}

#[test]
fn more_threads_than_anybody_has_are_refused() {
    let folder = conflict("threads");
    for count in ["1025", "20000", "65535", "65536", "18446744073709551616", "-1"] {
        let done = run(&folder, &["check", &format!("--threads={count}")]);
        assert!(done.status == 2 && done.err.contains(&format!("invalid value '{count}'")), "{}", done.err);
    }
}

#[test]
fn where_the_system_starts_fewer_threads_the_work_is_done_on_those() {
    let folder = conflict("processes");
    let expected = run(&folder, &["check"]);
    // Who may do everything is held to no limit, and becomes nobody, where the programs for it are there.
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    for limit in [1, 9] {
        let script = format!("prlimit --pid $$ --nproc={limit}; exec \"$1\" check --threads 40");
        let done = limited(&folder, &[], &script);
        let done = if done.err.is_empty() { limited(&folder, &nobody, &script) } else { done };
        assert_eq!((done.status, &done.out), (1, &expected.out), "{}", done.err);
        let note = "note: the system does not start 40 threads; the work is done on ";
        assert!(done.err.starts_with(note) && done.err.lines().count() == 1, "{}", done.err);
    }
}

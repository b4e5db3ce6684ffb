//! What stands at a path and is no file: nothing is waited for, and nothing is read without end.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use super::{SOUND, folder, folder_of, run};

const NO_FILE: &str = "it is not a regular file; give `-` to read what is piped in";

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn pipes_sockets_and_devices_are_refused() {
    let folder = folder("no-files");
    fifo(&folder.join("pipe"));
    let _socket = UnixListener::bind(folder.join("socket")).ok();
    symlink("/dev/zero", folder.join("zero.yaml")).unwrap();
    for path in ["pipe", "socket", "/dev/zero", "/dev/null", "/dev/stdin"] {
        if !folder.join(path).exists() {
            continue;
        }
        let done = run(&folder, &["check", path]);
        let told: String = done.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((done.status, told), (2, format!("error: cannot read `{path}`: {NO_FILE}")));
        let done = run(&folder, &["rules", "--rules", path]);
        assert_eq!(done.status, 2, "{}", done.err);
        let done = run(&folder, &["check", "--baseline", path]);
        assert_eq!(done.status, 2, "{}", done.err);
    }
}

#[test]
fn in_a_folder_they_are_passed_over() {
    let folder = folder_of("beside", &[("claims/a.yaml", format!("claims:\n{SOUND}").as_bytes())]);
    fifo(&folder.join("claims/pipe.yaml"));
    let _socket = UnixListener::bind(folder.join("claims/s.yaml")).ok();
    symlink("/dev/zero", folder.join("claims/zero.yaml")).unwrap();
    symlink("../claims", folder.join("claims/ring")).unwrap();
    symlink("nothing", folder.join("claims/gone.yaml")).unwrap();
    let done = run(&folder, &["check"]);
    assert_eq!(
        (done.status, done.out.as_str()),
        (
            0,
            "1 file, 1 claim of 1 source: nothing found; 0 pairs compared, 0 not compared, 1 claim compared with nothing: there is no second source; add what another one says about the same subject and attribute\n"
        )
    );
}

#[test]
fn files_that_name_what_is_not_read_are_looked_at_first() {
    let sound = format!("claims:\n{SOUND}");
    let braces = format!("{}a{}\n", "{".repeat(100_000), "}".repeat(100_000));
    for (place, name) in
        [("claims", "claims/.gitignore"), ("deep", "claims/deep/.ignore"), ("above", ".gitignore")]
    {
        let why = "a glob in it is longer than 1,000 bytes, or nests braces deeper than 16 levels";
        let folder = folder_of(
            &format!("ignored-{place}"),
            &[("claims/deep/a.yaml", sound.as_bytes()), (name, braces.as_bytes())],
        );
        let refused = |why: &str| {
            let done = run(&folder, &["check"]);
            let told: String = done.err.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(done.status, 2, "{told}");
            assert!(
                told.starts_with("error: cannot read `") && told.ends_with(&format!("{name}`: {why}")),
                "{told}"
            );
        };
        refused(why);
        fs::write(folder.join(name), "*.md\n".repeat(300_000)).unwrap();
        refused("it is larger than 1 MiB");
        fs::remove_file(folder.join(name)).unwrap();
        symlink("/dev/zero", folder.join(name)).unwrap();
        refused("a link points outside the repository");
        fs::remove_file(folder.join(name)).unwrap();
        fifo(&folder.join(name));
        refused("it is not a regular file");
    }
}

#[test]
fn links_that_lead_nowhere_are_told() {
    let folder = folder("nowhere");
    symlink("ring", folder.join("ring")).unwrap();
    symlink("nothing", folder.join("gone.yaml")).unwrap();
    let done = run(&folder, &["check", "gone.yaml"]);
    assert_eq!(
        (done.status, done.err.as_str()),
        (2, "error: cannot read `gone.yaml`: it is a broken link\n")
    );
    let done = run(&folder, &["check", "ring"]);
    assert_eq!(done.status, 2);
    assert!(done.err.starts_with("error: cannot read `ring`: "), "{}", done.err);
}

#[test]
fn what_may_not_be_read_is_told_with_all_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let sound = format!("claims:\n{SOUND}");
    let folder =
        folder_of("closed", &[("claims/a.yaml", sound.as_bytes()), ("claims/in/b.yaml", sound.as_bytes())]);
    let (file, inner) = (folder.join("claims/a.yaml"), folder.join("claims/in"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything is not kept out.
    if fs::read(&file).is_err() {
        let done = run(&folder, &["check"]);
        let told: String = done.err.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected =
            "error: cannot read `claims/in`: permission denied, `claims/a.yaml`: permission denied";
        assert_eq!((done.status, told.as_str()), (2, expected));
    }
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_folder_may_hold_very_many_files() {
    let folder = folder("many");
    fs::create_dir(folder.join("claims")).unwrap();
    for at in 0..3000 {
        fs::write(folder.join(format!("claims/{at}.yaml")), "").unwrap();
    }
    fs::write(folder.join("claims/a.yaml"), format!("claims:\n{SOUND}")).unwrap();
    let done = run(&folder, &["check"]);
    assert_eq!(
        (done.status, done.out.as_str()),
        (
            0,
            "3001 files, 1 claim of 1 source: nothing found; 0 pairs compared, 0 not compared, 1 claim compared with nothing: there is no second source; add what another one says about the same subject and attribute\n"
        )
    );
}

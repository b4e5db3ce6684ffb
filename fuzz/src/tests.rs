//! Every seed goes through its target: laws that do not hold of them are wrong.

use std::fs;
use std::path::Path;
use std::process::Command;

fn seeds(target: &str, hold: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = root.join("target/seeds").join(target);
    let made = Command::new(root.join("seed")).arg(target).arg(&corpus).status().expect("python3 runs");
    assert!(made.success());
    let seeds: Vec<_> =
        fs::read_dir(corpus).expect("seeds").map(|seed| seed.expect("a seed").path()).collect();
    assert!(seeds.len() > 20, "{} seeds", seeds.len());
    for seed in seeds {
        let held = std::panic::catch_unwind(|| hold(&fs::read(&seed).expect("a seed")));
        assert!(held.is_ok(), "{}", seed.display());
    }
}

#[test]
fn reader() {
    seeds("reader", crate::reader::hold);
}

#[test]
fn values() {
    seeds("values", crate::values::hold);
}

#[test]
fn rules() {
    seeds("rules", crate::rules::hold);
}

#[test]
fn engine() {
    seeds("engine", crate::engine::hold);
}

#[test]
fn writers() {
    seeds("writers", crate::writers::hold);
}

#[test]
fn commands() {
    seeds("commands", crate::commands::hold);
}

#[test]
fn mapping() {
    seeds("mapping", crate::mapping::hold);
}

#[test]
fn simple() {
    seeds("simple", crate::simple::hold);
}

#[test]
fn elsewhere() {
    seeds("elsewhere", crate::elsewhere::hold);
}

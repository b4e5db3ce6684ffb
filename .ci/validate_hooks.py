"""Runs the pre-commit hook and the script of the GitHub action on a scratch repository, with and without a contradiction."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
CLAIM = "claims:\n  - {{ id: {0}-1, source: {0}, subject: fire, attribute: deaths, value: {1}, as-of: 2024-05-02 }}\n"

# What pre-commit builds in place of gainsay: the same name, in the same language, and it runs the program given here.
STAND_IN = """
use std::process::{{Command, exit}};
fn main() {{
    let status = Command::new({program}).args(std::env::args_os().skip(1)).status().unwrap();
    exit(status.code().unwrap_or(2));
}}
"""


def git(folder, *arguments):
    author = ["-c", "user.name=gainsay", "-c", "user.email=gainsay@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", folder, *author, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(folder, files):
    for path, text in files.items():
        path = folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def repository(folder, files):
    write(folder, files)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--no-verify", "-m", "files")
    return git(folder, "rev-parse", "HEAD")


def expect(what, done, status, *words):
    said = done.stdout + done.stderr
    missing = [word for word in words if word not in said]
    if done.returncode != status or missing:
        sys.exit(f"{what}: status {done.returncode}, expected {status}; missing: {missing}\n{said}")


def hook(scratch, program):
    """The hook as it stands in the manifest, through `git commit`, on a claim beside one that is not part of the commit."""
    source, user = scratch / "source", scratch / "user"
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text()
    main = STAND_IN.format(program=json.dumps(str(program)))
    package = '[package]\nname = "gainsay"\nversion = "0.1.0"\nedition = "2021"\n'
    version = repository(
        source, {".pre-commit-hooks.yaml": manifest, "Cargo.toml": package, "src/main.rs": main}
    )
    config = f"repos:\n  - repo: {source}\n    rev: {version}\n    hooks:\n      - id: gainsay\n"
    repository(
        user, {".pre-commit-config.yaml": config, "claims/herald.yaml": CLAIM.format("herald", "at least 30")}
    )
    tool = Path(sys.executable).parent / "pre-commit"
    environment = {**os.environ, "PRE_COMMIT_HOME": str(scratch / "home")}
    environment.pop("CARGO_TARGET_DIR", None)

    def changed(path, text):
        write(user, {path: text})
        git(user, "add", ".")
        return subprocess.run([tool, "run"], cwd=user, env=environment, capture_output=True, text=True)

    expect("hook, sources agree", changed("claims/mail.yaml", CLAIM.format("mail", 31)), 0, "Passed")
    expect(
        "hook, sources disagree",
        changed("claims/mail.yaml", CLAIM.format("mail", 12)),
        1,
        "Failed",
        "claims/herald.yaml:2",
        "claims/mail.yaml:2",
    )
    git(user, "reset", "--quiet", "--hard")
    expect("hook, nothing of claims", changed("notes.txt", "none"), 0, "Skipped")


def action(scratch, program):
    """The script of the action, with hostile inputs among others."""
    steps = YAML(typ="safe").load((ROOT / "action.yml").read_text())["runs"]["steps"]
    [script] = [step["run"] for step in steps if step.get("id") == "check"]
    for step in steps:
        if "${{" in step.get("run", ""):
            sys.exit(f"action.yml: the script of `{step['name']}` holds an expression; take it from the environment")
    runner, work = scratch / "runner", scratch / "work"
    (runner / "gainsay/bin").mkdir(parents=True)
    (runner / "gainsay/bin/gainsay").symlink_to(program)
    write(work, {"claims/herald.yaml": CLAIM.format("herald", 30), "claims/mail.yaml": CLAIM.format("mail", 12)})

    def run(paths="", args=""):
        outputs = runner / "outputs"
        outputs.write_text("")
        given = {"RUNNER_TEMP": runner, "GITHUB_OUTPUT": outputs, "PATHS": paths, "ARGS": args}
        environment = {"PATH": os.environ["PATH"], **{name: str(value) for name, value in given.items()}}
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done = subprocess.run(shell, cwd=work, env=environment, capture_output=True, text=True)
        return done, outputs.read_text()

    done, outputs = run()
    expect("action", done, 1, "::error file=claims/mail.yaml,line=2", "::notice file=claims/herald.yaml,line=2")
    sarif = Path(outputs.strip().removeprefix("sarif="))
    if len(json.loads(sarif.read_text())["runs"][0]["results"]) != 1:
        sys.exit("action: the SARIF file does not hold the one finding")
    expect("action, with paths", run(paths="claims/herald.yaml\n")[0], 0)
    expect("action, with args", run(args="--fail-on=never\n--show\nnote")[0], 0, "::error")
    done, outputs = run(paths="$(touch hit)\n`touch hit`\n; touch hit\n--version", args="$(touch hit)")
    expect("action, with hostile inputs", done, 2)
    if (work / "hit").exists() or outputs:
        sys.exit("action: an input was run, or a SARIF file of another run is handed on")


def main():
    program = Path(sys.argv[1]).resolve()
    scratch = Path(tempfile.mkdtemp(prefix="gainsay-hooks-"))
    try:
        hook(scratch, program)
        action(scratch, program)
    finally:
        shutil.rmtree(scratch)
    print("hook, action and examples: as they should be")


main()

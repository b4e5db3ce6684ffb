"""Runs the pre-commit hooks and the script of the GitHub action on a scratch repository, with and without a contradiction."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
CLAIM = "claims:\n  - {{ id: {0}-1, source: {0}, subject: fire, attribute: deaths, value: {1}, as-of: 2024-05-02 }}\n"

# What pip installs in place of gainsay: the same command, which runs the program given here.
PACKAGE = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "{name}"
version = "{version}"
[project.scripts]
gainsay = "stand_in:main"
[tool.setuptools]
py-modules = ["stand_in"]
"""
STAND_IN = """
import subprocess, sys
def main():
    sys.exit(subprocess.run([{program!r}, *sys.argv[1:]]).returncode)
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


def package(program):
    """The files of the package that stands in for gainsay."""
    version = re.search(r'^version = "(.*)"$', (ROOT / "Cargo.toml").read_text(), re.M)[1]
    name = re.search(r'^name = "(.*)"$', (ROOT / "pyproject.toml").read_text(), re.M)[1]
    return {"pyproject.toml": PACKAGE.format(name=name, version=version), "stand_in.py": STAND_IN.format(program=str(program))}


def hook(what, scratch, config, environment):
    """A hook through `git commit`, on a claim beside one that is not part of the commit."""
    user = scratch / what
    repository(
        user, {".pre-commit-config.yaml": config, "claims/herald.yaml": CLAIM.format("herald", "at least 30")}
    )
    tool = Path(sys.executable).parent / "pre-commit"
    environment = {**os.environ, "PRE_COMMIT_HOME": str(scratch / "home"), **environment}

    def changed(path, text):
        write(user, {path: text})
        git(user, "add", ".")
        return subprocess.run([tool, "run"], cwd=user, env=environment, capture_output=True, text=True)

    expect(f"{what}, sources agree", changed("claims/mail.yaml", CLAIM.format("mail", 31)), 0, "Passed")
    expect(
        f"{what}, sources disagree",
        changed("claims/mail.yaml", CLAIM.format("mail", 12)),
        1,
        "Failed",
        "claims/herald.yaml:2",
        "claims/mail.yaml:2",
    )
    git(user, "reset", "--quiet", "--hard")
    expect(f"{what}, nothing of claims", changed("notes.txt", "none"), 0, "Skipped")


def hooks(scratch, program):
    """The hook of the example, which installs a wheel, and that of the manifest, which pip builds."""
    files = package(program)
    write(scratch / "package", files)
    wheels = scratch / "wheels"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", wheels, scratch / "package"], check=True)
    subprocess.run([*pip, "download", "--dest", wheels, "setuptools"], check=True)
    # Nothing but these: a package of that name elsewhere is not what is tried here.
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    hook("example", scratch, (ROOT / "docs/ci/pre-commit.yaml").read_text(), offline)

    source = scratch / "source"
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text()
    version = repository(source, {".pre-commit-hooks.yaml": manifest, **files})
    config = f"repos:\n  - repo: {source}\n    rev: {version}\n    hooks:\n      - id: gainsay\n"
    hook("manifest", scratch, config, offline)


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
        hooks(scratch, program)
        action(scratch, program)
    finally:
        shutil.rmtree(scratch)
    print("hook, action and examples: as they should be")


main()

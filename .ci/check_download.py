"""Runs the step of the action that installs gainsay: from a released archive, which a server on this machine offers; with a wrong checksum; and
where there is no release. `cargo` is a small program here that says how it was called."""

import functools
import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = "gainsay-x86_64-unknown-linux-musl.tar.gz"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def release(scratch, archive, version):
    """A release as the host offers it, and the checksum of its archive."""
    folder = scratch / "site" / f"v{version}"
    folder.mkdir(parents=True)
    shutil.copy(archive, folder / ARCHIVE)
    checksum = hashlib.sha256((folder / ARCHIVE).read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  another.tar.gz\n{checksum}  {ARCHIVE}\n")
    return checksum


def main():
    archive = Path(sys.argv[1])
    steps = YAML(typ="safe").load((ROOT / "action.yml").read_text())["runs"]["steps"]
    [script] = [step["run"] for step in steps if step.get("id") == "install"]
    with tempfile.TemporaryDirectory(prefix="gainsay-download-") as folder:
        scratch = Path(folder)
        own = next(line.split('"')[1] for line in (ROOT / "Cargo.toml").read_text().splitlines() if line.startswith("version = "))
        checksum = release(scratch, archive, own)
        handler = functools.partial(Quiet, directory=scratch / "site")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tools = scratch / "tools"
        tools.mkdir()
        (tools / "cargo").write_text('#!/bin/sh\necho "cargo $*"\n')
        (tools / "cargo").chmod(0o755)

        def install(name, arch="X64", **given):
            runner = scratch / name
            runner.mkdir()
            environment = {
                "GITHUB_OUTPUT": scratch / "outputs",
                "PATH": f"{tools}:/usr/bin:/bin", "RUNNER_TEMP": runner, "RUNNER_OS": "Linux", "RUNNER_ARCH": arch,
                "GITHUB_ACTION_PATH": ROOT, "VERSION": "", "CHECKSUM": "",
                "RELEASES": f"http://127.0.0.1:{server.server_port}", **given,
            }
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
            environment = {key: str(value) for key, value in environment.items()}
            done = subprocess.run(shell, env=environment, capture_output=True, text=True)
            return done, runner / "gainsay/bin/gainsay"

        def expect(what, done, status, word=""):
            said = done.stdout + done.stderr
            if done.returncode != status or word not in said:
                sys.exit(f"{what}: status {done.returncode}, expected {status} and `{word}`\n{said}")

        done, program = install("released")
        expect("a released archive", done, 0)
        if not os.access(program, os.X_OK):
            sys.exit("a released archive: there is no program")
        expect("a checksum that is given", install("given", CHECKSUM=checksum)[0], 0)
        done, program = install("wrong", CHECKSUM="0" * 64)
        expect("a wrong checksum", done, 2, "has the checksum")
        if program.exists():
            sys.exit("a wrong checksum: the program is there all the same")
        expect("no release for the machine", install("built", arch="RISCV64")[0], 0, "cargo install --quiet --locked")
        expect("a version without a release", install("missing", VERSION="9.9.9")[0], 2, "cannot be fetched")
        expect("a checksum without a release", install("pinned", arch="RISCV64", CHECKSUM=checksum)[0], 2, "cannot be fetched")
        expect("what is no version", install("hostile", VERSION="../../x")[0], 2, "is no version")
        server.shutdown()
    print("the action installs a released archive by its checksum, and builds where there is none")


main()

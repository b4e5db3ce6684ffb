"""The module in a process: other threads, signals, forks; and the command that the wheel brings."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import HERALD, command

import gainsay


def many(count):
    """So many claims, some of which contradict each other."""
    return [
        {**HERALD, "id": f"c{number}", "source": f"s{number % 7}", "subject": f"e{number // 7}", "value": number % 90}
        for number in range(count)
    ]


def test_other_threads_go_on_meanwhile():
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(time.perf_counter())

    thread = threading.Thread(target=tick)
    claims = many(20_000)
    thread.start()
    try:
        start = time.perf_counter()
        report = gainsay.check(claims)
        end = time.perf_counter()
        assert report.summary.claims == 20_000
    finally:
        done.set()
        thread.join()
    within = [tick for tick in ticks if start < tick < end]
    longest = max(after - before for before, after in zip([start, *within], [*within, end]))
    assert longest < (end - start) * 0.8


def test_threads_share_the_work_and_not_what_it_writes(records):
    expected = gainsay.check(records).to_json(), gainsay.explain("herald-1", records)
    with ThreadPoolExecutor(8) as pool:
        both = lambda _: (gainsay.check(records).to_json(), gainsay.explain("herald-1", records))
        assert set(pool.map(both, range(64))) == {expected}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_process_that_is_forked_off_can_check_too(records):
    assert len(gainsay.check(records)) == 1
    with multiprocessing.get_context("fork").Pool(2) as pool:
        reports = pool.map_async(gainsay.check, [records] * 4).get(timeout=60)
    assert [len(report) for report in reports] == [1] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_ctrl_c_is_heard_while_a_check_goes_on():
    script = (
        "import gainsay, sys\n"
        "from test_process import many\n"
        "claims = many(300_000)\n"
        "print('ready', flush=True)\n"
        "try:\n    gainsay.check(claims); print('done')\n"
        "except KeyboardInterrupt:\n    print('heard', flush=True); import os; os._exit(0)\n"
    )
    here = os.path.dirname(__file__)
    with subprocess.Popen([sys.executable, "-c", script], cwd=here, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "heard\n"


def test_the_command_ends_with_its_status(work, records):
    import json

    (work / "a.json").write_text(json.dumps({"claims": records}))
    script = os.path.join(os.path.dirname(sys.executable), "gainsay")
    assert subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout == (
        f"gainsay {gainsay.__version__}\n"
    )
    found = subprocess.run([script, "check", "a.json"], capture_output=True, text=True)
    assert found.returncode == 1 and "error[death-toll]" in found.stdout and found.stderr == ""
    assert command("check", "a.json", "--ignore=death-toll").returncode == 0
    assert command("check", "nowhere").returncode == 2
    assert command("check").returncode == 3
    piped = command("check", "-", input=(work / "a.json").read_bytes())
    assert piped.returncode == 1 and b"<stdin>" in piped.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_ctrl_c_ends_the_command():
    waiting = [sys.executable, "-m", "gainsay", "check", "-"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == -signal.SIGINT


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are others there")
def test_a_reader_that_leaves_is_no_failure(work):
    reading = f"{sys.executable} -m gainsay rules --format json | head -c 10; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", reading], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_arguments_need_not_be_text(work, records):
    import json

    name = os.fsdecode(b"a\xff.json")
    (work / name).write_text(json.dumps({"claims": records}))
    assert command("check", name).returncode == 1
    assert {label.path for finding in gainsay.check(name) for label in finding.labels} == {r"a\xff.json"}

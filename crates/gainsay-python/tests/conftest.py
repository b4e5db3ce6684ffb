"""What the tests share."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

HERALD = {
    "id": "herald-1", "source": "herald", "subject": "harbour-fire", "attribute": "deaths",
    "value": "at least 30", "as-of": "2024-05-02",
}
GAZETTE = {**HERALD, "id": "gazette-1", "source": "gazette", "value": 12}


@pytest.fixture
def records():
    """Two claims that contradict each other."""
    return [dict(HERALD), dict(GAZETTE)]


@pytest.fixture
def work(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command(*arguments, **given):
    """What the command of the wheel does in a process of its own."""
    return subprocess.run([sys.executable, "-m", "gainsay", *arguments], capture_output=True, **given)

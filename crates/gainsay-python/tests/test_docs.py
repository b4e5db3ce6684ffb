"""The pages of the guide: their blocks run in their order, and print what they show. `SNAPSHOTS=overwrite` writes that anew."""

import contextlib
import io
import os
import re

import pytest
from conftest import ROOT

# What each page needs. The page for Spark runs only with `ENGINE=spark`, the others only without.
ON_SPARK = os.environ.get("ENGINE") == "spark"
PAGES = (
    {"larger-than-memory.md": ["pyspark"]} if ON_SPARK else {"python.md": ["pandas"], "spark.md": ["pyspark", "pysail"]}
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.S | re.M)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_does_what_it_says(name, work, monkeypatch):
    for needed in PAGES[name]:
        pytest.importorskip(needed)
    # What the page sets there is gone after it.
    monkeypatch.setenv("SAIL_MODE", "local")
    path = ROOT / "docs" / name
    names, printed, ran = {"__name__": "guide"}, "", 0

    def done(block):
        """A block as it should be."""
        nonlocal printed, ran
        language, text = block.groups()
        if language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(text, str(path), "exec"), names)
            printed, ran = out.getvalue(), ran + 1
        elif language == "text":
            text = printed
        return f"```{language}\n{text}```"

    page = path.read_text()
    right = BLOCK.sub(done, page)
    assert ran >= 2
    if os.environ.get("SNAPSHOTS") == "overwrite":
        path.write_text(right)
    else:
        assert page == right

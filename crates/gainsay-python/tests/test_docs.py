"""The page of the guide: its blocks run in their order, and print what they show. `SNAPSHOTS=overwrite` writes that anew."""

import contextlib
import io
import os
import re

import pytest
from conftest import ROOT

PAGE = ROOT / "docs/python.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.S | re.M)


def test_the_page_does_what_it_says(work):
    pytest.importorskip("pandas")
    names, printed, ran = {"__name__": "guide"}, "", 0

    def done(block):
        """A block as it should be."""
        nonlocal printed, ran
        language, text = block.groups()
        if language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(text, str(PAGE), "exec"), names)
            printed, ran = out.getvalue(), ran + 1
        elif language == "text":
            text = printed
        return f"```{language}\n{text}```"

    page = PAGE.read_text()
    right = BLOCK.sub(done, page)
    assert ran >= 5
    if os.environ.get("SNAPSHOTS") == "overwrite":
        PAGE.write_text(right)
    else:
        assert page == right

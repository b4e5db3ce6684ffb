"""Commands of gainsay, run within Python."""

from __future__ import annotations

import os
from typing import Optional

__all__ = ["Failed", "answer", "check", "main", "version"]

class Failed(Exception): ...

def check(
    arguments: list[str],
    texts: dict[str, str],
    settings: Optional[str],
    settings_file: Optional[str | os.PathLike[str]],
) -> tuple[bytes, dict[str, str], list[str]]: ...
def answer(
    arguments: list[str],
    texts: dict[str, str],
    settings: Optional[str],
    settings_file: Optional[str | os.PathLike[str]],
) -> tuple[bytes, bytes]: ...
def main(arguments: list[str]) -> int: ...
def version() -> str: ...

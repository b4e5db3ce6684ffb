"""Commands of gainsay, run within Python."""

from __future__ import annotations

import os
from typing import Optional

__all__ = [
    "Failed",
    "answer",
    "check",
    "closest",
    "fingerprint_of_equal",
    "looks",
    "main",
    "of_all_parts",
    "part",
    "placings",
    "version",
]

_Report = tuple[bytes, dict[str, str], list[str]]
_Spot = tuple[str, int, int]

class Failed(Exception): ...

def check(
    arguments: list[str],
    texts: dict[str, str],
    settings: Optional[str],
    settings_file: Optional[str | os.PathLike[str]],
) -> _Report: ...
def answer(
    arguments: list[str],
    texts: dict[str, str],
    settings: Optional[str],
    settings_file: Optional[str | os.PathLike[str]],
) -> tuple[bytes, bytes]: ...
def placings(
    arguments: list[str], texts: dict[str, str], settings: Optional[str], parts: int
) -> tuple[
    tuple[list[int], list[int], list[int]],
    tuple[list[int], list[int], list[str], list[bool], list[bool], list[Optional[str]]],
]: ...
def looks(names: list[str]) -> list[str]: ...
def closest(word: str, names: list[str]) -> Optional[str]: ...
def fingerprint_of_equal(fingerprint: str, number: int) -> str: ...
def part(
    arguments: list[str],
    texts: dict[str, str],
    settings: Optional[str],
    numbers: dict[str, list[int]],
    part: tuple[int, int],
) -> tuple[_Report, list[str], list[_Spot], bytes, list[int]]: ...
def of_all_parts(
    arguments: list[str],
    texts: dict[str, str],
    settings: Optional[str],
    numbers: dict[str, list[int]],
    facts: list[bytes],
) -> tuple[_Report, list[str], list[_Spot]]: ...
def main(arguments: list[str]) -> int: ...
def version() -> str: ...

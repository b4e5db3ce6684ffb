"""Finds where sources contradict each other, and points at the exact words on every side.

    import gainsay

    for finding in gainsay.check("claims"):
        print(finding.severity, finding.rule, finding.message)

The findings are those of the command ``gainsay check --format json``.
"""

import importlib

from ._native import version as _version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._commands import check, explain, read
    from ._errors import ClaimError, Error, GainsayWarning, RuleError, SettingsError
    from ._reading import Allows, Converts, Part, Range, Reading, Readings, ReadPair, Refused
    from ._report import Acceptance, Edit, Finding, Fix, Label, OnNoSide, Pair, Position, Report, Summary

__version__ = _version()

__all__ = [
    "Acceptance",
    "Allows",
    "ClaimError",
    "Converts",
    "Edit",
    "Error",
    "Finding",
    "Fix",
    "GainsayWarning",
    "Label",
    "OnNoSide",
    "Pair",
    "Part",
    "Position",
    "Range",
    "ReadPair",
    "Reading",
    "Readings",
    "Refused",
    "Report",
    "RuleError",
    "SettingsError",
    "Summary",
    "check",
    "explain",
    "read",
]


def __getattr__(name: str) -> object:
    """What the package exports, imported when it is asked for: the command needs none of it, and would take twice as long to start."""
    if name in __all__:
        # Each of these modules uses only those after it.
        for module in ("_commands", "_errors", "_reading", "_report"):
            home = importlib.import_module(f".{module}", __name__)
            if name in vars(home):
                globals()[name] = vars(home)[name]
                return globals()[name]
    raise AttributeError(f"module `gainsay` has no attribute `{name}`")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])

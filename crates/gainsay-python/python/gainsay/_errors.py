"""Why something could not be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Optional

from . import _native
from ._report import Finding, Label, findings


class GainsayWarning(UserWarning):
    """What the command says on standard error beside its report, such as that there are no claims."""


class Error(Exception):
    """The job could not be done: where the command ends with status 2."""

    #: What is wrong.
    message: str
    #: What to do about it.
    help: Optional[str]
    #: What is wrong in files, where files are to blame.
    problems: tuple[Finding, ...]

    def __init__(self, message: str, help: Optional[str] = None, problems: tuple[Finding, ...] = ()) -> None:
        super().__init__(message, help, problems)
        self.message = message
        self.help = help
        self.problems = problems

    @property
    def spots(self) -> tuple[Label, ...]:
        """The spots to blame, the main one of each problem first."""
        return tuple(label for problem in self.problems for label in problem.labels)

    def __str__(self) -> str:
        lines = [self.message]
        for problem in self.problems:
            at = problem.labels[0]
            lines.append(f"{at.path}:{at.line}:{at.column}: {problem.message}")
        if self.help:
            lines.append(f"help: {self.help}")
        return "\n".join(lines)


class ClaimError(Error):
    """Paths that cannot be read, or, with ``strict=True``, records that cannot."""


class RuleError(Error):
    """Rules that cannot be read."""


class SettingsError(Error):
    """Settings that cannot be used, such as the name of a rule that there is not."""


_CAUSES: dict[str, type[Error]] = {"paths": ClaimError, "rules": RuleError, "settings": SettingsError}


@contextmanager
def raised() -> Iterator[None]:
    """Raises what a command within fails of."""
    try:
        yield
    except _native.Failed as failed:
        cause, message, help, spots, texts = failed.args
        raise _CAUSES.get(cause, Error)(message, help, findings(spots, texts)) from None

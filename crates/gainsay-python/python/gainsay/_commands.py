"""``check``, ``explain`` and ``read``, as the commands of these names do them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, Optional, Union, overload

from . import _native
from ._errors import ClaimError, GainsayWarning, raised
from ._given import Claims, Given, Path, Rules, Settings, day, words
from ._reading import Readings, readings
from ._report import Report

#: Severities by rule or glob: ``error``, ``warning``, ``note`` or ``off``, or ``{"strong": "error", "weak": "note"}``.
Severities = Mapping[str, Union[str, Mapping[str, str]]]
#: What claims name: the other sections of a claim file as a mapping, or the paths of files that have them.
Registry = Union[Mapping[str, Any], Path, Iterable[Path]]


def check(
    claims: Claims,
    rules: Optional[Rules] = None,
    *,
    registry: Optional[Registry] = None,
    today: Union[date, str, None] = None,
    severities: Optional[Severities] = None,
    select: Union[str, Iterable[str], None] = None,
    ignore: Union[str, Iterable[str], None] = None,
    config: Optional[Settings] = None,
    strict: bool = False,
) -> Report:
    """Compares claims, and returns every contradiction: the findings of ``gainsay check --format json``.

    :param claims: paths of claim files and folders of such; or records, which are mappings with the keys of a claim
        (``source``, ``subject``, ``attribute``, ``value``, ``as-of`` ...), or a table of pyarrow, pandas or polars with such
        columns; or a whole claim file as a mapping. Cells of records without a value (``None``, ``NaN``) count as absent.
    :param rules: paths of rule files and folders of such, or a rule file as a mapping; beside the built-in rules.
    :param registry: the ``sources``, ``subjects``, ``places`` and other sections beside the claims, as a mapping, or the paths
        of files that have them.
    :param today: the day of the run, instead of that of the clock in universal time.
    :param severities: severities of rules, by id or glob.
    :param select: only findings of these rules are returned: ids or globs.
    :param ignore: findings of these rules are not.
    :param config: the path of a ``gainsay.yaml``, or its keys as a mapping. None is looked for.
    :param strict: whether a record that cannot be read raises :class:`ClaimError`, and is not only a finding.
    :raises Error: where the command ends with status 2: :class:`ClaimError`, :class:`RuleError` or :class:`SettingsError`.
    """
    given = Given()
    given.add_claims(claims, registry)
    given.add_rules(rules)
    given.add_settings(config, severities)
    done, notes = checked(given, flags(given, today, select, ignore))
    for note in notes:
        warnings.warn(note, GainsayWarning, stacklevel=2)
    if strict:
        problems = tuple(
            finding for finding in done if finding.kind == "record" and finding.severity == "error"
        )
        if problems:
            raise ClaimError("some records cannot be read", problems=problems)
    return done


def flags(
    given: Given,
    today: Union[date, str, None],
    select: Union[str, Iterable[str], None],
    ignore: Union[str, Iterable[str], None],
) -> list[str]:
    """The flags of ``gainsay check``."""
    days = [] if today is None else [f"--today={day(today)}"]
    chosen = [f"--select={rule}" for rule in words(select)] + [f"--ignore={rule}" for rule in words(ignore)]
    return [*given.flags(), *days, *chosen]


def checked(given: Given, flags: Iterable[str]) -> tuple[Report, list[str]]:
    """The report of a check of what is given, and what the command says beside it."""
    arguments = ["gainsay", "check", *flags, "--", *given.paths]
    with raised():
        report, texts, notes = _native.check(arguments, given.texts, given.settings, given.settings_file)
    return Report(report, texts), notes


@overload
def explain(
    word: str,
    claims: Optional[Claims] = None,
    rules: Optional[Rules] = None,
    *,
    registry: Optional[Registry] = None,
    today: Union[date, str, None] = None,
    config: Optional[Settings] = None,
    format: Literal["text", "markdown"] = "text",
    claim: bool = False,
    all: bool = False,
) -> str: ...


@overload
def explain(
    word: str,
    claims: Optional[Claims] = None,
    rules: Optional[Rules] = None,
    *,
    registry: Optional[Registry] = None,
    today: Union[date, str, None] = None,
    config: Optional[Settings] = None,
    format: Literal["json"],
    claim: bool = False,
    all: bool = False,
) -> dict[str, Any]: ...


def explain(
    word: str,
    claims: Optional[Claims] = None,
    rules: Optional[Rules] = None,
    *,
    registry: Optional[Registry] = None,
    today: Union[date, str, None] = None,
    config: Optional[Settings] = None,
    format: str = "text",
    claim: bool = False,
    all: bool = False,
) -> Union[str, dict[str, Any]]:
    """Explains a rule, a code, a claim or a finding, as ``gainsay explain`` does.

    :param word: the id of a rule or a claim, a code, or the first characters of a fingerprint.
    :param claims: the claims, as for :func:`check`; not needed for rules and codes.
    :param format: ``text``; ``json``, for a claim, which returns a dictionary; or ``markdown``, for a rule or a code.
    :param claim: whether the word is the id of a claim, even if a rule or a code has the same name.
    :param all: whether all claims that a claim was compared with are shown.
    :raises Error: where there is no such rule, code, claim or finding, or the job could not be done.
    """
    given = Given()
    given.add_claims(() if claims is None else claims, registry)
    given.add_rules(rules)
    given.add_settings(config, None)
    arguments = ["gainsay", "explain", f"--format={format}", "--color=never", *given.flags()]
    if today is not None:
        arguments.append(f"--today={day(today)}")
    arguments += [flag for flag, on in [("--claim", claim), ("--all", all)] if on]
    answered = _answer([*arguments, "--", word, *given.paths], given)
    return json.loads(answered) if format == "json" else answered.decode()


def read(
    *values: str,
    attribute: Optional[str] = None,
    as_of: Union[date, str, None] = None,
    lang: Optional[str] = None,
    rules: Optional[Rules] = None,
    config: Optional[Settings] = None,
) -> Readings:
    """Reads values as those of claims, and says what each allows, word by word, as ``gainsay read`` does.

    :param attribute: the attribute of the values, which decides their kind and unit.
    :param as_of: the as-of date of the values, as a day or in EDTF, for dates such as ``two weeks ago``.
    :param lang: the language of the values, as a BCP 47 tag such as ``de``.
    :param rules: as for :func:`check`.
    :raises Error: where the rules cannot be read.
    """
    given = Given()
    given.add_rules(rules)
    given.add_settings(config, None)
    arguments = ["gainsay", "read", "--format=json", *given.flags()]
    if attribute is not None:
        arguments.append(f"--attribute={attribute}")
    if as_of is not None:
        arguments.append(f"--as-of={day(as_of)}")
    if lang is not None:
        arguments.append(f"--lang={lang}")
    return readings(_answer([*arguments, "--", *values], given))


def _answer(arguments: list[str], given: Given) -> bytes:
    """What a command writes to standard output; what it says beside that is a warning."""
    with raised():
        out, err = _native.answer(arguments, given.texts, given.settings, given.settings_file)
    if err:
        warnings.warn(err.decode().strip(), GainsayWarning, stacklevel=3)
    return out

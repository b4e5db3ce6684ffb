"""What people give, as what the program takes: arguments, and texts that stand for files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from json.encoder import encode_basestring as _text
from typing import Any, Optional, Union

#: The path of a file or a folder.
Path = Union[str, "os.PathLike[str]"]
#: A claim, with the keys of one in a claim file.
Record = Mapping[str, Any]
#: Paths; a claim file as a mapping; or records: an iterable of mappings, or a table of pyarrow, pandas or polars.
Claims = Union[Path, Mapping[str, Any], Iterable[Path], Iterable[Record], Any]
#: Paths of rule files and folders of such, or a rule file as a mapping.
Rules = Union[Path, Mapping[str, Any], Iterable[Path]]
#: The path of a `gainsay.yaml`, or its keys as a mapping.
Settings = Union[Path, Mapping[str, Any]]

CLAIMS = "<claims>"
REGISTRY = "<registry>"
RULES = "<rules>"


class Given:
    """What is given to a command beside its flags."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.rules: list[str] = []
        self.texts: dict[str, str] = {}
        self.settings: Optional[str] = None
        self.settings_file: Optional[str] = None

    def add_claims(self, claims: Claims, registry: Union[Mapping[str, Any], Path, Iterable[Path], None]) -> None:
        """Adds claims, and the registry of what they name."""
        self.add_registry(registry)
        if isinstance(claims, Mapping):
            twice = sorted(registry.keys() & claims.keys()) if isinstance(registry, Mapping) else []
            if twice:
                raise TypeError(f"`{twice[0]}` is in the claims and in the registry")
            self.texts[CLAIMS] = _document(claims)
            self.paths.append(CLAIMS)
            return
        if isinstance(claims, (str, os.PathLike)):
            items: list[Any] = [claims]
        else:
            items = _listed(claims)
        if items and all(isinstance(item, (str, os.PathLike)) for item in items):
            self.paths += _paths(items)
            return
        self.texts[CLAIMS] = _document({"claims": items})
        self.paths.append(CLAIMS)

    def add_registry(self, registry: Union[Mapping[str, Any], Path, Iterable[Path], None]) -> None:
        """Adds what claims name."""
        if isinstance(registry, Mapping):
            if "claims" in registry:
                raise TypeError("`claims` is in the registry: give the records as the first argument")
            self.texts[REGISTRY] = f"{_json(registry)}\n"
            self.paths.append(REGISTRY)
        elif registry is not None:
            self.paths += _paths(registry)

    def add_rules(self, rules: Optional[Rules]) -> None:
        """Adds rules beside the built-in ones."""
        if isinstance(rules, Mapping):
            self.texts[RULES] = _json(rules)
            self.rules.append(RULES)
        elif rules is not None:
            self.rules += _paths(rules)

    def add_settings(self, config: Optional[Settings], severities: Optional[Mapping[str, Any]]) -> None:
        """Adds settings."""
        if config is not None and not isinstance(config, Mapping):
            if severities is not None:
                raise TypeError("`severities` cannot be given beside the path of a configuration: put them into the file")
            self.settings_file = os.fspath(config)
        elif config is not None or severities is not None:
            keys = dict(config or {})
            if severities is not None:
                keys["severities"] = {**keys.get("severities", {}), **severities}
            self.settings = _json(keys)

    def flags(self) -> list[str]:
        """The flags for the rules."""
        return [f"--rules={path}" for path in self.rules]


def words(given: Union[str, Iterable[str], None]) -> list[str]:
    """A word, or several."""
    if given is None:
        return []
    return [given] if isinstance(given, str) else list(given)


def day(given: Union[date, str]) -> str:
    """A day as the program takes it."""
    return given if isinstance(given, str) else given.isoformat()


def _paths(given: Union[Path, Iterable[Path]]) -> list[str]:
    several = [given] if isinstance(given, (str, os.PathLike)) else given
    return [os.fspath(path) for path in several]


def _listed(claims: Any) -> list[Any]:
    """The items of an iterable, or the rows of a table."""
    if hasattr(claims, "to_pylist"):  # pyarrow
        rows = claims.to_pylist()
    elif hasattr(claims, "to_dicts"):  # polars
        rows = claims.to_dicts()
    elif hasattr(claims, "to_dict") and hasattr(claims, "columns"):  # pandas
        rows = claims.to_dict(orient="records")
    else:
        rows = claims
    return list(rows)


def _document(whole: Mapping[str, Any]) -> str:
    """A claim file with each claim on a line of its own: the first on line 1."""
    claims = whole.get("claims", ())
    if not isinstance(claims, (list, tuple)):
        return _json(whole)
    others = "".join(f",\n{_json(key)}: {_json(value)}" for key, value in whole.items() if key != "claims")
    return document((record(number, of) for number, of in enumerate(claims)), "", others)


def document(records: Iterable[str], before: str = "", behind: str = "") -> str:
    """A claim file with each of these records on a line of its own, what comes `before` them, and the sections `behind`."""
    listed = ",\n".join(records)
    return f'{{"claims": [{before}{listed}]{behind}}}\n'


def record(number: int, given: Any) -> str:
    """A record as a text without line breaks."""
    if not isinstance(given, Mapping):
        raise TypeError(f"record {number} is no mapping but `{type(given).__name__}`")
    try:
        return f"{{{', '.join(_cells(given))}}}"
    except (TypeError, ValueError) as error:
        raise TypeError(f"record {number}: {error}") from error


def _cells(given: Record) -> Iterator[str]:
    for key, value in given.items():
        # Nearly all values are texts, which an encoder need not look into.
        if isinstance(value, str):
            yield f"{_text(str(key))}: {_text(value)}"
        else:
            value = _cell(value)
            if value is not None:
                yield f"{_text(str(key))}: {_json(value)}"


def named(value: Any) -> str:
    """The cell of a name, as it is called in findings; empty where a table has nothing."""
    value = _cell(value)
    if value is None or isinstance(value, str):
        return value or ""
    written = _json(value)
    return written[1:-1] if written.startswith('"') else written


def _cell(value: Any) -> Any:
    """A value as people write it, or nothing where a table has nothing: tables make floats of whole numbers, and exponents of large ones."""
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if not isinstance(value, float) or abs(value) == float("inf"):
        return value
    if value != value:
        return None
    exact = Decimal(repr(float(value)))
    return int(exact) if exact == exact.to_integral_value() else f"{exact:f}"


def _plain(value: Any) -> Any:
    """What JSON has no type for."""
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):  # numpy
        return value.tolist()
    raise TypeError(f"a value of type `{type(value).__name__}` cannot be in a claim")


#: One encoder for all records: `json.dumps` would make one for each.
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)


def _json(value: Any) -> str:
    return _ENCODER.encode(value)

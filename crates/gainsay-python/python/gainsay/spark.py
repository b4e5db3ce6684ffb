"""The same check on an engine with the API of Spark's data frames: Spark 4, Databricks, or Sail.

    from gainsay import spark

    findings = spark.check(df, registry=registry)

It needs pyspark 4, or pyspark-client, and pyarrow, which the wheel does not bring.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any, Optional, Union

from ._commands import Registry, Severities, checked, flags
from ._errors import ClaimError, Error, RuleError
from ._given import Given, Rules
from ._parts import GROUP, NUMBER, RANK, Work, in_parts, needed_by_key, needed_by_topic, ranked, refuse_numbers

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

__all__ = ["check"]


def check(
    df: DataFrame,
    rules: Optional[Rules] = None,
    registry: Optional[Registry] = None,
    *,
    number: Optional[str] = None,
    parts: int = 200,
    today: Union[date, str, None] = None,
    severities: Optional[Severities] = None,
    select: Union[str, Iterable[str], None] = None,
    ignore: Union[str, Iterable[str], None] = None,
    config: Optional[Mapping[str, Any]] = None,
) -> DataFrame:
    """Compares the claims of a data frame, and returns every contradiction as a row of another: with the columns of
    :meth:`gainsay.Report.to_arrow`. Nothing is computed before that is asked for.

    :param df: the claims, with the keys of a claim as columns.
    :param rules: paths of rule files, or a rule file as a mapping; beside the built-in rules.
    :param registry: the ``sources``, ``subjects``, ``places`` and other sections beside the claims, as a mapping, or the paths of files that
        have them.
    :param number: the column with the numbers of the records, from 1, which labels have as their line: each row has one of its own.
        Without one, records are numbered as ``monotonically_increasing_id`` does it, from 1.
    :param parts: in how many parts the claims are checked. All claims of a subject are in one.
    :param today: the day of the run, instead of that of the clock in universal time.
    :param severities: severities of rules, by id or glob.
    :param select: only findings of these rules are returned: ids or globs.
    :param ignore: findings of these rules are not.
    :param config: the keys of a ``gainsay.yaml`` as a mapping.
    :raises Error: where rules, registry or settings cannot be used.
    """
    from pyspark.sql import functions as F

    if parts < 1:
        raise ValueError("`parts` is less than 1")
    work = _work(rules, registry, parts, today, severities, select, ignore, config)
    if number is None:
        numbered = df.withColumn(NUMBER, F.monotonically_increasing_id() + F.lit(1))
    else:
        given, whole = F.col(number), F.col(number).cast("bigint")
        numbered = df.withColumn(NUMBER, F.when(given == whole, whole)).drop(number)
    places = "number bigint, record string, part bigint, topic bigint"
    asked = "key string, part bigint, each bigint, least string, topic bigint, asks int"
    records = numbered.mapInArrow(work.place, places)
    needed = _needed(numbered.mapInArrow(work.ask, asked), parts)
    if number is not None:
        numbers = numbered.where(F.col(NUMBER).isNotNull()).groupBy(NUMBER).count()
        several = numbers.where(F.col("count") > 1).select(NUMBER)
        # No row comes of it: it fails where there is one.
        needed = needed.union(several.mapInArrow(refuse_numbers, "topic bigint, tos array<bigint>"))
    to = F.array_union(F.array("part"), F.coalesce("tos", F.array().cast("array<bigint>")))
    # What is needed elsewhere is little: it is the side that is held in memory.
    placed = needed.join(records, "topic", "right").select("number", "record", "part", F.explode(to).alias("to"))
    placed = placed.select("number", "record", "to", (F.col("to") == F.col("part")).alias("own"))
    check = lambda key, table: work.check(key[0].as_py(), table)
    found = placed.groupBy("to").applyInArrow(check, _ddl(in_parts()))
    gathered = found.groupBy(GROUP).applyInArrow(lambda table: work.gather(table), _ddl(ranked()))
    most = None if config is None else config.get("max-findings")
    return (gathered if most is None else gathered.orderBy(RANK).limit(most)).drop(RANK)


def _needed(asked: DataFrame, parts: int) -> DataFrame:
    """Which topics are needed in which parts beside their own."""
    from pyspark.sql import functions as F

    # Most is asked and told many times in one part: that comes down to a few rows before any of it is held together.
    once = asked.groupBy("key", "part", "each", "least").agg(F.min("topic").alias("topic"), F.max("asks").alias("asks"))
    of_key = F.pmod(F.xxhash64("key"), F.lit(parts))
    edges = once.groupBy(of_key.alias("keys")).applyInArrow(needed_by_key, "topic bigint, to bigint, other bigint, other_part bigint")
    of_topic = edges.groupBy("topic").agg(
        F.collect_set("to").alias("tos"),
        F.collect_set(F.when(F.col("other").isNotNull(), F.struct("other", "other_part"))).alias("others"),
    )
    needed = of_topic.where(F.size("tos") > 0).mapInArrow(needed_by_topic, "topic bigint, to bigint")
    return needed.groupBy("topic").agg(F.collect_set("to").alias("tos"))


def _work(
    rules: Optional[Rules],
    registry: Optional[Registry],
    parts: int,
    today: Union[date, str, None],
    severities: Optional[Severities],
    select: Union[str, Iterable[str], None],
    ignore: Union[str, Iterable[str], None],
    config: Optional[Mapping[str, Any]],
) -> Work:
    """What workers need. Raises here and now what is wrong with it."""
    if today is None:
        today = datetime.now(timezone.utc).date()
    if config is not None and not isinstance(config, Mapping):
        raise TypeError("`config` is not a mapping: give the keys of the file")
    given = Given()
    # Without claims, so that what is wrong with rules and settings is raised whatever is checked by them.
    given.add_claims((), registry)
    given.add_rules(rules)
    given.add_settings(config, severities)
    chosen = flags(given, today, select, ignore)
    if checked(given, chosen)[0].summary.claims:
        raise TypeError("there are claims in the registry: give them as rows of the data frame")
    # Workers need not see the files of the driver.
    for paths, error in [(given.paths, ClaimError), (given.rules, RuleError)]:
        for path in paths:
            if path not in given.texts:
                given.texts[path] = _text(path, error)
    return Work(tuple(chosen), tuple(given.paths), given.texts, given.settings, parts)


def _text(path: str, error: type[Error]) -> str:
    """What is in a file, with its line endings, so that spots are those of the file."""
    if os.path.isdir(path):
        raise error(f"`{path}` is a folder", "name its files")
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8")
    except OSError as why:
        raise error(f"cannot read `{path}`: {why.strerror}") from None
    except UnicodeDecodeError as why:
        raise error(f"`{path}` is not UTF-8: byte {why.start + 1} cannot be decoded", "save it as UTF-8") from None


def _ddl(schema: pyarrow.Schema) -> str:
    """A schema as Spark writes it."""
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(of: pyarrow.DataType) -> str:
    import pyarrow.types as types

    if types.is_list(of):
        return f"array<{_type(of.value_type)}>"
    if types.is_struct(of):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in of)}>"
    return "bigint" if types.is_integer(of) else "string"

"""What a check costs on Sail, in this process: time, and the peak of memory.

    python3 benches/spark.py CLAIMS PARTS

Needs the wheel, pysail and pyspark-client. Makes so many claims, always the same ones, checks them in so many parts, and prints how many findings there
are of each rule. With `SAIL_MODE=local-cluster`, Sail runs as a cluster of workers on this machine.
"""

import logging
import resource
import sys
import time

from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import gainsay.spark


def claims(session, count):
    """Claims of a thousand sources: 25 about each subject, some of which stray from what the others say, and one in ten of which cites another source."""
    number = F.col("number")
    draw = lambda salt, end: F.pmod(F.xxhash64(number, F.lit(salt)), F.lit(end))
    pick = lambda salt, *words: F.element_at(F.array(*(F.lit(word) for word in words)), (draw(salt, len(words)) + 1).cast("int"))
    subject = (number / 25).cast("bigint")
    figure = F.pmod(F.xxhash64(subject), F.lit(9000)) + 100
    stray = F.when(draw("stray", 50) == 0, figure * 2).otherwise(figure)
    source = lambda salt: F.concat(F.lit("source-"), F.pmod(subject * 7 + draw(salt, 7), F.lit(1000)))
    return session.range(1, count + 1).withColumnRenamed("id", "number").select(
        "number",
        F.concat(F.lit("c"), number).alias("id"),
        source("source").alias("source"),
        F.when((draw("cites", 10) == 0) & (source("cited") != source("source")), source("cited")).alias("cites"),
        F.concat(F.lit("event-"), subject).alias("subject"),
        pick("attribute", "deaths", "wounded", "troops", "arrests").alias("attribute"),
        F.concat(pick("hedge", "", "", "about ", "at least ", "up to ", "some "), stray).alias("value"),
        F.concat(F.lit("2024-0"), draw("month", 9) + 1, F.lit("-1"), draw("day", 10)).alias("as-of"),
        pick("note", "seen from the road", "told at the daily briefing, no breakdown given", "la cifra incluye a los desaparecidos").alias("note"),
    )


def main(count, parts):
    logging.basicConfig(level=logging.ERROR)
    server = SparkConnectServer()
    server.start(background=True)
    session = SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate()
    before = time.perf_counter()
    found = gainsay.spark.check(claims(session, count), number="number", parts=parts, today="2026-11-30")
    for row in sorted(found.groupBy("rule").count().collect()):
        print(f"{row['rule']:20} {row['count']:>10,}")
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{count:,} claims in {parts} parts: {time.perf_counter() - before:.1f} s, processor {used.ru_utime + used.ru_stime:.1f} s, peak {used.ru_maxrss / 1e6:.2f} GB")
    session.stop()
    server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

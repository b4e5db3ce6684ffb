"""What a check costs on an engine on this machine: time, and the peak of memory of all its processes.

    python3 benches/spark.py CLAIMS PARTS [sail | spark]

Needs the wheel and, for Sail, pysail and pyspark-client; for Spark, pyspark and Java. Makes so many claims, always the same ones, checks them in so many
parts, and prints how many findings there are of each rule. With `SAIL_MODE=local-cluster`, Sail runs as a cluster of workers on this machine. Spark
runs on two threads of one JVM, whose heap is 4 GB or what `HEAP` says, such as `HEAP=2g`.
"""

import logging
import os
import sys
import threading
import time
from pathlib import Path

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


def sail():
    """A session on a server of Sail in this process, and what stops the server."""
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer()
    server.start(background=True)
    return SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate(), server.stop


def spark():
    """A session on Spark, and nothing to stop besides."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    options = {"spark.driver.memory": os.environ.get("HEAP", "4g"), "spark.ui.enabled": "false"}
    return SparkSession.builder.master("local[2]").config(map=options).getOrCreate(), lambda: None


class Watched(threading.Thread):
    """Watches this process and all that it starts: `processor` is their time in seconds, `peak` the most memory that they had at a time, in bytes."""

    def __init__(self):
        super().__init__(daemon=True)
        self.done, self.peak, self.times = threading.Event(), 0, {}
        self.start()

    def run(self):
        while not self.done.wait(0.5):
            self.peak = max(self.peak, sum(self.look()))

    def look(self):
        """The memory of each process, in bytes."""
        family = {os.getpid()}
        # A process has a higher number than its parent, but for those that began anew at 1.
        for path in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # It has ended.
            if int(path.name) in family or int(fields[1]) in family:
                family.add(int(path.name))
                self.times[path.name] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
                yield int(fields[21]) * os.sysconf("SC_PAGE_SIZE")

    @property
    def processor(self):
        return sum(self.times.values())


def main(count, parts, engine):
    logging.basicConfig(level=logging.ERROR)
    watched = Watched()
    session, stop = engine()
    before = time.perf_counter()
    found = gainsay.spark.check(claims(session, count), number="number", parts=parts, today="2026-11-30")
    for row in sorted(found.groupBy("rule").count().collect()):
        print(f"{row['rule']:20} {row['count']:>10,}")
    took = time.perf_counter() - before
    watched.done.set()
    print(f"{count:,} claims in {parts} parts: {took:.1f} s, processor {watched.processor:.1f} s, peak {watched.peak / 1e9:.2f} GB")
    session.stop()
    stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), {"sail": sail, "spark": spark}[sys.argv[3] if len(sys.argv) > 3 else "sail"])

"""Corpora made at random, the same for each seed: with sources that contradict and misquote each other, also across subjects."""

from random import Random

KEYS = ["id", "source", "cites", "subject", "attribute", "place", "scope", "value", "as-of", "published", "url", "lang"]
HEDGES = ["", "", "", "about ", "at least ", "up to ", "more than ", "nearly "]
#: What nobody declares is written in several ways.
ATTRIBUTES = ["deaths", "deaths", "wounded", "troops", "Crews", "crews", "stage-of-talks", "distance-flown"]

#: What entries accept.
RULES = ["death-toll", "death-toll", "troop-count", "attribution", "undeclared-value", "look-alike"]


def corpus(seed, count=60):
    """Records, and the registry of what they name."""
    random = Random(seed)
    sources = [f"s{number}" for number in range(random.randint(3, 8))]
    subjects = [f"e{number}" for number in range(random.randint(2, 9))]
    half = lambda of: {"part-of": of[0]} if random.random() < 0.3 else {}
    registry = {
        "sources": {name: half(sources) for name in [*sources[1:], "\u04551", "elsewhere", "nobody"]},
        "subjects": {name: half(subjects) for name in [*subjects[1:], "e-one"]},
        "places": {"north": {}, "town": {"within": "north"}},
    }
    registry["sources"][sources[0]] = {"name": "The First"}
    registry["subjects"][subjects[0]] = {"aliases": ["the-event"]}
    for section in ["sources", "subjects"]:
        if random.random() < 0.3:
            del registry[section]
    numbers = [random.choice([12, 31, 470, 4700, 12_000]) * random.randint(1, 3) for _ in range(6)]
    record = lambda number: _record(random, number, sources, subjects, numbers)
    records = [record(number) for number in range(count)]
    if random.random() < 0.5:
        registry["accepted"] = [_accepted(random, records) for _ in range(random.randint(1, 6))]
    return records, registry


def _accepted(random, records):
    """An entry for claims about one subject or several, or for one that is not there."""
    about = random.choice([*dict.fromkeys(record.get("subject") for record in records), None])
    named = [record for record in records if "id" in record and about in (None, record.get("subject"))]
    ids = random.sample(named, min(len(named), random.randint(1, 3)))
    entry = {"rule": random.choice(RULES), "reason": "known", "claims": [record["id"] for record in ids] or ["c1"]}
    if random.random() < 0.1:
        entry["claims"].append(random.choice(["c99", "c6O"]))
    if random.random() < 0.2:
        entry["values"] = {entry["claims"].pop(): random.choice([12, "about 470"])}
    if random.random() < 0.2:
        entry["expires"] = random.choice(["2024-01-01", "2099-01-01"])
    return entry


def _record(random, number, sources, subjects, numbers):
    source, day = random.choice(sources), random.randint(1, 12)
    attribute = random.choice(ATTRIBUTES)
    value = f"{random.choice(HEDGES)}{random.choice(numbers):,}"
    if attribute == "distance-flown":
        value = f"{random.choice(numbers)} {random.choice(['km', 'miles', 'metres'])}"
    made = {
        "id": f"c{number}", "source": source, "subject": random.choice([*subjects, "the-event"]),
        "attribute": attribute, "value": value, "as-of": f"2024-05-{day:02}",
    }
    if random.random() < 0.45:
        made["cites"] = random.choice([name for name in [*sources, "elsewhere"] if name != source])
    if random.random() < 0.3:
        made["published"] = f"2024-05-{min(day + random.randint(0, 3), 28):02}"
    if random.random() < 0.3:
        made["place"] = random.choice(["north", "town"])
    if random.random() < 0.1:
        made["scope"] = random.choice(["officers", "officer"])
    if random.random() < 0.05:
        del made["id"]
    elif random.random() < 0.05:
        made["id"] = f"c{random.randint(0, number)}"
    if random.random() < 0.04:
        made["value"] = random.choice(["dozns", "cannot confirm", "", "12 bananas per km"])
    if random.random() < 0.03:
        del made[random.choice(["source", "attribute", "value", "subject", "as-of"])]
    if random.random() < 0.02:
        made["source"] = "\u04551"
    if random.random() < 0.03:
        made["subject"] = "e-one"
    return made

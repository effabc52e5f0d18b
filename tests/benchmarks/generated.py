"""A dataset of any size with the shape of the real one: few actors with many ties, many with few."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

SEED = 20261123
TYPES = ("funds", "partnered_with", "cooperates_with")


def write_dataset(folder: Path, entities: int, relations: int, seed: int = SEED) -> None:
    """Write a dataset folder with `entities` companies and organizations and `relations` ties of three types."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    ids = [f"{'company' if number % 2 else 'organization'}:actor-{number}" for number in range(entities)]
    for kind in ("company", "organization"):
        _write(
            folder / f"{kind}.csv",
            ["id", "name", "description", "source_url", "verified"],
            (
                [identity, f"Actor {number}", f"The actor number {number}.", _page(number % 997), "true"]
                for number, identity in enumerate(ids)
                if identity.startswith(kind)
            ),
        )
    for relation in TYPES:
        _write(
            folder / f"{relation}.csv",
            ["from", "to", "start", "source_url", "verified"],
            _ties(ids, relations // len(TYPES), chance),
        )
    tables = {f"{kind}.csv": f'kind = "{kind.capitalize()}"' for kind in ("company", "organization")}
    tables |= {f"{relation}.csv": f'relation = "{relation.upper()}"' for relation in TYPES}
    head = "\n".join(f'{key} = "generated"' for key in ("title", "producer", "citation", "terms_of_use", "source"))
    body = "".join(f'\n[tables."{file}"]\n{content}\n' for file, content in tables.items())
    (folder / "dataset.toml").write_text(f"{head}\naccessed = 2026-11-23\n{body}", encoding="utf-8")


def _ties(ids: list[str], count: int, chance: random.Random) -> Iterator[list[str]]:
    seen: set[tuple[str, str]] = set()
    while len(seen) < count:
        source, target = sorted((_end(ids, chance), _end(ids, chance)))
        if source == target or (source, target) in seen:
            continue
        seen.add((source, target))
        day = f"{chance.randrange(1998, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        yield [source, target, day, _page(chance.randrange(2000)), "true" if chance.random() < 0.9 else "false"]


def _end(ids: list[str], chance: random.Random) -> str:
    if chance.random() < 0.3:
        return ids[min(int(chance.paretovariate(1.1)) * chance.randrange(1, 50), len(ids) - 1)]
    return chance.choice(ids)


def _page(number: int) -> str:
    return f"https://example.org/source/{number}"


def _write(path: Path, header: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)

"""Datasets of any size for tests that need a load to last: made from a seed, always the same for the same seed."""

import random

from tests.dataset_folders import Tables, states, ties


def generated_tables(entities: int, relations: int, seed: int) -> Tables:
    """States with ties between them; another seed shares about nine tenths of both."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [f"{a}{b}{c}" for a in letters for b in letters for c in letters][:entities]
    base, own = random.Random(0), random.Random(seed)
    kept = [code for code in codes if own.random() < 0.95]
    names = set(kept)
    rows = set()
    for _ in range(relations):
        source, target = base.sample(codes, 2)
        if own.random() < 0.95 and {source, target} <= names:
            rows.add(f"state:{source},state:{target},{base.randint(1990, 2030)}")
    unique = {row.rsplit(",", 1)[0]: row for row in sorted(rows)}
    return {"State": states(*kept, name=f"{{}} {seed % 2}"), "FUNDS": ties("start", *unique.values())}

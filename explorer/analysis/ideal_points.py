"""Ideal points: actors on one or two axes such that those who agree stand near each other.

Classical scaling (Torgerson 1952, Psychometrika 17; Gower 1966, Biometrika 53) of the distances 1 - agreement: they
are squared, double-centred, and the eigenvectors of the two greatest eigenvalues are the axes. Poole (2005, Spatial
Models of Parliamentary Voting, chapter 2) starts optimal classification with these very coordinates. Agreement of
pairs that share too few items is filled in (`agreement.imputed`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.analysis.agreement import imputed
from explorer.analysis.eigen import eigh, leading
from explorer.analysis.patterns import (
    LEAST_SHARED,
    RESAMPLES,
    SEED,
    Floats,
    Patterns,
    Progress,
    batches,
    draws,
    patterns,
)
from explorer.analysis.positions import Positions
from explorer.analysis.records import Record, counted

AXES = 2
LEAST_PLACED = 3

_NO_SPREAD = 1e-9


@dataclass(frozen=True)
class Point(Record):
    """Where an actor stands. The first axis has mean 0 and standard deviation 1 over all actors; the second has the
    same unit. `low` and `high` hold, for each axis, 95 % of the resamples; they are None without resamples."""

    id: str
    name: str
    position: float
    second: float
    low: tuple[float, float] | None
    high: tuple[float, float] | None


@dataclass(frozen=True)
class Loading(Record):
    """How an item goes with the axes: the correlation of the positions on it with each, None where it has none."""

    item: str
    label: str
    title: str
    first: float | None
    second: float | None


@dataclass(frozen=True, eq=False)
class IdealPoints(Record):
    """`explained` is the share of the two axes in the sum of all positive eigenvalues. `loadings` are sorted, the
    items that explain the first axis best before the others."""

    points: tuple[Point, ...]
    explained: tuple[float, float]
    loadings: tuple[Loading, ...]
    resamples: int
    notes: tuple[str, ...]

    @property
    def position_of(self) -> dict[str, float]:
        """Actor -> its place on the first axis."""
        return {point.id: point.position for point in self.points}


def ideal_points(
    positions: Positions,
    *,
    least_shared: int = LEAST_SHARED,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    like: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> IdealPoints:
    """Ideal points with intervals from a bootstrap over items, the same resamples as those of `camps`.

    Each axis is turned so that the item that goes with it most closely (of several, the earliest) has a positive
    loading; the first axis so that it goes with the places `like` instead, where those are given and there is a
    common actor. Resamples are turned to lie on the points as well as they can (orthogonal Procrustes, Schönemann
    1966, Psychometrika 31). Intervals are percentiles, widened where the point itself lies beyond.
    """
    found = patterns(positions, least_shared)
    placed, explained = coordinates(found, np.ones((found.items, 1)))
    points = placed[0][found.of] if len(found.sizes) else np.zeros((0, AXES))
    told = np.flatnonzero(~np.isnan(points[:, 0])) if len(points) else np.zeros(0, np.intp)
    notes = [*positions.notes, *_notes(positions, len(told), explained[0])]
    if len(told) < LEAST_PLACED or explained[0, 0] <= 0:
        return IdealPoints((), (0.0, 0.0), (), 0, tuple(notes))
    turn = _turn(positions, points, like)
    low, high, done = _interval(found, placed[0] * turn, resamples, seed, progress)
    points = points * turn
    if done < resamples:
        notes.append(f"Stopped after {done:,} of {counted(resamples, 'resample')}.")
    return IdealPoints(
        tuple(_point(positions, found, points, low, high, int(at)) for at in told),
        (float(explained[0, 0]), float(explained[0, 1])),
        _loadings(positions, points),
        done,
        tuple(notes),
    )


def coordinates(found: Patterns, weights: Floats) -> tuple[Floats, Floats]:
    """Places of the patterns, (r, p, 2), and the share of each axis in the positive eigenvalues, (r, 2).

    `weights` (m, r) are those of r resamples. Patterns that can be compared with no other have NaN.
    """
    matrices, size = _centred(found, weights)
    values, vectors = eigh(matrices)
    top, axes = (np.zeros((*part.shape[:-1], AXES)) for part in (values, vectors))
    top[:, : values.shape[1]] = values[:, ::-1][:, :AXES]
    axes[:, :, : values.shape[1]] = vectors[:, :, ::-1][:, :, :AXES]
    positive = np.maximum(np.where(values > _NO_SPREAD, values, 0).sum(axis=1, keepdims=True), _NO_SPREAD)
    return _placed(top, axes, size), np.where(top > _NO_SPREAD, top, 0) / positive


def _resampled(found: Patterns, weights: Floats) -> Floats:
    """The places alone: of the eigenvalues only those of the axes are worked out."""
    matrices, size = _centred(found, weights)
    return _placed(*leading(matrices, AXES), size)


def _centred(found: Patterns, weights: Floats) -> tuple[Floats, Floats]:
    """The matrices (r, p, p) whose eigenvectors are the axes, and how many actors of each pattern are seen (r, p)."""
    agreed, shared = found.shares(weights)
    seen = found.square(shared).any(axis=2)
    size = np.where(seen, found.sizes, 0.0)
    alike = imputed(found.square(agreed), found.sizes)
    alike[:, range(len(size[0])), range(len(size[0]))] = 1
    apart = (1 - alike) ** 2
    share = size / np.maximum(size.sum(axis=1), 1)[:, None]
    means = np.einsum("rij,rj->ri", apart, share)
    apart -= means[:, :, None]
    apart -= means[:, None, :]
    apart += np.einsum("ri,ri->r", means, share)[:, None, None]
    root = np.sqrt(size)
    apart *= -0.5 * root[:, :, None] * root[:, None, :]
    return apart, size


def _placed(values: Floats, axes: Floats, size: Floats) -> Floats:
    """Places (r, p, 2) from the two greatest eigenvalues (r, 2) and their eigenvectors (r, p, 2)."""
    top, root = np.where(values > _NO_SPREAD, values, 0), np.sqrt(size)
    whole = np.maximum(size.sum(axis=1), 1)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        # Along the first axis the variance over all actors is its eigenvalue over their number.
        unit = np.sqrt(np.where(top[:, :1] > 0, top[:, :1] / whole, 1))
        places = np.where(root[:, :, None] > 0, axes * np.sqrt(top)[:, None, :] / root[:, :, None], np.nan)
    return np.asarray(places / unit[:, :, None])


def _turn(positions: Positions, points: Floats, like: Mapping[str, float] | None) -> Floats:
    """+1 or -1 for each axis."""
    sides = np.ones(AXES)
    for axis in range(AXES):
        loads = np.nan_to_num([_correlation(positions, points[:, axis], k) for k in range(len(positions.items))])
        if loads.any() and loads[int(np.argmax(np.round(np.abs(loads), 6)))] < 0:
            sides[axis] = -1
    known = [at for at, actor in enumerate(positions.actors) if like and actor in like and not np.isnan(points[at, 0])]
    if like and len(known) > 1:
        wanted = np.array([like[positions.actors[at]] for at in known])
        along = float((points[known, 0] - points[known, 0].mean()) @ (wanted - wanted.mean()))
        sides[0] = -1 if along < 0 else 1 if along > 0 else sides[0]
    return sides


def _correlation(positions: Positions, places: Floats, item: int) -> float:
    """Pearson's correlation of the positions on an item with places; NaN where either does not vary."""
    told = positions.known[:, item] & ~np.isnan(places)
    values, where = positions.values[told, item].astype(float), places[told]
    if len(values) < 2 or np.ptp(values) == 0 or np.ptp(where) < _NO_SPREAD:
        return float("nan")
    return float(np.corrcoef(values, where)[0, 1])


def _loadings(positions: Positions, points: Floats) -> tuple[Loading, ...]:
    found = []
    for k, item in enumerate(positions.items):
        loads = [_correlation(positions, points[:, axis], k) for axis in range(AXES)]
        first, second = (None if np.isnan(load) else load for load in loads)
        found.append(Loading(item.id, item.label, item.title, first, second))
    return tuple(sorted(found, key=lambda loading: -abs(loading.first or 0)))


def _interval(
    found: Patterns, base: Floats, resamples: int, seed: int, progress: Progress | None
) -> tuple[Floats, Floats, int]:
    """Bounds of the patterns, each (p, 2), and how many resamples they come from."""
    weights, times = draws(found.items, resamples, seed)
    clouds = [
        turned(_resampled(found, batch), base, found.sizes) for _, batch in batches(found, weights, progress, times)
    ]
    if not clouds:
        return np.full_like(base, np.nan), np.full_like(base, np.nan), 0
    cloud = np.concatenate(clouds)
    often = times[: len(cloud)]
    cloud = np.repeat(cloud, often, axis=0)
    none = np.isnan(cloud).all(axis=0)
    cloud[:, none] = np.nan_to_num(base[none])  # without a place, it has no bounds in the end either
    low, high = np.nanpercentile(cloud, [2.5, 97.5], axis=0)
    low[np.isnan(base)] = high[np.isnan(base)] = np.nan
    return np.fmin(low, base), np.fmax(high, base), int(often.sum())


def turned(cloud: Floats, base: Floats, sizes: Floats) -> Floats:
    """Each of the places (r, p, 2) rotated and mirrored so that the sum of squared distances to `base` is least."""
    here = np.nan_to_num(base) * sizes[:, None]
    left, _, right = np.linalg.svd(np.einsum("rpi,pj->rij", np.nan_to_num(cloud), here))
    return np.asarray(np.einsum("rpi,rij->rpj", cloud, left @ right))


def _point(positions: Positions, found: Patterns, points: Floats, low: Floats, high: Floats, at: int) -> Point:
    actor, row = positions.actors[at], found.of[at]
    bounds = [None if np.isnan(each[row, 0]) else (float(each[row, 0]), float(each[row, 1])) for each in (low, high)]
    return Point(actor, positions.names[actor], float(points[at, 0]), float(points[at, 1]), bounds[0], bounds[1])


def _notes(positions: Positions, placed: int, explained: Floats) -> list[str]:
    if not positions.actors:
        return []
    if placed < LEAST_PLACED:
        return [f"{counted(placed, 'actor')} can be placed on an axis; at least {LEAST_PLACED} are needed."]
    if explained[0] <= 0:
        return ["All agree on everything: there is no axis along which they differ."]
    return []

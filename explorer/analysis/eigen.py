"""Eigen-decompositions on one thread: more of them, on a busy machine, wait for each other many times longer."""

from threading import Lock

import numpy as np

from explorer.analysis.patterns import Floats

_LIMITED = Lock()
"""The limit holds for the whole process: two that set and restore it at once would leave it as the other had it."""


def eigh(matrices: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues (..., n), the smallest first, and eigenvectors (..., n, n) of symmetric matrices (..., n, n)."""
    from threadpoolctl import threadpool_limits

    with _LIMITED, threadpool_limits(limits=1, user_api="blas"):
        values, vectors = np.linalg.eigh(matrices)
    return values, vectors

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


def leading(matrices: Floats, number: int) -> tuple[Floats, Floats]:
    """The greatest eigenvalues (r, number), the greatest first, and their eigenvectors (r, n, number), of (r, n, n).

    Those beyond the n that there are have the value 0 and an eigenvector of zeros.
    """
    from scipy.linalg import eigh as some
    from threadpoolctl import threadpool_limits

    whole = matrices.shape[-1]
    values, vectors = np.zeros((len(matrices), number)), np.zeros((len(matrices), whole, number))
    there = min(number, whole)
    if not there:
        return values, vectors
    with _LIMITED, threadpool_limits(limits=1, user_api="blas"):
        for at, matrix in enumerate(matrices):
            low, left = some(matrix, subset_by_index=(whole - there, whole - 1), driver="evx", check_finite=False)
            values[at, :there], vectors[at, :, :there] = low[::-1], left[:, ::-1]
    return values, vectors

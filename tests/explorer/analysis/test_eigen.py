import numpy as np
from threadpoolctl import threadpool_info

from explorer.analysis.eigen import eigh


def threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_one_and_several_matrices_and_the_threads_of_others_are_left() -> None:
    np.linalg.eigh(np.eye(2))
    before = threads()
    # 2 ± 1 with (1, -1) and (1, 1); 0 and 5 with (1, 0) and (0, 1).
    both = np.array([[[2.0, 1.0], [1.0, 2.0]], [[0.0, 0.0], [0.0, 5.0]]])
    values, vectors = eigh(both)
    np.testing.assert_allclose(values, [[1, 3], [0, 5]], atol=1e-12)
    np.testing.assert_allclose(np.abs(vectors[0]), np.full((2, 2), 0.5**0.5))
    np.testing.assert_allclose(eigh(both[1])[0], [0, 5])
    assert threads() == before

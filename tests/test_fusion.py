import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kb.fusion import ALPHA, convex, evidence, nearness
from kb.lexical import LexicalIndex
from kb.vectors import VectorIndex

UNIT = st.floats(0, 1, width=32)
SCORES = st.lists(st.tuples(UNIT, UNIT), min_size=1, max_size=20)


@given(SCORES, UNIT)
def test_better_on_both_sides_is_never_worse(pairs: list[tuple[float, float]], alpha: float) -> None:
    near, words = np.array(pairs, np.float32).T
    fused = convex(near, words, alpha)
    for i in range(len(pairs)):
        better = (near >= near[i]) & (words >= words[i])
        assert (fused[better] >= fused[i] - 1e-6).all()


def test_a_question_in_unknown_words_is_ranked_by_its_vector() -> None:
    index = LexicalIndex.build([["đất", "đai"], ["báo", "cáo"]])
    scores, bound = evidence(index, ["budget", "report"])
    near = np.array([0.2, 0.9], np.float32)
    assert not scores.any()
    assert convex(near, scores / bound).tolist() == (ALPHA * near).tolist()


def test_words_the_index_lacks_lower_what_the_others_say() -> None:
    index = LexicalIndex.build([["đất", "đai"], ["báo", "cáo"]])
    known, unknown = ["đất"], ["đất", "zzz"]
    shares = [scores.max() / bound for scores, bound in (evidence(index, known), evidence(index, unknown))]
    assert 0 < shares[1] < shares[0] < 1


@given(st.floats(0.1, 3), st.floats(-0.5, 0.5))
def test_a_model_with_other_cosines_gives_the_same_nearness(scale: float, shift: float) -> None:
    """Models whose cosines differ by a linear map rank alike."""

    class Index(VectorIndex):
        def background(self, vector: np.ndarray) -> tuple[float, float]:
            return float(vector.mean()), float(vector.std())

    cosines = np.array([0.1, 0.5, 0.8, 0.2], np.float32)
    other = cosines * np.float32(scale) + np.float32(shift)
    index = Index(None)
    np.testing.assert_allclose(
        nearness(index, cosines, cosines), nearness(index, other, other), rtol=1e-3, atol=1e-4
    )


def test_nothing_to_rank() -> None:
    assert evidence(LexicalIndex.build([]), [])[1] == 0
    assert convex(np.zeros(0, np.float32), np.zeros(0, np.float32)).shape == (0,)

from __future__ import annotations

from eval.search_measured import table, without
from index.compare import PARAGRAPH_FEATURES
from index.fusion import Fusion


def test_ranks_become_shares_among_the_first_and_the_first_five() -> None:
    [line] = table({"report en": [0, 0, 3, 9]}).splitlines()
    assert line.startswith("report en ") and "   4  R@1 0.500 [" in line and "R@5 0.750 [" in line


def test_the_same_ranks_have_the_same_intervals() -> None:
    ranks = {"report en": [0, 1, 2, 0, 6, 0]}
    assert table(ranks) == table(ranks)


def test_a_feature_left_out_weighs_nothing_and_the_others_as_before() -> None:
    fusion = Fusion.shipped()
    for place in range(len(PARAGRAPH_FEATURES)):
        left = without(fusion, place).paragraphs
        for own, whole in ((left.same, fusion.paragraphs.same), (left.other, fusion.paragraphs.other)):
            assert own[place] == 0.0
            assert own[:place] + own[place + 1 :] == whole[:place] + whole[place + 1 :]
        assert without(fusion, place).sentences == fusion.sentences

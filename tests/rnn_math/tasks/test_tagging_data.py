from collections import Counter

from rnn_math.tasks.tagging_data import (
    COMPANIES_AND_PEOPLE,
    PLACES_AND_PEOPLE,
    SHOWN,
    TAGS,
    sentences,
)

SPLITS = ("train", "validation", "test")


def test_no_sentence_is_in_two_splits_or_twice_in_one():
    texts = [sentence.words for split in SPLITS for sentence in sentences(split)]
    assert len(texts) == len(set(texts))


def test_what_is_shown_is_held_out():
    assert set(SHOWN) <= set(sentences("test"))
    trained = {sentence.words for sentence in sentences("train")}
    assert not trained & {sentence.words for sentence in SHOWN}
    assert "Apple is hiring in Berlin" in [" ".join(sentence.words) for sentence in SHOWN]


def test_sizes_and_shape():
    sizes = {split: len(sentences(split)) for split in SPLITS}
    assert sizes == {"train": 421, "validation": 65, "test": 143}
    for split in SPLITS:
        for words, tags in sentences(split):
            assert 1 <= len(words) == len(tags) <= 10
            assert set(tags) <= set(TAGS)


def test_ambiguous_names_are_met_in_both_roles():
    seen = Counter(pair for s in sentences("train") for pair in zip(*s, strict=True))
    for name in PLACES_AND_PEOPLE:
        assert seen[name, "PER"] >= 3, name
        assert seen[name, "LOC"] >= 3, name
    for name in COMPANIES_AND_PEOPLE:
        assert seen[name, "PER"] >= 3, name
        assert seen[name, "ORG"] >= 3, name

"""How near a held-out text is to what was trained on: words that differ from a text as long."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

Text = Sequence[str]


class Known:
    """Texts that were trained on, by their length."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._of_length: dict[int, list[int]] = {}
        for number, text in enumerate(texts):
            self._of_length.setdefault(len(text), []).append(number)
        self._words = {
            length: np.array([list(texts[number]) for number in numbers])
            for length, numbers in self._of_length.items()
        }

    def nearest(self, text: Text) -> tuple[int, list[int]] | None:
        """In how many words the nearest ones differ, and their numbers; None if none is as long."""
        if len(text) not in self._words:
            return None
        differing = (self._words[len(text)] != np.array(list(text))).sum(axis=1)
        numbers = np.array(self._of_length[len(text)])
        return int(differing.min()), numbers[differing == differing.min()].tolist()


def distances(texts: Sequence[Text], known: Sequence[Text]) -> Counter[int | None]:
    """How many of ``texts`` differ from the nearest of ``known`` in so many words."""
    learnt = Known(known)
    found = (learnt.nearest(text) for text in texts)
    return Counter(each[0] if each else None for each in found)


def share_within(texts: Sequence[Text], known: Sequence[Text], words: int) -> float:
    """The share of ``texts`` that differ from one of ``known`` in at most so many words."""
    counts = distances(texts, known)
    return sum(n for apart, n in counts.items() if apart is not None and apart <= words) / len(
        texts
    )

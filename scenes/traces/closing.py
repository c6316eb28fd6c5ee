"""The closing: the sentence of the opening, read once more."""

from scenes.traces.opening import traces as traces

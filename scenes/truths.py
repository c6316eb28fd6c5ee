"""What is known of a sentence, whatever a model says of it. Knows nothing of Manim."""

from dataclasses import dataclass

from rnn_math.tasks.translation_data import pairs, true_translation
from rnn_math.tasks.translation_score import learnt_dictionary
from rnn_math.trace import Trace


@dataclass(frozen=True)
class TranslationFacts:
    """What is known about a sentence that is translated, whatever a model says."""

    truth: tuple[str, ...]  # empty where our grammar does not make the sentence
    by_dictionary: tuple[str, ...]  # word by word; empty if the dictionary lacks a word
    in_training: bool


def facts_of_translation(encoder: Trace, decoder: Trace) -> TranslationFacts:
    """What is known about the sentence that ``encoder`` read, in the words of ``decoder``."""
    said, dictionary = encoder.tokens, learnt_dictionary()
    truth = true_translation(said)
    return TranslationFacts(
        truth if set(truth) <= set(decoder.labels) else (),
        tuple(dictionary[word] for word in said) if set(said) <= set(dictionary) else (),
        any(pair.french == said for pair in pairs("train")),
    )

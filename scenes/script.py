"""The words of a clip: one TOML file a language, one table a beat.

    [feedback]
    title = "The twist"

    [feedback.meet-a-word-twice]
    headline = "Same word, same numbers"
    narration = "The layer meets {word} twice and answers {first} both times."

    [feedback.meet-a-word-twice.claims]
    "meets {word} twice" = "word-stands-there-twice"

What a line claims is bound to rules (``scenes.claims``): the words that claim something, and the
rule that they rest on, or ``always: …`` with the reason why they are true of every network.

Tables inside of a beat are variants of it: the one is told whose rules hold, those of its claims
and those that it names in ``when``. Variants take over whatever they do not say themselves. A
``when`` of the beat's own says of which networks it is told at all. ``not`` turns a rule round.

Other keys of a clip's table are words that stand in its picture; a table with ``text`` is such a
word with claims of its own. A table whose variants have ``text`` is a phrase, which a line asks for
in braces: the variant whose rules hold, or nothing where none does.

Other values in braces are filled in by the scene from its trace. ``[[name]]`` before a word marks
the moment at which it is spoken; ``say = "…"`` stands for a narration that is to be spoken
otherwise.
"""

from functools import lru_cache

from rnn_math.errors import InputError
from scenes.languages import file_of, words_of
from scenes.lines import CHARACTERS_A_SECOND, Line, Script, Text
from scenes.script_mistakes import SAID, is_phrase, mistakes_in, variants_of
from scenes.tables import Table

__all__ = ["CHARACTERS_A_SECOND", "Line", "Script", "load_script", "script_in", "script_of"]


def script_of(clip: str) -> str:
    """The file of a language that has the words of ``clip``."""
    return f"clips/{clip}"


@lru_cache(maxsize=64)
def load_script(clip: str, language: str = "en") -> Script:
    """Read the script of ``clip`` in ``language``. Raises :class:`InputError`."""
    tables = dict(words_of(language, script_of(clip)))
    return script_in(tables, clip, file_of(language, script_of(clip)))


def script_in(tables: Table, clip: str, place: str) -> Script:
    """The script of ``clip`` in the ``tables`` of the file at ``place``.

    Raises :class:`InputError` that lists every mistake in it.
    """
    table = tables.get(clip)
    mistakes = list(mistakes_in(table, clip))
    if mistakes or not isinstance(table, dict):
        raise InputError("\n".join(f"{place}: {mistake}" for mistake in mistakes))
    words = {key: value for key, value in table.items() if isinstance(value, str)}
    title = table["title"]
    words.pop("title", None)
    script = Script(clip, title if isinstance(title, str) else title["text"], {}, words)
    for key, value in table.items():
        if isinstance(value, dict):
            _add(script, key, value)
    return script


def _add(script: Script, key: str, table: Table) -> None:
    """Put a word, a phrase or a beat into ``script``."""
    variants = variants_of(table)
    if "text" in table:
        script.words[key] = table["text"]
        script.bound[key] = _text(table)
    elif is_phrase(table):
        script.phrases[key] = {name: _text(variant) for name, variant in variants.items()}
    elif variants:
        script.due[key] = tuple(table.get("when", ()))
        for name, variant in variants.items():
            script.lines[f"{key}.{name}"] = _line(table, variant)
    else:
        script.due[key] = tuple(table.get("when", ()))
        script.lines[key] = _line(table, {})


def _line(beat: Table, variant: Table) -> Line:
    """The line of a ``variant``, with all that the ``beat`` says that it does not say itself."""
    said = {part: (beat | variant)[part] for part in SAID if part in beat or part in variant}
    text = " ".join(said.values())
    shared = {words: rule for words, rule in beat.get("claims", {}).items() if words in text}
    claims = shared | variant.get("claims", {})
    return Line(**said, when=tuple(variant.get("when", ())), claims=tuple(claims.items()))


def _text(table: Table) -> Text:
    claims = tuple(table.get("claims", {}).items())
    return Text(table["text"], tuple(table.get("when", ())), claims)

"""What is said: lines and phrases with the rules that they rest on, of which the true are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import TypeVar

from rnn_math.errors import InputError
from scenes.speech.marks import Mark, filled

CHARACTERS_A_SECOND = 15.0  # narration is never faster; 17 is what subtitlers hold readable
ALWAYS = "always:"

Holds = Callable[[str], bool]
"""Is a rule, by its name, true of what is shown?"""


@dataclass(frozen=True)
class Text:
    """Words that are told if every rule in ``when`` holds and every one that they rest on.

    ``claims`` are excerpts, each with its rule or with the reason why it is always so.
    """

    text: str
    when: tuple[str, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules that must hold."""
        return _rules(self.when, self.claims)


@dataclass(frozen=True)
class Line:
    """What one beat says: ``headline`` on screen, ``narration`` as captions and aloud.

    If there is anything to ``say``, that is spoken instead, and ``marks`` are places in it.
    """

    headline: str
    narration: str
    say: str = ""
    marks: tuple[Mark, ...] = ()
    when: tuple[str, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> set[str]:
        """The names of the values that it needs. Raises ValueError if its braces do not match."""
        return names_in(self.headline + self.narration + self.say)

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules that must hold."""
        return _rules(self.when, self.claims)


Told = TypeVar("Told", Text, Line)


@dataclass(frozen=True)
class Script:
    """All lines of one clip.

    ``lines`` are those of beats by ``beat`` or, of one with variants, by ``beat.variant``;
    ``due`` are the rules that a beat needs to be told; ``bound`` are ``words`` that claim
    something.
    """

    clip: str
    title: str
    lines: dict[str, Line]
    words: dict[str, str] = field(default_factory=dict)  # what else stands in the picture
    phrases: dict[str, dict[str, Text]] = field(default_factory=dict)
    due: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bound: dict[str, Text] = field(default_factory=dict)

    @property
    def beats(self) -> tuple[str, ...]:
        """The names of all beats, in the order of the file."""
        return tuple(dict.fromkeys(key.partition(".")[0] for key in self.lines))

    def variants(self, beat: str) -> dict[str, Line]:
        """The lines of ``beat`` by their keys; one if it has no variants."""
        return {key: line for key, line in self.lines.items() if key.partition(".")[0] == beat}

    def told(self, beat: str, holds: Holds, /, **values: str) -> Line:
        """The line of ``beat`` that is true, with its phrases and with ``values`` in its braces.

        Raises :class:`InputError` if there is not exactly one.
        """
        key = self.true_line(beat, holds)
        return self.line(key, **values, **self.said_phrases(self.lines[key], holds, values))

    def true_line(self, beat: str, holds: Holds) -> str:
        """The key of the one line of ``beat`` whose rules hold. Raises :class:`InputError`."""
        options = self.variants(beat)
        if not options:
            raise InputError(
                f"script of {self.clip}: no line for beat {beat!r}; "
                f'add [{self.clip}.{beat}] with headline = "…" and narration = "…"'
            )
        found = those_that_hold(options, holds)
        if len(found) == 1:
            return found[0]
        tried = "; ".join(
            f"[{self.clip}.{key}] {_why(line.rules, holds)}" for key, line in options.items()
        )
        raise InputError(
            f"script of {self.clip}: exactly one line of {beat!r} must be true, "
            f"{len(found)} are: {tried}"
        )

    def said_phrases(self, line: Line, holds: Holds, values: Mapping[str, str]) -> dict[str, str]:
        """The phrases that ``line`` asks for, filled; "" for one that says nothing here."""
        said = {}
        for name in sorted(line.names & self.phrases.keys()):
            found = those_that_hold(self.phrases[name], holds)
            if len(found) > 1:
                raise InputError(
                    f"script of {self.clip}: [{self.clip}.{name}] says two things at once: "
                    f"{' and '.join(found)}; their rules must exclude each other"
                )
            said[name] = "".join(self._filled(name, key, values) for key in found)
        return said

    def line(self, key: str, /, **values: str) -> Line:
        """The line ``key`` with ``values`` where the braces are.

        Raises :class:`InputError` if the script has none, or one with another value.
        """
        if key not in self.lines:
            raise InputError(
                f"script of {self.clip}: no line for beat {key!r}; "
                f'add [{self.clip}.{key}] with headline = "…" and narration = "…"'
            )
        line = self.lines[key]
        self._demand(line.names, key, values)
        narration, marks = filled(line.narration, values)
        say, other_marks = filled(line.say, values)
        return Line(line.headline.format(**values), narration, say, other_marks if say else marks)

    def _filled(self, name: str, variant: str, values: Mapping[str, str]) -> str:
        text = self.phrases[name][variant].text
        self._demand(names_in(text), f"{name}.{variant}", values)
        return text.format(**values)

    def _demand(self, names: set[str], key: str, values: Mapping[str, str]) -> None:
        if unknown := sorted(names - values.keys()):
            known = ", ".join(f"{{{name}}}" for name in values) or "none here"
            raise InputError(
                f"script of {self.clip}: [{self.clip}.{key}] has no value {{{unknown[0]}}}; "
                f"there is {known}"
            )


def names_in(text: str) -> set[str]:
    """The names in the braces of ``text``. Raises ValueError if these do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def is_so(rule: str, holds: Holds) -> bool:
    """Does ``rule`` hold, which may begin with ``not``?"""
    name = rule.removeprefix("not ")
    return holds(name) != (name != rule)


def those_that_hold(options: Mapping[str, Told], holds: Holds) -> list[str]:
    """The keys of ``options`` all of whose rules hold."""
    return [
        key for key, option in options.items() if all(is_so(rule, holds) for rule in option.rules)
    ]


def _rules(when: tuple[str, ...], claims: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    bound = (rule for _, rule in claims if not rule.startswith(ALWAYS))
    return tuple(dict.fromkeys((*when, *bound)))


def _why(rules: tuple[str, ...], holds: Holds) -> str:
    failing = [rule for rule in rules if not is_so(rule, holds)]
    return f"fails {', '.join(failing)}" if failing else "holds"

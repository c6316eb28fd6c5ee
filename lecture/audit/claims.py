"""Is every sentence as true as the numbers?

Networks are run again, from the parameters alone, and rules are asked about what comes of it: the
line that each beat should have told is compared with what was told, word for word.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from string import Formatter

from lecture.audit.figures import Figure, figures_of, written
from lecture.audit.findings import Suspect
from lecture.audit.view import View
from rnn_math.errors import InputError
from scenes.claims.facts import facts_of
from scenes.claims.judge import Judge
from scenes.lecture_scene import LectureScene
from scenes.lines import ALWAYS, Holds, Line, Text, is_so
from scenes.mobjects.text.text import Words
from scenes.questions import claims_of_built_in
from scenes.timeline import Beat


class Claims:
    """What a scene says and shows, held against what is so."""

    def __init__(self, scene: LectureScene) -> None:
        self._scene, self._script = scene, scene.script

    @cached_property
    def _judge(self) -> Judge:
        scene = self._scene
        return Judge(facts_of(scene.clip, scene.params, scene.look))

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return figures_of(self._judge.facts)

    def _holds(self, rule: str) -> bool:
        return self._judge(rule)

    def told(self, beat: Beat) -> Iterator[Suspect]:
        """What ``beat`` says that is not so, or that its script does not say."""
        yield from self._shown({beat.headline})
        if beat.name not in self._script.beats:
            yield from self._asked(beat)
            return
        for rule in self._script.due.get(beat.name, ()):
            if not is_so(rule, self._holds):
                yield _suspect(beat.name, f"it is told, though {_denied(rule)}")
        values = self._scene.values.get(beat.name, {})
        spoken = beat.headline, beat.narration
        try:
            due = self._script.told(beat.name, self._holds, **values)
        except InputError as error:
            yield _suspect(beat.name, str(error))
            return
        if spoken != (due.headline, due.narration):
            yield from self._untrue(beat, values, due)

    def _asked(self, beat: Beat) -> Iterator[Suspect]:
        """What a question of ours claims; those of lecturers are theirs to answer for."""
        for words, rule in claims_of_built_in(self._scene.look.language).items():
            if words in beat.narration and not is_so(rule, self._holds):
                yield _suspect(f"“{words}”", f"it rests on {_denied(rule)}")

    def figures(self, beat: Beat) -> Iterator[Suspect]:
        """What filled the line of ``beat`` and is not what it should be, computed anew."""
        for name, value in self._scene.values.get(beat.name, {}).items():
            figure = self._figures.get(f"{beat.name}.{name}", self._figures.get(name))
            if figure is None or value not in f"{beat.headline} {beat.narration}":
                continue
            if (should := written(figure, value)) != value:
                yield _suspect(f"{{{name}}}, “{value}”", f"the numbers say {should}")

    def untold(self, told: Mapping[str, object]) -> Iterator[Suspect]:
        """Beats that should have been ``told`` and were not."""
        for beat, due in self._script.due.items():
            if beat not in told and all(is_so(rule, self._holds) for rule in due):
                yield _suspect(beat, "it is never told, though its rules hold: tell it")

    def shown(self, view: View) -> Iterator[Suspect]:
        """Words in the picture that claim what is not so."""
        yield from self._shown(
            {item.mobject.string for item in view.texts if isinstance(item.mobject, Words)}
        )

    def _shown(self, strings: set[str]) -> Iterator[Suspect]:
        for key, text in self._script.bound.items():
            found = [string for string in strings if _pattern(text.text).fullmatch(string)]
            if found and (failing := self._failing(text)):
                yield _suspect(f"“{found[0]}”", f"[{key}] rests on {failing}")

    def _untrue(self, beat: Beat, values: Mapping[str, str], due: Line) -> Iterator[Suspect]:
        """Which of the other things that the beat can say was said."""
        for claim, text in self._others(beat, values):
            yield _suspect(claim, f"it rests on {text}; what is so: “{due.narration}”")
            return
        yield _suspect(
            "narration", f"it is nothing that its script says: tell it as “{due.narration}”"
        )

    def _others(self, beat: Beat, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The variants that were told, each with the rules of it that do not hold."""
        for key, line in self._script.variants(beat.name).items():
            names = sorted(line.names & self._script.phrases.keys())
            options: list[tuple[Text | None, ...]] = [
                (None, *self._script.phrases[name].values()) for name in names
            ]
            for chosen in product(*options):
                said = {n: _filled(text, values) for n, text in zip(names, chosen, strict=True)}
                spoken = self._script.line(key, **values, **said)
                if (spoken.headline, spoken.narration) != (beat.headline, beat.narration):
                    continue
                texts: list[Line | Text] = [line, *filter(None, chosen)]
                failing = next((t for t in texts if self._failing(t)), line)
                yield _claim_of(failing, self._holds), self._failing(failing) or f"[{key}]"

    def _failing(self, text: Line | Text) -> str:
        return ", ".join(_denied(rule) for rule in text.rules if not is_so(rule, self._holds))


def _claim_of(text: Line | Text, holds: Holds) -> str:
    """The excerpt that is untrue, or all of a text that was told in the wrong place."""
    untrue = (
        words
        for words, rule in text.claims
        if not rule.startswith(ALWAYS) and not is_so(rule, holds)
    )
    said = text.narration if isinstance(text, Line) else text.text.strip()
    return f"“{next(untrue, said)}”"


def _denied(rule: str) -> str:
    return f"“{rule}”, which is not so"


def _filled(text: Text | None, values: Mapping[str, str]) -> str:
    if text is None:
        return ""
    known = {name: values.get(name, "") for _, name, _, _ in Formatter().parse(text.text) if name}
    return text.text.format(**known)


def _pattern(template: str) -> re.Pattern[str]:
    """What matches ``template`` with anything in its braces."""
    pieces = Formatter().parse(template)
    return re.compile(
        "".join(
            re.escape(literal) + ("" if name is None else ".*") for literal, name, _, _ in pieces
        )
    )


def _suspect(what: str, message: str) -> Suspect:
    return Suspect("claim", (what, message), what, message, at_once=True)

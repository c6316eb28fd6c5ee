"""Whatever the scripts claim is bound to a rule; what is true of every network says why."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import scenes
from scenes.claims.judge import rules_of
from scenes.languages import languages, path_of, words_of
from scenes.lines import ALWAYS, Line, Script, Text
from scenes.params import CLIPS
from scenes.questions import asked, claims_of_built_in
from scenes.script import load_script, script_in

ROOT = Path(scenes.__file__).parent
GENERAL = 54  # claims that are true of every network; each was read by somebody


def claiming(language: str) -> re.Pattern[str]:
    """The words that claim something."""
    words = words_of(language, "claims")["words"]
    return re.compile(rf"\b({'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)


def parts(script: Script) -> Iterator[tuple[str, list[str], tuple[tuple[str, str], ...]]]:
    """Every text of a script: its place, what it says, and what it binds."""
    yield "title", [script.title], script.bound["title"].claims if "title" in script.bound else ()
    for key, line in script.lines.items():
        yield key, [line.headline, line.narration, line.say], line.claims
    for name, variants in script.phrases.items():
        for key, text in variants.items():
            yield f"{name}.{key}", [text.text], text.claims
    for key, word in script.words.items():
        yield key, [word], script.bound[key].claims if key in script.bound else ()


def loose(script: Script, language: str = "en") -> list[str]:
    """Claims that no rule vouches for, with their places."""
    found = []
    for place, texts, claims in parts(script):
        for text in texts:
            bound = [
                (at.start(), at.end())
                for words, _ in claims
                for at in re.finditer(re.escape(words), text)
            ]
            found += [
                f"[{script.clip}.{place}] “{match[0]}” in {text!r}"
                for match in claiming(language).finditer(text)
                if not any(a <= match.start() and match.end() <= b for a, b in bound)
                and not _inside_braces(text, match.start())
            ]
    return found


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("clip", CLIPS)
def test_what_is_bound_is_what_is_said(clip: str, language: str) -> None:
    for place, texts, claims in parts(load_script(clip, language)):
        for words, _ in claims:
            assert any(words in text for text in texts), f"{place}: {words!r} is nowhere in it"


def _inside_braces(text: str, at: int) -> bool:
    return text.rfind("{", 0, at) > text.rfind("}", 0, at)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("clip", CLIPS)
def test_no_claim_is_without_a_rule(clip: str, language: str) -> None:
    assert not loose(load_script(clip, language), language)


def test_a_claim_without_a_rule_is_found() -> None:
    beat = {"headline": "One", "narration": "It is never wrong, and {best} in all tasks."}
    table = {"rolling": {"title": "A title", "word": "both of them", "say-it": beat}}
    assert [place.split("” in")[0] for place in loose(script_in(table, "rolling", "en.toml"))] == [
        "[rolling.say-it] “never",
        "[rolling.say-it] “wrong",
        "[rolling.say-it] “all",
        "[rolling.word] “both",
    ]
    beat["claims"] = {"never wrong": "several-words", "in all tasks": "always: there is one task"}
    table["rolling"]["word"] = {"text": "both", "claims": {"both": "several-words"}}
    assert not loose(script_in(table, "rolling", "en.toml"))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("clip", CLIPS)
def test_every_rule_that_a_script_names_exists_and_every_rule_is_named(
    clip: str, language: str
) -> None:
    script = load_script(clip, language)
    named = {rule for due in script.due.values() for rule in due}
    for _, told in told_by(script):
        named |= {rule.removeprefix("not ") for rule in told.rules}
    named = {rule.removeprefix("not ") for rule in named}
    if clip == "quiz":
        named |= set(claims_of_built_in(language).values())
    assert named == set(rules_of(clip))


@pytest.mark.parametrize("language", languages())
def test_no_question_claims_anything_without_a_rule(language: str) -> None:
    questions = asked(language)
    texts = {
        f"{number}": text
        for number, text in enumerate(
            [q.text for q in questions] + [choice.why for q in questions for choice in q.choices]
        )
    }
    claims = tuple(claims_of_built_in(language).items())
    assert all(any(words in text for text in texts.values()) for words, _ in claims)
    bound = {name: Text(text, claims=claims) for name, text in texts.items()}
    assert not loose(Script("quiz", "", {}, texts, bound=bound), language)


def told_by(script: Script) -> Iterator[tuple[str, Line | Text]]:
    yield from script.lines.items()
    yield from script.bound.items()
    for variants in script.phrases.values():
        yield from variants.items()


def test_what_is_always_so_has_its_reason_and_needs_no_value() -> None:
    general = [
        (f"{clip}.{place}", words, rule)
        for clip in CLIPS
        for place, told in told_by(load_script(clip))
        for words, rule in told.claims
        if rule.startswith(ALWAYS)
    ]
    for place, words, rule in general:
        assert len(rule) > len(ALWAYS) + 10, f"{place}: {words!r} needs a reason"
    assert len({(words, rule) for _, words, rule in general}) <= GENERAL


def test_there_are_words_that_claim_for_every_language() -> None:
    assert all(path_of(language, "claims").is_file() for language in languages())

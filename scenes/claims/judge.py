"""Asks rules by their names."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from inspect import isfunction

from rnn_math.errors import InputError
from scenes.claims.facts import Facts

Rule = Callable[[Facts], bool]

_PACKAGE = "scenes.claims."


@lru_cache(maxsize=16)
def rules_of(clip: str) -> dict[str, Rule]:
    """The rules of ``clip`` by their names: the public functions of its module.

    Those that it imports from another one of this package are its own as well.
    """
    module = import_module(f"scenes.claims.{clip.replace('-', '_')}")
    return {
        name.replace("_", "-"): rule
        for name, rule in vars(module).items()
        if isfunction(rule) and rule.__module__.startswith(_PACKAGE) and not name.startswith("_")
    }


class Judge:
    """Says of a rule whether it holds, for what is known of one clip; each is asked once."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self._rules = facts, rules_of(facts.clip)
        self._found: dict[str, bool] = {}

    def __call__(self, rule: str) -> bool:
        """Does it hold? Raises :class:`InputError` for a name that is no rule's."""
        if rule not in self._found:
            if rule not in self._rules:
                raise InputError(
                    f"script of {self.facts.clip}: no rule {rule!r}; scenes/claims has "
                    f"{', '.join(sorted(self._rules))}"
                )
            self._found[rule] = bool(self._rules[rule](self.facts))
        return self._found[rule]

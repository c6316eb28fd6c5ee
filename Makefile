# make lecture   installs what is missing and renders the lecture into renders/
# make test      installs what is missing and runs every check
# make lint      style and types, the first part of it
# make audit     walks through every pair of settings and reports what is illegible
# make bench     measures how fast clips are rendered
# make clean     removes what was rendered; make distclean the environment as well

.PHONY: lecture test lint audit bench clean distclean

VENV := .venv/bin

lecture:
	@.ci/setup
	@$(VENV)/unrolled render

test: lint
	$(VENV)/pytest -n 2

lint:
	@.ci/setup test
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy

audit:
	@.ci/setup test
	$(VENV)/python -m tests.lecture.audit.covering

bench:
	@.ci/setup test
	$(VENV)/python -m tests.benchmarks.speed

clean:
	rm -rf renders/clips renders/storyboard renders/site renders/sweep renders/watch \
		renders/present renders/slides renders/pieces renders/lecture.* renders/.cache renders/.tmp-*

distclean: clean
	rm -rf .venv

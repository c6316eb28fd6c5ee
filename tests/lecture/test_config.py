from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.config.init_file import commented_config
from lecture.config.model import LectureConfig, load_config
from lecture.config.source import Entry, parse_override
from lecture.config.tables import TABLES
from lecture.video.format import VideoFormat
from rnn_math.errors import InputError
from scenes.params import CLIPS, EquationParams, Look


def read(tmp_path: Path, text: str, *settings: str) -> LectureConfig:
    file = tmp_path / "lecture.toml"
    file.write_text(text, encoding="utf-8")
    return load_config(file, [parse_override(setting) for setting in settings])


def mistakes(tmp_path: Path, text: str, *settings: str) -> list[str]:
    with pytest.raises(InputError) as failure:
        read(tmp_path, text, *settings)
    return str(failure.value).splitlines()


def test_no_file_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load_config()
    assert config.clips == tuple(CLIPS)
    assert config.look == Look()
    assert config.video == VideoFormat(1920, 1080, 60)
    assert [job.params for job in config.jobs()] == [cls() for cls in CLIPS.values()]


def test_a_file_in_this_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lecture.toml").write_text('[video]\nquality = "preview"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_config().video == VideoFormat(854, 480, 15)


def test_clips_take_what_they_do_not_say_from_the_lecture(tmp_path: Path) -> None:
    text = """
    [lecture]
    sentence = "Maria works in Paris"
    hidden_size = 6
    theme = "light"
    clips = ["state", "equation"]
    [equation]
    hidden_size = 3
    """
    config = read(tmp_path, text)
    assert config.clips == ("state", "equation")
    assert config.look.theme == "light"
    assert config.params["state"].hidden_size == 6
    assert config.params["equation"].hidden_size == 3
    assert config.params["rolling"].sentence == "Maria works in Paris"
    assert config.params["feedback"].sentence == "Mr Washington is in Washington", "its own default"
    assert config.params["feedback"].hidden_size == 6


def test_command_line_goes_before_the_file(tmp_path: Path) -> None:
    config = read(tmp_path, "[state]\nunit = 2\nseed = 5\n", "state.unit=3", "equation.step = 4")
    state, equation = config.params["state"], config.params["equation"]
    assert (state.model_dump()["unit"], state.seed) == (3, 5)
    assert isinstance(equation, EquationParams)
    assert equation.step == 4


def test_every_mistake_is_told_at_once_with_its_place_and_remedy(tmp_path: Path) -> None:
    text = """
    [lecture]
    theme = "dim"
    hidden_size = 100
    clips = ["equaton"]
    weights = "gone.npz"
    [state]
    hiden_size = 4
    hidden_size = 0
    unit = "two"
    [video]
    quality = "1000x1000@30"
    [stat]
    unit = 1
    """
    file = tmp_path / "lecture.toml"
    told = mistakes(tmp_path, text, "rolling.seed=-1")
    expected = [
        f'{file}: lecture.theme = "dim", must be dark or light',
        f"{file}: lecture.hidden_size = 100, must be 1 to 64",
        f"{file}: state.hidden_size = 0, must be 1 to 64",
        f'{file}: state.unit = "two", must be a whole number, 1 to 64',
        "--set: rolling.seed = -1, must be 0 to 4294967295",
        f'{file}: lecture.weights = "gone.npz": there is no file {tmp_path / "gone.npz"}',
    ]
    assert set(expected) <= set(told)
    rest = "\n".join(set(told) - set(expected))
    assert "no key 'hiden_size', did you mean hidden_size?" in rest
    assert "no clip 'equaton', did you mean equation?" in rest
    assert "no table 'stat', did you mean state?" in rest
    assert "16:9, try 1000x562@30" in rest
    assert len(told) == len(expected) + 4, "and nothing twice"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[lecture", "not TOML"),
        ("[state]\nunit = = 2", "line 2"),
        ("theme = 'dark'", "stands outside of a table"),
        ("[lecture]\nclips = []", "must name a clip"),
        ("[lecture]\nclips = 'state'", "must be a list, in square brackets"),
        ("[lecture]\nclips = ['state', 'state']", "each clip once"),
        ("[lecture]\nclips = ['state', 1]", "must be text, in quotes"),
        ("[lecture]\nfonts = ['nowhere']", "there is no folder"),
        ("[lecture]\nfonts = [1]", "must be text"),
        ("[state]\nunit = true", "state.unit = true, must be a whole number"),
        ("[state]\nunit = 1.0", "must be a whole number"),
        ("[state]\nunit = nan", "must be a whole number"),
        ("[state]\nswap_word = 7", "must be text, in quotes"),
        ("[state]\nweights = 'a\\u0000b'", "there is no file"),
        ("[state.deep]\nunit = 1", "no key 'deep'"),
        ("[video]\nquality = 1080", "must be text"),
        ("x = " + "[" * 5000, "lecture.toml"),
    ],
)
def test_mistakes_in_a_file(tmp_path: Path, text: str, says: str) -> None:
    text = text.replace("'a\\u0000b'", '"a\\u0000b"')
    told = "\n".join(mistakes(tmp_path, text))
    assert says in told
    assert str(tmp_path / "lecture.toml") in told


def test_files_that_are_no_configuration(tmp_path: Path) -> None:
    for content, says in ((b"\xff\xfe", "UTF-8"), (b"#" * 2_000_000, "larger than a megabyte")):
        file = tmp_path / "odd.toml"
        file.write_bytes(content)
        with pytest.raises(InputError, match=says):
            load_config(file)
    with pytest.raises(InputError, match="unrolled init writes one"):
        load_config(tmp_path / "gone.toml")
    with pytest.raises(InputError, match="cannot be read"):
        load_config(tmp_path)


def test_files_are_looked_for_beside_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.npz").write_bytes(b"")
    (tmp_path / "fonts").mkdir()
    monkeypatch.chdir("/")
    (tmp_path / "seven.png").write_bytes(b"")
    config = read(
        tmp_path,
        "[lecture]\nweights = 'model.npz'\nfonts = ['fonts']\n"
        "[vector-to-sequence]\ndigit = 'seven.png'\nsecond_digit = 3\n",
    )
    assert config.params["state"].weights == str(tmp_path / "model.npz")
    assert config.params["vector-to-sequence"].digit == str(tmp_path / "seven.png")
    assert config.params["vector-to-sequence"].second_digit == 3
    assert config.look.fonts == (str(tmp_path / "fonts"),)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("state.unit=6", 6),
        ("state.unit = 6", 6),
        ('state.swap_word="Maria"', "Maria"),
        ("state.swap_word=Maria", "Maria"),
        ("rolling.sentence=Apple is hiring in Berlin", "Apple is hiring in Berlin"),
        ("rolling.sentence=a = b", "a = b"),
        ("rolling.sentence=1\nx = 2", "1\nx = 2"),
        ("rolling.sentence=2026-01-01", "2026-01-01"),
        ("lecture.clips=['state']", ["state"]),
        ("rolling.sentence=", ""),
    ],
)
def test_settings_are_toml_or_bare_text(text: str, value: object) -> None:
    entry = parse_override(text)
    assert (entry.origin, entry.value) == ("--set", value)


@pytest.mark.parametrize("text", ["", "state", "state.unit", "unit=6", ".unit=1", "state.=1"])
def test_settings_without_place_or_value(text: str) -> None:
    with pytest.raises(InputError, match=r"must be TABLE\.KEY=VALUE"):
        parse_override(text)


def test_unknown_clips_are_named_with_what_was_meant() -> None:
    with pytest.raises(InputError, match=r"no clip 'equaton', did you mean equation\?"):
        load_config(overrides=()).jobs(["equaton"])


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.lists(st.one_of(st.text(max_size=5), st.integers()), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from(sorted({key for model in TABLES.values() for key in model.model_fields})),
    st.text(max_size=10),
)
TABLE_NAMES = st.one_of(st.sampled_from(sorted(TABLES)), st.text(max_size=10))


@given(st.lists(st.builds(Entry, st.just("--set"), TABLE_NAMES, KEYS, VALUES), max_size=6))
def test_any_entries_give_a_lecture_or_a_list_of_mistakes(entries: list[Entry]) -> None:
    try:
        config = load_config(overrides=entries)
    except InputError as error:
        lines = str(error).splitlines()
        assert lines
        assert all(line.startswith("--set: ") for line in lines)
    else:
        for job in config.jobs():
            assert isinstance(job.params, CLIPS[job.clip])


def test_the_file_that_init_writes_changes_nothing_and_holds_every_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UNROLLED_VOICE")
    written = commented_config()
    assert read(tmp_path, written) == load_config()
    keys = (line for line in written.splitlines() if " = " in line or line.startswith("["))
    given = (line for line in keys if "weights" not in line and "…" not in line)
    opened = "\n".join(line.removeprefix("# ") for line in given)
    assert read(tmp_path, opened) == load_config()
    for table, model in TABLES.items():
        own = model.__annotations__ if table in CLIPS else model.model_fields
        for key in own:
            assert f"\n# {key} = " in written, (table, key)

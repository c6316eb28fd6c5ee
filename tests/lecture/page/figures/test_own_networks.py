"""What the page says of networks that were trained elsewhere."""

from pathlib import Path

from lecture.config.model import load_config
from lecture.page.figures.build import build
from rnn_math.tasks import spam
from rnn_math.weights import save


def test_nothing_is_held_out_from_somebody_elses_network(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    save(path, spam.load_model().checkpoint())
    file = tmp_path / "lecture.toml"
    file.write_text(f'[architectures]\nspam_weights = "{path}"\n', encoding="utf-8")
    markup = build(load_config(file))["architectures"]
    assert markup.count("held-out") == 3
    assert "messages of ours" in markup

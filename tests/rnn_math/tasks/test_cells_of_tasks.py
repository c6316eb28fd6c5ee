"""Every task is done by any kind of cell: as PyTorch computes it, and trained by true gradients."""

from typing import Any

import numpy as np
import pytest

from rnn_math import weights
from rnn_math.arrays import FloatArray
from rnn_math.cell import Cell
from rnn_math.cells import KINDS
from rnn_math.errors import InputError, WeightsError
from rnn_math.tasks import captioning, forecasting, spam, tagging, translation, words
from rnn_math.tasks.captioning_training import Settings as CaptioningSettings
from rnn_math.tasks.captioning_training import train as train_captioner
from rnn_math.tasks.forecasting_training import Settings as ForecastingSettings
from rnn_math.tasks.forecasting_training import train as train_forecaster
from rnn_math.tasks.kinds import cell_of, family, kind_in
from rnn_math.tasks.report import tasks
from rnn_math.tasks.spam_data import held_out, trained_on
from rnn_math.tasks.spam_training import Settings as SpamSettings
from rnn_math.tasks.spam_training import train as train_filter
from rnn_math.tasks.task import Score
from rnn_math.tasks.translation_training import Settings as TranslationSettings
from rnn_math.tasks.translation_training import train as train_translator

torch = pytest.importorskip("torch", reason="PyTorch is the oracle")

GATED = ["lstm", "gru"]


def oracle(cell: Cell) -> Any:
    """PyTorch's layer with the weights of ``cell``, in double precision."""
    layer = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell.kind.name]
    made = layer(cell.input_size, cell.hidden_size).double()
    arrays = weights.contents_of(weights.Checkpoint(cell), "pytorch").arrays
    named = {key.rpartition(".")[2]: torch.tensor(array) for key, array in arrays.items()}
    made.load_state_dict(named)
    return made


def start(cell: Cell, h: FloatArray, c: FloatArray | None = None) -> Any:
    """What PyTorch's layer is to begin with."""
    first = torch.tensor(h)[None]
    if cell.kind.name == "gru":
        return first
    return first, torch.zeros_like(first) if c is None else torch.tensor(c)[None]


@pytest.mark.parametrize("kind", GATED)
def test_a_message_is_judged_as_pytorch_judges_it(kind: str) -> None:
    p = train_filter(SpamSettings(5, 3, 0, kind, updates=3), trained_on(0))
    rows, mask = words.side_by_side([[3, 1, 4, 1, 5]])
    h, _ = oracle(cell_of(p))(torch.tensor(p["embedding"][rows[:, 0]]))
    assert words.read(p, rows, mask).h[:, 0] == pytest.approx(h.detach().numpy(), abs=1e-10)


@pytest.mark.parametrize("kind", GATED)
def test_a_caption_is_written_from_the_image_as_pytorch_writes_it(kind: str) -> None:
    model = captioning._model(train_captioner(CaptioningSettings(5, 3, 0, kind, updates=30)))
    image = captioning.digit_image(3)
    trace = model.trace(image)
    first = model.encode(image).h[-1]
    h, _ = oracle(model.cell)(torch.tensor(trace.x), start(model.cell, first))
    assert trace.h == pytest.approx(h.detach().numpy(), abs=1e-10)
    o = torch.softmax(h @ torch.tensor(model.readout.W_o.T) + torch.tensor(model.readout.b_o), -1)
    assert trace.o == pytest.approx(o.detach().numpy(), abs=1e-10)
    assert model.captions(np.stack([image])) == (model.predict(image).text,)


@pytest.mark.parametrize("kind", GATED)
def test_all_that_the_encoder_carries_crosses_to_the_decoder(kind: str) -> None:
    p = train_translator(TranslationSettings(5, 3, 0, kind, updates=5))
    model = translation._model_of(p)
    said = model.trace(translation.tokenize("le chien dort"))
    h, last = oracle(model.encoder)(torch.tensor(said.encoder.x))
    assert said.encoder.h == pytest.approx(h.detach().numpy(), abs=1e-10)
    h, _ = oracle(model.decoder)(torch.tensor(said.decoder.x), last)
    assert said.decoder.h == pytest.approx(h.detach().numpy(), abs=1e-10)


@pytest.mark.parametrize("kind", GATED)
def test_a_forecast_begins_with_all_that_was_read_before(kind: str) -> None:
    series = forecasting.shipped_series("sunspots")
    networks = {
        reads: train_forecaster(series, ForecastingSettings(3, 0, kind, updates=3), reads)
        for reads in forecasting.BOTH
    }
    model = forecasting._better(series, networks)
    trace = model.trace(first=2, steps=4)
    stop = series.held_out + 6
    h, _ = oracle(model.cell)(torch.tensor(model.scale.inputs(series.values)[:stop]))
    assert trace.h == pytest.approx(h.detach().numpy()[-4:], abs=1e-10)
    assert trace.predictions == pytest.approx(model.forecasts(series.values)[stop - 4 : stop])


@pytest.mark.parametrize("kind", GATED)
@pytest.mark.parametrize("part", ["encoder.W_x", "encoder.b", "decoder.W_h_{}", "decoder.b_{}"])
def test_gradients_of_a_captioner_agree_with_central_differences(kind: str, part: str) -> None:
    training = captioning.captioning_training
    p = train_captioner(CaptioningSettings(3, 2, 0, kind, updates=1))
    data = training.digits("train")
    images, written = data.images[:5], training.captions().of(data.labels[:5])
    name = part.format({"lstm": "forget", "gru": "reset"}[kind])
    ours = training._gradients(p, images, written)[name]

    def loss() -> float:
        decoder = words.part(p, "decoder")
        h0 = training.first_states(p["encoder.W_x"], p["encoder.b"], images)
        made = words.read(decoder, written.fed, written.mask, {"h": h0})
        return training.training.cross_entropy(
            decoder["W_o"], decoder["b_o"], made.h, written.targets
        )[0]

    random = np.random.default_rng(1)
    for _ in range(4):
        index = tuple(random.integers(0, size) for size in p[name].shape)
        kept, near = p[name][index], []
        for change in (1e-5, -1e-5):
            p[name][index] = kept + change
            near.append(loss())
        p[name][index] = kept
        assert ours[index] == pytest.approx((near[0] - near[1]) / 2e-5, abs=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_parameters_tell_their_kind(kind: str) -> None:
    shapes = KINDS[kind].shapes(2, 3)
    p = {name: np.ones(shape) for name, shape in shapes.items()} | {"W_o": np.ones((1, 3))}
    assert kind_in(p) is KINDS[kind]
    assert cell_of(p).kind is KINDS[kind]
    assert kind.startswith(family(KINDS[kind]))


@pytest.mark.parametrize("task", [tagging, forecasting, spam, captioning, translation])
def test_an_unknown_kind_is_refused(task: Any) -> None:
    with pytest.raises(InputError, match="cell = 'peephole', must be one of tanh, gru"):
        task.load_model(kind="peephole")


def test_encoder_and_decoder_are_of_one_kind(tmp_path: Any) -> None:
    model = translation.load_model()
    encoder, decoder = model.checkpoints()
    F, H = decoder.cell.input_size, decoder.cell.hidden_size
    shapes = KINDS["gru"].shapes(F, H)
    other = Cell(KINDS["gru"], {name: np.ones(shape) for name, shape in shapes.items()})
    path = tmp_path / "two kinds.npz"
    weights.save_parts(path, encoder, weights.Checkpoint(other, *list(vars(decoder).values())[1:]))
    with pytest.raises(WeightsError, match="encoder: a plain tanh cell, must be a GRU"):
        translation.load_model(weights=path)


def test_a_gated_filter_does_its_task() -> None:
    p = train_filter(SpamSettings(8, 4, 0, "gru"), trained_on(0))
    index = {word: row for row, word in enumerate(spam.vocabulary(trained_on(0)))}
    asked = [[index.get(spam.text.bare(w).lower(), 0) for w in m.words] for m in held_out(0)]
    h = words.read(p, *words.side_by_side(asked)).h[-1]
    said = (h @ p["W_o"].T + p["b_o"]).argmax(axis=1)
    right = [spam.LABELS[k] == m.label for k, m in zip(said, held_out(0), strict=True)]
    assert np.mean(right) > 0.9


def test_tasks_are_trained_again_with_another_cell() -> None:
    chosen = tasks(kind="lstm")
    assert [task.key for task in chosen] == [
        "tagging_lstm", "forecasting_price lstm", "forecasting_sunspots lstm", "spam_lstm",
        "captioning_lstm", "translation_lstm",
    ]  # fmt: skip
    asked: list[tuple[int, str]] = []

    def retrain(seed: int, kind: str = "tanh") -> Score:
        asked.append((seed, kind))
        return Score(1.0, 1, "things", ())

    task = chosen[0].__class__("toy", "sequence to vector", retrain, any_cell=True)
    task.of("gru").retrain(3)
    task.retrain(4)
    assert asked == [(3, "gru"), (4, "tanh")]
    with pytest.raises(InputError, match="cell = 'peephole'"):
        tasks("spam", kind="peephole")

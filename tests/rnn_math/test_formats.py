"""Files from strangers: every one is read, or refused by a single clear message."""

import io
import json
import pickle
import struct
import sys
import zipfile
from contextlib import suppress

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from rnn_math import formats
from rnn_math.errors import WeightsError
from rnn_math.formats import Contents, contents, read, to_bytes

ARRAYS = {"W_x": np.ones((4, 3)), "W_h": np.ones((4, 4))}
SUFFIXES = (".safetensors", ".npz", ".h5")


class Bomb:
    """Runs code when it is unpickled."""

    def __reduce__(self):
        return (sys.exit, ("unpickled!",))


@pytest.fixture(autouse=True)
def _hdf5(request):
    if ".h5" in request.node.name:
        pytest.importorskip("h5py", reason="HDF5 is optional")


def refusal(path, content=None) -> str:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsError) as raised:
        read(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    return message


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".pkl", ".bin", ".PT"])
def test_pickled_checkpoints_are_refused_by_name(tmp_path, suffix):
    message = refusal(tmp_path / f"model{suffix}", pickle.dumps(Bomb()))
    assert "run any code" in message
    assert "safetensors.torch.save_file(model.state_dict(), 'model.safetensors', {" in message


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_under_another_name_are_refused(tmp_path, suffix, protocol):
    message = refusal(tmp_path / f"model{suffix}", pickle.dumps(Bomb(), protocol))
    assert "a pickle in spite of its name" in message
    assert "download" not in message


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_pytorch_archive_under_another_name_is_refused(tmp_path, suffix):
    archive(tmp_path / f"model{suffix}", {"archive/data.pkl": pickle.dumps(Bomb())})
    message = refusal(tmp_path / f"model{suffix}")
    assert "a pickle of PyTorch's in spite of its name; pickled checkpoints can" in message


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("true_suffix", SUFFIXES)
def test_a_file_under_the_name_of_another_kind_is_called_what_it_is(tmp_path, suffix, true_suffix):
    if ".h5" in (suffix, true_suffix):
        pytest.importorskip("h5py", reason="HDF5 is optional")
    path = tmp_path / f"model{suffix}"
    path.write_bytes(to_bytes(Contents(ARRAYS, {}), true_suffix))
    if suffix == true_suffix:
        assert set(read(path).arrays) == set(ARRAYS)
        return
    advice = f"in spite of its name: rename it to model{true_suffix}"
    assert refusal(path).endswith(advice)
    path.rename(tmp_path / f"model{true_suffix}")  # as the message advises
    assert set(read(tmp_path / f"model{true_suffix}").arrays) == set(ARRAYS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "run git lfs pull"),
        (b"<!DOCTYPE html><html>Sign in</html>", "a web page, not a checkpoint"),
        (b"\x93NUMPY\x01\x00", "save them with numpy.savez"),
    ],
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_no_checkpoint_is_called_what_it_is(tmp_path, suffix, content, message):
    assert message in refusal(tmp_path / f"model{suffix}", content)


@pytest.mark.parametrize("name", ["model.keras", "model.h5"])
def test_a_whole_keras_model_is_told_how_to_save_its_weights(tmp_path, name):
    archive(tmp_path / name, {"config.json": b"{}", "model.weights.h5": b""})
    assert "model.save_weights('model.weights.h5')" in refusal(tmp_path / name)


def test_an_array_of_objects_is_refused(tmp_path):
    np.savez(tmp_path / "model.npz", W_x=np.array([Bomb()], dtype=object))
    assert "W_x holds Python objects, which only pickle could read" in refusal(
        tmp_path / "model.npz"
    )


def test_words_as_objects_are_told_how_to_be_strings(tmp_path):
    path, words = tmp_path / "model.npz", ["a", "b"]
    np.savez(path, **ARRAYS, vocabulary=np.array(words, dtype=object))
    message = refusal(path)
    assert "vocabulary holds Python objects, which only pickle could read, must be str" in message
    advised = message.rpartition("save it as ")[2]
    np.savez(path, **ARRAYS, vocabulary=eval(advised, {"numpy": np, "words": words, "str": str}))
    assert read(path).words == {"vocabulary": ("a", "b")}


@pytest.mark.parametrize("name", ["model.txt", "model", "model.onnx"])
def test_unknown_kinds_are_told_the_known_ones(tmp_path, name):
    message = refusal(tmp_path / name, b"")
    assert "must be one of .safetensors, .npz, .h5, .hdf5" in message


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_file_and_a_folder(tmp_path, suffix):
    assert "No such file" in refusal(tmp_path / f"model{suffix}")
    (tmp_path / f"folder{suffix}").mkdir()
    assert "cannot be read" in refusal(tmp_path / f"folder{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.data())
def test_a_cut_off_or_scrambled_file_is_refused_or_read(tmp_path_factory, suffix, data):
    whole = to_bytes(Contents(ARRAYS, {"labels": ("a", "b")}), suffix)
    path = tmp_path_factory.mktemp("cut") / f"model{suffix}"
    cut = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        # HDF5 and zip files may end in bytes that nobody needs.
        content = whole[:cut]
    else:
        content = whole[:cut] + bytes([data.draw(st.integers(0, 255))]) + whole[cut + 1 :]
    path.write_bytes(content)
    with suppress(WeightsError):
        read(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_cut_in_half_is_called_damaged(tmp_path, suffix):
    whole = to_bytes(Contents(ARRAYS, {}), suffix)
    message = refusal(tmp_path / f"model{suffix}", whole[: len(whole) // 2])
    assert "it may be cut off or damaged: save or download it again" in message


def header(descr="<f8", shape=(1,)) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        file, {"descr": descr, "fortran_order": False, "shape": shape}
    )
    return file.getvalue()


def archive(path, members, compression=zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)


@pytest.mark.parametrize("shape", [(10**12,), (10**6, 10**6), (2**62, 2**62)])
def test_a_huge_declared_array_takes_no_memory(tmp_path, shape):
    archive(tmp_path / "model.npz", {"W_x.npy": header(shape=shape)})
    assert "W_x has shape" in (message := refusal(tmp_path / "model.npz"))
    assert f"must be at most {formats.MAX_BYTES}" in message


def test_an_array_that_is_larger_than_its_file_says(tmp_path):
    archive(tmp_path / "model.npz", {"W_x.npy": header(shape=(10**6,))})
    assert "more than the 128 bytes that are there" in refusal(tmp_path / "model.npz")


def test_a_zip_that_unpacks_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(contents, "MAX_BYTES", 10**5)
    archive(tmp_path / "model.npz", {"W_x.npy": header() + bytes(10**6)})
    assert "bytes of arrays, must be at most 100000" in refusal(tmp_path / "model.npz")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(formats, "MAX_BYTES", 1000)
    path = tmp_path / f"model{suffix}"
    assert "1001 bytes, must be at most 1000" in refusal(path, bytes(1001))


@pytest.mark.parametrize("length", [2**63, 2**40, 10**9])
def test_a_huge_safetensors_header_takes_no_memory(tmp_path, length):
    message = refusal(tmp_path / "model.safetensors", struct.pack("<Q", length) + b'{"a":1}')
    assert "no readable safetensors file" in message


def test_a_safetensors_tensor_that_is_larger_than_its_file(tmp_path):
    described = {"W_x": {"dtype": "F64", "shape": [10**9], "data_offsets": [0, 8 * 10**9]}}
    text = json.dumps(described).encode()
    content = struct.pack("<Q", len(text)) + text + bytes(64)
    assert "no readable safetensors" in refusal(tmp_path / "model.safetensors", content)


def test_a_safetensors_header_that_looks_like_a_pickle_is_read(tmp_path):
    lengths = {}
    for n in range(600):
        content = safetensors.numpy.save(ARRAYS, {"note": "x" * n})
        lengths[content[:2]] = content
    content = lengths[b"\x80\x02"]  # a header of 640 bytes begins like a pickle
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    assert set(read(path).arrays) == set(ARRAYS)


BRAIN_FLOATS = {1.0: 0x3F80, -2.25: 0xC010, 3.140625: 0x4049, 2.0**-126: 0x0080}


def test_bfloat16_is_read_to_the_last_bit(tmp_path):
    numbers = np.array(list(BRAIN_FLOATS.values()), "<u2").tobytes()
    text = json.dumps(
        {
            "W_x": {"dtype": "BF16", "shape": [2, 2], "data_offsets": [0, 8]},
            "b": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]},
        }
    ).encode()
    path = tmp_path / "model.safetensors"
    path.write_bytes(struct.pack("<Q", len(text)) + text + numbers + np.float32(0.5).tobytes())
    assert read(path).arrays["W_x"].tolist() == np.reshape(list(BRAIN_FLOATS), (2, 2)).tolist()
    assert read(path).arrays["b"].tolist() == [0.5]


def test_bfloat16_as_keras_writes_it_is_read_h5(tmp_path):
    h5py = pytest.importorskip("h5py", reason="HDF5 is optional")
    numbers = np.array(list(BRAIN_FLOATS.values()), "<u2").view("V2")
    path = tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        file["W_x"] = numbers
    assert "W_x has type |V2, must be real numbers: save it as array.astype" in refusal(path)
    with h5py.File(path, "a") as file:
        file["W_x"].attrs["dtype"] = "bfloat16"
    assert read(path).arrays["W_x"].tolist() == list(BRAIN_FLOATS)


def test_bfloat16_of_pytorch_is_read(tmp_path):
    torch = pytest.importorskip("torch", reason="PyTorch writes the file")
    from safetensors.torch import save_file

    numbers = torch.randn(5, 3, generator=torch.Generator().manual_seed(1)).bfloat16()
    save_file({"W_x": numbers}, tmp_path / "model.safetensors")
    stored = read(tmp_path / "model.safetensors").arrays["W_x"]
    assert (stored == numbers.double().numpy()).all()


@pytest.mark.parametrize("kind", ["F8_E4M3", "BOOL"])
def test_numbers_of_other_kinds_are_told_how_to_convert(tmp_path, kind):
    text = b'{"W_x":{"dtype":"%s","shape":[1],"data_offsets":[0,1]}}' % kind.encode()
    content = struct.pack("<Q", len(text)) + text + bytes(1)
    message = refusal(tmp_path / "model.safetensors", content)
    assert f"W_x has type {kind}, must be F64, F32, F16 or BF16: convert it before" in message


@pytest.mark.parametrize("dtype", [np.float32, np.float16, np.int64])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_other_real_numbers_are_read(tmp_path, suffix, dtype):
    path = tmp_path / f"model{suffix}"
    path.write_bytes(to_bytes(Contents({"W_x": np.array([[1, 2]], dtype)}, {}), suffix))
    assert read(path).arrays["W_x"].tolist() == [[1, 2]]


def test_complex_numbers_are_refused(tmp_path):
    np.savez(tmp_path / "model.npz", W_x=np.array([1j]))
    assert "W_x has type complex128, must be real numbers" in refusal(tmp_path / "model.npz")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not JSON", "vocabulary in the metadata must be a JSON list"),
        ("[" * 100_000, "vocabulary in the metadata must be a JSON list"),
        ('{"a": 1}', "vocabulary must be a list of strings"),
        ('["a", 1]', "vocabulary must be a list of strings"),
        ('["a", "b", "a"]', "vocabulary repeats 1 of its entries, each must be unique"),
    ],
)
def test_words_in_the_metadata_are_checked(tmp_path, text, message):
    content = safetensors.numpy.save(ARRAYS, {"vocabulary": text})
    assert message in refusal(tmp_path / "model.safetensors", content)


def test_words_in_npz_are_checked(tmp_path):
    path = tmp_path / "model.npz"
    np.savez(path, labels=np.array([b"caf\xc3\xa9", b"b"]))
    assert read(path).words == {"labels": ("café", "b")}
    np.savez(path, labels=np.array([b"\xff"]))
    assert "labels must be UTF-8 text" in refusal(path)
    np.savez(path, labels=np.array([1.0]))
    assert "labels has type float64, must be strings" in refusal(path)


def test_npz_members_that_are_no_arrays(tmp_path):
    archive(tmp_path / "model.npz", {"readme.txt": b"hello, this is no array"})
    assert "no readable npz file" in refusal(tmp_path / "model.npz")


def test_numbers_kept_in_another_file_are_refused_h5(tmp_path):
    h5py = pytest.importorskip("h5py", reason="HDF5 is optional")
    (tmp_path / "secret").write_bytes(bytes(96))
    path = tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        outside = [(str(tmp_path / "secret"), 0, 96)]
        file.create_dataset("W_x", (4, 3), dtype="f8", external=outside)
    assert "W_x keeps its numbers in another file" in refusal(path)
    with h5py.File(path, "w") as file:
        layout = h5py.VirtualLayout((4,), dtype="f8")
        layout[:] = h5py.VirtualSource(tmp_path / "other.h5", "x", (4,))
        file.create_virtual_dataset("W_x", layout)
    assert "W_x keeps its numbers in another file" in refusal(path)
    with h5py.File(path, "w") as file:
        file["W_x"] = h5py.ExternalLink(str(tmp_path / "other.h5"), "x")
    assert read(path).arrays == {}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"shape": (10**6, 10**6), "dtype": "f8"}, "W_x has shape (1000000, 1000000)"),
        ({"shape": (9, 9), "dtype": "f8", "chunks": (3, 3)}, "W_x is chunked or compressed"),
        ({"data": np.ones((9, 9)), "compression": "gzip"}, "must be stored in one piece"),
        ({"data": ["a", "bc"]}, "W_x has entries of varying length"),
    ],
)
def test_what_may_take_more_room_than_it_says_h5(tmp_path, options, message):
    h5py = pytest.importorskip("h5py", reason="HDF5 is optional")
    path = tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("W_x", **options)
    assert message in refusal(path)


def test_hdf5_without_h5py_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "h5py", None)
    (tmp_path / "model.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    message = refusal(tmp_path / "model.h5")
    assert "pip install unrolled[hdf5]" in message
    with pytest.raises(WeightsError, match=r"pip install unrolled\[hdf5\]"):
        to_bytes(Contents(ARRAYS, {}), ".h5")

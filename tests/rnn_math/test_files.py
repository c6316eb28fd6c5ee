import pytest

from rnn_math.files import write_atomically


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "file"
    write_atomically(path, b"first")
    write_atomically(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_alone(tmp_path):
    path = tmp_path / "file"
    path.mkdir()
    with pytest.raises(OSError, match=r"directory|denied"):
        write_atomically(path, b"content")
    assert list(tmp_path.iterdir()) == [path]

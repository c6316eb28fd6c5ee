"""What is known of a warm process while it answers."""

from lecture.watch.worker_pool import Worker


def test_an_answer_may_arrive_while_someone_asks_what_is_open() -> None:
    class Name(str):
        """Whoever looks at it has just missed an answer."""

        __slots__ = ()

        def __hash__(self) -> int:
            worker._orders.pop(2, None)
            return super().__hash__()

    worker = Worker.__new__(Worker)  # without its process
    worker._orders = {1: (Name("film"), None), 2: (Name("plan"), None)}
    assert worker.orders == {"film", "plan"}
    assert worker.orders == {"film"}

from lecture.cluster.machines import Machine, Machines

A, B, C, D, E = (f"tcp://10.0.0.{host}:400{n}" for n, host in enumerate("11123"))
SMALL, LARGE = Machine("small", 2), Machine("large", 8)
MACHINES = Machines({A: SMALL, B: SMALL, C: SMALL, D: SMALL, E: LARGE})


def test_a_machine_has_no_more_at_work_than_it_has_cores() -> None:
    nothing = dict.fromkeys((A, B, C, D, E))
    assert MACHINES.idle(nothing) == [A, B, C, D, E]
    assert MACHINES.idle(nothing | {A: "work"}) == [B, C, D, E]
    assert MACHINES.idle(nothing | {A: "work", C: "work"}) == [D, E], "two machines of one name"
    assert MACHINES.at_once == 2 + 1 + 1


def test_one_that_dies_leaves_its_core_to_another() -> None:
    assert MACHINES.idle({B: "work", C: None, E: "work"}) == [C]


def test_workers_that_came_later_may_be_anywhere() -> None:
    late = "tcp://10.0.0.1:5000"
    assert MACHINES.idle({A: "work", B: "work", C: None, late: None}) == [late]


def test_too_many_workers_are_told() -> None:
    assert [*MACHINES.crowded] == ["10.0.0.1: 3 workers for 2 cores: no more draw at a time"]
    assert [*Machines({A: Machine("old", 1), B: Machine("old", 1)}).crowded] == [
        "10.0.0.1: 2 workers for 1 core: no more draw at a time"
    ]
    assert [*Machines({E: LARGE}).crowded] == []

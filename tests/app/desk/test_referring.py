"""Which cases are meant by references on lines, or with commas, semicolons or spaces between."""

import pytest

from app.desk import referring
from app.desk.referring import NoSuchReference, TooManyNamed
from tests.app.desk.team import make_team

HELD = ("H-1", "H-2", "12", "1", "2", "CASE 7", "A,3", "B-4")


@pytest.fixture
def held(db, keys, now):
    team = make_team(db, keys, now)
    return team, {name: team.open(reference=name)[0] for name in HELD}


def _named(held, *lines, leads=frozenset()):
    team, _ = held
    return referring.named(team.db, team.service_id, lines, leads)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("H-1", ["H-1"]),
        ("h1", ["H-1"]),
        ("H-1, H-2;B-4", ["H-1", "H-2", "B-4"]),
        ("H-1 H-2\tB-4", ["H-1", "H-2", "B-4"]),
        ("1 2", ["1", "2"]),
        ("12", ["12"]),
        ("case 7, H-1", ["CASE 7", "H-1"]),
        ("case 7 h-1", None),
        ("A,3", ["A,3"]),
        ("H-1,,;H-1", ["H-1"]),
        ("H - 1", ["H-1"]),
    ],
)
def test_a_line_names_what_stands_in_it(held, typed, meant):
    _, ids = held
    if meant is None:
        with pytest.raises(NoSuchReference):
            _named(held, typed)
    else:
        assert _named(held, typed) == [ids[name] for name in meant]


def test_what_names_nothing_is_said_and_the_rest_is_not_taken_alone(held):
    with pytest.raises(NoSuchReference) as said:
        _named(held, "H-1, H-9", "H-2 H-8")
    assert said.value.references == ("H-9", "H-8")


def test_a_case_that_a_lead_must_not_see_is_as_none(held, db, keys, now):
    team, _ = held
    team.open(reference="K-5", conflicts=(team.lead.id,))
    with pytest.raises(NoSuchReference):
        _named(held, "H-1, K-5", leads=frozenset({team.lead.id}))


def test_more_than_are_looked_at_in_one_request_are_refused_before_they_are_looked_for(held):
    with pytest.raises(TooManyNamed):
        _named(held, "H-1 " * 201)

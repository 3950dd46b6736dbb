import pytest

from app.cases import service as cases
from app.cases.binding import choose_duress, has_duress
from safety.errors import NotOpened


def test_whether_a_link_has_a_second_code_is_noise_of_one_size_without_the_key(team, keys):
    with_it, without = (cases.get(team.db, team.open(duress=chosen)[0]) for chosen in (True, False))
    assert (has_duress(keys, with_it), has_duress(keys, without)) == (True, False)
    assert len(with_it.sealed_duress) == len(without.sealed_duress)
    assert with_it.sealed_duress != without.sealed_duress


def test_it_cannot_be_moved_to_another_case(team, keys):
    one, other = (cases.get(team.db, team.open()[0]) for _ in range(2))
    choose_duress(keys, one, True)
    other.sealed_duress = one.sealed_duress
    with pytest.raises(NotOpened):
        has_duress(keys, other)
    team.db.rollback()

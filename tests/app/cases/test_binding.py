import pytest

from app.cases import service as cases
from app.cases.binding import choose_codes, codes_of, has_duress
from safety.errors import NotOpened


def test_whether_a_link_has_a_second_code_is_noise_of_one_size_without_the_key(team, keys):
    with_it, without = (cases.get(team.db, team.open(duress=chosen)[0]) for chosen in (True, False))
    assert (has_duress(keys, with_it), has_duress(keys, without)) == (True, False)
    assert len(with_it.sealed_duress) == len(without.sealed_duress)
    assert with_it.sealed_duress != without.sealed_duress


def test_it_cannot_be_moved_to_another_case(team, keys):
    one, other = (cases.get(team.db, team.open()[0]) for _ in range(2))
    choose_codes(keys, one, duress=True, words=False)
    other.sealed_duress = one.sealed_duress
    with pytest.raises(NotOpened):
        has_duress(keys, other)
    team.db.rollback()


def test_which_codes_a_link_gets_is_noise_of_one_size_too(team, keys):
    chosen = [(duress, words) for duress in (True, False) for words in (True, False)]
    opened = [cases.get(team.db, team.open(duress=duress, words=words)[0]) for duress, words in chosen]
    wanted = [codes_of(keys, case, drafts=False) for case in opened]
    assert [(one.duress, one.words) for one in wanted] == chosen
    assert len({len(case.sealed_duress) for case in opened}) == 1

"""Refusals carry a code and nothing else."""

from safety import errors


def test_every_refusal_says_its_own_code():
    refusals = [errors.NotOpened, errors.Malformed, errors.TooBig, errors.BadKeys]
    assert len({kind.code for kind in refusals}) == len(refusals)
    assert all(str(kind()) == kind.code != "refused" for kind in refusals)


def test_what_is_passed_to_a_refusal_is_never_shown():
    assert str(errors.Malformed("what she wrote")) == "malformed"

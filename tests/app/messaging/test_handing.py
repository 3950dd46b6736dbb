"""A case that goes to another IDVA: no text goes before they agreed contact; what came is theirs to open."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.opening import By, agree_contact
from app.desk import handover
from app.entry import service as entry
from app.messaging import deciding, incoming, outbox, reach
from app.messaging.incoming import Came, receive
from app.messaging.models import State
from app.messaging.refusing import Held, Hold
from app.messaging.standing import standing
from safety import sealing
from safety.errors import Malformed
from tests.app.desk.team import Team, make_team
from tests.app.messaging.conftest import ALWAYS, NUMBER

MINUTE = timedelta(minutes=1)


def _goes(house, case_id: UUID, giver: accounts.StaffView, to: accounts.StaffView, team: Team, **taking):
    """Offered by one and taken by the other, a minute later each."""
    db, keys = house.team.db, house.config.keys
    house.clock.move(MINUTE)
    handover.offer(db, keys, case_id, to.id, house.team.reader(giver), house.clock())
    row = handover.on_offer(db, case_id)
    assert row is not None
    house.clock.move(MINUTE)
    said = cases.Taking(**({"cover_id": house.team.lead.id} | taking))
    handover.accept(db, keys, row.id, said, team.reader(to), house.clock())


def _to_a_colleague(house, case_id) -> accounts.StaffView:
    _goes(house, case_id, house.team.idva, house.team.other, house.team)
    return house.team.other


def _to_another_service(house, case_id) -> accounts.StaffView:
    far = make_team(house.team.db, house.team.keys, house.team.now)
    taking = {"cover_id": far.other.id, "meeting_id": far.meeting_id}
    _goes(house, case_id, house.team.idva, far.idva, far, **taking)
    return far.idva


def _agree(house, case_id: UUID, who: accounts.StaffView) -> None:
    house.clock.move(MINUTE)
    by = By(who, house.config.keys, house.clock())
    agree_contact(house.team.db, case_id, cases.Contact(cases.How.SPEAKING), by)


def _write_down(house, case_id: UUID, who: accounts.StaffView) -> None:
    house.clock.move(MINUTE)
    agreed = reach.Agreed(number=NUMBER, texts=True, windows=ALWAYS)
    reach.record(house.team.db, house.config.keys, case_id, agreed, who, house.clock())


def _hold_of(house, case_id: UUID) -> Hold | None:
    db, keys = house.team.db, house.config.keys
    return standing(db, keys, cases.get_bound(db, keys, case_id), house.clock()).hold


@pytest.mark.parametrize("goes", [_to_a_colleague, _to_another_service])
def test_what_waited_is_held_until_the_new_idva_agrees_contact_and_never_goes_by_itself(house, message, goes):
    case_id, _ = house.case()
    key = house.send(case_id)
    new = goes(house, case_id)
    assert (message(key).state, message(key).reason) == (State.HELD, Hold.HANDED_OVER)
    assert _hold_of(house, case_id) is Hold.HANDED_OVER
    with pytest.raises(Held):
        _write_down(house, case_id, new)
    _agree(house, case_id, new)
    assert _hold_of(house, case_id) is Hold.NOT_AGREED
    _write_down(house, case_id, new)
    assert _hold_of(house, case_id) is None
    with pytest.raises(Held):
        deciding.retry(house.team.db, house.config.keys, key, new, house.clock())
    house.work()
    assert house.provider.taken == []
    assert [each.id for each in deciding.stuck_of(house.team.db, new, house.clock())] == [key]
    assert deciding.stuck_of(house.team.db, house.team.idva, house.clock()) == []


def test_one_whose_worker_was_lost_before_it_went_is_held_too(house, db, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    claimed = outbox.claim(db, house.config.keys, house.clock())
    assert isinstance(claimed, outbox.Claimed)
    _to_a_colleague(house, case_id)
    assert message(key).state is State.SENDING
    for _asked_then_judged in range(2):
        house.clock.move(timedelta(hours=1))
        house.work()
    assert (message(key).state, message(key).reason) == (State.HELD, Hold.HANDED_OVER)
    assert house.provider.taken == []


def test_a_case_that_comes_back_asks_for_number_and_times_again(house, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    _to_a_colleague(house, case_id)
    _goes(house, case_id, house.team.other, house.team.idva, house.team)
    assert _hold_of(house, case_id) is Hold.NO_TEXTS
    house.work()
    assert house.provider.taken == []
    assert message(key).state is State.HELD


def test_a_stop_from_her_number_is_still_known_as_hers(house, db):
    case_id, _ = house.case()
    _to_a_colleague(house, case_id)
    house.clock.move(MINUTE)
    receive(db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "STOP"), house.clock())
    assert _hold_of(house, case_id) is Hold.STOPPED


def _words(house, case_id: UUID, who: accounts.StaffView) -> list[str | None]:
    db, keys, privates = house.team.db, house.config.keys, house.team.privates[who.id]
    return [one.words for one in incoming.open_all(db, keys, case_id, who, privates, house.clock())]


def test_texts_that_came_are_the_new_idva_s_to_open_and_no_longer_the_former_s(house, db):
    case_id, link = house.case()
    entry.settle_code(db, link.link_id)
    db.commit()
    receive(db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "before"), house.clock())
    new = _to_a_colleague(house, case_id)
    house.clock.move(MINUTE)
    receive(db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "after"), house.clock())
    assert _words(house, case_id, new) == ["before", "after"]
    with pytest.raises(cases.NotYours):
        _words(house, case_id, house.team.idva)
    former = accounts.recipient_for(db, house.config.keys, house.team.idva.id)
    assert former is not None
    for _row, envelope in incoming.kept(db, house.config.keys, case_id):
        assert former.key_id not in envelope.key_ids()


def test_no_other_text_is_kept_in_its_place(house, db):
    case_id, _ = house.case()
    receive(db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "hello"), house.clock())
    ((row_id, envelope),) = incoming.kept(db, house.config.keys, case_id)
    reader = accounts.recipient_for(db, house.config.keys, house.team.idva.id)
    assert reader is not None
    other = sealing.seal(envelope.header, b'{"text": "come home"}', [reader])
    with pytest.raises(Malformed):
        incoming.share(db, house.config.keys, row_id, other)
    assert _words(house, case_id, house.team.idva) == ["hello"]


def test_a_draft_takes_no_number_so_what_was_agreed_can_still_be_changed(house, db):
    team, case_id = house.team, uuid4()
    draft = team.draft(contact=cases.Contact(cases.How.SPEAKING))
    version = cases.save_draft(db, team.keys, case_id, team.idva, draft, 0, team.now)
    with pytest.raises(Held):
        _write_down(house, case_id, team.idva)
    cases.save_draft(db, team.keys, case_id, team.idva, team.draft(), version, team.now)

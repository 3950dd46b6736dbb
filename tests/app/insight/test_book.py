"""What one person may look at: by whom, from when, and cut so that nothing can be subtracted."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insight import book as books
from app.insight.book import Book, read
from app.insight.looking import Look
from app.insight.sources import Service, Sources, Viewer
from safety.coverage import LEAST, Agenda, Counted, Key
from safety.quarters import Quarter
from safety.standard import WhyNot

HACKNEY, HAMLETS, CITY, LAMBETH = "E09000012", "E09000030", "E09000001", "E09000022"
CAMDEN = "E09000007"
OURS, THEIRS = UUID(int=1), UUID(int=2)
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
SPRING, SUMMER, AUTUMN, RUNNING = Quarter(2030, 2), Quarter(2030, 3), Quarter(2030, 4), Quarter(2031, 1)
LAST_YEAR = (Quarter(2029, 2), Quarter(2029, 3), Quarter(2029, 4), Quarter(2030, 1))
LONDON = Viewer()
UNASKED = (None, None, None)  # who writes, and the trail: no figure asks for them


def case(area: str, quarter: Quarter = SPRING, many: int = 1, service: UUID = OURS, yes: int = 0) -> Counted:
    counts = {Key("V1", "yes"): yes, Key("V1", "no"): many - yes, Key("V2", "yes"): yes}
    return Counted(service, area, quarter, {key: count for key, count in counts.items() if count})


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, keys: Any):
    """A book over these counts, as if they were all of cases that are kept."""
    monkeypatch.setattr(books, "tallies", lambda db: [])

    def opened(cases: list[Counted], viewer: Viewer = LONDON, agendas: tuple[Agenda, ...] = ()) -> Book:
        sources = Sources(
            lambda: viewer, lambda *given: cases, lambda db, now: list(agendas), lambda db: {}, *UNASKED
        )
        return read(None, keys, sources, viewer, NOW)  # type: ignore[arg-type]

    return opened


def names(book: Book, quarter: Quarter = SPRING) -> set[str]:
    return {cell.name for cell in book.mine(book.cells.get(quarter, []))}


def test_a_borough_with_ten_stands_alone_and_smaller_ones_are_joined(opened) -> None:
    book = opened([case(HACKNEY, many=12), case(HAMLETS, many=6), case(CITY, many=5), case(LAMBETH, many=9)])
    assert names(book) == {"Hackney", "Central East: City of London and Tower Hamlets"}


def test_the_agendas_total_decides_where_it_is_known(opened) -> None:
    agendas = (Agenda(OURS, LAMBETH, date(2030, 5, 2), 14),)
    book = opened([case(LAMBETH, many=10, yes=3)], agendas=agendas)
    assert names(book) == {"Lambeth"}
    [cell] = book.cells[SPRING]
    assert (cell.total, cell.figures["V1"].base) == (14, 14)


def test_ten_on_the_agenda_with_one_that_we_know_of_are_not_that_one_alone(opened) -> None:
    agendas = (Agenda(OURS, HACKNEY, date(2030, 5, 2), 12), Agenda(OURS, HAMLETS, date(2030, 5, 2), 12))
    assert names(opened([case(HACKNEY, many=1)], agendas=agendas[:1])) == set()
    book = opened([case(HACKNEY, many=1), case(HAMLETS, many=11)], agendas=agendas)
    assert names(book) == {"Central East: Hackney and Tower Hamlets"}
    [cell] = book.cells[SPRING]
    assert (cell.total, cell.figures["V1"].base) == (24, 24)


def test_without_every_total_nothing_is_called_coverage(opened) -> None:
    agendas = (Agenda(OURS, LAMBETH, date(2030, 5, 2), 14), Agenda(OURS, LAMBETH, date(2030, 6, 6), None))
    [cell] = opened([case(LAMBETH, many=11, yes=3)], agendas=agendas).cells[SPRING]
    assert (cell.total, cell.figures["V1"].base) == (None, 11)


def test_a_manager_sees_what_touches_their_areas_and_nothing_else(opened) -> None:
    cases = [case(area, many=12) for area in (HACKNEY, HAMLETS, LAMBETH)]
    assert names(opened(cases, Viewer(frozenset({HACKNEY})))) == {"Hackney"}
    assert names(opened(cases, Viewer(frozenset()))) == set()
    assert opened(cases, Viewer(frozenset())).periods == []
    assert names(opened(cases)) == {"Hackney", "Tower Hamlets", "Lambeth"}


def test_a_manager_waits_until_a_quarter_stands_still_and_a_lead_does_not(opened) -> None:
    cases = [case(HACKNEY, quarter, 12) for quarter in (AUTUMN, RUNNING)]
    assert set(opened(cases).cells) == {AUTUMN}
    lead = opened(cases, Viewer(service_id=OURS, service="Ours"))
    assert set(lead.cells) == {AUTUMN, RUNNING}
    assert lead.running == {RUNNING}


def test_a_lead_sees_a_manager_s_cells_where_no_other_service_works(opened) -> None:
    """What one of them sees less what the other sees is always whole cells."""
    cases = [case(HACKNEY, many=12), case(HACKNEY, many=3, service=THEIRS), case(LAMBETH, many=14)]
    agendas = tuple(Agenda(who, HACKNEY, date(2030, 5, 2), 25) for who in (OURS, THEIRS))
    whole = opened(cases, agendas=agendas)
    for service, seen in ((OURS, {"Lambeth"}), (THEIRS, set())):
        book = opened(cases, Viewer(service_id=service, service="Ours"), agendas)
        assert names(book) == seen
        assert book.cells[SPRING] == whole.cells[SPRING]
    [hackney] = [cell for cell in whole.cells[SPRING] if cell.areas == {HACKNEY}]
    assert (hackney.size, hackney.total) == (25, 25)


def test_quarters_whose_tallies_went_are_gone_though_their_meetings_stand(opened) -> None:
    old = Agenda(OURS, HACKNEY, date(2027, 12, 2), 30)
    assert opened([], agendas=(old,)).cells == {}


AREAS = st.sampled_from([HACKNEY, HAMLETS, CITY, LAMBETH, "E09000028"])
CASES = st.lists(
    st.builds(case, AREAS, st.sampled_from([SPRING, SUMMER, AUTUMN]), st.integers(1, 14)), max_size=24
)


@given(CASES)
def test_every_figure_of_a_year_is_a_sum_of_quarters_that_are_shown(cases: list[Counted]) -> None:
    sources = Sources(lambda: LONDON, lambda *given: cases, lambda db, now: [], lambda db: {}, *UNASKED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(books, "tallies", lambda db: [])
        book = read(None, None, sources, LONDON, NOW)  # type: ignore[arg-type]
    for period in book.periods:
        cells = book.of(period)
        assert all(cell.size >= LEAST for cell in cells)
        covered = [area for cell in cells for area in cell.areas]
        assert len(covered) == len(set(covered))
        single = [one for quarter in period.quarters for one in book.cells[quarter]]
        assert sum(cell.size for cell in cells) == sum(one.size for one in single)
        for cell in cells:
            parts = [one for one in single if one.areas <= cell.areas]
            assert cell.size == sum(one.size for one in parts)


def test_services_that_share_a_place_are_one_and_a_small_one_shows_nothing(opened) -> None:
    cases = [
        case(HACKNEY, many=9), case(HACKNEY, many=3, service=THEIRS), case(HAMLETS, many=12),
        case(LAMBETH, many=12, service=UUID(int=3)), case(CAMDEN, many=12, service=UUID(int=4)),
    ]  # fmt: skip
    book = opened(cases)
    known = {OURS: Service("Ours", 3), THEIRS: Service("Theirs", 1), UUID(int=4): Service("Fourth", 5)}

    def found(small: int):
        services = Look(book, book.periods[0], "V1").services({**known, UUID(int=3): Service("Small", small)})
        return [(one.names, one.cell.size, one.enough) for one in services]

    assert found(3) == [(("Fourth",), 12, True), (("Ours", "Theirs"), 24, True), (("Small",), 12, True)]
    assert found(2) == [(("Fourth",), 12, True), (("Ours", "Theirs"), 24, False), (("Small",), 12, False)]


def test_a_manager_s_year_is_the_sum_of_the_quarters_that_they_see_and_of_no_other_area(opened) -> None:
    """A borough that was joined in one quarter drew its neighbours' other quarters into the year."""
    sizes = ({CITY: 3, HACKNEY: 12, HAMLETS: 14}, *[{CITY: 3, HACKNEY: 14, HAMLETS: 12}] * 3)
    cases = [
        case(area, many=many, quarter=quarter)
        for quarter, counted in zip(LAST_YEAR, sizes, strict=True)
        for area, many in counted.items()
    ]
    book = opened(cases, Viewer(covers=frozenset({HACKNEY})))
    year = next(period for period in book.periods if len(period.quarters) > 1)
    seen = sum(cell.size for quarter in year.quarters for cell in book.mine(book.cells[quarter]))
    assert sum(cell.size for cell in Look(book, year, "V1").mine) == seen == 15 + 3 * 14
    assert seen < sum(cell.size for cell in book.of(year))


YEAR = (SPRING, SUMMER, AUTUMN, RUNNING)


def test_reasons_are_shown_of_whole_years_from_ten_on_with_what_was_unsafe_apart(opened) -> None:
    lead = Viewer(service_id=OURS, service="Ours")
    why = {Key("V1", "yes"): 12, Key("why", "declined"): 2}

    def looked(unaware: int, period: str = "2030-31") -> Look:
        last = Counted(OURS, HACKNEY, RUNNING, {**why, Key("why", "unaware"): unaware})
        book = opened([*(Counted(OURS, HACKNEY, quarter, why) for quarter in YEAR[:3]), last], lead)
        found = book.period(period)
        assert found.code == period
        return Look(book, found, "V1")

    assert looked(1).reasons == []
    many = looked(40)
    assert [(bar.count, bar.apart) for bar in many.reasons if bar.count] == [(8, False), (40, True)]
    assert len(many.reasons) == len(WhyNot)
    assert many.most_often == "Most often: Declined, 8."
    [few] = [bar for bar in looked(2).reasons if bar.of]
    assert (few.count, few.of) == (10, ("Not aware of the meeting, and not safe to tell", "Declined"))
    assert looked(2).most_often.startswith("No reason that could be put right")
    assert looked(40, RUNNING.code).reasons == []


def test_what_a_comparison_leaves_out_is_said_beside_it_and_only_there(opened) -> None:
    lead = Viewer(service_id=OURS, service="Ours")
    counts = {Key("V1", "yes"): 12, Key("why", "unaware"): 3}
    book = opened([Counted(OURS, HACKNEY, quarter, counts) for quarter in YEAR], lead)
    found = book.period(RUNNING.code)
    assert Look(book, found, "V1").left_out.startswith("Compared without")
    assert [Look(book, found, code).left_out for code in ("V2", "V3")] == ["", ""]


def test_figures_of_boroughs_that_are_joined_name_each_of_them(opened) -> None:
    book = opened([case(HACKNEY, many=9), case(HAMLETS, many=9)], Viewer(covers=frozenset({HACKNEY})))
    assert Look(book, book.periods[0], "V1").scope == "Hackney and Tower Hamlets"

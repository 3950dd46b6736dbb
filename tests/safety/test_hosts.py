"""The two names: what browsers can ask for, what tells, and what leads from one to the other."""

import pytest

from safety.hosts import fault, same, shape_fault, tidied


@pytest.mark.parametrize(
    "said",
    [
        "Days.Example.ORG",
        " days.example.org. ",
        "https://days.example.org",
        "HTTP://Days.example.org./",
        "days.example.org:443",
        "days.example.org.:443/",
    ],
)
def test_one_host_however_it_is_typed(said):
    assert tidied(said) == "days.example.org"
    assert shape_fault(tidied(said)) == ""


def test_a_port_of_ones_own_stays():
    assert tidied("https://Days.example.org.:8443/") == "days.example.org:8443"
    assert fault("days.example.org:8443") == ""


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("days", "not a name"),
        ("days_.example", "not a name"),
        ("days..example", "not a name"),
        ("d\u0430ys.example.org", "not a name"),
        ("somebody@days.example.org", "not a name"),
        ("127.0.0.1", "not a name"),
        ("[2001:db8::1]", "not a name"),
        ("", "not a name"),
        ("days.example.org/today", "only the name"),
        ("days.example.org:99999", "from 1 to 65535"),
        ("days.example.org:0", "from 1 to 65535"),
        ("days.example.org:", "from 1 to 65535"),
        ("days.example.org:8\u0664", "from 1 to 65535"),
    ],
)
def test_what_no_browser_can_ask_for_is_said_in_a_sentence(host, why):
    assert why in shape_fault(host)
    assert why in fault(host)


@pytest.mark.parametrize("other", ["", "days.example.org"])
@pytest.mark.parametrize("host", ["domestic-abuse.other.org.uk", "marac.other.org.uk", "idva-desk.other.org"])
def test_neither_host_may_tell(host, other):
    assert "tells what it is for" in fault(host, other)


@pytest.mark.parametrize(
    ("staff", "survivors", "fine"),
    [
        ("staff.other.org.uk", "days.example.org.uk", True),
        ("staff.org.uk", "days.org.uk", True),
        ("staff.example.org", "days.example.org", False),
        ("days.example.org", "days.example.org", False),
        ("days.example.org:8443", "days.example.org", False),
        ("staff.days.example", "days.example", False),
        ("staff.days.example:8443", "days.example:8080", False),
    ],
)
def test_nothing_in_one_leads_to_the_other(staff, survivors, fine):
    assert (fault(staff, survivors) == "") == fine


def test_two_ports_are_one_name():
    assert same("days.example.org", "days.example.org:8443")
    assert not same("days.example.org", "tasks.example.net")

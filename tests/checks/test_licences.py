"""Everything it is made of is free software, and is listed."""

import re

import pytest

from tests.checks import licences

ROW = re.compile(r"^\| ([a-z0-9-]+) \| (.+) \|$", re.MULTILINE)


def _listed() -> dict[str, str]:
    return dict(ROW.findall(licences.PAGE.read_text(encoding="utf-8")))


def test_every_package_of_the_lock_is_listed_and_no_other():
    named = _listed().keys() - {"package"}
    assert named == licences.packages(), "run: make sbom"


def test_every_package_is_free_software():
    judged = {name: licences.unfree(licences.stated()[name]) for name in licences.packages()}
    assert {name: parts for name, parts in judged.items() if parts} == {}


def test_each_licence_is_the_one_that_the_package_states():
    versions = [part["name"] for part in licences.bill()["components"]]
    by_python = {name for name in versions if versions.count(name) > 1}  # another version on another Python
    listed = _listed()
    wrong = {
        name: (listed.get(name), stated)
        for name in licences.packages() - by_python
        if listed.get(name) != (stated := licences.stated()[name])
    }
    assert wrong == {}, "run: make sbom"


def test_what_runs_is_apart_from_the_tools():
    runs, tools = licences.PAGE.read_text(encoding="utf-8").split("## What only builds and tests it")
    assert {"flask", "cryptography", "psycopg"} <= dict(ROW.findall(runs)).keys()
    assert {"pytest", "pip-licenses"} <= dict(ROW.findall(tools)).keys()


def test_the_bill_of_materials_names_each_package_with_its_version_and_a_hash():
    parts = licences.bill("--no-dev")["components"]
    bare = {part["name"] for part in parts if not part.get("purl") or not part.get("externalReferences")}
    assert len(parts) > 50
    assert bare == set()


@pytest.mark.parametrize(
    "statement", ["UNKNOWN", "MIT AND Commercial", "Apache-2.0; Proprietary", "(MIT OR SSPL-1.0)", ""]
)
def test_what_is_not_on_the_list_of_free_licences_is_found(statement):
    assert licences.unfree(statement)

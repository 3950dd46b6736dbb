"""The build joins modules, minifies them, and names them in the policy."""

import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from app.entry import build
from safety.unlocking import Part, answer_key, form_key, open_part, part_aad, send_key, try_code

ROOT = Path(__file__).resolve().parents[3]


def _written(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder / "main.js"


def test_a_module_stands_after_what_it_imports_and_only_once(tmp_path: Path) -> None:
    main = _written(
        tmp_path,
        one='export const one = "first";\n',
        two='import { one } from "./one.js";\nexport const two = [one, "second"];\n',
        main='import { one } from "./one.js";\nimport { two } from "./two.js";\nalert(one, two);\n',
    )
    joined = build.script([main])
    assert joined.index("first") < joined.index("second") < joined.index("alert")
    assert joined.count("first") == 1
    assert "import" not in joined and "export" not in joined


def test_a_table_stands_in_the_script_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "table.json").write_text('{"a": [1, 2]}', encoding="ascii")
    main = _written(tmp_path, main='import table from "./table.json" with { type: "json" };\nalert(table);\n')
    assert "[1,2]" in build.script([main])


def test_comments_and_local_names_never_reach_a_phone(tmp_path: Path) -> None:
    source = "/** Says why. */\nconst telling = 1; // and how\nalert(telling, telling);\n"
    main = _written(tmp_path, main=source)
    assert not re.search("why|how|telling", build.script([main]))


@pytest.mark.parametrize(
    "sources",
    [
        {"main": 'import { a } from "./main.js";\n'},
        {"one": "export const a = 1;\n", "main": 'import { a as b } from "./one.js";\n'},
        {"one": "export const a = 1;\n", "main": 'import { a } from "./one.js";\nconst a = 2;\n'},
        {"main": "export default 1;\n"},
    ],
    ids=["a circle", "another name", "a name twice", "a default"],
)
def test_what_cannot_be_joined_is_refused(tmp_path: Path, sources: dict[str, str]) -> None:
    with pytest.raises(build.NotBuilt):
        build.script([_written(tmp_path, **sources)])


def test_the_engine_is_the_same_bytes_each_time_it_is_built() -> None:
    first = build.engine_script()
    build.engine_script.cache_clear()
    assert build.engine_script() == first
    assert b"globalThis.go=" in first


def test_the_policy_names_all_scripts_and_both_styles_and_allows_nothing_unsafe() -> None:
    policy = build.policy("alert(1)", "b{}")
    opened = build.engine_script().decode(), build.later_script(), build.seldom_script()
    for text in ("alert(1)", *opened, "b{}", build.laid_over_style()):
        assert b64encode(sha256(text.encode()).digest()).decode() in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_the_link_that_the_modules_are_tested_with_opens_here_too() -> None:
    link = json.loads((ROOT / "tests/pwa/link.json").read_text(encoding="utf-8"))
    data = link["data"]
    first, second = map(b64decode, data["k"])
    link_id = b64decode(data["l"])
    for (code, behind), part in zip(link["codes"].items(), (Part.FORM, Part.HARMLESS), strict=True):
        opened = try_code(b64decode(data["s"]), data["n"], (first, second), link_id, code)
        assert opened is not None
        form = open_part(form_key(opened.link_key), b64decode(data["p"][part]), part_aad(link_id, part))
        assert json.loads(form) == behind["form"]
        assert b64encode(send_key(opened.link_key)).decode() == behind["send"]
        assert b64encode(answer_key(opened.link_key)).decode() == behind["answer"]


def test_what_lies_beneath_the_form_is_no_longer_than_a_screen_whose_address_bar_is_there() -> None:
    assert "{max-height:100vh;max-height:100svh;" in build.laid_over_style(), "the later where it is known"

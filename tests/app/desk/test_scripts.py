"""Every script that she may write in is shaped in the PDF, in its own letters, and none is missing."""

import re
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from tests.app.desk.team import VIEWS, Team, client_for

SCRIPTS = {
    "ar": "أريد بابًا يُقفل، ومدرسةً آمنة لأطفالي — قريبًا.",
    "bn": "আমি এমন একটি দরজা চাই যা তালা দেওয়া যায়, আর বাচ্চাদের জন্য স্কুল।",
    "ta": "பூட்டக்கூடிய கதவு வேண்டும்; குழந்தைகளுக்குப் பாதுகாப்பான பள்ளி வேண்டும்.",
    "am": "የሚቆለፍ በር እፈልጋለሁ፤ ለልጆቼም ደህና ትምህርት ቤት።",
    "zh-Hans": "我想要一扇可以上锁的门，还有孩子们安全的学校。",
}


def pack_of(app: Flask, team: Team, **form: str) -> bytes:
    app.config["WTF_CSRF_ENABLED"] = False
    for number, (lang, words) in enumerate(SCRIPTS.items()):
        _, link = team.open(reference=f"H-{number}-{lang}")
        team.send(link, VIEWS | {"lang": lang, "a": VIEWS["a"] | {"want": {"c": ["home"], "t": words}}})
    client = client_for(app, team, team.idva)
    return client.post(f"/staff/meetings/{team.meeting_id}/pack", data={"pdf": "1"} | form).data


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_each_script_is_printed_in_its_own_letters_and_none_is_missing(
    staff_app: Flask, team: Team, tmp_path: Path
) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(pack_of(staff_app, team))
    fonts = _said("pdffonts", str(file))
    for family in ("Arabic|Naskh", "Bengali", "Tamil", "Ethiopic", "CJK"):
        assert re.search(family, fonts), fonts
    told = _said("pdftotext", "-layout", str(file), "-")
    assert "\ufffd" not in told
    assert "我想要一扇可以上锁的门" in told
    assert "የሚቆለፍ በር" in told


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()

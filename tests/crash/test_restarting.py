"""Promise 6, where PostgreSQL is restarted in the ordinary way, as for a new version, while phones send."""

from pathlib import Path

import brotli

from tests.bench.processes import beneath
from tests.bench.wire import SAID, WORDS, posted, went
from tests.crash.accepting import Seen, judge, more, phones_of, sending
from tests.crash.postgresql import durable
from tests.live import ready, start_live
from tests.waiting import until

RESTARTS = 2


def test_sends_outlive_a_restart_of_the_database_and_the_service_needs_none_of_its_own(tmp_path: Path):
    with durable() as database:
        live = start_live(tmp_path, database.url)
        try:
            processes = {live.process.pid, *beneath(live.process.pid)}
            with sending(phones_of(live)) as phones:
                for _ in range(RESTARTS):
                    more(phones)
                    opened = posted(live.port, phones.links[0].path, {"q": phones.links[0].code})
                    with database.stopped():
                        answer = posted(live.port, phones.links[0].path, SAID, opened.cookie)
                        assert answer.head.startswith("HTTP/1.1 503")
                        assert WORDS in brotli.decompress(answer.body).decode()
                        assert went(live.port, "/").head.startswith("HTTP/1.1 200")
                    until(lambda: ready(live.port))
                more(phones)
            judge(live, phones, seen := Seen(0))
            assert (seen.wrong, seen.repeated > 0, database.recoveries) == (0, True, 0), seen
            assert processes == {live.process.pid, *beneath(live.process.pid)}
        finally:
            live.stop()

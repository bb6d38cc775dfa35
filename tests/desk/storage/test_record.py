"""The record holds each print as a whole, with what is needed to print it again, and no word of a patient."""

from __future__ import annotations

import dataclasses
import datetime
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from acucontent.clinic import Overlay
from acucontent.desk.choices import SheetChoice
from acucontent.desk.storage import DamagedContent, NewPrint, RecordUnusable, Store, UnknownPrint
from acucontent.desk.storage.record import FILE, PAGE_SIZE
from acucontent.model.guide import Guide
from acucontent.reading.memory import loads
from acucontent.verification.overlays import read_overlay
from tests.desk.storage.examples import DAY, make_choice, make_overlay, make_print, make_sheet
from tests.factories import make_guide
from tests.processes import start_process

ROOT = Path(__file__).parents[3]

WRITER = """
import sys
from pathlib import Path
from tests.desk.storage.examples import write_prints
from tests.factories import make_guide

write_prints(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], make_guide())
"""

KILLER = """
import os, random, signal, sys, time
from pathlib import Path
from tests.desk.storage.examples import write_prints
from tests.factories import make_guide

guide = make_guide()
chance = random.Random(7)
for run in range(int(sys.argv[2])):
    writer = os.fork()
    if writer == 0:
        write_prints(Path(sys.argv[1]), 10_000, str(run), guide)
    time.sleep(chance.uniform(0.02, 0.3))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
"""
"""A process that starts others and kills them, so that each has its libraries already."""


def run_python(output: Path, program: str, *arguments: object) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """Start a program that prints a line for each print that it added."""
    return start_process([sys.executable, "-c", program, *map(str, arguments)], output, cwd=ROOT)


def test_a_print_is_returned_as_it_was_added(tmp_path: Path) -> None:
    """Each value of a print is there after the desk was started again."""
    new = make_print(overlay=make_overlay(), filled=True, choice=make_choice(paper="a4", grey=True))
    with Store.open(tmp_path) as store:
        number = store.record.add(new)

    assert number is not None
    with Store.open(tmp_path) as store:
        found = store.record.get(number)
    assert (found.choice, found.sheets, found.filled, found.day) == (new.choice, new.sheets, True, DAY)
    assert found.at == new.at
    assert found.guide_sha256 == new.guide.digest
    assert (found.edition, found.clinic) == (new.guide.edition, "Example Clinic")


def test_what_it_was_made_from_is_kept(tmp_path: Path) -> None:
    """The guide and the overlay with its logo are returned exactly."""
    guide, overlay = make_guide(title="Humming"), make_overlay(logo=None)
    with Store.open(tmp_path) as store:
        number = store.record.add(make_print(guide=guide, overlay=overlay))
        assert number is not None
        kept = store.record.read_edition(store.record.get(number))

    assert loads(kept.guide) == guide
    assert kept.overlay is not None
    assert read_overlay(kept.overlay) == overlay


def test_each_guide_is_kept_once(tmp_path: Path) -> None:
    """Prints of one edition share its guide."""
    with Store.open(tmp_path) as store:
        for _ in range(3):
            store.record.add(make_print(overlay=make_overlay()))

    with sqlite3.connect(tmp_path / FILE) as database:
        assert database.execute("SELECT count(*) FROM contents").fetchone() == (2,)
    database.close()


def test_the_newest_prints_come_first_in_pages(tmp_path: Path) -> None:
    """A page has fifty prints, and a page that does not exist is the last."""
    guide = make_guide()
    with Store.open(tmp_path) as store:
        for _ in range(PAGE_SIZE + 2):
            store.record.add(make_print(guide=guide))
        first, second, last = (store.record.list_prints(page) for page in (1, 2, 99))

    assert [each.number for each in first.prints] == list(range(PAGE_SIZE + 2, 2, -1))
    assert [each.number for each in second.prints] == [2, 1]
    assert (second, second.pages, second.total) == (last, 2, PAGE_SIZE + 2)


def test_prints_are_filtered(tmp_path: Path) -> None:
    """Prints can be selected by guide, sheet and day."""
    other = DAY + datetime.timedelta(days=1)
    with Store.open(tmp_path) as store:
        store.record.add(make_print(choice=make_choice(handouts=("safety",))))
        store.record.add(make_print(day=other))
        record = store.record

        assert [each.number for each in record.list_prints(handout="safety").prints] == [1]
        assert [each.number for each in record.list_prints(day=other).prints] == [2]
        assert record.list_prints(guide="back-pain").total == 0
        assert record.list_prints(guide="hiccups", handout="aftercare", day=other).total == 1
        assert [each[1] for each in record.list_sheets()] == ["aftercare", "first-visit", "safety"]


def test_old_prints_are_deleted_with_what_only_they_need(tmp_path: Path) -> None:
    """A guide stays as long as a print of it stays, and nothing that was deleted is left in the files."""
    kept = make_guide(title="A title that stays")
    with Store.open(tmp_path) as store:
        store.record.add(make_print(guide=make_guide(title="Xyzzy"), sheets=(make_sheet(title="Xyzzy sheet"),)))
        store.record.add(make_print(guide=kept, day=DAY + datetime.timedelta(days=1)))

        assert store.record.delete_before(DAY) == 0
        assert store.record.delete_before(DAY + datetime.timedelta(days=1)) == 1
        assert loads(store.record.read_edition(store.record.get(2)).guide) == kept
        with pytest.raises(UnknownPrint, match="Print 1 is not in the record"):
            store.record.get(1)

    assert not [path for path in tmp_path.iterdir() if b"Xyzzy" in path.read_bytes()]


def test_deleting_makes_the_file_smaller(tmp_path: Path) -> None:
    """The space of guides that no print needs is given back to the disk."""
    with Store.open(tmp_path) as store:
        for number in range(20):
            store.record.add(make_print(guide=make_guide(title=f"Guide {number}", subtitle=os.urandom(150).hex())))
        store.record.delete_before(DAY)  # writes nothing
        store.record.close()
        before = (tmp_path / FILE).stat().st_size

        assert store.record.delete_before(DAY + datetime.timedelta(days=1)) == 20
        store.record.close()

    assert (tmp_path / FILE).stat().st_size < before / 2


def test_prints_expire_as_the_settings_say(tmp_path: Path) -> None:
    """By default nothing expires."""
    with Store.open(tmp_path) as store:
        store.record.add(make_print())
        later = DAY + datetime.timedelta(days=31)

        assert store.delete_expired(later) == 0
        store.settings.save_keep_days(30)
        assert store.delete_expired(DAY + datetime.timedelta(days=30)) == 0
        assert store.delete_expired(later) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")
def test_a_print_is_whole_or_absent_after_a_kill(tmp_path: Path, kills: int) -> None:
    """A desk can be killed at any moment: every print in the record is complete, and every reported one is there."""
    output = tmp_path.with_name("killer.txt")

    with run_python(output, KILLER, tmp_path, kills) as killer:
        killer.wait(timeout=250)

    reported = len(output.read_bytes().split())
    assert reported > 0
    with Store.open(tmp_path) as store:
        assert store.notices.messages == ()
        first = store.record.list_prints()
        assert reported <= first.total <= reported + kills
        for page in range(1, first.pages + 1):
            for each in store.record.list_prints(page).prints:
                assert len(each.sheets) == 2
                assert store.record.read_edition(each).overlay is not None
        assert reported <= len(store.sets.list_sets()) <= reported + kills
    assert not [path.name for path in tmp_path.iterdir() if "damaged" in path.name or path.suffix == ".part"]


def test_several_desks_record_at_once(tmp_path: Path) -> None:
    """No print and no set of two desks that work at the same time is lost."""
    outputs = [tmp_path.with_name(f"{name}.txt") for name in ("A", "B")]

    with ExitStack() as stack:
        writers = [stack.enter_context(run_python(each, WRITER, tmp_path, 25, each.stem)) for each in outputs]
        statuses = [writer.wait(timeout=120) for writer in writers]

    assert statuses == [0, 0]
    assert [each.read_text(encoding="utf-8").split()[-1] for each in outputs] == ["24", "24"]
    with Store.open(tmp_path) as store:
        assert store.record.list_prints().total == 50
        assert len(store.sets.list_sets()) == 50


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_record_is_set_aside(tmp_path: Path, content: bytes) -> None:
    """A damaged file is one message and a new record; the damaged file is kept. An empty file is no damage."""
    (tmp_path / FILE).write_bytes(content)

    with Store.open(tmp_path) as store:
        messages = store.notices.messages
        assert store.record.add(make_print()) == 1

    aside = tmp_path / f"{FILE}.damaged-1"
    if content:
        assert len(messages) == 1
        assert messages[0].endswith("The damaged file is now record.sqlite3.damaged-1.")
        assert aside.read_bytes() == content
    else:
        assert messages == ()


def test_damage_within_the_file_is_found(tmp_path: Path) -> None:
    """Pages that were overwritten are found when the desk starts."""
    with Store.open(tmp_path) as store:
        for number in range(20):
            store.record.add(make_print(guide=make_guide(title=f"Guide {number}")))
    path = tmp_path / FILE
    damaged = bytearray(path.read_bytes())
    damaged[4096:12288] = random.Random(1).randbytes(8192)
    path.write_bytes(damaged)

    with Store.open(tmp_path) as store:
        assert len(store.notices.messages) == 1
        assert store.record.list_prints().total == 0


def test_damage_while_the_desk_runs_is_no_crash(tmp_path: Path) -> None:
    """If the file is overwritten under a running desk, the next print begins a new record."""
    with Store.open(tmp_path) as store:
        store.record.add(make_print())
        store.record.close()
        (tmp_path / FILE).write_bytes(b"overwritten" * 1000)
        for suffix in ("-wal", "-shm"):
            (tmp_path / f"{FILE}{suffix}").unlink(missing_ok=True)

        assert store.record.add(make_print()) == 1
        assert len(store.notices.messages) == 1


def test_a_record_of_an_older_version_is_upgraded(tmp_path: Path) -> None:
    """What was printed before stays; its sheets were made for the day on which they were printed."""
    with Store.open(tmp_path) as store:
        store.record.add(make_print())
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("ALTER TABLE prints DROP COLUMN made_for")
        database.execute("PRAGMA user_version = 1")
    database.close()

    with Store.open(tmp_path) as store:
        store.record.add(make_print())

        assert [each.made_for for each in store.record.list_prints().prints] == [DAY, DAY]
        assert store.notices.messages == ()


def test_a_record_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """Its file is not changed; prints are recorded in memory."""
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    before = (tmp_path / FILE).read_bytes()

    with Store.open(tmp_path) as store:
        assert "newer version of acucontent" in store.notices.messages[0]
        assert store.record.add(make_print()) == 1

    assert (tmp_path / FILE).read_bytes() == before


def test_a_damaged_content_is_refused(tmp_path: Path) -> None:
    """A guide that was changed in the file is never printed."""
    with Store.open(tmp_path) as store:
        store.record.add(make_print())
        with sqlite3.connect(tmp_path / FILE) as database:
            database.execute("UPDATE contents SET packed = x'00'")
        database.close()

        with pytest.raises(DamagedContent, match="cannot be printed again"):
            store.record.read_edition(store.record.get(1))


def test_a_locked_record_stops_no_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If another program locks the file, the print goes on, and a notice says that it is not in the record."""
    monkeypatch.setattr("acucontent.desk.storage.database.BUSY_SECONDS", 0.05)
    with Store.open(tmp_path) as store, sqlite3.connect(tmp_path / FILE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")

        assert store.record.add(make_print()) is None
        assert "in use by another program" in store.notices.messages[0]
        with pytest.raises(RecordUnusable):
            store.record.delete_before(DAY)
    other.close()


def _list_types(kind: Any, seen: set[Any]) -> set[Any]:
    """Return every type that a value of a type can hold, except what a guide and a clinic hold."""
    for part in get_args(kind) or ([kind] if isinstance(kind, type) else []):
        if part in seen:
            continue
        seen.add(part)
        if dataclasses.is_dataclass(part) and part is not Overlay:
            for hint in get_type_hints(part).values():
                _list_types(hint, seen)
        elif get_args(part):
            _list_types(part, seen)
    return seen


def test_no_type_can_hold_the_words_of_a_patient() -> None:
    """A print has the choice of sheets, their titles and hashes, and times: no field for a name, a date or a note."""
    fields = {each.name for each in dataclasses.fields(NewPrint)}
    found = {kind.__name__ for kind in _list_types(NewPrint, set()) if isinstance(kind, type)}

    assert fields == {"action", "choice", "sheets", "guide", "overlay", "at", "day", "made_for", "filled"}
    assert found == {
        *("NewPrint", "SheetChoice", "PrintedSheet", "Guide", "Overlay"),
        *("str", "int", "bool", "datetime", "date", "NoneType"),
    }
    assert {each.name for each in dataclasses.fields(SheetChoice)} == {
        *("guide", "handouts", "region", "language", "paper", "large_print", "grey", "clinic", "decision_options")
    }
    assert Guide.model_config["frozen"]


def test_the_tables_have_no_column_for_words(tmp_path: Path) -> None:
    """The columns of the database are those of a print and its sheets."""
    Store.open(tmp_path).close()

    with sqlite3.connect(tmp_path / FILE) as database:
        columns = {
            table: [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            for table in ("contents", "prints", "sheets")
        }
    database.close()
    assert columns == {
        "contents": ["sha256", "packed"],
        "prints": [
            *("number", "at", "day", "made_for", "action", "choice", "edition", "filled"),
            *("guide_sha256", "overlay_sha256", "clinic", "acucontent"),
        ],
        "sheets": ["print", "place", "handout", "title", "pages", "content_hash", "blank_sha256"],
    }

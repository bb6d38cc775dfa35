"""The settings and saved sets survive damage, other desks and folders that cannot be written."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from acucontent.desk.storage import DuplicateSet, InvalidSet, Store, UnknownSet, find_user_folder
from acucontent.desk.storage.saved_sets import MAX_NAME, MAX_SETS
from tests.desk.storage.examples import make_choice, make_print


def test_the_folder_is_private(tmp_path: Path) -> None:
    """Only its owner can open the folder and its files, also if it was open to others before."""
    folder = tmp_path / "acucontent" / "desk"
    folder.mkdir(parents=True, mode=0o755)

    with Store.open(folder) as store:
        store.settings.save_last_choice(make_choice())
        store.sets.save("First visit", make_choice())
        store.record.add(make_print())

        if os.name == "posix":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
        assert store.notices.messages == ()


def test_what_a_killed_desk_left_is_removed(tmp_path: Path) -> None:
    """A desk that is killed between two steps of a write can leave a temporary file; the next start removes it."""
    (tmp_path / ".sets.json.desk0123abcd.part").write_text("{", encoding="utf-8")

    Store.open(tmp_path).close()

    assert not list(tmp_path.glob(".*"))


def test_settings_are_read_again(tmp_path: Path) -> None:
    """Each setting is there after the desk was started again; those of a newer version stay in the file."""
    (tmp_path / "settings.json").write_text('{"future": 1, "clinics_folder": "/clinics"}', encoding="utf-8")
    with Store.open(tmp_path) as store:
        store.settings.save_last_choice(make_choice(large_print=True))
        store.settings.save_keep_days(90)

    with Store.open(tmp_path) as store:
        found = store.settings.read()
    assert (found.last_choice, found.keep_days) == (make_choice(large_print=True), 90)
    assert found.clinics_folder == Path("/clinics")
    assert '"future": 1' in (tmp_path / "settings.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("days", [0, -1, 100_000])
def test_an_impossible_time_in_the_record_is_refused(tmp_path: Path, days: int) -> None:
    """The number of days is checked before it is saved."""
    with Store.open(tmp_path) as store:
        with pytest.raises(ValueError, match="keep_days"):
            store.settings.save_keep_days(days)

        assert store.settings.read().keep_days is None


DAMAGE = [
    b"{",
    b"[]",
    b"\xff\xfe",
    b'{"last_choice": 3, "First": 3}',
    b'{"last_choice": {"guide": 3}, "First": {"guide": 3}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("name", ["settings.json", "sets.json"])
@pytest.mark.parametrize("content", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_file_is_set_aside(tmp_path: Path, name: str, content: bytes) -> None:
    """A damaged file is one message and a new file, whether it is read or changed first; the damaged one is kept."""
    (tmp_path / name).write_bytes(content)

    with Store.open(tmp_path) as store:
        store.sets.save("First visit", make_choice())
        store.settings.save_keep_days(3)

        assert (tmp_path / f"{name}.damaged-1").read_bytes() == content
        assert len(store.notices.messages) == 1
        assert f"{name} was damaged" in store.notices.messages[0]
        assert list(store.sets.list_sets()) == ["First visit"]
        assert store.settings.read().keep_days == 3


def test_a_damaged_file_is_set_aside_when_it_is_read(tmp_path: Path) -> None:
    """Reading alone sets a damaged file aside, and a second damaged file gets another name."""
    for _ in range(2):
        (tmp_path / "sets.json").write_bytes(b"{")
        with Store.open(tmp_path) as store:
            assert store.sets.list_sets() == {}
            assert len(store.notices.messages) == 1

    assert sorted(path.name for path in tmp_path.glob("sets*")) == ["sets.json.damaged-1", "sets.json.damaged-2"]


def test_without_a_home_everything_works_until_the_end(tmp_path: Path) -> None:
    """A user without a home folder can print, record and save sets, and is told that nothing is saved."""
    with Store.open(None) as store:
        store.sets.save("First visit", make_choice())
        store.settings.save_keep_days(3)
        number = store.record.add(make_print())

        assert number is not None
        assert store.record.get(number).sheets == make_print().sheets
        assert list(store.sets.list_sets()) == ["First visit"]
        assert store.settings.read().keep_days == 3
        assert [each[:23] for each in store.notices.messages] == ["Choices, sets or prints"]
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_a_file_is_one_message(tmp_path: Path) -> None:
    """A folder that cannot be created is one message that names it."""
    (tmp_path / "home").write_text("", encoding="utf-8")

    with Store.open(tmp_path / "home" / "desk") as store:
        store.sets.save("First visit", make_choice())
        assert store.record.add(make_print()) == 1

        (message,) = store.notices.messages
        assert message.startswith("Choices, sets or prints cannot be saved and are lost when the desk is closed. ")
        assert "home" in message


def test_what_could_not_be_saved_is_saved_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that was full for a moment costs nothing; what another desk saved meanwhile stays, too."""
    with Store.open(tmp_path) as store, Store.open(tmp_path) as other:
        store.sets.save("Old", make_choice())
        store.sets.save("Removed", make_choice())
        with monkeypatch.context() as patched:
            patched.setattr("acucontent.desk.storage.json_file.write_file", _raise_full)
            store.sets.save("Meanwhile", make_choice())
            store.sets.delete("Removed")
            assert list(store.sets.list_sets()) == ["Meanwhile", "Old"]
            assert "No space" in store.notices.messages[0]
        other.sets.save("From another desk", make_choice())
        other.sets.delete("Old")

        store.sets.save("Afterwards", make_choice())

        assert list(other.sets.list_sets()) == ["Afterwards", "From another desk", "Meanwhile"]
        assert store.notices.messages == ()


def _raise_full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_link_is_no_damage(tmp_path: Path) -> None:
    """A file that cannot be read stays where it is, and the message says why nothing is saved."""
    (tmp_path / "elsewhere.json").write_text("{}", encoding="utf-8")
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "sets.json").symlink_to(tmp_path / "elsewhere.json")

    with Store.open(folder) as store:
        assert store.sets.list_sets() == {}
        store.sets.save("First visit", make_choice())

        assert list(store.sets.list_sets()) == ["First visit"]
        (message,) = store.notices.messages
        assert "sets.json: cannot be read" in message
    assert (folder / "sets.json").is_symlink()
    assert (tmp_path / "elsewhere.json").read_text(encoding="utf-8") == "{}"


def test_a_read_only_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets in a folder that cannot be written are used; changes last until the desk ends."""
    with Store.open(tmp_path) as store:
        store.sets.save("First visit", make_choice())

    with monkeypatch.context() as patched:
        patched.setattr("acucontent.files.os.access", lambda path, mode: False)  # root can write everywhere
        with Store.open(tmp_path) as store:
            store.sets.save("Second visit", make_choice())
            assert store.record.add(make_print()) == 1

            assert list(store.sets.list_sets()) == ["First visit", "Second visit"]
            assert len(store.notices.messages) == 1
            assert "Permission denied" in store.notices.messages[0]
    with Store.open(tmp_path) as store:
        assert list(store.sets.list_sets()) == ["First visit"]


def test_the_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is in the folder for configuration, and there is none for a user without a home folder."""
    monkeypatch.setattr("acucontent.desk.storage.folder.user_config_path", lambda name, appauthor: tmp_path / name)
    assert find_user_folder() == tmp_path / "acucontent" / "desk"

    monkeypatch.setattr("acucontent.desk.storage.folder.user_config_path", lambda name, appauthor: Path("~/x"))
    assert find_user_folder() is None


def test_sets_are_saved_renamed_and_deleted(tmp_path: Path) -> None:
    """The list is sorted by name, without regard to case."""
    with Store.open(tmp_path) as store:
        sets = store.sets
        sets.save("zebra", make_choice())
        sets.save("  First   visit ", make_choice(grey=True))

        assert list(sets.list_sets()) == ["First visit", "zebra"]
        assert sets.get("first VISIT") == make_choice(grey=True)
        assert sets.rename("zebra", "Zebra") == "Zebra"
        sets.delete("First visit")
        assert list(sets.list_sets()) == ["Zebra"]


def test_a_duplicate_name_is_refused(tmp_path: Path) -> None:
    """A set is replaced only on request; names that differ only in case are equal."""
    with Store.open(tmp_path) as store:
        sets = store.sets
        sets.save("First visit", make_choice())
        sets.save("Aftercare", make_choice())

        with pytest.raises(DuplicateSet, match="There is a set 'FIRST visit' already"):
            sets.save("FIRST visit", make_choice(grey=True))
        with pytest.raises(DuplicateSet, match="There is a set 'First visit' already"):
            sets.rename("Aftercare", "First visit")
        assert sets.get("First visit") == make_choice()
        sets.save("First visit", make_choice(grey=True), replace=True)
        assert sets.get("First visit") == make_choice(grey=True)


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "missing"), ("  ", "missing"), ("x" * (MAX_NAME + 1), "61 characters"), ("a\u202eb", "U\\+202E")],
)
def test_an_unusable_name_is_refused(tmp_path: Path, name: str, message: str) -> None:
    """The message says what a name can be."""
    with Store.open(tmp_path) as store, pytest.raises(InvalidSet, match=message):
        store.sets.save(name, make_choice())


def test_an_unknown_set_is_an_error(tmp_path: Path) -> None:
    """A set that another desk deleted is named."""
    with Store.open(tmp_path) as store:
        for act in (store.sets.get, store.sets.delete, lambda name: store.sets.rename(name, "x")):
            with pytest.raises(UnknownSet, match="no set 'Gone'"):
                act("Gone")


def test_the_number_of_sets_is_limited(tmp_path: Path) -> None:
    """A program that saves sets without end is stopped."""
    with Store.open(None) as store:
        for number in range(MAX_SETS):
            store.sets.save(f"Set {number}", make_choice())
        with pytest.raises(InvalidSet, match="which is the limit"):
            store.sets.save("One more", make_choice())

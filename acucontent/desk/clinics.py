"""The overlays of clinics in one folder: list, read, create and save them."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from anyascii import anyascii
from pydantic import TypeAdapter, ValidationError

from acucontent.clinic import Overlay
from acucontent.desk.choices import InvalidChoice, SheetChoice
from acucontent.desk.once import Once
from acucontent.desk.yaml_edit import edit_yaml
from acucontent.errors import AcucontentError, describe_error
from acucontent.files import CannotWrite, make_folder, read_regular_file, remove_file, write_file, write_new
from acucontent.model.base import Text
from acucontent.model.suggestions import describe_unknown
from acucontent.problems import GuideProblems, escape_unprintable, quote_text
from acucontent.reading import guide_files
from acucontent.reading.clinic import is_outside, parse_clinic
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.source_text import MAX_BYTES
from acucontent.templates import read_overlay_template

SUFFIXES = (".yaml", ".yml")
"""The suffixes of overlays."""

MAX_STEM = 60
"""The longest name of a new file, in characters without its suffix."""

_HEAD = """\
# A clinic overlay: what your clinic adds to the handouts. `acucontent schema clinic` prints every field with a
# description.
#
"""
_NO_HOME = "You have no home folder for clinics. Start the desk with --clinics DIR."
_RETRY_SECONDS = 30.0
"""The time after which a broken overlay is read again though its files did not change: a process may have failed."""
_TEXT: TypeAdapter[str] = TypeAdapter(Text)
_Stamp: TypeAlias = tuple[int, int, int, int] | None
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""The names that Windows keeps for devices."""


class UnknownClinic(AcucontentError, LookupError):
    """The folder has no such overlay."""


class UnusableClinic(AcucontentError, ValueError):
    """An overlay has problems; the message lists them."""


class ChangedMeanwhile(AcucontentError, ValueError):
    """A file was changed by another program after it was opened in a form. It was not saved."""


class UnusableFolder(AcucontentError, ValueError):
    """A folder cannot have the overlays; the message says why."""


class InvalidClinicName(AcucontentError, ValueError):
    """A name gives no usable name of a file."""


@dataclass(frozen=True)
class ClinicFile:
    """An overlay in the folder."""

    name: str
    """The name of the file."""
    title: str
    """The name of the clinic; the name of the file if the overlay is broken."""
    overlay: Overlay | None
    problems: tuple[str, ...] = ()
    """Why it cannot be used, each problem with its file and line; empty if it can."""
    has_usable_name: bool = True
    """Whether it can be chosen by its name. If not, `name` is escaped so that it can be shown."""


@dataclass(frozen=True)
class ClinicText:
    """The text of an overlay, as it is in its file."""

    name: str
    content: bytes
    is_missing: bool = False
    """Whether the file was deleted after it was opened in a form."""
    sha256: str = field(init=False)
    """By which `Clinics.save` knows whether the file is still the same."""

    def __post_init__(self) -> None:
        """Compute the hash."""
        object.__setattr__(self, "sha256", hashlib.sha256(self.content).hexdigest())

    @property
    def is_utf8(self) -> bool:
        """Whether it is UTF-8, as an overlay must be."""
        try:
            self.content.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True

    def decode(self) -> str:
        """Return the text; one that is not UTF-8 is read as older editors of Windows write it."""
        if self.is_utf8:
            return self.content.decode("utf-8-sig")
        is_utf16 = self.content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return self.content.decode("utf-16" if is_utf16 else "cp1252", "replace")


@dataclass(frozen=True)
class _LoadedFile:
    """An overlay that was read, and by what a change of its files is noticed."""

    file: ClinicFile
    logo: Path | None
    """The file of the logo that it names; None without one."""
    stamps: tuple[_Stamp, _Stamp]
    """The stamps of the overlay and of its logo."""
    at: float
    """When it was read, in seconds of `time.monotonic`."""

    def is_current(self, path: Path) -> bool:
        """Return whether it need not be read again."""
        is_lasting = self.file.overlay is not None or time.monotonic() - self.at < _RETRY_SECONDS
        return is_lasting and self.stamps == (_stamp(path), _stamp(self.logo))


class Clinics:
    """The overlays in a folder. It is thread-safe.

    A name is looked up in the list of files of the folder, so that no name leads to another folder; links that lead
    out of the folder are listed as broken.
    """

    def __init__(self, folder: Path | None, usual: Path | None = None) -> None:
        """Make the clinics of a folder, which need not exist; without a folder there are none.

        Args:
            folder: The folder.
            usual: The folder if no other is chosen; None if no other can be chosen.
        """
        self.folder, self.usual = folder, usual
        self._lock = Lock()
        self._cache: dict[str, _LoadedFile] = {}

    @property
    def problem(self) -> str:
        """Why the folder cannot be listed; empty if it can, or if it was not created yet."""
        if self.folder is None or (self.folder == self.usual and _is_missing(self.folder)):
            return ""
        try:
            _check_folder(self.folder)
        except UnusableFolder as error:
            return str(error)
        return ""

    def choose_folder(self, text: str) -> Path | None:
        """Use the overlays of another folder from now on, and return it; None for the usual one.

        Args:
            text: The full path of the folder; an empty text for the default one.

        Raises:
            UnusableFolder: No other folder can be chosen, or this one cannot be used.
        """
        if self.usual is None:
            chosen_before = "The folder was chosen with --clinics when the desk was started."
            raise UnusableFolder(chosen_before if self.folder else _NO_HOME)
        chosen = _parse_folder(text)
        with self._lock:
            self.folder = chosen or self.usual
            self._cache.clear()
        return chosen

    def list(self) -> tuple[ClinicFile, ...]:
        """Return the overlays, sorted by file name; broken ones with their problems."""
        return tuple(self._load(path) for path in self._find_files().values())

    def read(self, name: str) -> Overlay:
        """Return an overlay.

        Raises:
            UnknownClinic: The folder has no such file.
            UnusableClinic: It has problems.
        """
        found = self._load(self._find(name))
        if found.overlay is None:
            raise UnusableClinic("\n".join(found.problems))
        return found.overlay

    def freeze(self) -> Clinics:
        """Return the same clinics, whose list and overlays stay as they are when they are first read."""
        return _FrozenClinics(self)

    def read_text(self, name: str) -> ClinicText:
        """Return the text of an overlay, which may be broken.

        Raises:
            UnknownClinic: The folder has no such file.
            UnusableClinic: It cannot be read.
        """
        path = self._find(name)
        content = None if _is_outside(path) else read_regular_file(path)
        if content is None or len(content) > MAX_BYTES:
            raise UnusableClinic(f"{name}: cannot be read here: it is a link, or no regular file of at most 1 MB.")
        return ClinicText(name, content)

    def create(self, clinic: str, stem: str = "") -> str:
        """Create an overlay with the comments of the template and the name of the clinic; return its file name.

        To create the same overlay once more, as a second click does, changes nothing while it is not edited.

        Args:
            clinic: The name of the clinic.
            stem: The name of the file without suffix (default: made from the name of the clinic).

        Raises:
            InvalidClinicName: No file name can be made, or the folder has the file.
            CannotWrite: The file cannot be written.
        """
        folder = self._get_folder()
        name = f"{make_stem(stem or clinic)}.yaml"
        document = edit_yaml(_make_template(), {"name": " ".join(clinic.split())}, ("name",))
        content = document.text.encode("utf-8")
        if any(_fold(name) == _fold(other) for other in self._find_files()):
            if read_regular_file(folder / name) == content:
                return name
            raise InvalidClinicName(f"There is a file {name} already. Use another name for the file.")
        make_folder(folder, private=True)
        write_new(folder / name, content)
        return name

    def save(self, name: str, content: bytes, expected_sha256: str) -> ClinicText:
        """Save the text of an overlay in one step, and return it.

        Args:
            name: The name of the file.
            content: The new text.
            expected_sha256: The hash of the text that was changed.

        Raises:
            ChangedMeanwhile: The file has another text than expected.
            UnknownClinic: The folder has no such file.
            CannotWrite: The file cannot be written.
        """
        with self._lock:
            if self.read_text(name).sha256 != expected_sha256:
                raise ChangedMeanwhile(f"{name} was changed by another program after you opened it. It was not saved.")
            write_file(self._find(name), content)
        return ClinicText(name, content)

    def restore(self, name: str, content: bytes) -> None:
        """Write an overlay again that was deleted after it was opened.

        Raises:
            UnknownClinic: The name is not that of an overlay in the folder.
            CannotWrite: The file cannot be written, or there is one again.
        """
        if not is_overlay_name(name):
            raise UnknownClinic(describe_unknown("clinic", name, filter(_has_usable_name, self._find_files())))
        folder = self._get_folder()
        make_folder(folder, private=True)
        write_new(folder / name, content)

    def delete(self, name: str, expected_sha256: str) -> None:
        """Delete an overlay, but not its logo, which other overlays may use.

        Args:
            name: The name of the file. One that is not there is deleted already.
            expected_sha256: The hash of the text that is deleted.

        Raises:
            ChangedMeanwhile: The file has another text than expected.
            UnusableClinic: It cannot be read.
            CannotWrite: The file cannot be deleted.
        """
        with self._lock:
            try:
                if self.read_text(name).sha256 != expected_sha256:
                    raise ChangedMeanwhile(f"{name} was changed by another program meanwhile. It was not deleted.")
                remove_file(self._find(name))
            except UnknownClinic:
                return

    def save_logo(self, name: str, logo: bytes) -> str:
        """Save the logo of a clinic in the folder, and return the name of its file. No other file is replaced.

        Args:
            name: The file name of the overlay. Its text is not changed.
            logo: The logo as `acucontent.logo.clean_logo` returns it.

        Raises:
            UnknownClinic: The folder has no such overlay.
            CannotWrite: The file cannot be written.
        """
        overlay = self._find(name)
        for candidate in _list_logo_names(overlay.stem):
            path = overlay.with_name(candidate)
            if read_regular_file(path) == logo:
                return candidate
            if not os.path.lexists(path):
                write_file(path, logo)
                return candidate
        raise CannotWrite(f"{overlay.parent}: has too many logos of {name}. Delete those that are not used.")

    def _get_folder(self) -> Path:
        if self.folder is None:
            raise CannotWrite(_NO_HOME)
        return self.folder

    def _find_files(self) -> dict[str, Path]:
        """Return the files of the overlays by name, sorted."""
        try:
            names = sorted(path.name for path in self.folder.iterdir()) if self.folder else []
        except OSError:
            return {}
        usable = [name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith(".")]
        paths = {name: self.folder / name for name in usable if self.folder}
        return {name: path for name, path in paths.items() if not os.path.isdir(path)}  # noqa: PTH112 - is_dir raises

    def _find(self, name: str) -> Path:
        """Return the file of an overlay.

        Raises:
            UnknownClinic: The folder has no such file.
            UnusableClinic: Its name cannot be used.
        """
        files = self._find_files()
        if name not in files:
            known = filter(_has_usable_name, files)
            raise UnknownClinic(describe_unknown("clinic", name, known, qualifier=" in the folder of the clinics"))
        if not _has_usable_name(name):
            raise UnusableClinic("\n".join(_describe_unusable_name(name).problems))
        return files[name]

    def _load(self, path: Path) -> ClinicFile:
        """Return an overlay. It is read again only if its file or its logo changed; a broken one after a while, too."""
        if not _has_usable_name(path.name):
            return _describe_unusable_name(path.name)
        with self._lock:
            known = self._cache.get(path.name)
        if known is not None and known.is_current(path):
            return known.file
        before = _stamp(path)
        logo = _find_logo(path)
        stamps = (before, _stamp(logo))
        found = _LoadedFile(_read_file(path), logo, stamps, time.monotonic())
        if before is not None and found.is_current(path):  # otherwise it may be of the version before
            with self._lock:
                self._cache[path.name] = found
        return found.file


class _FrozenClinics(Clinics):
    """Clinics whose folder and overlays are read once. They are for one request, which changes no overlay."""

    def __init__(self, clinics: Clinics) -> None:
        super().__init__(clinics.folder, clinics.usual)
        vars(self).update(vars(clinics))  # also its lock and its cache
        find_files, load = super()._find_files, super()._load
        self._listings = Once(lambda _: find_files())
        self._loaded = Once(lambda name: load(self._find_files()[name]))

    def _find_files(self) -> dict[str, Path]:
        return self._listings.get("")  # of the one folder

    def _load(self, path: Path) -> ClinicFile:
        return self._loaded.get(path.name)


def _parse_folder(text: str) -> Path | None:
    """Return the folder that a person wrote, or None for an empty text.

    Raises:
        UnusableFolder: It is no absolute path, or cannot be listed.
    """
    plain = text.strip().strip("\"'").strip()
    if not plain:
        return None
    if not plain.isprintable():
        raise UnusableFolder("The path has invisible characters. Type it again.")
    try:
        folder = Path(plain).expanduser()
    except RuntimeError:
        raise UnusableFolder(f"{plain}: unknown user. Write the full path.") from None
    if not folder.is_absolute():
        raise UnusableFolder(f"{plain}: is not an absolute path. Write the full path, such as {Path.home() / plain}.")
    _check_folder(folder)
    return folder


def _check_folder(folder: Path) -> None:
    """Check that a folder can be listed.

    Raises:
        UnusableFolder: It cannot.
    """
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        reason = "does not exist. Create it, connect the drive that it is on, or choose another folder"
    except NotADirectoryError:
        reason = "is a file, not a folder. Choose the folder that it is in"
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}. Check its permissions, or choose another folder"
    else:
        return
    raise UnusableFolder(f"{escape_unprintable(str(folder))}: {reason}.")


def is_overlay_name(name: str) -> bool:
    """Return whether a text is the name of an overlay in a folder: no path, and not hidden."""
    return _has_usable_name(name) and ":" not in name and name.lower().endswith(SUFFIXES)


def _has_usable_name(name: str) -> bool:
    """Return whether an overlay can be chosen by the name of its file; the rule is that of `SheetChoice`."""
    try:
        SheetChoice("guide", ("handout",), "US", "en", clinic=name)
    except InvalidChoice:
        return False
    return True


def _describe_unusable_name(name: str) -> ClinicFile:
    """Return an overlay that cannot be chosen; each character that cannot be shown is escaped, and each wrong byte."""
    shown = escape_unprintable(os.fsencode(name).decode("utf-8", "backslashreplace"))
    problem = (
        f"{shown}: the name of the file is too long, or has characters that cannot be shown or a backslash. "
        "To fix it, rename the file with letters, digits and hyphens."
    )
    return ClinicFile(shown, shown, None, (problem,), has_usable_name=False)


def _make_template() -> str:
    """Return the template of `acucontent new --clinic` without the words about its examples, which are removed."""
    template = read_overlay_template()
    return _HEAD + template[template.index("# Each value must fit") :]


def make_stem(name: str) -> str:
    """Return the name of a new file without its suffix: lower-case letters, digits and single hyphens.

    Letters of other alphabets become those of ours that sound alike.

    >>> make_stem("Praxis am Fluß, 2. Stock")
    'praxis-am-fluss-2-stock'

    Raises:
        InvalidClinicName: The name has no letter or digit that can be used.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = anyascii("".join(character for character in plain if not unicodedata.combining(character))).lower()
    stem = _NOT_IN_A_SLUG.sub("-", letters).strip("-")[:MAX_STEM].strip("-")
    if not stem or _RESERVED.fullmatch(stem):
        raise InvalidClinicName(
            f"No file can be named after {quote_text(name)}. Write a name for the file with letters from a to z."
        )
    return stem


def _read_file(path: Path) -> ClinicFile:
    if _is_outside(path):
        problem = f"{path.name}: is a link to a file outside this folder. To fix it, copy the file here."
        return ClinicFile(path.name, path.name, None, (problem,))
    content = read_regular_file(path.resolve())
    if content is None:
        return ClinicFile(path.name, path.name, None, (f"{path.name}: cannot be read. Check its permissions.",))
    try:
        overlay = parse_clinic(content, path.name, path.parent)
    except GuideProblems as error:
        return ClinicFile(path.name, path.name, None, tuple(map(str, error.problems)))
    except AcucontentError as error:
        return ClinicFile(path.name, path.name, None, (describe_error(error),))
    return ClinicFile(path.name, overlay.clinic.name, overlay)


def _is_outside(path: Path) -> bool:
    """Return whether a file is a link that leads out of its folder, or nowhere."""
    try:
        return path.is_symlink() and path.resolve(strict=True).parent != path.parent.resolve()
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for circular links
        return True


def _find_logo(path: Path) -> Path | None:
    """Return the logo that an overlay names, also a broken one."""
    content = None if _is_outside(path) else read_regular_file(path.resolve())
    if content is None:
        return None
    node = guide_files.parse_document(content, path.name, ProblemCollector()).root.mapping.get("logo")
    try:
        name = _TEXT.validate_python(node.value) if node else ""
    except ValidationError:
        return None  # such a logo is not read either
    return path.parent / name if name and not is_outside(name) else None


def _stamp(path: Path | None) -> _Stamp:
    """Return by what a change of a file is noticed: its size, number and times, also that of its permissions."""
    try:
        stat = path.stat() if path else None
    except OSError:
        return None
    return (stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) if stat else None


def _is_missing(path: Path) -> bool:
    """Return whether there is nothing at a path; one that cannot be looked up is not missing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _list_logo_names(stem: str) -> Iterator[str]:
    """Yield the names that a logo can have, the best first."""
    yield f"{stem}-logo.png"
    yield from (f"{stem}-logo-{number}.png" for number in range(2, 100))


def _fold(name: str) -> str:
    """Return a name in the form in which systems compare file names."""
    return unicodedata.normalize("NFKC", name).casefold()

"""The pages of a preview, as a browser without scripts gets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from acucontent.desk.preview.guide_source import GuideSource
from acucontent.desk.preview.kept_files import KeptFiles
from acucontent.desk.preview.pages import make_preview_app
from acucontent.desk.preview.preview import Preview
from acucontent.desk.preview.view import View
from acucontent.desk.web.output import PDF_POLICY
from acucontent.desk.web.security import Guard
from acucontent.registry import Registry
from tests.desk.preview.conftest import TODAY, ThreadRunner

HOST, PORT = "127.0.0.1", 8766
ADDRESS = f"http://{HOST}:{PORT}"


@pytest.fixture
def client(guide: Path, runner: ThreadRunner, registry: Registry) -> Iterator[TestClient]:
    """Return a client of the pages of a small guide, in plain text if nothing else is asked for."""
    preview = Preview(GuideSource(guide), View(format="text"), drafts=runner, files=runner, today=lambda: TODAY)
    with TestClient(make_preview_app(preview, registry, Guard(HOST, PORT)), base_url=ADDRESS) as client:
        yield client
        assert client.portal
        client.portal.call(preview.close)


def test_the_page_is_complete_without_scripts(client: TestClient) -> None:
    """It has the text, the choices and a link that loads it again."""
    page = client.get("/").text

    assert '<div class="text"' in page
    assert "Neck pain" in page
    assert '<a class="button" href="/?format=text" id="reload">Reload</a>' in page
    for name in ("handout", "format", "region"):
        assert f'<select id="{name}" name="{name}">' in page
    assert '<option value="text" selected>' in page
    assert "<script>" not in page
    assert "style=" not in page


def test_large_print_is_a_switch(client: TestClient) -> None:
    """It is offered for a format that has it, shows other pages, and stays in the address, also for another format."""
    usual = client.get("/?format=pdf").text
    large = client.get("/?format=pdf&large_print=&large_print=1").text

    assert 'id="large_print" name="large_print" value="1">' in usual
    assert 'id="large_print" name="large_print" value="1" checked>' in large
    assert 'href="/?format=pdf&amp;large_print=1" id="reload"' in large
    assert large.count('<section class="side"') > usual.count('<section class="side"')
    assert '<input type="hidden" name="large_print" value="1">' in client.get("/?format=text&large_print=1").text


def test_pages_are_pictures(client: TestClient) -> None:
    """Each page of a PDF is a picture that can be fetched; the file, too."""
    page = client.get("/", params={"format": "pdf"}).text
    pictures = re.findall(r'<img class="paper" src="(/files/[0-9a-f]{32})"', page)
    (file,) = re.findall(r'<a id="open-file" href="(/files/[0-9a-f]{32})"', page)

    assert len(pictures) == len(re.findall('<section class="side"', page)) > 0
    assert {client.get(each).headers["Content-Type"] for each in pictures} == {"image/png"}
    assert client.get(file).content.startswith(b"%PDF")
    assert client.get(f"/files/{'0' * 32}").status_code == 404


def test_a_web_page_runs_no_script_and_loads_nothing(client: TestClient) -> None:
    """It is in a frame of this site, which may show nothing else."""
    answer = client.get("/", params={"format": "html"})
    (frame,) = re.findall(r'<iframe class="frame" src="(/files/[0-9a-f]{32})" sandbox="allow-same-origin"', answer.text)
    file = client.get(frame)

    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    policy = file.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-same-origin; default-src 'none'")
    assert "script" not in policy
    assert file.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_pdf_is_opened_by_the_viewer_of_the_browser(client: TestClient) -> None:
    """Its policy has no sandbox, in which viewers of some browsers show nothing."""
    page = client.get("/?format=pdf").text
    (address,) = re.findall(r'id="open-file" href="([^"]+)"', page)

    answer = client.get(address)

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-security-policy"] == PDF_POLICY


def test_other_formats_are_text(client: TestClient) -> None:
    """JSON is indented, and an ebook is the text of its chapters."""
    assert "&#34;id&#34;: &#34;neck-pain&#34;" in client.get("/", params={"format": "json"}).text
    assert "Neck pain" in client.get("/", params={"format": "epub"}).text


@pytest.mark.parametrize("query", [{"format": "pfd"}, {"handout": "x"}, {"region": "XX"}, {"language": "xx-bad-tag"}])
def test_an_unknown_name_is_an_error_beside_the_choices(client: TestClient, query: dict[str, str]) -> None:
    """The page says what is wrong; what was asked for stays chosen."""
    answer = client.get("/", params=query)

    assert answer.status_code == 200
    assert re.search(r'<p class="banner danger">[^<]*nknown|<p class="banner danger">[^<]*not', answer.text)


def test_text_of_addresses_is_escaped(client: TestClient) -> None:
    """A name in an address cannot add markup to the page."""
    assert "<b>" not in client.get("/", params={"handout": "<b>x</b>", "region": "<b>"}).text


def test_problems_replace_the_page(client: TestClient, guide: Path) -> None:
    """Each has its file and line, and nothing else is shown."""
    (guide / "guide.yaml").write_text("titel: x\n", encoding="utf-8")
    page = client.get("/").text

    assert "problems.</strong> The page is shown again when the guide is valid." in page
    assert f"<code>{guide / 'guide.yaml'}:1</code>" in page
    assert '<div class="text"' not in page


def test_a_check_is_explained(client: TestClient, registry: Registry) -> None:
    """The page says why it matters and how to fix it."""
    check = next(iter(registry.checks.values()))
    page = client.get(f"/checks/{check.code}")

    assert f"<h1>{check.code}: " in page.text
    assert client.get("/checks/S999").status_code == 404


def test_other_hosts_are_refused(client: TestClient) -> None:
    """The guard of the desk is in front of every page."""
    for path in ("/", "/events", "/files/x", "/checks/S101"):
        assert client.get(path, headers={"Host": "example.org"}).status_code == 403


def test_kept_files_are_limited() -> None:
    """The oldest are dropped; equal files are kept once."""
    files = KeptFiles(most=10)
    first = files.keep(b"12345", "text/plain")
    assert files.keep(b"12345", "text/plain") == first
    second = files.keep(b"67890", "text/plain")
    files.keep(b"12345", "text/plain")
    third = files.keep(b"x", "text/plain")

    assert files.get(second) is None
    assert files.get(first) == (b"12345", "text/plain")
    assert files.get(third)
    assert files.keep(b"a file that is larger than all", "text/plain") in files._files

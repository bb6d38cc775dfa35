"""Run the Nu Html Checker, the reference validator for HTML, which npm installs as a Java archive."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.downloads import install_tool
from tests.needs import require_programs

_JAR = Path("node_modules", "vnu-jar", "build", "dist", "vnu.jar")


def find_errors(pages: Mapping[str, str], work: Path) -> list[str]:
    """Return the errors in pages, each with the name of the page.

    Args:
        pages: The pages by name.
        work: A folder to write them to.
    """
    require_programs("java")
    for name, page in pages.items():
        (work / f"{name}.html").write_text(page, encoding="utf-8")
    paths = [str(work / f"{name}.html") for name in pages]
    command = ["java", "-Xss8m", "-jar", str(install_tool("vnu") / _JAR), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, check=True, timeout=600)
    messages = json.loads(done.stderr[done.stderr.index("{") :])["messages"]  # Java may warn of something first
    return [
        f"{Path(each['url']).stem}: {each['message']} {each.get('extract', '')[:200]}"
        for each in messages
        if each["type"] != "info"
    ]

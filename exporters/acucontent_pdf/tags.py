"""Mends of the tag tree that WeasyPrint leaves to be made, on its PDF objects before they are written.

Rules are of PDF/UA-1 (ISO 14289-1) and PDF 1.7 (ISO 32000-1), and are cited by clause. veraPDF checks the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydyf import PDF, Array, Dictionary, String

from acucontent_pdf.engine import Pages
from acucontent_pdf.tagging import tagged
from acucontent_pdf.tree import TagTree

PRINTED = 1 << 2
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""

POINT = 0.75
"""Points in a CSS pixel."""

_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}


def mend(pages: Pages, pdf: PDF) -> None:
    """Mend the tag tree, the running feet and the links of pages that are about to be written."""
    tree = TagTree(pdf, tagged(pages, pdf))
    _set_margins_apart(tree)
    _drop_inner_links(tree)
    _silence_leaders(tree)
    _put_lists_in_items(tree)
    _put_bullets_first(tree)
    _drop_repeated_heads(tree)
    tree.join(_fragments(tree))
    _scope_headers(tree)
    _free_pairs(tree)
    _give_items_bodies(tree)
    _name_contents(tree)
    _name_languages(tree)
    _place_figures(tree)
    _describe_links(pages)


def _set_margins_apart(tree: TagTree) -> None:
    """Make what stands in the margins artifacts: running feet are no part of the text (ISO 14289-1, 7.8)."""
    inside = tree.inside()
    tree.make_artifacts([node.element for node in tree.nodes if node.element.reference not in inside])


def _drop_inner_links(tree: TagTree) -> None:
    """Take away the second link over what a link holds: only `a` is a link (ISO 14289-1, 7.18.5)."""
    for node in tree.nodes:
        annotation = None if node.text else node.box.link_annotation
        if annotation and node.box.element_tag != "a":
            tree.drop_annotation(node.element, annotation)


def _silence_leaders(tree: TagTree) -> None:
    """Make the dots between a title and its page an artifact: nobody wants to hear them."""
    leaders = [node.element for node in tree.nodes if not node.text and node.box.is_leader]
    for leader in leaders:
        tree.cut(leader)
    tree.make_artifacts(leaders)


def _put_lists_in_items(tree: TagTree) -> None:
    """Put a list within an item back where it stands: WeasyPrint takes it out and reads it after the item."""
    for node in tree.nodes:
        element, item = node.element, node.around
        if element["S"] == "/L" and item["S"] in ("/LI", "/LBody") and element["P"] != item.reference:
            tree.cut(element)
            tree.put(element.reference, item)
            item["K"].sort(key=lambda kid: int(kid.split()[0]))


def _put_bullets_first(tree: TagTree) -> None:
    """Put the bullet of an item beside what it holds; it is painted in the item's first line."""
    for node in tree.nodes:
        item = node.element
        if item["S"] == "/Lbl":
            tree.cut(node.element)
            while item["S"] != "/LI":
                item = tree.at(item["P"])
            tree.put(node.element.reference, item, first=True)


def _drop_repeated_heads(tree: TagTree) -> None:
    """Let the head of a table be read once, on whatever pages it is shown (ISO 14289-1, 7.8)."""
    heads = [node for node in tree.nodes if node.element["S"] == "/THead"]
    seen: set[int] = set()
    for node in heads:
        if id(node.box.element) in seen:
            tree.cut(node.element)
            tree.make_artifacts(list(tree.within(node.element)))
        seen.add(id(node.box.element))


def _fragments(tree: TagTree) -> Iterator[tuple[Dictionary, Dictionary]]:
    """What lines and pages break up: a paragraph over two pages is one paragraph. Its first part, and each other."""
    first: dict[tuple[int, str], Dictionary] = {}
    for node in tree.nodes:
        if not node.text:
            kept = first.setdefault((id(node.box.element), node.element["S"]), node.element)
            if kept is not node.element:
                yield kept, node.element


def _scope_headers(tree: TagTree) -> None:
    """Say of each header cell what it heads, in the way that every reader knows (ISO 14289-1, 7.5)."""
    for node in tree.nodes:
        element = node.element
        if element["S"] in ("/TH", "/TD"):
            element.pop("ID", None)
            element["A"].pop("Headers", None)
        if element["S"] == "/TH":
            group = tree.at(tree.at(element["P"])["P"])["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"


def _free_pairs(tree: TagTree) -> None:
    """Leave a row of two cells to the heads of their columns, which say what both are: it needs no head of its own.

    With one, such a table would have more heads than other cells, which is how a table looks that was tagged blindly.
    """
    for node in tree.nodes:
        if node.element["S"] == "/Table":
            groups = {tree.at(kid)["S"]: tree.at(kid) for kid in node.element["K"]}
            rows = [tree.at(row) for row in groups["/TBody"]["K"]] if "/THead" in groups else []
            for row in rows:
                first, *others = (tree.at(cell) for cell in row["K"])
                if len(others) == 1:
                    first["S"] = "/TD"
                    first["A"].pop("Scope")


def _give_items_bodies(tree: TagTree) -> None:
    """Put what an item holds beside its bullet into a body (ISO 14289-1, 7.6)."""
    for node in tree.nodes:
        if node.element["S"] == "/LI":
            _give_body(tree, node.element)


def _give_body(tree: TagTree, item: Dictionary) -> None:
    kinds = {kid: tree.at(kid)["S"] for kid in item["K"]}
    loose = [kid for kid, kind in kinds.items() if kind not in ("/Lbl", "/LBody")]
    bodies = [tree.at(kid) for kid, kind in kinds.items() if kind == "/LBody"]
    if loose and not bodies:
        bodies = [Dictionary({**item, "S": "/LBody", "K": Array(), "P": item.reference})]
        tree.add(bodies[0])
        item["K"].append(bodies[0].reference)
    for kid in loose:
        tree.cut(tree.at(kid))
        tree.put(kid, bodies[0])


def _name_contents(tree: TagTree) -> None:
    """Call a table of contents what it is: entries that refer to places, and lists of more (ISO 32000-1, 14.8.4.3)."""
    for node in tree.nodes:
        element = node.element
        if not node.text and node.box.element.get("class") == "toc":
            element["S"] = _CONTENTS.get(element["S"], element["S"])
            if element["S"] == "/Reference":
                _move_lists_out(tree, element)


def _move_lists_out(tree: TagTree, element: Dictionary) -> None:
    """Put the lists in an element beside it."""
    for kid in [kid for kid in element["K"] if tree.at(kid)["S"] == "/L"]:
        tree.cut(tree.at(kid))
        tree.put(kid, tree.at(element["P"]))


def _name_languages(tree: TagTree) -> None:
    """Name the language of words in another than the document's (ISO 14289-1, 7.2)."""
    for node in tree.nodes:
        language = None if node.text else node.box.element.get("lang")
        if language:
            node.element["Lang"] = String(language)


def _place_figures(tree: TagTree) -> None:
    """Tell where a figure stands in points from the foot of its page, not in pixels from its head (14.8.5.4.3)."""
    for node in tree.nodes:
        if not node.text and node.element["S"] == "/Figure":
            left, top, right, bottom = (POINT * edge for edge in node.element["A"]["BBox"])
            height = tree.at(node.element["Pg"])["MediaBox"][3]
            node.element["A"]["BBox"] = Array((left, height - bottom, right, height - top))


def _describe_links(pages: Pages) -> None:
    """Let each link say in words where it leads, and be printed (ISO 14289-1, 7.18.1 and 7.18.5)."""
    for page in pages.pages:
        for _, _, _, box in page.links:
            words = box.element.get("aria-label") or " ".join("".join(box.element.itertext()).split())
            box.link_annotation.update(F=PRINTED, Contents=String(words))

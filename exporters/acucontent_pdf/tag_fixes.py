"""Fix the tag tree of WeasyPrint on its PDF objects before they are serialized.

The rules are those of PDF/UA-1 (ISO 14289-1) and PDF 1.7 (ISO 32000-1), cited by clause. veraPDF checks PDF/UA-1.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydyf import PDF, Array, Dictionary, String

from acucontent_pdf.engine import Pages
from acucontent_pdf.tag_boxes import match_boxes_with_tags
from acucontent_pdf.tag_tree import TagTree

PRINT_FLAG = 1 << 2
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""

POINTS_PER_PIXEL = 0.75
"""The size of a CSS pixel in points."""

_CONTENTS_TAGS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}


def fix_tags(pages: Pages, pdf: PDF) -> None:
    """Fix the tag tree, the running footers and the links of pages before they are written."""
    tree = TagTree(pdf, match_boxes_with_tags(pages, pdf))
    _mark_margins_as_artifacts(tree)
    _drop_inner_links(tree)
    _mark_leaders_as_artifacts(tree)
    _mark_decorations_as_artifacts(tree)
    _move_lists_into_items(tree)
    _tag_counters(tree)
    _move_bullets_first(tree)
    _drop_repeated_heads(tree)
    tree.join_fragments(_find_fragments(tree))
    _set_header_scopes(tree)
    _drop_row_headers_of_small_tables(tree)
    _add_item_bodies(tree)
    _tag_contents(tree)
    _set_languages(tree)
    _convert_figure_boxes(tree)
    _describe_links(pages)


def _mark_margins_as_artifacts(tree: TagTree) -> None:
    """Mark the page margins as artifacts: running footers are not part of the text (ISO 14289-1, 7.8)."""
    inside = tree.list_document_references()
    tree.make_artifacts([node.element for node in tree.nodes if node.element.reference not in inside])


def _drop_inner_links(tree: TagTree) -> None:
    """Remove the second link over the content of a link: only `a` is a link (ISO 14289-1, 7.18.5)."""
    for node in tree.nodes:
        annotation = None if node.is_text else node.box.link_annotation
        if annotation and node.box.element_tag != "a":
            tree.drop_annotation(node.element, annotation)


def _mark_leaders_as_artifacts(tree: TagTree) -> None:
    """Mark the dots between a title and its page number as artifacts, so that they are not read aloud."""
    leaders = [node.element for node in tree.nodes if not node.is_text and node.box.is_leader]
    for leader in leaders:
        tree.remove_element(leader)
    tree.make_artifacts(leaders)


def _mark_decorations_as_artifacts(tree: TagTree) -> None:
    """Mark pictures and signs that are hidden from screen readers as artifacts: the words beside them say the same."""
    hidden = [node.element for node in tree.nodes if not node.is_text and node.box.element.get("aria-hidden") == "true"]
    for element in hidden:
        tree.remove_element(element)
    tree.make_artifacts([each for element in hidden for each in tree.walk_elements(element)])


def _move_lists_into_items(tree: TagTree) -> None:
    """Move a nested list back into its item: WeasyPrint puts it after the item."""
    for node in tree.nodes:
        element, item = node.element, node.parent
        if element["S"] == "/L" and item["S"] in ("/LI", "/LBody") and element["P"] != item.reference:
            tree.remove_element(element)
            tree.insert_element(element.reference, item)
            item["K"].sort(key=lambda kid: int(kid.split()[0]))


def _tag_counters(tree: TagTree) -> None:
    """Tag the number that a style sheet sets before an item as its label (ISO 32000-1, 14.8.4.3.3)."""
    for node in tree.nodes:
        if not node.is_text and node.box.element_tag == "li::before" and node.parent["S"] in ("/LI", "/LBody"):
            node.element["S"] = "/Lbl"


def _move_bullets_first(tree: TagTree) -> None:
    """Move the bullet of an item to the item's beginning; it is painted in the first line of the item."""
    for node in tree.nodes:
        item = node.element
        if item["S"] == "/Lbl":
            tree.remove_element(node.element)
            while item["S"] != "/LI":
                item = tree.get_object(item["P"])
            tree.insert_element(node.element.reference, item, 0)


def _drop_repeated_heads(tree: TagTree) -> None:
    """Mark the repeated head of a table as an artifact on every page but the first (ISO 14289-1, 7.8)."""
    heads = [node for node in tree.nodes if node.element["S"] == "/THead"]
    seen: set[int] = set()
    for node in heads:
        if id(node.box.element) in seen:
            tree.remove_element(node.element)
            tree.make_artifacts(list(tree.walk_elements(node.element)))
        seen.add(id(node.box.element))


def _find_fragments(tree: TagTree) -> Iterator[tuple[Dictionary, Dictionary]]:
    """Yield the first element and each later one of what lines and pages split, such as a paragraph on two pages."""
    first: dict[tuple[int, str], Dictionary] = {}
    for node in tree.nodes:
        if not node.is_text:
            original = first.setdefault((id(node.box.element), node.element["S"]), node.element)
            if original is not node.element:
                yield original, node.element


def _set_header_scopes(tree: TagTree) -> None:
    """Set the scope of each header cell, which all PDF viewers support (ISO 14289-1, 7.5)."""
    for node in tree.nodes:
        element = node.element
        if element["S"] in ("/TH", "/TD"):
            element.pop("ID", None)
            element["A"].pop("Headers", None)
        if element["S"] == "/TH":
            group = tree.get_object(tree.get_object(element["P"])["P"])["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"


def _drop_row_headers_of_small_tables(tree: TagTree) -> None:
    """Make the row headers of a table data cells if it has column headers, and more header cells than data cells.

    Checkers report such tables as tagged automatically. A table of two columns is always one.
    """
    for node in tree.nodes:
        if node.element["S"] == "/Table":
            groups = {tree.get_object(kid)["S"]: tree.get_object(kid) for kid in node.element["K"]}
            rows = [tree.get_object(row) for row in groups["/TBody"]["K"]] if "/THead" in groups else []
            column_count = len(rows[0]["K"]) if rows else 0
            is_small = len(rows) + column_count > len(rows) * (column_count - 1)
            for row in rows if is_small else ():
                first = tree.get_object(row["K"][0])
                first["S"] = "/TD"
                first["A"].pop("Scope")


def _add_item_bodies(tree: TagTree) -> None:
    """Move the content of an item, except its bullet, into a body (ISO 14289-1, 7.6)."""
    for node in tree.nodes:
        if node.element["S"] == "/LI":
            _add_item_body(tree, node.element)


def _add_item_body(tree: TagTree, item: Dictionary) -> None:
    kinds = {kid: tree.get_object(kid)["S"] for kid in item["K"]}
    loose = [kid for kid, kind in kinds.items() if kind not in ("/Lbl", "/LBody")]
    bodies = [tree.get_object(kid) for kid, kind in kinds.items() if kind == "/LBody"]
    if loose and not bodies:
        bodies = [Dictionary({**item, "S": "/LBody", "K": Array(), "P": item.reference})]
        tree.add_object(bodies[0])
        item["K"].append(bodies[0].reference)
    for kid in loose:
        tree.remove_element(tree.get_object(kid))
        tree.insert_element(kid, bodies[0])


def _tag_contents(tree: TagTree) -> None:
    """Tag the table of contents as entries with references and nested lists (ISO 32000-1, 14.8.4.3)."""
    for node in tree.nodes:
        element = node.element
        if not node.is_text and node.box.element.get("class") == "toc":
            element["S"] = _CONTENTS_TAGS.get(element["S"], element["S"])
            if element["S"] == "/Reference":
                _move_lists_out(tree, element)


def _move_lists_out(tree: TagTree, element: Dictionary) -> None:
    """Move the lists in an element after it."""
    for kid in [kid for kid in element["K"] if tree.get_object(kid)["S"] == "/L"]:
        tree.remove_element(tree.get_object(kid))
        tree.insert_element(kid, tree.get_object(element["P"]))


def _set_languages(tree: TagTree) -> None:
    """Set the language of text in another language than the document's (ISO 14289-1, 7.2)."""
    for node in tree.nodes:
        language = None if node.is_text else node.box.element.get("lang")
        if language:
            node.element["Lang"] = String(language)


def _convert_figure_boxes(tree: TagTree) -> None:
    """Convert the box of each figure from pixels from the top to points from the bottom (ISO 32000-1, 14.8.5.4.3)."""
    for node in tree.nodes:
        if not node.is_text and node.element["S"] == "/Figure":
            left, top, right, bottom = (POINTS_PER_PIXEL * edge for edge in node.element["A"]["BBox"])
            height = tree.get_object(node.element["Pg"])["MediaBox"][3]
            node.element["A"]["BBox"] = Array((left, height - bottom, right, height - top))


def _describe_links(pages: Pages) -> None:
    """Give each link a description of its target and the print flag (ISO 14289-1, 7.18.1 and 7.18.5)."""
    for page in pages.pages:
        for _, _, _, box in page.links:
            words = box.element.get("aria-label") or " ".join("".join(box.element.itertext()).split())
            box.link_annotation.update(F=PRINT_FLAG, Contents=String(words))

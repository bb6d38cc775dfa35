"""Adapt the list of references as reference managers write it: its wrapper and its citation keys."""

from __future__ import annotations

from acucontent.reading.node import Node

_WRAPPERS = ("references", "items")
"""Better CSL YAML writes the list in the first, the Zotero API in the second."""


def adapt_references(root: Node) -> Node:
    """Return the tree of a guide whose references are a list, each with the key by which it is cited."""
    references = root.mapping.get("references")
    if references is None:
        return root
    wrapped = [references.mapping[key] for key in _WRAPPERS if key in references.mapping]
    items = wrapped[0] if len(references.mapping) == 1 and wrapped else references
    if isinstance(items.value, list):
        items = items.replace_value([_use_citation_key(item) for item in items.items])
    return root.replace_value({**root.mapping, "references": items})


def _use_citation_key(item: Node) -> Node:
    """Return a reference with its citation key as id, if its id is an address of Zotero."""
    id_, key = item.mapping.get("id"), item.mapping.get("citation-key")
    if key is None or (id_ is not None and not str(id_.value).startswith("http")):
        return item
    return item.replace_value({**item.mapping, "id": key})

"""The model of a guide: pydantic records, one module per part. What is in `__all__` is supported.

`Prose` is a field of sentences, `Records` a field of records by their ids, and `Record` what every part is made of. The
fields of a guide are those of its JSON Schema (`acucontent schema`).
"""

from acucontent.model.base import Record, Records
from acucontent.model.prose import Prose

__all__ = ["Prose", "Record", "Records"]

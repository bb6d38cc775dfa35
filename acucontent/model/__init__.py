"""The model of a guide: pydantic records, one module per part."""

"""Raises an error that is no Exception when it is imported."""


class Unusual(BaseException):
    """An unusual error."""


raise Unusual("nobody catches me")

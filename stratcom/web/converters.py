"""Numbers in addresses: no larger than any database keeps as an id."""

from flask import Flask
from werkzeug.routing import IntegerConverter, ValidationError

LARGEST = 2**31 - 1


class NumberConverter(IntegerConverter):
    """A whole number; a larger one leads nowhere instead of failing in PostgreSQL."""

    def to_python(self, value: str) -> int:
        """The number, when a column of ids can hold it."""
        number = int(super().to_python(value))
        if number > LARGEST:
            raise ValidationError
        return number


def init_app(app: Flask) -> None:
    """Read every `<int:…>` so; before any route is added."""
    app.url_map.converters["int"] = NumberConverter

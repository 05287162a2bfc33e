"""Word lists, written in the code or kept as files in `data/`."""

from importlib.resources import files


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list written as one string."""
    return tuple(text.split())


def word_file(name: str) -> frozenset[str]:
    """Return the words of a file in `data/`; a line that starts with # is a comment."""
    lines = files("stratcom.georgian").joinpath("data", name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

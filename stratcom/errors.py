"""Refusals that carry words fit for a reader; no Flask here."""


class DomainError(Exception):
    """Something asked for that the rules do not allow; `message` is shown as it is."""

    status = 422

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StaleError(DomainError):
    """Somebody saved the same record meanwhile."""

    status = 409


class TooManyTriesError(DomainError):
    """The caller must wait before trying again; `wait` is in seconds."""

    status = 429

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait

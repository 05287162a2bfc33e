"""Addresses: of people who get letters, and of our own pages inside letters."""

from email.errors import MessageError
from email.headerregistry import Address
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from stratcom.config import read_sender


class BadAddressError(ValueError):
    """No server would take a letter for it."""


def recipient(name: str, address: str) -> Address:
    """Who gets a letter; a domain in Georgian letters is written as servers know it."""
    user, _at, domain = address.rpartition("@")
    try:
        plain = f"{user}@{domain.encode('idna').decode('ascii')}"
        found = Address(name, addr_spec=plain)
    except (ValueError, IndexError, MessageError) as error:
        raise BadAddressError(address) from error
    if not (user and domain and plain.isascii()):
        raise BadAddressError(address)
    return found


def sender(config: Any) -> Address:
    """Who sends our letters."""
    return read_sender(config["MAIL_FROM"] or f"StratCom <stratcom@{host_of(config)}>")


def host_of(config: Any) -> str:
    """The name of this installation in the world of letters."""
    return urlsplit(config["BASE_URL"]).hostname or "localhost"


def absolute(path: str) -> str:
    """A path of ours as a letter needs it."""
    return str(current_app.config["BASE_URL"]) + path


def address_of(endpoint: str, **values: Any) -> str:
    """The absolute address of a page; needs no request."""
    return absolute(current_app.url_map.bind("localhost").build(endpoint, values))

"""What is asked for: the same addresses of the small and of the large database."""

import re
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

from bench.client import fetch
from stratcom.demo.accounts import PASSWORD


@dataclass(frozen=True)
class Case:
    """One address, whether an editor asks for it, and whether for a part of a page."""

    name: str
    path: str
    signed_in: bool = False
    htmx: bool = False


FILTERS: dict[str, dict[str, str]] = {
    "one municipality": {"municipality": "tbilisi"},
    "municipality, audience, theme": {
        "municipality": "zugdidi",
        "audience": "students",
        "theme": "eu_integration",
    },
    "format and region and year": {
        "format": "training",
        "region": "GE-KA",
        "from": "2022-01-01",
        "to": "2022-12-31",
    },
    "rare: village and clergy": {"municipality": "mestia", "audience": "clergy", "online": "1"},
    "organiser": {"organiser": "ნატოსა და ევროკავშირის შესახებ საინფორმაციო ცენტრი"},
    "word": {"q": "ევროპის დღე"},
    "rare word and theme": {"q": "ფრენბურთი", "theme": "culture"},
    "online, oldest first": {"online": "1", "sort": "oldest"},
}
LIST = "public list of 50"


def cases(port: int) -> list[Case]:
    """All cases; the event page is one that the list leads to."""
    _, page = fetch(port, "/events/?per=50")
    event = re.search(rb'href="(/events/\d+-[^"]*)"', page)
    if event is None:
        raise SystemExit("The list of events leads to no event.")
    return [
        Case(LIST, "/events/?per=50"),
        *(Case(f"  {name}", f"/events/?per=50&{urlencode(q)}") for name, q in FILTERS.items()),
        Case("month calendar", "/events/calendar/2026/5/"),
        Case("event page", quote(event[1].decode(), safe="/%-")),
        Case("home", "/"),
        Case("desk list, editor", "/desk/events/", signed_in=True),
        Case(
            "desk list, filtered", f"/desk/events/?{urlencode({'q': 'ტრენინგი'})}", signed_in=True
        ),
    ]


def sign_in(port: int) -> str:
    """Enter as the sample editor; return the cookie."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/account/sign-in")
    answer = connection.getresponse()
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    if token is None:
        raise SystemExit("The sign-in page has no token.")
    fields = {"csrf_token": token[1], "login": "editor", "password": PASSWORD}
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/account/sign-in", urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:
        raise SystemExit(f"Signing in answered {answer.status}.")
    return (answer.getheader("Set-Cookie") or "").partition(";")[0]

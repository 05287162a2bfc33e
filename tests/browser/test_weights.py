"""What travels over the wire, as Chromium counts it: headers, bodies, everything."""

import pytest

KB = 1024
PUBLIC = ("/", "/events/", "/events/calendar/", "/municipalities/", "/about/", "/accessibility/")
PUBLIC += ("/messages/", "/messages/1-x/", "/messages/1-x/ask", "/messages/1-x/asked")
DESK = ("/desk/", "/desk/events/", "/desk/events/new", "/desk/events/calendar/", "/desk/imports/")
DESK += ("/desk/settings/", "/desk/events/map/", "/desk/audit/")
DESK += ("/desk/messages/use/", "/desk/messages/use/unused/")
DESK += ("/desk/submit/", "/desk/notices/", "/desk/guest-links/")
DESK += ("/desk/messages/", "/desk/messages/languages")
DESK += ("/desk/messages/questions/", "/desk/messages/questions/2/", "/desk/messages/week/")


class Scales:
    """Weighs what a window loads; photographs have a budget of their own."""

    def __init__(self, page):
        self.kinds, self.sizes = {}, {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._begin)
        session.on("Network.loadingFinished", self._end)

    def _begin(self, event):
        if event["response"]["url"].startswith("http"):
            self.kinds[event["requestId"]] = (event["type"], event["response"]["url"])

    def _end(self, event):
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def begin(self):
        """Forget what was weighed so far."""
        self.kinds.clear()
        self.sizes.clear()

    def load(self, visitor, path):
        """(bytes, requests) of one page."""
        self.begin()
        assert visitor.go(path).status == 200
        visitor.page.wait_for_load_state("networkidle")
        return self.weight()

    def weight(self):
        weighed = [one for one, (kind, _) in self.kinds.items() if kind != "Image"]
        return sum(self.sizes.get(one, 0) for one in weighed), len(weighed)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages_are_light(served, visit, prefix):
    event_id = served.site.samples["confirmed"]
    heavy = {}
    for path in (*PUBLIC, f"/events/{event_id}/", "/municipalities/telavi/"):
        visitor = visit()
        weight, requests = Scales(visitor.page).load(visitor, prefix + path)
        if weight > 14 * KB or requests > 3:
            heavy[prefix + path] = (weight, requests)
    assert heavy == {}


def test_pages_of_the_desk_are_light(served, visit):
    event_id = served.site.samples["changed"]
    heavy = {}
    own = (f"/desk/events/{event_id}", f"/desk/events/{event_id}/edit")
    chosen = served.site.samples["confirmed"]
    own += (f"/desk/events/{chosen}", f"/desk/messages/briefs/{chosen}")
    for path in (*DESK, *own):
        visitor = visit("director")
        scales = Scales(visitor.page)
        cold, _ = scales.load(visitor, path)
        warm, _ = scales.load(visitor, path)
        if cold > 30 * KB or warm > 8 * KB:
            heavy[path] = (cold, warm)
    assert heavy == {}


def test_partial_answers_are_light(visit):
    visitor = visit("director")
    scales = Scales(visitor.page)
    scales.load(visitor, "/desk/events/")
    scales.begin()
    with visitor.page.expect_response(lambda answer: "q=" in answer.url):
        visitor.page.fill("#q", "შეხვედრა")
    visitor.page.wait_for_load_state("networkidle")
    weight, requests = scales.weight()
    assert requests >= 1
    assert weight <= 4 * KB, weight

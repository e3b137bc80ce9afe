"""What a page costs the processor: each kind of public page against a view that does nothing, in the same process.

The ratio hardly depends on the machine. Each request carries a query string of its own, so that nothing outside the site can
answer for it. `make bench` runs it, on the site's own content; docs/performance.md has the last figures.
"""

import sys
import time
import types

from tests.bench.alone import alone

ROUNDS, REQUESTS = 3, 3
BODY = b"x" * 30_000

# (path, the most that it may cost: so many bare views)
BUDGET = (
    ("/en/", 150),
    ("/fr/instruments/", 150),
    ("/en/instruments/first-steps/", 150),
    ("/en/instruments/find/", 120),
    ("/en/instruments/find/?affiliation=inserm&history=new&partner=KE&step=4", 120),
    ("/en/instruments/find/?affiliation=inserm&history=new&partner=KE&partners=1", 120),
    ("/en/calls/", 150),
    ("/en/map/", 150),
    ("/en/countries/japan/", 150),
    ("/en/cooperations/", 120),
    ("/en/cooperations/interaging/", 120),
    ("/en/cooperations/?country=DE", 250),
    ("/en/institutions/", 120),
    ("/en/key-figures/", 120),
    ("/en/strategy/history/", 120),
    ("/en/themes/", 120),
    ("/en/data/discrepancies/", 120),
    ("/en/glossary/", 120),
    ("/en/site-map/", 120),
    ("/en/data/", 150),
    ("/en/search/?q=heidelberg", 60),
    ("/sitemap.xml", 400),
    ("/data/catalog.ttl", 400),
)


def measure() -> int:
    from django.conf import settings
    from django.core.management import call_command
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import path

    from portal.core.content.load import load

    load(settings.CONTENT_DIR)
    call_command("rebuild_search", verbosity=0)
    urls = types.ModuleType("bench_urls")
    urls.urlpatterns = [path("bare", lambda request: HttpResponse(BODY))]
    sys.modules["bench_urls"] = urls
    with override_settings(ROOT_URLCONF="bench_urls", MIDDLEWARE=[]):
        client = Client()
        client.get("/bare")
        bare = min(cost(lambda: client.get("/bare"), 100) for _ in range(5))
    print(f"bare view: {bare:.2f} ms of processor time, the test client included")
    client, worst, number = Client(headers={"Host": "localhost"}), 0.0, 0

    def ask(address: str) -> None:
        nonlocal number
        number += 1
        response = client.get(f"{address}{'&' if '?' in address else '?'}w={number}")
        assert response.status_code == 200, (address, response.status_code)
        if response.streaming:
            b"".join(response.streaming_content)

    for address, most in BUDGET:
        ask(address), ask(address)
        spent = min(cost(lambda address=address: ask(address), REQUESTS) for _ in range(ROUNDS))  # type: ignore[misc]
        ratio = spent / bare
        worst = max(worst, ratio / most)
        print(
            f"{address:34} {spent:7.1f} ms {ratio:6.0f} × bare, at most {most}{'' if ratio <= most else '   TOO MUCH'}"
        )
    return int(worst > 1)


def cost(work, times: int) -> float:
    """Milliseconds of processor time of one call."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


if __name__ == "__main__":
    sys.exit(alone(measure))

"""Names that try to run, to steer or to burst the page do none of it."""

import msgspec

from auditor.report.schema import Report
from tests.formats.sample_report import travel_desk
from tests.formats.sample_variants import hostile

from .opened import PHONE

LONG = "x" * 10_000
ATTACKS = (
    "<script>window.hit=1</script><img src=x onerror=window.hit=1><svg onload=window.hit=1>",
    '"\'><a href="javascript:window.hit=1" onclick=window.hit=1>',
    "</style><script>window.hit=1</script>\u202e\u200b\x1b[31m\x00",
    "javascript:window.hit=1",
    LONG,
)
_KEEP = {
    "outcome", "severity", "confidence", "level", "kind", "state", "effort", "effect", "members", "baseline", "needs",
    "breaks", "rank", "fate", "created_at", "report_id", "expires",
}  # fmt: skip


def attacked() -> Report:
    count = iter(range(10**6))

    def spoil(value: object, key: str) -> object:
        if isinstance(value, dict):
            return {name: spoil(item, name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [spoil(item, key) for item in value]
        if not isinstance(value, str) or key in _KEEP or not value:
            return value
        attack = ATTACKS[next(count) % 5] if key != "lines" else ATTACKS[0]
        return attack if key == "url" else f"{value} {attack}"

    return msgspec.convert(spoil(msgspec.to_builtins(travel_desk()), ""), type=Report)


def test_nothing_that_comes_from_an_input_runs(opened):
    for make in (attacked, hostile):
        view = opened(make)
        view.ask("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        assert view.ask("typeof window.hit") == "undefined"
        assert view.page.locator("main script, main img, main [onclick], main [onload]").count() == 0
        assert view.page.locator("a[href^='javascript:' i]").count() == 0
        assert view.page.locator("script").count() == 1


def test_no_name_bursts_the_page(opened):
    for make in (attacked, hostile):
        for viewport in (PHONE, {"width": 1280, "height": 800}):
            view = opened(make, viewport=viewport)
            assert view.ask("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_policy_stops_what_a_fault_would_let_in(opened):
    view = opened(travel_desk)
    view.ask(
        """() => { const bad = document.createElement("script"); bad.textContent = "window.hit = 1";
        document.body.append(bad); const style = document.createElement("style"); style.textContent = "*{color:red}";
        document.body.append(style); const image = new Image(); image.src = "https://example.org/x.png"; }"""
    )
    assert view.ask("typeof window.hit") == "undefined"
    assert view.ask("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert len(view.errors) >= 2
    assert all("Content Security Policy" in error for error in view.errors)
    view.errors.clear()
    view.requests[:] = [view.address]

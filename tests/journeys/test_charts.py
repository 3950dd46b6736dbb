"""Charts and places of the figures on a phone and a screen: they can be read, and no name is crossed."""

import pytest
from playwright.sync_api import Browser

from tests.desk_walk import Desk
from tests.journeys.test_figures import PAGES
from tests.live import PHONE, Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

LEAST_PX = 12
LABELS = """(least) => [...document.querySelectorAll('.chart svg')].flatMap((chart) => {
  const box = (one) => one.getBoundingClientRect(), edge = box(chart);
  const texts = [...chart.querySelectorAll('text')], scale = edge.width / chart.viewBox.baseVal.width;
  const told = (one, how) => `${how}: ${one.textContent.trim()}`;
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > a.height / 4;
  const small = texts.filter((one) => parseFloat(getComputedStyle(one).fontSize) * scale < least);
  const cut = texts.filter((one) => box(one).left < edge.left || box(one).right > edge.right
    || box(one).bottom > edge.bottom + 1);
  const over = texts.filter((one, at) => texts.slice(at + 1).some((other) => meet(box(one), box(other))));
  return [...small.map((one) => told(one, 'small')), ...cut.map((one) => told(one, 'cut')),
    ...over.map((one) => told(one, 'over another'))];
})"""
CROSSED = """() => [...document.querySelectorAll('.chart svg')].flatMap((chart) => {
  const box = (one) => one.getBoundingClientRect();
  const straight = [...chart.querySelectorAll('line:not(.hatch)')].map(box);
  const bent = [...chart.querySelectorAll('polyline')].flatMap((line) => {
    const seen = line.getScreenCTM(), far = Array.from({ length: line.getTotalLength() + 1 }, (_, at) => at);
    return far.map((at) => line.getPointAtLength(at).matrixTransform(seen));
  }).map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y }));
  return [...chart.querySelectorAll('text:not(.halo), .row')].filter((one) => {
    const { left, right, top, bottom } = box(one), middle = (top + bottom) / 2;
    return [...straight, ...bent].some((line) => line.left < right - 1 && line.right > left + 1
      && line.top < middle + 2 && line.bottom > middle - 2);
  }).map((one) => one.textContent);
})"""
HERE = """() => {
  const here = document.querySelector('.places [aria-current]').getBoundingClientRect();
  return [here.left >= 0 && here.right <= innerWidth, document.querySelector('.places').offsetHeight < 80];
}"""


def test_every_chart_can_be_read_on_a_phone_and_its_places_are_one_row(browser: Browser, live: Live) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    Desk(page, live, live.staff("manager")).sign_in()
    charts = 0
    for width in (PHONE["viewport"]["width"], 1280):
        page.set_viewport_size({"width": width, "height": 640})
        for address in PAGES:
            page.goto(f"{live.staff_url}/staff/insight/{address}")
            at = (address, width)
            assert (at, page.evaluate(LABELS, LEAST_PX)) == (at, [])
            assert (at, page.evaluate(CROSSED)) == (at, [])
            charts += page.locator(".chart svg").count()
            if width < 400:
                assert (at, page.evaluate(HERE)) == (at, [True, True])
    assert charts > len(PAGES)
    context.close()

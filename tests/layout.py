"""What no phone's screen may do: run over its edge, cut a text, lay control over control, hide leaving.

Nor may it break a word of two controls side by side: they have room below each other.
"""

from playwright.sync_api import Page

NARROW = {"width": 320, "height": 568}
USUAL = {"width": 360, "height": 640}
FIRST = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const reached = all.filter((one) => one.tabIndex >= 0 && one.checkVisibility());
  scrollTo(0, document.documentElement.scrollHeight);
  const { top, left, width, height } = reached[0].getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  const told = [reached[0].innerText.trim(), hit == reached[0], top, width >= innerWidth - 1, height >= 48];
  scrollTo(0, 0);
  return told;
}"""
OVER = """() => [...document.querySelectorAll('body *')].filter((one) => {
  if (!one.checkVisibility() || one.closest('svg')) return false;
  const { left, right, width } = one.getBoundingClientRect();
  return width > 1 && (left < -1 || right > innerWidth + 1);
}).map((one) => one.outerHTML.slice(0, 90))"""
CUT = """() => [...document.querySelectorAll('body *')].filter((one) => {
  const { overflowX, overflowY } = getComputedStyle(one), hides = (how) => how == "hidden" || how == "clip";
  const cut = hides(overflowX) && one.scrollWidth > one.clientWidth + 1
    || hides(overflowY) && one.scrollHeight > one.clientHeight + 1;
  if (!cut || one.clientWidth < 2 && one.clientHeight < 2) return false; // the small is only heard
  return one.checkVisibility() && one.innerText?.trim(); // last: reading a text lays the whole page out
}).map((one) => `cut: ${one.outerHTML.slice(0, 90)}`)"""
LAID_OVER = """() => {
  const controls = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')];
  const shown = controls.filter((one) => one.checkVisibility() && getComputedStyle(one).position != "sticky");
  const boxes = shown.map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1);
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
    .filter(([other, b]) => meet(a, b) && !one.contains(other) && !other.contains(one))
    .map(([other]) => `over each other: ${one.outerHTML.slice(0, 60)} ${other.outerHTML.slice(0, 60)}`));
}"""
BROKEN = r"""() => [...document.querySelectorAll('.w > *:not([hidden])')].flatMap((one) => {
  if (one.offsetWidth > one.parentElement.clientWidth - 1) return []; // the whole line: a word may be longer
  const texts = document.createNodeIterator(one, NodeFilter.SHOW_TEXT), found = [];
  const word = document.createRange();
  for (let text; (text = texts.nextNode());)
    for (const { index, 0: letters } of text.data.matchAll(/[\p{L}\p{M}]+/gu)) {
      word.setStart(text, index);
      word.setEnd(text, index + letters.length);
      const lines = new Set([...word.getClientRects()].map(({ top }) => top));
      if (lines.size > 1) found.push(`broken: ${letters}`);
    }
  return found;
})"""

ALL = f"""([size, width]) => {{
  document.documentElement.style.fontSize = size;
  const wide = document.documentElement.scrollWidth > width ? ["the page runs over"] : [];
  return [...({OVER})(), ...({CUT})(), ...({LAID_OVER})(), ...({BROKEN})(), ...wide];
}}"""


def over(page: Page) -> list[tuple[int, str, str]]:
    """What is wrong on the narrowest phone and on a usual one, with the text as it is and at twice that."""
    found: list[tuple[int, str, str]] = []
    for width in (NARROW, USUAL):
        page.set_viewport_size(width)
        for size in ("", "200%"):
            faults = page.evaluate(ALL, [size, width["width"]])
            found += [(width["width"], size or "100%", fault) for fault in faults]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found

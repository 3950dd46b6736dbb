/** Only being counted: a form of its own, that no worker gets. Where it is offered it is the first of two ways on.
 * Questions that belong to an answer are screens of their own, and there only where that answer was given.
 */
import { page, said } from "./page.js";

/** The other of the two forms comes as another language would, and begins with what must be known. */
function cross() {
  const { form, trail } = page;
  page.how = "send";
  page.part = page.part ? "" : "tally";
  form.wish = form.lang;
  delete page.now.count;
  while (trail[0] != "truths") trail.shift();
  page.tell(form.t.wait);
  page.tongue();
}

/** Once anything was sent there is no crossing: what went one way must not go the other. */
function fit() {
  const { form, now, sent } = page, [asked, chip, ids] = form.only || [];
  const met = asked && said({ id: asked }) && now[asked].c.includes(chip);
  form.all ||= form.screens;
  form.screens = form.all.filter(({ id }) => met || !ids?.includes(id));
  if (sent && form.stop) form.all.find(({ id }) => id == "truths").yes = 0;
}

/** How old she is is not counted. */
function uncount(screens, [years]) {
  page.now.count = { c: ["yes"], t: "" };
  page.form.all = screens.filter(({ id }) => id != years);
  fit();
}

export function tally() {
  const { next, send, show } = page, crosses = () => page.form.stop && page.how == "go";
  page.next = () => {
    fit();
    next();
  };
  page.send = (pressed) => {
    if (pressed && page.part) uncount(page.form.all, page.form.stop);
    send(pressed);
  };
  page.show = (id) => {
    if (crosses()) return cross();
    fit();
    show(id);
    if (page.part && id == "done") page.root.querySelector("section > button").remove();
  };
}

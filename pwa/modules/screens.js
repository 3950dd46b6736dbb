/** What each type of screen shows under its title, up to the first word. */
import { asked } from "./asked.js";
import { acts, button, el, p } from "./dom.js";
import { leave } from "./leave.js";
import { kept, page, some } from "./page.js";

/** Send is one tap away from the first answer on. */
export const toSend = () => Object.assign(button(page.form.t.send, () => page.show("send"), "s"), { hidden: !some() });

export const screens = {
  /** Is it OK now? A no is the everyday app, and nothing is kept. The languages follow, beneath what is tapped. */
  start({ help, leave: how, yes, no }, title) {
    page.tongues = el("div", 0, page.list?.());
    return [title, p(help), p(how), acts(button(no, leave), button(yes, page.next, "p")), page.tongues];
  },
  /** Four truths; two equal ways to begin. */
  truths({ items, yes, no }, title) {
    const start = (how) => () => {
      page.how = how;
      page.next();
    };
    return [title, el("ol", 0, items.map((text) => el("li", 0, text))),
      acts(yes && button(yes, start("go"), "p"), button(no, start("send"), "p"))];
  },
  /** One question, with what belongs to it. Skip leaves it out; Next keeps it and, if she said so, sends. */
  question(s, title) {
    const { t } = page.form, send = toSend(), changed = () => {
      send.hidden = !some();
      page.follow?.(all);
    };
    const all = [s, ...s.then || []].map((one) => [one, asked(one, changed, one == s ? title : one.title)]);
    const onward = (skip) => () => {
      for (const [one, group] of all) kept(one).off = skip || group.hidden;
      page.due ||= !skip && page.how == "go" && some();
      page.next();
      page.send?.();
    };
    page.follow?.(all);
    return [all.map(([, group]) => group), acts(button(t.skip, onward(true)), button(t.next, onward(false), "p"), send)];
  },
};

/** What each type of screen shows under its title. */
import { speaker } from "./aids.js";
import { asked } from "./ask.js";
import { button, el, field, p } from "./dom.js";
import { leave } from "./leave.js";
import { send } from "./send.js";
import { kept, long, page, questions, said, some } from "./words.js";

const acts = (...buttons) => el("div", { className: "w" }, buttons);
const onward = () => button(page.form.t.more, () => page.show("menu"), "q");
/** Send is one tap away from the first answer on. */
const toSend = () => Object.assign(button(page.form.t.send, () => page.show("send"), "s"), { hidden: !some() });

export const screens = {
  /** Is it OK now? The languages are here; a no is the everyday app, and nothing is kept. */
  start(s, title) {
    const { langs, lang, t } = page.form;
    const list = field("select", { onchange: () => page.tongue(list.value) },
      langs.map(([value, name]) => el("option", { value, lang: value, selected: value == lang }, name)));
    return [title, p(s.help), p(s.leave), langs[1] && el("label", 0, t.lang, list),
      acts(button(s.no, leave), button(s.yes, page.next, "p"))];
  },
  /** Four truths, each with its own speaker; two equal ways to begin. */
  truths(s, title) {
    const start = (how) => () => {
      page.how = how;
      page.next();
    }, { more } = page.extra;
    return [title, el("ol", 0, s.items.map((text) => el("li", 0, text, speaker(() => text.x || text)))),
      more?.[0] && el("details", 0, el("summary", 0, page.form.t.about), more.map(p)),
      acts(button(s.yes, start("go"), "p"), button(s.no, start("send"), "p"))];
  },
  /** One question, with what belongs to it. Skip leaves it out; Next keeps it and, if she said so, sends. */
  question(s, title) {
    const all = [s, ...s.then || []], sender = toSend(), { t } = page.form;
    const changed = () => {
      sender.hidden = !some();
      all.forEach(({ if: need }, i) => groups[i].hidden = need && !kept({ id: need[0] }).c.includes(need[1]));
    };
    const groups = all.map((one, i) => asked(one, () => changed(), i ? one.title : title));
    const leaveBe = (skip) => () => {
      all.forEach((one, i) => kept(one).off = skip || groups[i].hidden);
      if (!skip && page.how == "go" && some()) send(page.sent);
      page.next();
    };
    changed();
    return [groups, acts(button(t.skip, leaveBe(true)), button(t.next, leaveBe(false), "p"), sender)];
  },
  /** The questions and cards, in any order, never a queue. */
  menu: (s, title) => [title, questions().map((one) =>
    button([one.name || one.title, said(one) && " · " + page.form.t.saved], () => page.show(one.id), "q")),
  !page.extra.cards && p(page.form.t.wait), acts(toSend())],
  /** One screen; nothing is chosen for her. A tap on "call" asks when, a tap on "count" asks five things. */
  send(s, title) {
    const { t } = page.form, below = {
      call: s.when && asked({ id: "when", max: 200 }, () => {}, "", s.when),
      count: el("div", 0, (page.extra.bands || []).map(([id, title, chips]) => asked({ id, chips, one: true, title }))),
    };
    const shown = () => {
      for (const id in below) if (below[id]) below[id].hidden = !kept({ id }).c[0];
    };
    shown();
    return [title, s.help.map(p), page.sent && p(t.again), long() && p(t.over),
      s.checks.map((chip) => [asked({ id: chip[0], chips: [chip] }, shown), below[chip[0]]]).flat(),
      s.say && asked({ id: "say", title: s.say[0], chips: s.say[1], one: true }),
      onward(), acts(button(t.send, () => send(true), "p"))];
  },
  /** What happens next. More can be added; nothing sent can be shown again. */
  done: (s, title) => [title, s.items.map(p), onward()],
};

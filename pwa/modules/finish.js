/** The screens that need the network: the menu of cards, Send, the receipt. */
import { asked } from "./asked.js";
import { acts, button, el, p } from "./dom.js";
import { fill, summon } from "./extra.js";
import { kept, page, questions, said } from "./page.js";
import { toSend } from "./screens.js";
import { long } from "./words.js";

/** Where this browser can keep anything at all. */
const toSpare = () => navigator.serviceWorker && globalThis.caches && button(page.form.t.spare, () =>
  summon().then(({ keep }) => keep(true)).catch(() => page.tell(page.form.t.offline)));
const onward = () => button(page.form.t.more, () => page.show("more"), "q");

/** What stood there before she tapped anything gives way to what she taps; tapped again, it stands alone. */
function alone({ chips, id, on: [first] }, group) {
  const mine = kept({ id });
  if (mine.c[1] && mine.c.includes(first)) mine.c = group.first ? mine.c.filter((chip) => chip != first) : [first];
  group.first = mine.c.includes(first);
  group.querySelectorAll("input").forEach((box, at) => box.checked = mine.c.includes(chips[at][0]));
}

/** Shows what belongs to an answer only where that answer was given, and takes no more taps than there may be. */
export function follow(all) {
  for (const [question, group] of all) {
    const { id, if: need, most, on } = question;
    group.hidden = need && !need.some((chip) => kept({ id: need[0] }).c.includes(chip));
    if (on) alone(question, group);
    if (most) for (const box of group.querySelectorAll("input"))
      box.disabled = !box.checked && kept({ id }).c.length >= most;
  }
}

const card = (one) => button([one.name || one.title, said(one) && " · " + page.form.t.saved], () => page.show(one.id));

/** "More about this", under the truths and on the receipt, with the service's own page; and the further numbers. */
export function about(part = "more") {
  const { about: title } = page.form.t, place = el("div");
  return title && el("details", { ontoggle: () => fill(place, (extra) =>
    [extra.cards.map((one) => one.type == "local" && card(one)), extra[part].map(p)]) }, el("summary", 0, title), place);
}
export const further = (place, line) => fill(place, ({ help }) => help.map(line));

export const finish = {
  /** The questions and cards, in any order, never a queue. */
  more(s, title) {
    const place = el("div"), { extra } = page;
    if (!extra.cards) fill(place, () => page.trail[0] == "more" && page.show("more"));
    return [title, questions().map(card), place, toSpare(), acts(toSend())];
  },
  /** One screen; nothing is chosen for her. A tap on "call" asks when, a tap on "count" asks five things. */
  send({ when, help, checks, say }, title) {
    const { t } = page.form, below = {
      call: when ? asked({ id: "when", max: 200 }, shown, "", when) : el("p"),
      count: el("div"),
    };
    const bands = (extra) => extra.bands.map(([id, title, chips]) => asked({ id, chips, one: true, title }, shown));
    function shown() {
      for (const id in below) below[id].hidden = !kept({ id }).c[0];
      if (!below.count.hidden && !below.count.firstChild) fill(below.count, bands);
    }
    shown();
    return [title, help.map(p), page.sent && p(t.again), long() && p(t.over),
      checks.map((chip) => [asked({ id: chip[0], chips: [chip] }, shown), below[chip[0]]]),
      say && asked({ id: "say", title: say[0], chips: say[1], one: true }, shown),
      onward(), acts(button(t.send, () => page.send(true), "p"))];
  },
  /** What happens next, and what was changed. More can be added; nothing sent can be shown again. */
  done: ({ items }, title) => [title, items.map(p), about("did"), onward()],
  /** What the service says of itself: what draws it comes first. */
  local() {
    summon().then(() => page.show("local")).catch(() => page.tell(page.form.t.offline));
  },
};

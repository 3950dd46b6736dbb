/** What she has said, in memory only, and the two things that are made of it. */

/** What one opened form holds: `form` and `extra` (what came later), what is said, and what is carried on. */
export const page = { extra: {} };
let before, now;

export const path = () => page.form.screens.filter(({ type }) => type == "question");
export const questions = () => [...path(), ...page.extra.cards || []];
const all = () => questions().flatMap((one) => [one, ...one.then || []]);

/** Where one answer is kept: chips `c`, text `t`, and `off` while it is left out. */
export const kept = ({ id, on = [] }) => now[id] ||= { c: [...on], t: "", off: true };
export const said = ({ id }) => now[id] && !now[id].off && (now[id].c[0] || now[id].t.trim());
export const some = () => all().some(said);
/** Whether something is longer than can be read out. It is sent whole all the same. */
export const long = () => all().some((one) => said(one) && now[one.id].t.length > one.max);

/** Everything sent before and everything said since: an addition never takes anything back. */
const sum = () => Object.fromEntries(Object.keys({ ...before, ...now }).map((id) => {
  const old = before[id] || { c: [], t: "" }, more = said({ id }) ? now[id] : { c: [], t: "" };
  return [id, { c: [...new Set([...more.c, ...old.c])], t: [old.t, more.t].filter((text) => text).join("\n") }];
}));

export function content() {
  const { form, how } = page, { v, lang } = form, got = sum(), send = { when: got.when?.t || "", say: got.say?.c[0] || "" };
  for (const id of ["soon", "call", "tell", "count"]) send[id] = !!got[id]?.c[0];
  const a = Object.fromEntries(all().map(({ id }) => [id, got[id]]).filter(([, one]) => one && (one.c[0] || one.t)));
  return { v: 1, form: v, lang, how, a, send };
}

/** Taps only, no word of hers, nothing that ties it to the rest. */
export function counted() {
  const got = sum(), pick = (ids, what) => Object.fromEntries(ids.map((id) => [id, what(got[id]?.c || [])]));
  return {
    v: 1,
    themes_chips: pick(path().map(({ id }) => id), (c) => c),
    bands: pick((page.extra.bands || []).map(([id]) => id), ([one]) => one || ""),
    area: page.form.facts.area,
    english: /^en/.test(page.form.lang),
  };
}

/** Empties every screen. What was sent can be carried on, unseen, so that an addition is whole. */
export function wipe(carry) {
  before = carry ? sum() : {};
  now = {};
}
wipe();

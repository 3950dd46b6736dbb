/** The two things that are made of what she has said. */
import { page, path, questions, said } from "./page.js";

/** Every question that there is, also those that belong to another. */
const each = () => questions().flatMap((one) => [one, ...one.then || []]);

const none = { c: [], t: "" };
let before = {};

/** Whether something is longer than can be read out. It is sent whole all the same. */
export const long = () => each().some((one) => said(one) && page.now[one.id].t.length > one.max);

/** Everything sent before and everything said since: an addition never takes anything back. */
const sum = () => Object.fromEntries(Object.keys({ ...before, ...page.now }).map((id) => {
  const old = before[id] || none, more = said({ id }) ? page.now[id] : none;
  return [id, { c: [...new Set([...more.c, ...old.c])], t: [old.t, more.t].filter((text) => text).join("\n") }];
}));

/** An answer, less the taps that are only counted: `told` names those that her worker is told of. */
const hers = ({ c, t } = none, told = c) => ({ c: c.filter((id) => told.includes(id)), t });

export function content() {
  const { form: { v, lang }, how } = page, got = sum();
  const send = { when: got.when?.t || "", say: got.say?.c[0] || "" };
  for (const id of ["soon", "call", "tell", "count"]) send[id] = !!got[id]?.c[0];
  const a = Object.fromEntries(each().map(({ id, told }) => [id, hers(got[id], told)]).filter(([, one]) => one.c[0] || one.t));
  return { v: 1, form: v, lang, how, a, send };
}

/** Taps only, no word of hers, nothing that ties it to the rest. */
export function counted() {
  const { form, extra } = page, got = sum();
  const pick = (ids, what) => Object.fromEntries(ids.map((id) => [id, what(got[id]?.c || [])]));
  return {
    v: 1,
    themes_chips: pick(path().map(({ id }) => id), (taps) => taps),
    bands: pick((extra.bands || []).map(([id]) => id), ([one]) => one || ""),
    area: form.facts.area,
    english: /^en/.test(form.lang),
  };
}

/** Empties every screen. What was sent is carried on, unseen, so that an addition is whole. */
export function forget() {
  before = sum();
  page.now = {};
}

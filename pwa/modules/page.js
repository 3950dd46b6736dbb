/** What one opened form holds: `form`, what came later (`extra`), and what she has said `now`, in memory only. */
export const page = { extra: {}, now: {} };

export const path = () => page.form.screens.filter(({ type }) => type == "question");
export const questions = () => [...path(), ...page.extra.cards || []];

/** Where one answer is kept: chips `c`, text `t`, and `off` while it is left out. */
export const kept = ({ id, on = [] }) => page.now[id] ||= { c: [...on], t: "", off: true };
export const said = ({ id }, one = page.now[id]) => one && !one.off && (one.c[0] || one.t.trim());
export const some = () => Object.keys(page.now).some((id) => said({ id }));

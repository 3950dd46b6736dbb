/** Draws with DOM calls only: nothing that comes from data is ever read as markup. */

/** A text whose translation is not approved yet has its English beneath it. */
const shown = (kid) => kid.e ? [kid.x, el("br"), el("small", { lang: "en", dir: "ltr" }, kid.e)] : kid;

export const put = (node, ...kids) => {
  node.replaceChildren(...kids.flat(9).filter((kid) => kid).flatMap(shown));
  return node;
};
export const el = (tag, props, ...kids) => put(Object.assign(document.createElement(tag), props), kids);
export const p = (text) => text && el("p", 0, text);
export const button = (text, onclick, className = "") => el("button", { onclick, className }, text);
export const acts = (...buttons) => el("div", { className: "w" }, buttons);

/** A field that browser, keyboard and session file are asked to forget. */
export const field = (tag, props, ...kids) =>
  el(tag, { autocomplete: "off", autocapitalize: "off", autocorrect: false, spellcheck: false, ...props }, ...kids);

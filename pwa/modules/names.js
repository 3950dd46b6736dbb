/** Every language of the form, by what it calls itself: a tap asks for the form in it. */
import { button } from "./dom.js";
import { page } from "./page.js";

export const names = () => page.langs.map(([lang, name]) => Object.assign(button(name, () => {
  page.form.wish = lang;
  page.tongue();
}), { lang }));

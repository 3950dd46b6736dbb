/** The shopping list: tick, add, remove, take back, count. All of it stands on this page only. */
import { fold } from "./normalise.js";

/** What may be put on the list: a name. Six digits alone never are. */
export const wanted = (typed) => /^\d{6}$/.test(fold(typed)) ? "" : typed.trim();

export const alike = (one, other) => fold(one) == fold(other);

const make = (tag, props, ...kids) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...kids);
  return made;
};

/** Give every item of `app` what its buttons need. What `find` does with a text, with the counts where there is none. */
export function keep(app, find) {
  const [search, add] = app.querySelectorAll("form button");
  const { form, dataset: words } = add;
  const list = app.querySelector("ul"), note = app.querySelector("[role=status]");
  const boxes = () => [...app.querySelectorAll("li input:enabled")];
  const named = (box) => box.nextSibling.textContent;
  let gone; // the one removed last: until the next change it can be taken back
  const part = (next) => {
    gone?.remove();
    gone = next;
  };
  const tell = (first = "") => {
    const all = boxes(), left = all.filter(({ checked }) => !checked);
    note.textContent = `${first}${words.t} ${left.length}/${all.length}`;
  };
  const join = (box) => {
    const item = box.closest("li"), button = make("button", { type: "button" });
    const label = () => {
      button.textContent = box.disabled ? words.u : ""; // the style draws a cross in an empty one
      button.setAttribute("aria-label", `${box.disabled ? words.u : words.r} ${named(box)}`);
    };
    button.onclick = () => {
      box.disabled = !box.disabled;
      if (box.disabled) part(item);
      else gone = undefined;
      label();
      tell();
    };
    box.onchange = () => tell();
    item.append(button);
    label();
    return box;
  };
  const put = (name) => {
    const box = make("input", { type: "checkbox", autocomplete: "off" });
    list.prepend(make("li", {}, make("label", {}, box, make("span", {}, name))));
    return join(box);
  };
  add.onclick = () => {
    const name = wanted(form.q.value), there = boxes().find((box) => alike(named(box), name));
    if (!name) return fold(form.q.value) ? search.click() : form.q.focus();
    part();
    const box = there || put(name);
    box.checked = false;
    form.reset();
    form.oninput();
    tell(`${words.a} ${named(box)} · `);
    form.q.focus();
  };
  boxes().forEach(join);
  add.hidden = false;
  return (query) => {
    find(query);
    if (!fold(query)) tell();
  };
}

/** A tap after which nothing is sent: from then on every way leads to whom to call instead. */
import { p } from "./dom.js";
import { page } from "./page.js";
import { screens } from "./screens.js";

const BEFORE = ["ok", "truths"];

export function turned() {
  const { show } = page;
  screens.stop = (s, title) => [title, page.form.stop[2].map(p)];
  page.show = (id) => {
    const [asked, chip] = page.form.stop || [], mine = page.now[asked];
    const over = mine?.c.includes(chip) && id != asked && !BEFORE.includes(id);
    if (over) page.now = { [asked]: mine };
    show(over ? "stop" : id);
  };
}

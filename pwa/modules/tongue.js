/** Another language for the form, or another form (`part`); what is typed stays, and the button that had the focus. */
import { mount } from "./leave.js";
import { page } from "./page.js";
import { more } from "./wire.js";

export async function tongue() {
  const { ctx, form } = page;
  page.form = { ...await more(ctx, page.part || "form", form.wish), facts: form.facts };
  if (page.root.isConnected) mount();
  const said = document.activeElement?.innerText;
  page.show(page.trail[0]);
  [...page.root.querySelectorAll("button,summary")].find((one) => one.innerText == said)?.focus();
  if (page.coming) page.extra = await (page.coming = more(ctx, "cards", page.form.lang));
}

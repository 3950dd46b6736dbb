/** Another language for the form, or another form (`part`); what is typed stays. */
import { mount } from "./leave.js";
import { page } from "./page.js";
import { more } from "./wire.js";

export async function tongue() {
  const { ctx, form } = page;
  page.form = { ...await more(ctx, page.part || "form", form.wish), facts: form.facts };
  if (page.root.isConnected) mount();
  page.show(page.trail[0]);
  if (page.coming) page.extra = await (page.coming = more(ctx, "cards", page.form.lang));
}

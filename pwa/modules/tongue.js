/** Another language for the form; what is typed stays. */
import { renew } from "./extra.js";
import { mount } from "./leave.js";
import { page } from "./page.js";
import { more } from "./wire.js";

export async function tongue() {
  const { ctx, form } = page;
  page.form = { ...await more(ctx, "form", form.wish), facts: form.facts };
  if (page.root.isConnected) mount();
  page.show(page.trail[0]);
  await renew();
}

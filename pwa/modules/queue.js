/** What was sealed and not yet acknowledged: in memory, and on this phone where she chose that. */
import { join } from "./bytes.js";
import { page } from "./page.js";
import { seal, u32 } from "./seal.js";
import { request } from "./wire.js";

export const waiting = [];

/** Sealed as one more that waits. */
export async function queue(kind, id, number, flags, words, to) {
  const { linkId } = page.ctx;
  const body = await request(page.ctx, kind, await seal(join([1, 1], linkId, id, u32(number), [kind, flags]), words, to));
  waiting.push(body);
  page.over?.();
  await page.hold?.(body);
}

/** This one, the first unless it was handed over meanwhile, needs no longer to wait: here, or on this phone. */
export function taken(body) {
  if (waiting[0] == body) waiting.shift();
  page.drop?.(body);
}

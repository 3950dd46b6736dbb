/** What few ask for, and what is fetched when one of them does: another language, a note to her, sound, keeping, the
 * service's own page, and what only a form that many people hold has.
 */
import { borrowed } from "./borrowed.js";
import { keep } from "./keep.js";
import { local } from "./local.js";
import { names } from "./names.js";
import { reply } from "./reply.js";
import { screens } from "./screens.js";
import { sound } from "./sound.js";
import { spare } from "./spare.js";
import { tally } from "./tally.js";
import { tongue } from "./tongue.js";
import { turned } from "./turned.js";

export function seldom() {
  screens.spare = spare;
  turned();
  tally();
  local();
  borrowed();
  return { keep, names, reply, sound, tongue };
}

/** What few ask for, and what is fetched when one of them does: another language, a note to her, sound, keeping. */
import { keep } from "./keep.js";
import { reply } from "./reply.js";
import { screens } from "./screens.js";
import { sound } from "./sound.js";
import { spare } from "./spare.js";
import { tongue } from "./tongue.js";
import { turned } from "./turned.js";

export function seldom() {
  screens.spare = spare;
  turned();
  return { keep, reply, sound, tongue };
}

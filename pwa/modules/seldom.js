/** What few ask for, and what is fetched when one of them does: another language, a note to her, sound. */
import { reply } from "./reply.js";
import { sound } from "./sound.js";
import { tongue } from "./tongue.js";

export const seldom = () => ({ reply, sound, tongue });

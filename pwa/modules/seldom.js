/** What few ask for, and what is fetched when one of them does: another language, a note to her. */
import { reply } from "./reply.js";
import { tongue } from "./tongue.js";

export const seldom = () => ({ reply, tongue });

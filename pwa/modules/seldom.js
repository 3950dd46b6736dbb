/** What few ask for, and what is fetched when one of them does: another language. */
import { tongue } from "./tongue.js";

export const seldom = () => ({ tongue });

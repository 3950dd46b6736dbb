/** What the page's script makes of typed texts. In and out: a list of texts. */
import { readFileSync } from "node:fs";
import { normalise } from "../../pwa/modules/normalise.js";

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(normalise)));

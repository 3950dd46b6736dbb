import { listen } from "../../modules/box.js";
import { fill } from "../../modules/dates-page.js";
import { finder } from "../../modules/finder.js";
import { trier } from "../../modules/tried.js";

const app = document.getElementById("a");
fill(app);
listen(app, finder(app), trier(app));

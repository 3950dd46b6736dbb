import { listen } from "../../modules/box.js";
import { finder } from "../../modules/finder.js";
import { keep } from "../../modules/list-page.js";
import { trier } from "../../modules/tried.js";

const app = document.getElementById("a");
listen(app, keep(app, finder(app)), trier(app));

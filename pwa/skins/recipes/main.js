import { listen } from "../../modules/box.js";
import { finder } from "../../modules/finder.js";
import { trier } from "../../modules/tried.js";

const app = document.getElementById("a");
listen(app, finder(app), trier(app));

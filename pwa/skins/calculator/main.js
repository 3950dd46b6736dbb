import { listen } from "../../modules/box.js";
import { keys } from "../../modules/keys.js";
import { trier } from "../../modules/tried.js";

const app = document.getElementById("a");
listen(app, keys(app), trier(app));

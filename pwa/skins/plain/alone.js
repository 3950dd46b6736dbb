import { settle } from "../../modules/settle.js";
import { listen } from "../../modules/box.js";
import { fill } from "../../modules/dates-page.js";
import { finder } from "../../modules/finder.js";

const app = document.getElementById("a");
fill(app);
listen(app, finder(app), () => Promise.reject());
settle(app);

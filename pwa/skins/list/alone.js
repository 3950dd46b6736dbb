import { settle } from "../../modules/settle.js";
import { listen } from "../../modules/box.js";
import { finder } from "../../modules/finder.js";
import { keep } from "../../modules/list-page.js";

const app = document.getElementById("a");
listen(app, keep(app, finder(app)), () => Promise.reject());
settle(app);

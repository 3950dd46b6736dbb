import { settle } from "../../modules/settle.js";
import { listen } from "../../modules/box.js";
import { finder } from "../../modules/finder.js";

const app = document.getElementById("a");
listen(app, finder(app), () => Promise.reject());
settle(app);

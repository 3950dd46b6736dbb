import { settle } from "../../modules/settle.js";
import { listen } from "../../modules/box.js";
import { keys } from "../../modules/keys.js";

const app = document.getElementById("a");
listen(app, keys(app), () => Promise.reject());
settle(app);

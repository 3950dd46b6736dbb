import { listen } from "../../modules/box.js";
import { fill, finder } from "../../modules/dates-page.js";

const app = document.getElementById("a");
fill(app);
listen(app, finder(app), () => Promise.reject());

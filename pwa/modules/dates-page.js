/** The page of dates: today, what comes next, the days between two dates, and what a search leaves standing. */
import { daysFrom, hits, weekOf } from "./dates.js";
import { fold } from "./normalise.js";

/** A function that leaves only what matches a text; for an empty text, everything. */
export function finder(app) {
  const note = app.querySelector("[role=status]");
  return (query) => {
    const all = !fold(query);
    let count = 0;
    for (const part of app.querySelectorAll("nav,section")) {
      part.hidden = !all;
      for (const item of part.querySelectorAll("li")) {
        item.hidden = !all && !hits(query, part.firstChild.textContent + item.textContent);
        if (all || item.hidden) continue;
        part.hidden = false;
        count += 1;
      }
    }
    note.textContent = all ? "" : count ? `${note.dataset.f} ${count}` : note.dataset.n;
  };
}

/** Fill in what depends on today: in London, whatever the phone's clock is set to. */
export function fill(app, now = new Date()) {
  const zone = { timeZone: "Europe/London" };
  const locale = `${document.documentElement.lang}-u-ca-gregory-nu-latn`;
  const all = (what) => [...app.querySelectorAll(what)];
  const today = now.toLocaleDateString("sv", zone);
  const [day, week, name, wait, between] = all("#n b,output");
  const [from, to] = all("[type=date]");
  const later = all("time").map((time) => [time.dateTime, time.previousSibling.textContent]);
  const [next] = later.filter(([date]) => date >= today).sort();
  const long = { style: "unit", unit: "day", unitDisplay: "long" };
  const count = () => {
    const days = daysFrom(from.value, to.value);
    between.textContent = isNaN(days) ? "" : Math.abs(days).toLocaleString(locale, long);
  };
  day.textContent = now.toLocaleDateString(locale, { dateStyle: "full", ...zone });
  week.textContent = weekOf(today);
  [to.value, name.textContent] = next;
  from.value = today;
  from.oninput = to.oninput = count;
  count();
  wait.textContent = between.textContent;
}

/** The page of dates: today, what comes next, and the days between two dates. */
import { daysFrom, weekOf } from "./dates.js";

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

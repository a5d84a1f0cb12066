// Says whether it is open now. The page brings the moments at which it opens and closes, in seconds; the clock is the reader's.

const MINUTE = 60_000; // milliseconds
const DAYS = 86_400; // seconds

const place = document.querySelector("[data-opening-hours]");
const state = place?.querySelector(".opening-hours__state");
const language = document.documentElement.lang;
// The digits of the rest of the page.
const digits = language.startsWith("fa") ? "arabext" : "latn";
const zone = { timeZone: place?.dataset.zone, numberingSystem: digits };

function written(seconds, now) {
  const day = new Intl.DateTimeFormat(language, { ...zone, dateStyle: "short" });
  const clock = { ...zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const isToday = day.format(seconds * 1000) === day.format(now * 1000);
  return new Intl.DateTimeFormat(language, isToday ? clock : { ...clock, weekday: "long" }).format(seconds * 1000);
}

function tell() {
  const now = Date.now() / 1000;
  const moments = JSON.parse(place.dataset.openingHours);
  const current = moments.find(([opens, closes]) => opens <= now && now < closes);
  const next = moments.find(([opens]) => opens > now);
  const when = current ? current[1] : next?.[0];
  const isNear = when !== undefined && when - now < (current ? 1 : 6) * DAYS;
  // A page that is older than what it brings says nothing.
  state.hidden = !current && !next;
  state.classList.toggle("opening-hours__state--open", Boolean(current));
  const words = current ? [state.dataset.open, state.dataset.openLong] : [state.dataset.closed, state.dataset.closedLong];
  state.textContent = isNear ? words[0].replace("{time}", written(when, now)) : words[1];
}

if (state) {
  tell();
  setInterval(tell, MINUTE);
  document.addEventListener("visibilitychange", tell);
}

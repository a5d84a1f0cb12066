// Tells the site that somebody reads: once the page was before somebody's eyes for a moment, and when they leave it to write to us.
const { activity: page, contact } = document.querySelector("[data-activity]").dataset;
const tell = (kind) => navigator.sendBeacon?.(`/activity/${kind}/${page}/`);

let timer;
function look() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  timer = setTimeout(() => {
    document.removeEventListener("visibilitychange", look);
    tell("view");
  }, 2000);
}
document.addEventListener("visibilitychange", look);
look();

const goal = contact && new URL(contact, location).href;
const leave = ({ target }) => target.closest?.("a[href]")?.href === goal && tell("exit");
if (goal) for (const kind of ["click", "auxclick"]) document.addEventListener(kind, leave);

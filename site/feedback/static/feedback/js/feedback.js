// "Was this helpful?": what htmx alone does not do for the question and for the form that follows it.

// -- answers with an error status ----------------------------------------------------------------------------------

// htmx leaves them out; ours are sentences for the reader ("too many", "choose yes or no"), with what was typed.
const SPOKEN = new Set([400, 429]);

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target?.classList.contains("feedback") && SPOKEN.has(xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// No answer at all, or one that is not for readers: what was typed stays, and it is said that it was not sent.
function unsent(event) {
  const sentence = event.target.closest?.(".feedback form")?.querySelector("[data-unsent]");
  if (!sentence) return;
  sentence.hidden = false;
  sentence.focus();
}

document.addEventListener("htmx:responseError", unsent);
document.addEventListener("htmx:sendError", unsent);
document.addEventListener("htmx:timeout", unsent);

// -- the length of a comment ---------------------------------------------------------------------------------------

// Counted as the server does: signs, not units of UTF-16, and a line break as one.
const lengthOf = (area) => [...area.value.replace(/\r\n?/g, "\n").trim()].length;
const isTooLong = (area) => lengthOf(area) > Number(area.dataset.most);

function digits(number) {
  const { lang, dataset } = document.documentElement;
  return number.toLocaleString(`${lang}-u-nu-${dataset.numbering ?? "latn"}`, { useGrouping: false });
}

function count(area) {
  const field = area.closest(".field");
  const shown = field.querySelector("[data-count]");
  const over = field.querySelector("[data-over]");
  const tooLong = isTooLong(area);
  shown.textContent = `${digits(lengthOf(area))} / ${digits(Number(area.dataset.most))}`;
  shown.classList.toggle("feedback__count--over", tooLong);
  shown.hidden = false;
  if (tooLong === over.hidden) {
    over.textContent = tooLong ? over.dataset.words : "";
    over.hidden = !tooLong;
    area.setAttribute("aria-invalid", String(tooLong));
  }
}

const countAll = () => document.querySelectorAll(".feedback [data-most]").forEach(count);

document.addEventListener("input", (event) => {
  if (event.target.matches(".feedback [data-most]")) count(event.target);
});
document.addEventListener("htmx:afterSettle", countAll);
countAll();

// What the server would refuse is not sent: it would only come back.
document.addEventListener(
  "submit",
  (event) => {
    const area = event.target.closest(".feedback form")?.querySelector("[data-most]");
    if (!area || !isTooLong(area)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    area.focus();
  },
  true,
);

// -- where the reader was ------------------------------------------------------------------------------------------

// Who answers stands at the end of the page; the passage meant is the one where the reader stayed longest.
const READING_LINE = 0.35; // of the window's height: what stands above it is being read
const MOST = 90; // seconds without a sign of the reader that are counted
const headings = [...document.querySelectorAll(".prose :is(h2, h3)[id]")];
const stayed = new Map();
let idle = 0;

for (const sign of ["scroll", "pointermove", "keydown"]) addEventListener(sign, () => (idle = 0), { passive: true });

function look() {
  idle += 1;
  if (document.hidden || idle > MOST) return;
  const line = innerHeight * READING_LINE;
  const end = document.querySelector(".feedback:not(.feedback--answer)");
  if (end && end.getBoundingClientRect().top < line) return;
  const { id } = headings.findLast((heading) => heading.getBoundingClientRect().top < line) ?? { id: "" };
  if (id) stayed.set(id, (stayed.get(id) ?? 0) + 1);
}

if (headings.length) setInterval(look, 1000);

document.addEventListener("htmx:configRequest", (event) => {
  const form = event.target.closest?.(".feedback__follow-up");
  // Under an answer among many, the passage is that answer.
  if (!form || form.closest(".feedback--answer") || event.detail.parameters.section) return;
  const [longest] = [...stayed].sort((one, other) => other[1] - one[1]);
  if (longest) event.detail.parameters.section = longest[0];
});

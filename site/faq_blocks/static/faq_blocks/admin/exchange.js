// Tells how far an import is, and shows its end. Without this script a link loads the page anew.
const SECONDS = 2;

const place = document.querySelector("[data-faq-import]");

async function ask() {
  try {
    const answer = await fetch(place.dataset.faqImport, { headers: { Accept: "application/json" } });
    const { state, done } = await answer.json();
    if (state !== "waiting") {
      window.location.reload();
      return;
    }
    place.querySelector("[data-faq-import-done]").textContent = done === null ? "" : new Intl.NumberFormat(document.documentElement.lang).format(done);
  } catch {
    // Signed out, or no network: the link still works.
  }
  setTimeout(ask, SECONDS * 1000);
}

if (place) ask();

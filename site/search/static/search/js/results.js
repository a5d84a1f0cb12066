// The page of results tells which of them was opened: a number without a name, and never at the cost of opening it.

const KEY = "sanad-search";
const area = document.querySelector("[data-found]");

// The number that held typed prefixes together (suggest.js) has done its work; nobody should share or repeat it.
function withoutChain(address) {
  const url = new URL(address, location.href);
  url.searchParams.delete("chain");
  return url.href;
}

if (new URLSearchParams(location.search).has("chain")) history.replaceState(history.state, "", withoutChain(location.href));
for (const link of document.querySelectorAll('a[href*="chain="]')) link.href = withoutChain(link.href);

function question() {
  return new URLSearchParams(location.search).get("q") ?? "";
}

// Further pages and narrowed results belong to the search that began them; only that one was given a token.
function token() {
  const given = area.querySelector("[data-token]")?.dataset.token ?? "";
  try {
    if (given) sessionStorage.setItem(KEY, JSON.stringify([question(), given]));
    const [asked, kept] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return asked === question() ? kept : given;
  } catch {
    return given;
  }
}

token();

function tell(event) {
  const link = event.target.closest("a[data-place]");
  const address = link?.closest("[data-click]")?.dataset.click;
  if (!address || event.button > 1) return;
  const told = JSON.stringify({ token: token(), place: Number(link.dataset.place) });
  if (token()) navigator.sendBeacon(address, told);
}

area.addEventListener("click", tell);
area.addEventListener("auxclick", tell);

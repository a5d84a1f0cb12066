// Tells the statistics server that this page is read: one request, no cookie, nothing kept.
(() => {
  const { program, address, site, title } = document.currentScript.dataset;
  if (navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;

  // Without the question of a search, and without the place in the page.
  const url = location.origin + location.pathname;
  const from = document.referrer ? new URL(document.referrer) : null;
  const referrer = from && from.host !== location.host ? `${from.origin}/` : "";

  const requests = {
    // https://developer.matomo.org/api-reference/tracking-api
    matomo: () => ({
      to: "/matomo.php",
      body: new URLSearchParams({
        idsite: site,
        rec: "1",
        apiv: "1",
        send_image: "0",
        cookie: "0",
        url,
        urlref: referrer,
        action_name: title === "yes" ? document.title : "", // that of a search is what was searched
        rand: Math.random().toString(36).slice(2),
      }),
    }),
    // https://plausible.io/docs/events-api
    plausible: () => ({
      to: "/api/event",
      body: JSON.stringify({ name: "pageview", domain: site, url, referrer: referrer || null }),
    }),
  };

  function send() {
    const { to, body } = requests[program]();
    fetch(address + to, {
      method: "POST",
      mode: "no-cors", // the answer does not matter, and no header of ours asks for leave first
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
      body,
    }).catch(() => {}); // blocked, or the server is away: no concern of the reader
  }

  // A page that the browser fetched in advance has not been read yet.
  if (document.prerendering) document.addEventListener("prerenderingchange", send, { once: true });
  else send();
})();

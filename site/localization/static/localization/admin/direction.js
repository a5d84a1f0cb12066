// Gives what is typed and shown of a page the page's language and direction, whatever the interface speaks.
(() => {
  const WRITTEN =
    "input[type=text], input:not([type]), textarea, .DraftEditor-root, .public-DraftEditor-content, [contenteditable=true]";
  const SHOWN = "td.comparison, .comparison dd";
  // Addresses and codes are written from left to right everywhere; what is said about a page is in anybody's language.
  const ALWAYS_LTR = "[name$=slug], [type=url], [type=email], [data-controller~='w-slug'], [inputmode=url], .w-field--url_field input";
  const COMMENTS = "#comments, .comment, .comment-reply";
  const ANYBODYS = `:is(${COMMENTS}) :is(textarea, .comment__text, .comment-reply__text)`;
  const OWN = "[data-l10n-own], .l10n-editor *, [role=combobox], [type=search], .w-date-field input, [data-controller~='w-tag']";

  function direct() {
    const told = document.querySelector("[data-l10n-locale]");
    if (!told) return;
    const { l10nLocale: lang, l10nDirection: dir } = told.dataset;
    for (const each of document.querySelectorAll(`form[data-edit-form] :is(${WRITTEN}), ${SHOWN}`)) {
      if (each.matches(OWN) || each.closest(COMMENTS)) continue;
      if (each.matches(ALWAYS_LTR)) set(each, "ltr", null);
      else set(each, dir, lang);
    }
    for (const each of document.querySelectorAll(ANYBODYS)) set(each, "auto", null);
  }

  // Only what differs is written: each write wakes the observer.
  function set(element, dir, lang) {
    if (element.dir !== dir) element.dir = dir;
    if (lang && element.lang !== lang) element.lang = lang;
  }

  let isAsked = false;
  function ask() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      direct();
    });
  }

  function begin() {
    direct();
    new MutationObserver(ask).observe(document.body, { childList: true, subtree: true });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();

// A thin bar at the top of the window: how much of the text has passed by. It only repeats what the scroll bar tells, so it is
// no part of what screen readers read.

const text = document.querySelector("main .prose");

if (text) {
  const bar = document.createElement("div");
  bar.className = "reading-progress-bar";
  bar.setAttribute("aria-hidden", "true");
  document.body.append(bar);

  let waiting = false;

  function draw() {
    waiting = false;
    // All is read when the end of the text stands at the lower edge of the window.
    const way = text.getBoundingClientRect().bottom + scrollY - innerHeight;
    const done = way > 0 ? Math.min(1, Math.max(0, scrollY / way)) : 0;
    bar.style.inlineSize = `${(done * 100).toFixed(2)}%`;
  }

  function wait() {
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  }

  addEventListener("scroll", wait, { passive: true });
  addEventListener("resize", wait, { passive: true });
  new ResizeObserver(wait).observe(text); // pictures arrive, details are opened
  draw();
}

// Keys for reading: each key presses the link that names it in aria-keyshortcuts. Everything they do is also a link.
(() => {
  "use strict";
  const help = document.getElementById("keys");
  const box = document.getElementById("keys-on");
  const KEPT = "iscm-keys";
  const remembered = () => {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      return true;
    }
  };
  let on = remembered();

  if (help && box) {
    help.hidden = false;
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      try {
        localStorage.setItem(KEPT, on ? "on" : "off");
      } catch {
        // Without storage it holds for this page.
      }
    });
  }

  const hits = [...document.querySelectorAll("mark[id^='hit-']")];
  let at = hits.findIndex((hit) => `#${hit.id}` === location.hash);

  const show = (index) => {
    at = index;
    for (const lit of document.querySelectorAll(".lights .now")) lit.classList.remove("now");
    for (const lit of document.querySelectorAll(`.lights .${CSS.escape(hits[at].id)}`)) lit.classList.add("now");
  };
  if (at >= 0) show(at);
  addEventListener("hashchange", () => {
    const index = hits.findIndex((hit) => `#${hit.id}` === location.hash);
    if (index >= 0) show(index);
  });

  // The next hit of this page first, then the page that has the next one.
  const jump = (step) => {
    const index = at < 0 && step < 0 ? -1 : at + step;
    if (index < 0 || index >= hits.length) return false;
    show(index);
    location.hash = hits[index].id;
    return true;
  };

  const press = (key) => {
    const wanted = document.querySelector(`[aria-keyshortcuts~="${CSS.escape(key)}"]`);
    if (!wanted) return false;
    wanted.click();
    return true;
  };

  const typing = (target) =>
    target.closest("input:not([type='checkbox']), select, textarea, [contenteditable]") !== null;

  addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof Element) || typing(event.target)) return;
    const step = { n: 1, p: -1 }[event.key];
    const done = step && jump(step) ? true : press(event.key);
    if (done) event.preventDefault();
  });
})();

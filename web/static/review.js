// Keys for curators: each key presses the button or the link that names it in aria-keyshortcuts, and does nothing else.
(() => {
  "use strict";
  const KEPT = "iscm-keys";
  const help = document.getElementById("keys");
  const box = document.getElementById("keys-on");
  const stored = (value) => {
    try {
      if (value !== undefined) localStorage.setItem(KEPT, value);
      return localStorage.getItem(KEPT);
    } catch {
      // Without storage it holds for this page.
      return value;
    }
  };
  let on = stored() !== "off";
  if (box) {
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      stored(on ? "on" : "off");
    });
  }

  const press = (key) => {
    if (key === "?" && help) {
      help.open = !help.open;
      return true;
    }
    const wanted = document.querySelector(`[aria-keyshortcuts~="${CSS.escape(key)}"]`);
    if (!wanted) return false;
    wanted.click();
    return true;
  };

  const types = (target) => target.closest("input:not([type='checkbox']), select, textarea") !== null;

  addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || !(event.target instanceof Element)) return;
    if (types(event.target)) {
      // Out of a field again, so that the keys mean what they say.
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (press(event.key)) event.preventDefault();
  });

  // A form is sent once, however often its key is pressed.
  for (const form of document.querySelectorAll("form[method='post']")) {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();

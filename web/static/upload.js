// Many files at once: each is sent by itself, with its own progress; the form below works without this script.
(() => {
  "use strict";
  const form = document.getElementById("upload");
  const panel = document.getElementById("sending");
  const chosen = document.getElementById("file");
  const drop = document.getElementById("drop");
  if (!form || !panel || !chosen || !drop) return;
  const rows = document.getElementById("file-rows");
  const pattern = document.getElementById("file-row").content.firstElementChild;
  const whole = document.getElementById("whole");
  const wholeWords = document.getElementById("whole-words");
  const reviewLink = document.getElementById("review-these");
  const retryAll = document.getElementById("retry");
  const cancelAll = document.getElementById("cancel");
  const words = panel.dataset;

  const AT_ONCE = 3;
  const LOOK_EVERY_MS = 1500;
  const LOOKS_AT_ONCE = 4;
  const FINAL = new Set(["ready", "failed", "here", "cancelled", "refused"]);
  const SENT = new Set(["received", "reading", "ready", "here"]);
  const items = [];
  let sending = 0;
  let firstId = "";
  let looking = 0;

  // Files

  const add = (files) => {
    for (const file of files) {
      const row = pattern.cloneNode(true);
      const item = { file, row, state: "", share: 0, request: null, ids: [], tries: 0 };
      row.querySelector(".file-name").textContent = file.name;
      const bar = row.querySelector("progress");
      bar.setAttribute("aria-label", file.name);
      for (const [name, does] of [[".again", () => again(item)], [".stop", () => stop(item)]]) {
        const button = row.querySelector(name);
        button.setAttribute("aria-label", `${button.textContent}: ${file.name}`);
        button.addEventListener("click", does);
      }
      items.push(item);
      rows.append(row);
      set(item, "waits");
    }
    if (items.length) panel.hidden = false;
    proceed();
  };

  const set = (item, state, why = "") => {
    item.state = state;
    const { row } = item;
    row.className = state;
    const shown = row.querySelector(".state");
    shown.textContent = words[state === "refused" ? "failed" : state];
    row.querySelector(".why").textContent = why;
    row.querySelector("progress").value = SENT.has(state) ? 1 : item.share;
    row.querySelector(".again").hidden = !["refused", "cancelled"].includes(state);
    row.querySelector(".stop").hidden = !["waits", "sending"].includes(state);
    total();
  };

  const total = () => {
    const done = items.filter((item) => SENT.has(item.state)).length;
    const failed = items.filter((item) => ["failed", "refused"].includes(item.state)).length;
    whole.max = items.length || 1;
    whole.value = items.reduce((sum, item) => sum + (SENT.has(item.state) ? 1 : item.share), 0);
    const said = words.total.replace("{done}", done).replace("{total}", items.length).replace("{failed}", failed);
    if (wholeWords.textContent !== said) wholeWords.textContent = said;
    const unsent = items.some((item) => ["waits", "sending", "held"].includes(item.state));
    retryAll.hidden = !items.some((item) => item.state === "refused");
    cancelAll.hidden = !unsent;
    if (reviewLink) reviewLink.hidden = unsent || done === 0;
  };

  // Sending

  const proceed = () => {
    const versions = form.elements.versions.checked;
    // Language versions follow their first file, whose document they become a part of.
    const most = versions && !firstId ? 1 : AT_ONCE;
    for (const item of items) {
      if (sending >= most) break;
      if (item.state === "waits") send(item, versions);
    }
  };

  const body = (item, versions) => {
    const data = new FormData();
    data.append("file", item.file);
    const value = (name) => form.elements[name].value.trim();
    for (const name of ["iscm", "iscm_also"]) if (value(name)) data.append("iscm", value(name));
    for (const name of ["title", "date", "type", "language", "visibility", "embargo_until"]) {
      if (form.elements[name] && value(name)) data.append(name, value(name));
    }
    if (versions && firstId) data.append("version_of", firstId);
    return data;
  };

  const send = (item, versions) => {
    const request = new XMLHttpRequest();
    item.request = request;
    sending += 1;
    set(item, "sending");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      item.share = event.loaded / event.total;
      item.row.querySelector("progress").value = item.share;
      total();
    });
    request.addEventListener("loadend", () => {
      sending -= 1;
      item.request = null;
      if (item.state === "sending") answered(item, request);
      proceed();
    });
    request.open("POST", "/api/documents");
    request.setRequestHeader("Accept", "application/json");
    request.send(body(item, versions));
  };

  const answered = (item, request) => {
    item.share = 0;
    if (request.status === 0) return set(item, "refused", words.lost);
    let told = {};
    try {
      told = JSON.parse(request.responseText);
    } catch {
      // What is no JSON has nothing to say.
    }
    if ((request.status === 429 || request.status === 503) && item.tries < 8) {
      item.tries += 1;
      const seconds = Number(request.getResponseHeader("Retry-After")) || 2 ** item.tries;
      set(item, "waits");
      item.state = "held";
      return setTimeout(() => {
        if (item.state === "held") item.state = "waits";
        proceed();
      }, 1000 * Math.min(seconds, 60));
    }
    if (request.status !== 200 && request.status !== 202) return set(item, "refused", told.detail || words.refused);
    const parts = told.documents && told.documents.length ? told.documents : [told];
    item.ids = [...new Set(parts.map((part) => part.id))];
    firstId = firstId || told.id;
    const name = item.row.querySelector(".file-name");
    const link = document.createElement("a");
    link.href = told.url;
    link.textContent = item.file.name;
    name.replaceChildren(link);
    const refused = (told.refused || []).map((one) => `${one.filename}: ${one.reason}`).join(" ");
    set(item, request.status === 200 ? "here" : "received", refused);
    look();
  };

  const stop = (item) => {
    const { request } = item;
    item.share = 0;
    set(item, "cancelled");
    if (request) request.abort();
  };

  const again = (item) => {
    item.share = 0;
    item.tries = 0;
    set(item, "waits");
    proceed();
  };

  // How the reading goes: a few at a time, and only as long as something is being read.

  const look = () => {
    if (!looking) looking = setTimeout(round, LOOK_EVERY_MS);
  };

  const round = async () => {
    const waiting = items.filter((item) => ["received", "reading"].includes(item.state));
    waiting.sort((one, other) => (one.looked || 0) - (other.looked || 0));
    await Promise.all(waiting.slice(0, LOOKS_AT_ONCE).map(lookAt));
    looking = 0;
    if (items.some((item) => !FINAL.has(item.state) && item.ids.length)) look();
  };

  const lookAt = async (item) => {
    item.looked = Date.now();
    try {
      const found = await Promise.all(item.ids.map(async (id) => {
        const answer = await fetch(`/api/documents/${id}`, { headers: { Accept: "application/json" } });
        return answer.ok ? answer.json() : { status: "pending" };
      }));
      const states = found.map((document) => document.status);
      const failed = found.find((document) => document.status === "failed");
      if (failed) set(item, "failed", failed.reason || "");
      else if (states.every((state) => state === "ready")) set(item, "ready");
      else if (states.includes("processing")) set(item, "reading");
    } catch {
      // The next round asks again.
    }
  };

  // Where files come from

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const files = [...chosen.files];
    chosen.value = "";
    add(files);
  });
  drop.hidden = false;
  let inside = 0;
  const over = (step) => {
    inside += step;
    drop.classList.toggle("over", inside > 0);
  };
  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  addEventListener("dragenter", (event) => carriesFiles(event) && over(1));
  addEventListener("dragleave", (event) => carriesFiles(event) && over(-1));
  addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    inside = 0;
    drop.classList.remove("over");
    add(event.dataTransfer.files);
  });

  retryAll.addEventListener("click", () => items.filter((item) => item.state === "refused").forEach(again));
  cancelAll.addEventListener("click", () => items.filter((item) => ["waits", "sending", "held"].includes(item.state)).forEach(stop));
  addEventListener("beforeunload", (event) => {
    if (items.some((item) => ["waits", "sending", "held"].includes(item.state))) event.preventDefault();
  });
})();

// The search box as a combobox (ARIA 1.2): what is typed is completed by the searches that /api/suggest offers.
// Without this script the box is a plain search field, and everything works.
(() => {
  "use strict";
  const LEAST = 2;
  const PAUSE_MS = 150;

  const make = (tag, attributes, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };

  const enhance = (form) => {
    const input = form.querySelector("#q");
    const kinds = JSON.parse(form.dataset.kinds);
    const list = make("ul", { id: "q-suggestions", role: "listbox", class: "suggestions", "aria-label": input.labels[0].textContent });
    const status = make("p", { class: "quiet", role: "status", "aria-live": "polite" });
    list.hidden = true;
    // A search field may not be a combobox; a text field may.
    input.type = "text";
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    })) input.setAttribute(name, value);
    input.closest(".line").append(list);
    form.append(status);

    let options = [];
    let active = -1;
    let asking = null;
    let timer = 0;

    const close = () => {
      clearTimeout(timer);
      asking?.abort();
      list.hidden = true;
      list.replaceChildren();
      options = [];
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const mark = (index) => {
      active = index;
      options.forEach(({ element }, at) => element.setAttribute("aria-selected", String(at === index)));
      if (index < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options[index].element.id);
        options[index].element.scrollIntoView({ block: "nearest" });
      }
    };

    // A title opens its document; a process or an element narrows this search; a phrase is searched as it stands.
    const choose = ({ suggestion }) => {
      if (suggestion.document) {
        const here = new RegExp("^/(?:en|fr|es|ar|pt|ru)(?=/|$)").exec(location.pathname);
        location.assign(`${here ? here[0] : ""}/documents/${encodeURIComponent(suggestion.document)}`);
        return;
      }
      input.value = "";
      for (const [name, value] of new URL(suggestion.url, location.href).searchParams) {
        if (name === "q") input.value = value;
        else form.append(make("input", { type: "hidden", name, value }));
      }
      close();
      form.requestSubmit();
    };

    const show = (suggestions) => {
      list.replaceChildren();
      options = suggestions.map((suggestion, at) => {
        const element = make("li", { id: `q-suggestion-${at}`, role: "option", "aria-selected": "false" });
        const text = make("span", { dir: "auto" }, suggestion.text);
        const kind = make("span", { class: "count" }, kinds[suggestion.kind] ?? suggestion.kind);
        element.append(text, " ", kind);
        if (suggestion.count !== null) element.append(" ", make("span", { class: "count" }, String(suggestion.count)));
        element.addEventListener("pointerdown", (event) => event.preventDefault());
        element.addEventListener("click", () => choose({ suggestion }));
        list.append(element);
        return { element, suggestion };
      });
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(options.length > 0));
      status.textContent = options.length ? form.dataset.some.replace("{count}", options.length) : form.dataset.none;
      mark(-1);
    };

    const ask = async () => {
      const typed = input.value.trim();
      asking?.abort();
      if (typed.length < LEAST) {
        close();
        return;
      }
      asking = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
        if (answer.ok) show((await answer.json()).suggestions);
      } catch (error) {
        // Suggestions are a help: when they do not come, the box stays what it was.
        if (error.name !== "AbortError") close();
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const open = options.length > 0;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!open) ask();
        else {
          const step = event.key === "ArrowDown" ? 1 : -1;
          // Behind the last and before the first stands the box itself.
          mark(((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
        }
        event.preventDefault();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(options[active]);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        close();
      }
    });
  };

  for (const form of document.querySelectorAll("form[data-suggest]")) enhance(form);
})();

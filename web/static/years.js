// A range of years chosen on the bars: by dragging over them, or with Shift and the arrow keys and then Enter.
// Without this script each bar is a link, but for long searches, and the two fields below take the first and the last year.
(() => {
  "use strict";
  const brush = (figure) => {
    const drawing = figure.querySelector("svg");
    const form = figure.parentElement.querySelector("form.range");
    const bars = [...drawing.querySelectorAll("[data-year]")];
    if (!form || bars.length === 0) return;
    const first = Number(figure.dataset.first);
    const last = Number(figure.dataset.last);
    const status = document.createElement("p");
    status.className = "quiet";
    status.setAttribute("role", "status");
    figure.append(status);
    let from = null;
    let to = null;
    let pressed = null;

    const yearAt = (x) => {
      const box = drawing.getBoundingClientRect();
      const share = Math.min(Math.max((x - box.left) / box.width, 0), 0.999);
      return first + Math.floor(share * (last - first + 1));
    };
    const light = () => {
      const [low, high] = [Math.min(from, to), Math.max(from, to)];
      figure.classList.add("brushing");
      for (const bar of bars) bar.classList.toggle("in", Number(bar.dataset.year) >= low && Number(bar.dataset.year) <= high);
      form.elements.year_from.value = low;
      form.elements.year_to.value = high;
      status.textContent = figure.dataset.said.replace("{first}", low).replace("{last}", high);
    };
    const leave = () => {
      from = to = null;
      figure.classList.remove("brushing");
      status.textContent = "";
    };

    drawing.addEventListener("pointerdown", (event) => {
      if (event.button === 0) pressed = { x: event.clientX, moved: false };
    });
    drawing.addEventListener("dragstart", (event) => event.preventDefault());
    addEventListener("pointermove", (event) => {
      if (!pressed || (!pressed.moved && Math.abs(event.clientX - pressed.x) < 5)) return;
      if (!pressed.moved) from = yearAt(pressed.x);
      pressed.moved = true;
      to = yearAt(event.clientX);
      light();
    });
    addEventListener("pointerup", () => {
      const moved = pressed?.moved;
      pressed = null;
      if (moved) form.requestSubmit();
    });
    addEventListener("pointercancel", () => {
      pressed = null;
      leave();
    });
    // The click that ends a drag opens no bar.
    drawing.addEventListener("click", (event) => {
      if (from !== null) event.preventDefault();
    });

    drawing.addEventListener("keydown", (event) => {
      const bar = event.target.closest("a[data-year]");
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (bar && event.shiftKey && step) {
        from ??= Number(bar.dataset.year);
        to = Math.min(Math.max((to ?? from) + step, first), last);
        light();
        event.preventDefault();
      } else if (event.key === "Enter" && from !== null) {
        event.preventDefault();
        form.requestSubmit();
      } else if (event.key === "Escape" && from !== null) {
        leave();
      }
    });
  };

  for (const figure of document.querySelectorAll("figure[data-brush]")) brush(figure);
})();

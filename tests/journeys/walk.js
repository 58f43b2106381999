// Watches while Tab goes through a page: what can be reached, whether that is seen, whether anything lies over it.
() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const KINDS = "a[href], button, input:not([type='hidden']), select, textarea, summary, [tabindex='0']";
  const wanted = [...document.querySelectorAll(KINDS)].filter(
    (one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !(one.type === "radio" && !one.checked),
  );
  const said = (one) => one.outerHTML.slice(0, 120);
  const style = (one) => {
    const { outlineStyle, outlineWidth, boxShadow, stroke } = getComputedStyle(one);
    return outlineStyle === "none" ? [boxShadow, stroke] : [outlineStyle, outlineWidth, boxShadow, stroke];
  };
  // A field's frame, or the reach of a bar, may show the focus in its stead.
  const look = (one) => JSON.stringify([one, one.parentElement, ...one.querySelectorAll(".reach")].map(style));
  const before = new Map(wanted.map((one) => [one, look(one)]));
  const reached = new Set();
  const wrong = [];

  const isOnTop = (one) => {
    for (const box of (one.querySelector(".reach") ?? one).getClientRects())
      for (const across of [0.1, 0.5, 0.9])
        for (const down of [0.2, 0.5, 0.8]) {
          const top = document.elementFromPoint(box.x + box.width * across, box.y + box.height * down);
          if (top && one.contains(top)) return true;
        }
    return false;
  };
  const check = () => {
    const one = document.activeElement;
    if (!before.has(one) || reached.has(one)) return;
    reached.add(one);
    if (look(one) === before.get(one)) wrong.push(`does not show its focus: ${said(one)}`);
    if (!isOnTop(one)) wrong.push(`lies under something: ${said(one)}`);
  };
  addEventListener("keydown", check, true);
  window.walked = () => {
    check();
    return [...wrong, ...wanted.filter((one) => !reached.has(one)).map((one) => `was not reached: ${said(one)}`)];
  };
  return wanted.length;
}

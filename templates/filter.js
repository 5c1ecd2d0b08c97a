/* Filters the findings, and takes the keyboard through them. */
(function () {
  var bar = document.getElementById("filter"), find = document.getElementById("find");
  if (!bar) { find.hidden = true; return; }
  var fields = ["text", "area", "outcome", "severity"].map(function (name) {
    return document.getElementById("filter-" + name);
  });
  var text = fields[0], count = document.getElementById("filter-count"), keys = document.getElementById("keys");
  var everything = count.textContent, items = [], groups = [], current = null;

  report.each("#part-areas [data-outcome]", function (element) {
    var area = element.closest(".area");
    items.push({
      element: element, area: area.id, outcome: element.dataset.outcome, severity: element.dataset.severity,
      heading: (area.querySelector("h3") || area).textContent, whole: element.tagName !== "SPAN", text: null, shown: true
    });
  });
  report.each("#part-areas .undecided, #part-areas .settled, #part-areas .area", function (element) { groups.push(element); });

  /* What the item says, without the words on buttons. */
  function words(item) {
    if (item.text === null) {
      var walker = document.createTreeWalker(item.element, NodeFilter.SHOW_TEXT), said = [item.heading];
      while (walker.nextNode()) {
        if (walker.currentNode.parentNode.tagName !== "BUTTON") { said.push(walker.currentNode.data); }
      }
      item.text = said.join(" ").toLowerCase();
    }
    return item.text;
  }

  function show(element, visible) {
    if (element.hidden === visible) { element.hidden = !visible; }
  }

  function apply() {
    var asked = text.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0, all = 0, settled = 0;
    items.forEach(function (item) {
      item.shown = (!fields[1].value || fields[1].value === item.area) && (!fields[2].value || fields[2].value === item.outcome) &&
        (!fields[3].value || fields[3].value === item.severity) &&
        asked.every(function (word) { return words(item).indexOf(word) >= 0; });
      show(item.element, item.shown);
      all += item.whole;
      shown += item.whole && item.shown;
      settled += !item.whole && item.shown;
    });
    groups.forEach(function (group) { show(group, group.querySelector("[data-outcome]:not([hidden])") !== null); });
    var active = fields.some(function (field) { return field.value; });
    bar.classList.toggle("active", active);
    count.textContent = !active ? everything : shown + " of " + all + " findings" +
      (settled ? ", and " + settled + (settled === 1 ? " control" : " controls") + " without one" : "");
  }

  function clear() {
    fields.forEach(function (field) { field.value = ""; });
    apply();
  }

  function toSearch() {
    bar.scrollIntoView();
    text.focus({ preventScroll: true });
    text.select();
  }

  /* What is left begins below the bar, wherever the page stood before. */
  function toFirst() {
    var first = items.find(function (item) { return item.shown; });
    if (!first) { return; }
    var above = first.element.closest(".area").getBoundingClientRect().top - bar.getBoundingClientRect().bottom;
    if (above < 0) { window.scrollBy(0, above); }
  }

  function move(step) {
    var shown = items.filter(function (item) { return item.whole && item.shown; }).map(function (item) { return item.element; });
    var at = shown.indexOf(current), next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step;
    if (shown[next]) { report.focus(shown[next]); }
  }

  function typing(target) { return /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && target.id !== "keys"; }

  document.addEventListener("focusin", function (event) {
    current = event.target.closest("#part-areas [data-outcome]") || current;
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) { return; }
    if (event.key === "Escape" && bar.classList.contains("active")) { event.preventDefault(); clear(); return; }
    if (event.target === text && event.key === "ArrowDown") { event.preventDefault(); current = null; move(1); return; }
    if (typing(event.target)) { return; }
    var step = { j: 1, k: -1 }[event.key];
    if (event.target === current) { step = step || { ArrowDown: 1, ArrowUp: -1 }[event.key]; }
    if (!keys.checked || !(step || event.key === "/" || event.key === "?")) { return; }
    event.preventDefault();
    if (step) { move(step); } else if (event.key === "/") { toSearch(); } else {
      document.getElementById("help").open = true;
      report.focus(document.querySelector("#help summary"));
    }
  });
  fields.forEach(function (field) { field.addEventListener("input", function () { apply(); toFirst(); }); });
  document.getElementById("filter-clear").addEventListener("click", function () { clear(); text.focus(); });
  document.addEventListener("audit:show-all", clear);
  find.addEventListener("click", toSearch);
  apply();
}());

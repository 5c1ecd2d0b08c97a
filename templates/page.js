/* What the parts of the script share: the switch of colours, and links that unfold what holds their target. */
var report = (function () {
  var root = document.documentElement, dark = window.matchMedia("(prefers-color-scheme: dark)");
  root.classList.add("js");

  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }

  /* The choice lives in this page's own entry of the history, so a reload keeps it and nothing is stored. */
  function remember() {
    try { history.replaceState({ theme: root.dataset.theme || "" }, ""); } catch (refused) { return; }
  }

  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches; }

  function setUpTheme() {
    var button = document.getElementById("theme");
    function say() { button.textContent = isDark() ? "Switch to light" : "Switch to dark"; }
    if (history.state && history.state.theme) { root.dataset.theme = history.state.theme; }
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember();
      say();
    });
    dark.addEventListener("change", say);
    say();
  }

  function unfold(element) {
    for (var at = element; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") { at.open = true; }
    }
  }

  function focus(element) {
    if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) { element.setAttribute("tabindex", "-1"); }
    element.scrollIntoView();
    element.focus({ preventScroll: true });
  }

  /* Unfolds, shows and focuses what an address names. What is in front of it may be laid out only now: hence twice. */
  function go(hash) {
    var name = hash.slice(1), target = document.getElementById(name);
    if (!target) { try { target = document.getElementById(decodeURIComponent(name)); } catch (malformed) { return; } }
    if (!target) { return; }
    if (target.closest("[hidden]")) { document.dispatchEvent(new Event("audit:show-all")); }
    unfold(target);
    focus(target);
    requestAnimationFrame(function () { target.scrollIntoView(); });
  }

  function setUpLinks() {
    window.addEventListener("hashchange", function () { remember(); go(location.hash); });
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href^='#']");
      if (link && !event.defaultPrevented && link.getAttribute("href") === location.hash) { go(location.hash); }
    });
    if (location.hash) { go(location.hash); }
  }

  function setUpPaper() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      each("details:not([open])", function (fold) { fold.open = true; opened.push(fold); });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (fold) { fold.open = false; });
      opened = [];
    });
  }

  setUpTheme();
  setUpPaper();
  return { each: each, focus: focus, setUpLinks: setUpLinks, unfold: unfold };
}());

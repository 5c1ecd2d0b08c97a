/* Buttons that copy. An element with data-copy gets one that says so and copies its text; data-link, one for its address. */
(function () {
  var said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.querySelector("main").appendChild(said);

  function byHand(text) {
    var box = document.createElement("textarea"), before = document.activeElement;
    box.value = text;
    document.body.appendChild(box);
    box.select();
    var done = document.execCommand("copy");
    box.remove();
    if (before) { before.focus({ preventScroll: true }); }
    return done ? Promise.resolve() : Promise.reject(new Error("refused"));
  }

  function copy(text) {
    if (!navigator.clipboard) { return byHand(text); }
    return navigator.clipboard.writeText(text).catch(function () { return byHand(text); });
  }

  function button(label, what, value) {
    var made = document.createElement("button"), back = 0;
    made.type = "button";
    made.className = "copy";
    made.textContent = label;
    if (what) { made.setAttribute("aria-label", label + ": " + what); }
    function say(word) {
      made.textContent = said.textContent = word;
      clearTimeout(back);
      back = setTimeout(function () { made.textContent = label; said.textContent = ""; }, 1500);
    }
    made.addEventListener("click", function () {
      copy(value()).then(function () { say("Copied"); }, function () { say("Not copied"); });
    });
    return made;
  }

  function address(id) { return location.href.split("#")[0] + "#" + id; }

  /* Each line of a list of subjects: fingerprint, places, name, two spaces apart. */
  function column(list, at) {
    var seen = {};
    list.textContent.split("\n").forEach(function (line) {
      line.split("  ")[at].split(", ").forEach(function (value) { seen[value] = true; });
    });
    delete seen["–"];
    return Object.keys(seen).join("\n");
  }

  report.each("[data-link]", function (element) {
    var title = (element.parentNode.querySelector("h4, th") || element).textContent.trim().slice(0, 80);
    element.appendChild(document.createTextNode(" "));
    element.appendChild(button("Copy link", title, function () { return address(element.dataset.link); }));
  });
  report.each("[data-copy]", function (element) {
    var made = button(element.dataset.copy, "", function () { return text; }), text = (element.dataset.head || "") + element.textContent;
    if (element.tagName === "PRE") { text = text.replace(/\n?$/, "\n"); } /* a patch ends with its last line */
    element.parentNode.insertBefore(made, element.nextSibling);
  });
  report.each(".everyone", function (fold) {
    var list = fold.querySelector("pre"), tools = document.createElement("p");
    [["Copy places", 1], ["Copy fingerprints", 0]].forEach(function (pair) {
      tools.appendChild(button(pair[0], "", function () { return column(list, pair[1]); }));
      tools.appendChild(document.createTextNode(" "));
    });
    fold.insertBefore(tools, list);
  });
  report.setUpLinks();
}());

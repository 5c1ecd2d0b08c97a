"use strict";
/* Moves and zooms the maps. Without it they are whole, and scroll. */
(function () {
  var STEP = 1.25, LEAST = 0.2, MOST = 5, MOVE = 60, SLACK = 4;

  function sized(svg) {
    return { width: parseFloat(svg.getAttribute("width")), height: parseFloat(svg.getAttribute("height")) };
  }

  function setUp(box) {
    var view = box.querySelector(".map-view"), svg = view.querySelector("svg"), tools = box.querySelector(".map-tools");
    var size = sized(svg), scale = 1;

    /* Zooms around a point of the view, so that what is there stays there. */
    function zoom(to, x, y) {
      var next = Math.min(MOST, Math.max(LEAST, to)), ratio = next / scale;
      x = x === undefined ? view.clientWidth / 2 : x;
      y = y === undefined ? view.clientHeight / 2 : y;
      view.classList.toggle("zoomed", next > 1);
      var left = (view.scrollLeft + x) * ratio - x, top = (view.scrollTop + y) * ratio - y;
      scale = next;
      svg.setAttribute("width", String(size.width * scale));
      svg.setAttribute("height", String(size.height * scale));
      view.scrollLeft = left;
      view.scrollTop = top;
    }

    function whole() {
      zoom(Math.min(1, (view.clientWidth - 2) / size.width));
      view.scrollLeft = 0;
      view.scrollTop = 0;
    }

    var actions = {
      "in": function () { zoom(scale * STEP); },
      "out": function () { zoom(scale / STEP); },
      "whole": whole
    };
    tools.hidden = false;
    tools.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (button) { actions[button.dataset.zoom](); }
    });

    var keys = {
      "+": actions["in"], "=": actions["in"], "-": actions.out, "0": whole,
      "ArrowLeft": function () { view.scrollLeft -= MOVE; },
      "ArrowRight": function () { view.scrollLeft += MOVE; },
      "ArrowUp": function () { view.scrollTop -= MOVE; },
      "ArrowDown": function () { view.scrollTop += MOVE; }
    };
    view.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) { return; }
      event.preventDefault();
      keys[event.key]();
    });

    view.addEventListener("wheel", function (event) {
      if (!event.ctrlKey && !event.metaKey) { return; }
      event.preventDefault();
      var at = view.getBoundingClientRect();
      zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX - at.left, event.clientY - at.top);
    }, { passive: false });

    /* A mouse drags; a finger scrolls by itself. A drag that began on a box does not follow its link. */
    var from = null, dragged = false;
    view.addEventListener("pointerdown", function (event) {
      if (event.pointerType !== "mouse" || event.button !== 0) { return; }
      from = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
      dragged = false;
    });
    window.addEventListener("pointermove", function (event) {
      if (!from) { return; }
      var dx = event.clientX - from.x, dy = event.clientY - from.y;
      dragged = dragged || Math.abs(dx) + Math.abs(dy) > SLACK;
      view.scrollLeft = from.left - dx;
      view.scrollTop = from.top - dy;
    });
    window.addEventListener("pointerup", function () { from = null; });
    window.addEventListener("pointercancel", function () { from = null; });
    view.addEventListener("dragstart", function (event) { event.preventDefault(); });
    view.addEventListener("click", function (event) {
      if (dragged) { event.preventDefault(); }
      dragged = false;
    }, true);
  }

  Array.prototype.forEach.call(document.querySelectorAll(".map-box"), setUp);
}());

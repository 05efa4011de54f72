"use strict";
(function () {
  var form = document.getElementById("filter");
  var status = document.getElementById("status");
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };
  var cards = all(".card");

  function say(text) {
    if (status) { status.textContent = text; }
  }

  function chosen(element, levels, family, part) {
    return levels.indexOf(element.dataset.level) >= 0 &&
      (!family || element.dataset.family === family) &&
      (!part || element.dataset.document === part);
  }

  function filter() {
    var levels = all("[name=level]:checked", form).map(function (box) { return box.value; });
    var family = form.elements.family.value;
    var part = form.elements.document.value;
    var hidden = {};
    var shown = 0;
    cards.forEach(function (card) {
      card.hidden = !chosen(card, levels, family, part);
      if (card.hidden) { hidden[card.id.slice(1)] = true; } else { shown += 1; }
    });
    all(".index a").forEach(function (link) { link.hidden = !chosen(link, levels, family, part); });
    all(".index li").forEach(function (item) { item.hidden = !item.querySelector("a:not([hidden])"); });
    all(".group").forEach(function (group) { group.hidden = !group.querySelector("li:not([hidden])"); });
    all(".ref, mark").forEach(function (mark) {
      var off = mark.dataset.f.split(" ").every(function (number) { return hidden[number]; });
      if (mark.tagName === "MARK") { mark.classList.toggle("off", off); } else { mark.hidden = off; }
    });
    var only = form.elements.only.checked;
    all("[data-sec]").forEach(function (section) {
      section.hidden = only && !section.querySelector(".ref:not([hidden])");
    });
    all(".doc").forEach(function (view) { view.hidden = Boolean(part) && view.id !== part; });
    say(status.dataset.text.replace("{shown}", shown).replace("{all}", cards.length));
  }

  function reset() {
    form.reset();
    filter();
  }

  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    if (form && target.closest("[hidden]")) { reset(); }
    for (var fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
    target.scrollIntoView();
    if (target.tabIndex >= 0 || target.hasAttribute("tabindex")) { target.focus({ preventScroll: true }); }
  }

  function copy(button) {
    var source = document.getElementById(button.dataset.copy);
    var done = function () { button.textContent = status.dataset.copied; say(status.dataset.copied); };
    var select = function () {
      var range = document.createRange();
      range.selectNodeContents(source);
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      say(status.dataset.failed);
    };
    if (navigator.clipboard) { navigator.clipboard.writeText(source.textContent).then(done, select); } else { select(); }
  }

  all(".copy").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button); });
  });
  if (form) {
    form.hidden = false;
    form.addEventListener("change", filter);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    filter();
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    all("details.more").forEach(function (fold) { fold.open = true; });
  });
  reveal();
})();

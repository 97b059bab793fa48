// Small improvements only: every page works without this file.
"use strict";
document.documentElement.classList.add("js");

document.addEventListener("click", function (e) {
  if (e.target.closest("[data-print]")) window.print();
});

// One press is enough: a second press while the first is on its way would be a second act.
document.addEventListener("submit", function (e) {
  var form = e.target;
  if (form.method !== "post" || e.submitter && e.submitter.formTarget) return;
  if (form.dataset.sent) { e.preventDefault(); return; }
  form.dataset.sent = "1";
  var b = e.submitter;
  if (b) setTimeout(function () { b.setAttribute("aria-busy", "true"); b.classList.add("busy"); }, 0);
});
window.addEventListener("pageshow", function () {
  document.querySelectorAll("form[data-sent]").forEach(function (f) { delete f.dataset.sent; });
  document.querySelectorAll(".busy").forEach(function (b) { b.classList.remove("busy"); b.removeAttribute("aria-busy"); });
});

// A form that came back: go to what is wrong, at the form where it is shown there.
var wrong = document.querySelector(".problem:not(.summary)") || document.querySelector(".problem");
if (wrong) { wrong.focus(); wrong.scrollIntoView({ block: "center" }); }

// An address that points into a closed fold opens it.
function openTarget() {
  var id = decodeURIComponent(location.hash.slice(1));
  var el = id && document.getElementById(id);
  for (var p = el; p; p = p.parentElement) if (p.tagName === "DETAILS") p.open = true;
}
window.addEventListener("hashchange", openTarget);
openTarget();

// The check page: a file's digest is computed here and compared; the file stays on this machine. Browsers do that on https only.
var check = document.querySelector("[data-digest]");
if (check && window.crypto && crypto.subtle) {
  check.hidden = false;
  check.querySelector("input").addEventListener("change", function (e) {
    var file = e.target.files[0], says = check.querySelector("[role=status]");
    if (!file) return;
    says.textContent = "正在计算……";
    file.arrayBuffer().then(function (b) { return crypto.subtle.digest("SHA-256", b); }).then(function (d) {
      var hex = Array.prototype.map.call(new Uint8Array(d), function (n) { return n.toString(16).padStart(2, "0"); }).join("");
      says.textContent = hex === check.dataset.digest ? "一致：与制发的文件一字不差。" : "不一致：不是制发的文件，或者被改动过。校验值为 " + hex;
    }, function () { says.textContent = "读不出这个文件，请换一个再试。"; });
  });
}

// A box that narrows the list below it to what holds the words typed.
document.querySelectorAll("[data-filter]").forEach(function (box) {
  box.addEventListener("input", function () {
    var words = box.value.trim().toUpperCase().split(/\s+/);
    document.getElementById(box.dataset.filter).querySelectorAll("details").forEach(function (group) {
      var hits = 0;
      group.querySelectorAll("li").forEach(function (li) {
        var text = li.textContent.toUpperCase(), hit = words.every(function (w) { return text.includes(w); });
        li.hidden = !hit;
        if (hit) hits++;
      });
      group.hidden = !hits;
      group.open = hits > 0 && box.value.trim() !== "";
    });
  });
});

// While a letter is changed, how it reads stands beside it.
document.querySelectorAll("form[data-preview]").forEach(function (form) {
  var shown = document.getElementById(form.dataset.preview), button = form.querySelector("button[formaction]"), timer, turn = 0;
  form.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var mine = ++turn;
      fetch(button.formAction, { method: "POST", body: new URLSearchParams(new FormData(form)) }).then(function (r) { return r.ok ? r.text() : ""; }).then(function (html) {
        var text = html && new DOMParser().parseFromString(html, "text/html").querySelector(".letter-text");
        if (text && mine === turn) shown.replaceChildren(text);
      }).catch(function () {}); // the button still works
    }, 500);
  });
});

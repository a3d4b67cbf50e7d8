"use strict";
// Filters headlines as you type. Marks over letters and capitals make no difference.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const box = document.getElementById("query");
const told = document.getElementById("found");
const issues = [...document.querySelectorAll(".issues > li")].map((line) => ({
  line,
  details: line.querySelector("details"),
  headlines: [...line.querySelectorAll(".headlines > li")].map((item) => ({ item, text: plain(item.textContent) })),
}));

function show() {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  let hits = 0;
  for (const { line, details, headlines } of issues) {
    let here = 0;
    for (const { item, text } of headlines) {
      item.hidden = !words.every((word) => text.includes(word));
      here += !item.hidden;
    }
    line.hidden = words.length > 0 && here === 0;
    if (details) details.open = words.length > 0 && here > 0;
    hits += here;
  }
  for (const part of document.querySelectorAll(".part")) {
    part.hidden = !part.querySelector(".issues > li:not([hidden])");
  }
  for (const year of document.querySelectorAll(".years a")) {
    year.hash = words.length ? "q=" + encodeURIComponent(box.value) : "";
  }
  told.textContent = words.length ? `${hits} ${hits === 1 ? "headline" : "headlines"} found` : "";
}

function take() {
  const asked = location.hash.match(/^#q=(.*)$/);
  if (!asked) return;
  box.value = decodeURIComponent(asked[1]);
  show();
}

document.getElementById("search").hidden = false;
box.addEventListener("input", show);
addEventListener("hashchange", take);
take();

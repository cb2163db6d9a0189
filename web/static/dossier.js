// Drags a paper onto a slot: the same as choosing it in the list beside the paper and pressing the button.
"use strict";
(() => {
  let held = null;

  const slotAt = (event) => event.target.closest?.("tr[data-slot]");
  const optionFor = (slot) =>
    held && [...document.getElementById(`type-${held}`).options].find((option) => option.dataset.slot === slot);
  const clear = () => document.querySelectorAll("tr.over").forEach((row) => row.classList.remove("over"));

  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-paper]")?.dataset.paper ?? null;
    if (held) event.dataTransfer.setData("text/plain", held);
  });
  document.addEventListener("dragover", (event) => {
    const row = slotAt(event);
    clear();
    if (row && optionFor(row.dataset.slot)) {
      event.preventDefault();
      row.classList.add("over");
    }
  });
  document.addEventListener("drop", (event) => {
    const row = slotAt(event);
    const option = row && optionFor(row.dataset.slot);
    clear();
    if (!option) return;
    event.preventDefault();
    option.selected = true;
    document.getElementById(`put-${held}`).requestSubmit();
  });
  document.addEventListener("dragend", () => {
    held = null;
    clear();
  });

  document.addEventListener("click", (event) => event.target.closest?.("[data-print]") && window.print());
})();

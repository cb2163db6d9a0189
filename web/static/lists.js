// Enter takes the first of the list, unless something else has the focus.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.target.closest("input, select, textarea, button, a, summary")) return;
  const first = document.getElementById("first");
  if (first) first.click();
});

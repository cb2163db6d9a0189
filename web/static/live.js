// Says in the bar at the top when the server does not answer, and stops saying so when it does again.
"use strict";
(() => {
  const link = () => document.getElementById("link");

  function lost() {
    link().textContent = "Mất kết nối, đang thử lại…";
    link().classList.add("lost");
  }

  function found() {
    link().textContent = "";
    link().classList.remove("lost");
  }

  document.addEventListener("htmx:error", lost);
  document.addEventListener("htmx:after:request", found);
  window.addEventListener("offline", lost);
  window.addEventListener("online", found);

  // A menu that was left open closes: by Escape, or by a look elsewhere.
  const close = (except) =>
    document.querySelectorAll("details.who[open]").forEach((menu) => menu.contains(except) || (menu.open = false));
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(null));
})();

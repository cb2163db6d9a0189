// Every few seconds, puts the newest <main> in place of the shown one. Says so when the server does not answer.
"use strict";
(() => {
  const EVERY = 4000;
  const link = document.getElementById("link");

  async function refresh() {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("live").replaceWith(page.getElementById("live"));
  }

  async function loop() {
    if (!document.hidden) {
      try {
        await refresh();
        link.textContent = "\u00a0";
        link.classList.remove("lost");
      } catch {
        link.textContent = "Mất kết nối, đang thử lại…";
        link.classList.add("lost");
      }
    }
    setTimeout(loop, EVERY);
  }

  setTimeout(loop, EVERY);
})();

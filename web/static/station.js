// Files dropped on the page, or chosen, are sent one after the other; what is refused says why.
"use strict";
(() => {
  const drop = document.getElementById("drop");
  if (!drop) return;
  const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
  const list = document.getElementById("sending");
  let chain = Promise.resolve();

  async function send(file, line) {
    const said = (words, kind) => {
      line.textContent = `${file.name}: ${words}`;
      line.className = `state ${kind}`;
    };
    said("đang gửi…", "note");
    try {
      const to = `${drop.dataset.to}?name=${encodeURIComponent(file.name)}`;
      const told = await fetch(to, { method: "POST", headers: { ...headers, "Content-Type": "application/octet-stream" }, body: file });
      if (told.ok) return said("đã gửi", "ok");
      const page = new DOMParser().parseFromString(await told.text(), "text/html");
      const reason = page.querySelector("main p, .told p");
      said((reason && reason.textContent.trim()) || "chưa gửi được", "trouble");
    } catch {
      said("mất kết nối, chưa gửi được. Hãy thả lại tệp.", "trouble");
    }
  }

  function all(files) {
    for (const file of files) {
      const line = document.createElement("li");
      line.textContent = `${file.name}: chờ gửi`;
      list.append(line);
      chain = chain.then(() => send(file, line));
    }
  }

  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    all(event.dataTransfer.files);
  });
  document.getElementById("files").addEventListener("change", (event) => {
    all(event.target.files);
    event.target.value = "";
  });
})();

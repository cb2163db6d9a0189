// Review by keyboard: one question after the other; what is decided is sent in order and shown at once.
"use strict";
(() => {
  const BEAT = 20_000;
  const RETRY = 2_000;
  const TURNED = 1_200;
  const $ = (id) => document.getElementById(id);
  const root = $("review");
  const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
  const base = location.pathname;
  const address = new URLSearchParams(location.search);

  let state = read();
  let page = Number(address.get("trang")) || 0;
  let current = address.get("muc");
  let zoom = 1; // 1: the page is as wide as its place
  let waiting = 0; // what is sent and not answered
  let chain = Promise.resolve();
  const settled = new Set(); // questions answered here, not yet by the server
  let leaving = false;

  function read() {
    return JSON.parse($("state").textContent);
  }

  // ---- what is asked

  const open = () => state.asks.filter((ask) => !settled.has(ask.id));
  const asked = () => open().find((ask) => ask.id === current) || null;

  function goTo(ask) {
    current = ask ? ask.id : null;
    if (ask) page = ask.at;
    show();
  }

  function step(by) {
    const asks = open();
    if (!asks.length) return goTo(null);
    const at = asks.findIndex((ask) => ask.id === current);
    goTo(asks[at < 0 ? 0 : (at + by + asks.length) % asks.length]);
  }

  function after(ask) {
    const asks = state.asks;
    const at = asks.findIndex((one) => one.id === ask.id);
    settled.add(ask.id);
    goTo([...asks.slice(at + 1), ...asks.slice(0, at)].find((one) => !settled.has(one.id)) || null);
  }

  function answer(ask, value, region = 0) {
    decide({ kind: ask.kind, page: ask.page, place: ask.place, name: ask.name, value, region });
    after(ask);
  }

  function choose(number) {
    const ask = asked();
    if (ask && ask.choices[number] !== undefined) answer(ask, ask.choices[number]);
    else if (ask && number === 0) edit();
  }

  // ---- what is shown

  function shownPage() {
    return state.pages.find((one) => one.n === page) || state.pages.find((one) => !one.blank) || state.pages[0];
  }

  function show() {
    const asks = open();
    if (!asks.some((ask) => ask.id === current)) current = asks.length ? asks[0].id : null;
    const here = shownPage();
    if (here) page = here.n;
    document.querySelectorAll("#now .ask").forEach((each) => (each.hidden = each.id !== (current || "nothing")));
    if (current === null && $("nothing")) $("nothing").hidden = state.checked;
    document.querySelectorAll(".stack a[data-page]").forEach((each) => {
      const mine = Number(each.dataset.page) === page;
      if (mine) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
      if (mine) each.scrollIntoView({ block: "nearest" });
    });
    document.querySelectorAll(".paper").forEach((each) => {
      const mine = each.dataset.pages.split(" ").includes(String(page));
      each.classList.toggle("current", mine);
      const change = each.querySelector(".change");
      if (change) change.hidden = !mine;
    });
    if (here) draw(here);
    remember();
  }

  function draw(here) {
    const picture = $("picture");
    const source = `/trang/${state.scan}/${here.n}/lon.jpg${here.version}`;
    if (picture.getAttribute("src") !== source) picture.setAttribute("src", source);
    $("where").textContent = `Trang ${here.n} / ${state.pages.length}`;
    size(here);
    const rings = $("rings");
    rings.setAttribute("viewBox", `0 0 ${here.w} ${here.h}`);
    rings.replaceChildren();
    open()
      .filter((ask) => ask.box && ask.at === here.n)
      .forEach((ask) => ring(ask.box, ask.id === current ? "current" : ""));
    const ask = asked();
    if (ask && ask.box && ask.at === here.n) reveal(ask.box, here);
    frame.draw();
  }

  function ring([x, y, w, h], kind) {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const margin = Math.min(6, h / 8);
    const place = { x: x - margin, y: y - margin, width: w + 2 * margin, height: h + 2 * margin, rx: 6 };
    Object.entries(place).forEach(([name, value]) => rect.setAttribute(name, value));
    rect.setAttribute("class", kind);
    $("rings").append(rect);
    return rect;
  }

  function size(here) {
    const width = Math.max(200, ($("view").clientWidth - 24) * zoom);
    const sheet = $("page");
    const turned = here.turn % 180 !== 0;
    sheet.style.width = `${width}px`;
    sheet.style.height = `${(width * here.h) / here.w}px`;
    sheet.style.transform = here.turn ? `rotate(${here.turn}deg)` : "";
    sheet.style.marginTop = turned ? `${(width - (width * here.h) / here.w) / 2}px` : "";
  }

  function reveal([, y, , h], here) {
    const view = $("view");
    const scale = $("page").clientHeight / here.h;
    const top = y * scale;
    const inside = top > view.scrollTop + 20 && top + h * scale < view.scrollTop + view.clientHeight - 20;
    if (!inside) view.scrollTop = Math.max(0, top - view.clientHeight / 3);
  }

  function remember() {
    const now = new URLSearchParams();
    if (page) now.set("trang", page);
    if (current) now.set("muc", current);
    history.replaceState(null, "", `${base}?${now}`);
  }

  function tell(words) {
    const said = $("said");
    if (!said) return;
    said.textContent = words;
    said.hidden = !words;
  }

  // ---- what is sent: one after the other, so that each knows the version the one before made

  function post(path, data) {
    waiting += 1;
    tell("");
    chain = chain.then(() => send(path, data)).finally(() => (waiting -= 1));
    return chain;
  }

  async function send(path, data, tries = 0) {
    const body = new URLSearchParams({ ...data, version: state.version });
    let told;
    try {
      told = await fetch(base + path, { method: "POST", headers, body });
    } catch {
      lost(true);
      await new Promise((again) => setTimeout(again, RETRY));
      return send(path, data, tries + 1);
    }
    lost(false);
    if (told.ok) return received(told);
    if (told.status === 409 || told.status === 422) {
      const words = (await told.text()) || "Chưa lưu được. Hãy thử lại.";
      settled.clear();
      await refresh();
      tell(giveBack(data) ? words : `${words} Bạn vừa nhập: “${data.value}”.`);
      return null;
    }
    if (told.status === 401 || told.redirected) location.reload();
    tell("Chưa lưu được. Hãy thử lại; nếu vẫn không được, báo quản trị viên.");
    settled.clear();
    show();
    return null;
  }

  function lost(yes) {
    window.dispatchEvent(new Event(yes ? "offline" : "online"));
  }

  async function received(told) {
    if ((told.headers.get("content-type") || "").startsWith("application/json")) {
      const answer = await told.json();
      if (!answer.next) return answer;
      leaving = true;
      location.assign(answer.next);
      return answer;
    }
    apply(await told.text());
    return told;
  }

  async function refresh() {
    const told = await fetch(`${base}/manh`);
    if (told.ok) apply(await told.text());
  }

  // Puts words that were refused back where they were typed; tells whether there was a place for them.
  function giveBack({ kind, page: first, place, name = "", value }) {
    if (value === undefined) return true;
    const same = (one) => one.kind === kind && one.page === Number(first) && one.place === Number(place) && one.name === name;
    const ask = state.asks.find(same);
    const field = `form[data-kind="${kind}"][data-page="${first}"][data-place="${place}"] input`;
    const input = ask ? $(`in-${ask.id}`) : document.querySelector(name ? field.replace(" input", `[data-name="${name}"] input`) : field);
    if (!input) return !["word", "field", "dossier", "type", "exempt"].includes(kind);
    if (ask) goTo(ask);
    input.value = value;
    if (state.mine) input.focus();
    return true;
  }

  function apply(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const typing = document.activeElement && document.activeElement.matches("#panel input") ? document.activeElement : null;
    const begun = [...document.querySelectorAll("#panel input")].filter((one) => one.id && one.value !== one.defaultValue);
    for (const id of ["state", "stack", "panel"]) {
      const mine = $(id);
      const theirs = fresh.getElementById(id);
      if (mine.innerHTML === theirs.innerHTML) continue;
      const top = mine.scrollTop;
      mine.replaceChildren(...theirs.childNodes);
      mine.scrollTop = top;
    }
    state = read();
    if (waiting <= 1) settled.clear();
    show();
    begun.filter((one) => $(one.id)).forEach((one) => ($(one.id).value = one.value)); // what is typed stays
    const again = typing && typing.id && $(typing.id);
    if (again && again !== typing) {
      again.focus();
      again.setSelectionRange(typing.selectionStart, typing.selectionEnd);
    } else if (typing && !again && typing.value !== typing.defaultValue) {
      tell(`Ô đang gõ không còn trên trang. Bạn vừa gõ: “${typing.value}”.`);
    }
    lookAgain();
  }

  // A page that is read again as it is turned now comes by itself.
  let due = null;
  function lookAgain() {
    clearTimeout(due);
    if (state.pages.some((one) => one.reading)) due = setTimeout(() => refresh().catch(lookAgain), TURNED);
  }

  const decide = (data) => post("/quyet", data);

  function accept() {
    // What came up meanwhile is asked first: nothing is accepted unseen.
    chain = chain.then(() => {
      if (open().length) return show();
      return send("/nhan", {});
    });
  }

  // ---- pages

  const order = () => state.pages;
  const at = () => order().findIndex((one) => one.n === page);

  function turnTo(by) {
    const pages = order();
    const next = pages[Math.min(pages.length - 1, Math.max(0, at() + by))];
    if (!next) return;
    page = next.n;
    const ask = asked();
    if (ask && ask.at !== page) current = (open().find((one) => one.at === page) || ask).id;
    show();
  }

  function onPage(kind, value) {
    decide({ kind, page, place: 0, value });
  }

  function move(by) {
    const pages = order();
    const from = at();
    const to = from + by;
    if (to < 0 || to >= pages.length) return;
    const beyond = pages[to + by];
    onPage("place", beyond ? (pages[to].place + beyond.place) / 2 : pages[to].place + by);
  }

  function cut(starts) {
    if (at() > 0) onPage("starts", starts ? "1" : "0");
  }

  function paperHere() {
    return document.querySelector(".paper.current");
  }

  function key(paper) {
    const [first, place] = paper.dataset.paper.split("-");
    return { page: first, place };
  }

  function focusIn(selector) {
    const paper = paperHere();
    const input = paper && paper.querySelector(selector);
    if (input) {
      input.focus();
      input.select();
    }
  }

  function edit() {
    const ask = asked();
    const input = ask ? $(`in-${ask.id}`) : paperHere() && paperHere().querySelector(".fields-read input");
    if (input) {
      input.focus();
      input.select();
    }
  }

  function turn() {
    const here = shownPage();
    here.said = (here.said + 90) % 360;
    here.turn = (here.turn + 90) % 360;
    onPage("turn", here.said);
    draw(here);
  }

  // What the frame needs of this page: the fields it may read into, and what it is meant for.
  const typed = (input) => input && input.matches?.("#panel form.typed input");
  let focused = null;
  document.addEventListener("focusin", (event) => typed(event.target) && (focused = event.target.id));
  const frame = window.framing({
    page: shownPage,
    open: () => state.mine,
    tell,
    box: () => asked() && asked().at === page && asked().box,
    target: () => {
      const ask = asked();
      const fields = [document.activeElement, focused && $(focused), ask && $(`in-${ask.id}`)];
      return fields.find((one) => typed(one) && one.checkVisibility()) || null;
    },
    meant: (input) => {
      const form = input.closest("form");
      const ask = form.dataset.ask && state.asks.find((one) => one.id === form.dataset.ask);
      const paper = paperHere();
      if (!ask) return { first: form.dataset.page, place: form.dataset.place, name: form.dataset.name || "" };
      const own = ask.kind === "field" ? { first: ask.page, place: ask.place } : paper && { first: key(paper).page, place: key(paper).place };
      return { ...own, name: ask.field };
    },
    post: (path, data) => post(path, data),
  });

  function zoomBy(factor) {
    zoom = factor ? Math.min(4, Math.max(0.4, zoom * factor)) : 1;
    show();
  }

  // ---- keys

  const KEYS = {
    Enter: () => (asked() ? choose(0) : accept()),
    e: edit,
    t: () => focusIn("input.type"),
    h: () => focusIn("input.dossier"),
    s: () => cut(true),
    m: () => cut(false),
    r: turn,
    v: () => frame.begin(),
    F4: () => frame.begin(),
    b: () => onPage("blank", shownPage().blank ? "0" : "1"),
    x: () => $("why").showModal(),
    o: () => $("exempt").showModal(),
    z: () => post("/hoan-tac", {}),
    n: later,
    "?": () => $("help").showModal(),
    "+": () => zoomBy(1.25),
    "=": () => zoomBy(1.25),
    "-": () => zoomBy(0.8),
    0: () => zoomBy(0),
    ArrowDown: () => turnTo(1),
    ArrowUp: () => turnTo(-1),
    PageDown: () => turnTo(1),
    PageUp: () => turnTo(-1),
  };
  const CHANGING = new Set(["Enter", "e", "t", "h", "s", "m", "r", "b", "x", "o", "z", "v", "F4"]);

  function typing(event) {
    return event.target.closest("input, textarea, select") || event.isComposing || event.keyCode === 229;
  }

  document.addEventListener("keydown", (event) => {
    if (leaving || event.ctrlKey || event.metaKey) return;
    const dialog = document.querySelector("dialog[open]");
    if (dialog) return inDialog(event, dialog);
    if (!event.isComposing && frame.press(event)) return event.preventDefault();
    if (typing(event)) {
      if (event.key === "Escape" && !frame.giveBack(event.target)) event.target.blur();
      if (event.key === "F4" && state.mine) take(event, KEYS.F4);
      if (event.key === "Tab" && event.target.closest("#now") && open().length) {
        event.preventDefault();
        event.target.blur();
        step(event.shiftKey ? -1 : 1);
      }
      return;
    }
    if (event.target.id === "view" && /^(Arrow|Page)/.test(event.key) && !event.altKey) return; // it scrolls
    if (event.altKey) {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") take(event, () => move(event.key === "ArrowUp" ? -1 : 1));
      return;
    }
    if (event.key === "Tab" && open().length) return take(event, () => step(event.shiftKey ? -1 : 1));
    if (event.key === "Enter" && event.target.closest("button, a")) return;
    if (/^[1-9]$/.test(event.key)) return state.mine && take(event, () => choose(Number(event.key) - 1));
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!KEYS[name] || (CHANGING.has(name) && !state.mine)) return;
    take(event, KEYS[name]);
  });

  function take(event, act) {
    event.preventDefault();
    act();
  }

  function inDialog(event, dialog) {
    if (!/^[1-9]$/.test(event.key)) return;
    const chosen = dialog.querySelectorAll("li button")[Number(event.key) - 1];
    if (chosen) take(event, () => chosen.click());
  }

  function later() {
    location.assign(`/ra-soat?sau=${state.scan}`);
  }

  // ---- mouse

  document.addEventListener("click", (event) => {
    const of = (selector) => event.target.closest(selector);
    const leaf = of(".stack a[data-page]");
    if (leaf) {
      event.preventDefault();
      page = Number(leaf.dataset.page);
      return show();
    }
    const choice = of("[data-choice]");
    if (choice && state.mine) return choose(Number(choice.dataset.choice));
    const type = of("[data-type]");
    if (type && state.mine) return decide({ kind: "type", ...key(type.closest(".paper")), value: type.dataset.type });
    const why = of("[data-why]");
    if (why) {
      $("why").close();
      return post("/tra-lai", { why: why.dataset.why });
    }
    const exempt = of("[data-exempt]");
    if (exempt) {
      $("exempt").close();
      const paper = paperHere();
      return paper && decide({ kind: "exempt", ...key(paper), value: exempt.dataset.exempt });
    }
    if (of("#accept")) return accept();
    if (of("#show-help")) return $("help").showModal();
    const act = of("[data-do]");
    if (act) return { smaller: () => zoomBy(0.8), larger: () => zoomBy(1.25), fit: () => zoomBy(0), turn, frame: () => frame.begin() }[act.dataset.do]();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.typed");
    if (!form) return;
    event.preventDefault();
    const input = form.querySelector("input");
    const value = input.value.trim();
    const region = frame.regionOf(input);
    input.blur();
    if (!state.mine) return;
    if (form.dataset.ask) {
      const ask = state.asks.find((one) => one.id === form.dataset.ask);
      if (ask) answer(ask, value, region);
    } else {
      const { kind, page: first, place, name = "" } = form.dataset;
      decide({ kind, page: first, place, name, value, region });
    }
  });

  // ---- the order of pages, by mouse

  let dragged = null;
  root.addEventListener("dragstart", (event) => {
    const leaf = event.target.closest("a[data-page]");
    dragged = leaf ? Number(leaf.dataset.page) : null;
  });
  root.addEventListener("dragover", (event) => dragged && event.target.closest("a[data-page]") && event.preventDefault());
  root.addEventListener("drop", (event) => {
    const leaf = event.target.closest("a[data-page]");
    if (!dragged || !leaf || !state.mine) return;
    event.preventDefault();
    const pages = order().filter((one) => one.n !== dragged);
    const to = pages.findIndex((one) => one.n === Number(leaf.dataset.page));
    const before = pages[to - 1];
    if (to >= 0) decide({ kind: "place", page: dragged, place: 0, value: before ? (before.place + pages[to].place) / 2 : pages[to].place - 1 });
    dragged = null;
  });

  // ---- a lease that beats; what is put down is free at once

  setInterval(async () => {
    if (leaving) return;
    try {
      const told = await fetch(`${base}/giu`, { method: "POST", headers });
      lost(false);
      if (told.status === 409) tell(await told.text());
      if ((told.status === 409) === state.mine) refresh();
    } catch {
      lost(true);
    }
  }, BEAT);
  window.addEventListener("pagehide", () => {
    if (state.mine && !leaving) fetch(`${base}/buong`, { method: "POST", headers, keepalive: true });
  });
  window.addEventListener("resize", show);
  lookAgain();
  document.addEventListener("click", (event) => event.target.matches("dialog") && event.target.close());

  show();
})();

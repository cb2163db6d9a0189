// A place of the page, framed by mouse or by keys, is read again into the field that has the focus.
// `desk` is what the review page lends: see `frame` in review.js.
"use strict";
window.framing = (desk) => {
  const PATIENCE = 25_000;
  const LOOK = 350;
  const LEAST = 6; // pixels of the screen: less was a click
  const $ = (id) => document.getElementById(id);

  let box = null; // in pixels of the page, while it is drawn
  let from = null; // where the mouse began
  let keyed = false; // drawn by keys
  let reading = 0; // the number of what is read now; 0: nothing
  let turns = 0; // grows with each frame: answers to an older one are dropped
  const read = new Map(); // by input: the number of the place, what it gave, what stood there before

  function say(words) {
    $("framed").textContent = words;
  }

  function draw() {
    const frame = $("frame");
    const page = desk.page();
    frame.hidden = !box;
    if (!box || !page) return;
    const place = { left: box.x / page.w, top: box.y / page.h, width: box.w / page.w, height: box.h / page.h };
    Object.entries(place).forEach(([side, share]) => (frame.style[side] = `${100 * share}%`));
  }

  function stop() {
    const active = box || reading;
    box = null;
    from = null;
    keyed = false;
    if (reading) turns += 1;
    reading = 0;
    say("");
    draw();
    return Boolean(active);
  }

  function point(event) {
    const page = desk.page();
    const sheet = $("page").getBoundingClientRect();
    const inside = (at, size) => Math.min(size, Math.max(0, at));
    return {
      x: inside(((event.clientX - sheet.left) / sheet.width) * page.w, page.w),
      y: inside(((event.clientY - sheet.top) / sheet.height) * page.h, page.h),
    };
  }

  const between = (a, b) => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) });

  // ---- by mouse; with Shift the page is moved instead

  let dragging = null;
  document.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.target.closest?.("#page")) return;
    event.preventDefault(); // the field keeps the focus
    if (event.shiftKey) return void (dragging = { x: event.clientX, y: event.clientY });
    if (!desk.open() || desk.page().turn) return;
    stop();
    from = point(event);
  });
  document.addEventListener("mousedown", (event) => event.target.closest?.("#page") && event.preventDefault());
  document.addEventListener("pointermove", (event) => {
    if (dragging) {
      $("view").scrollBy(dragging.x - event.clientX, dragging.y - event.clientY);
      dragging = { x: event.clientX, y: event.clientY };
    }
    if (!from) return;
    box = between(from, point(event));
    draw();
  });
  document.addEventListener("pointerup", () => {
    dragging = null;
    if (!from) return;
    from = null;
    const scale = $("page").clientWidth / desk.page().w;
    if (box && box.w * scale > LEAST && box.h * scale > LEAST) return ask();
    stop();
  });

  // ---- by keys

  function begin() {
    const page = desk.page();
    if (!desk.open()) return;
    if (page.turn) return desk.tell("Trang đang được đọc lại theo chiều mới. Hãy đợi vài giây rồi khoanh lại.");
    stop();
    const [x, y, w, h] = desk.box() || [page.w * 0.3, page.h * 0.3, page.w * 0.3, page.h * 0.03];
    const margin = h / 5;
    box = { x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin };
    keyed = true;
    move(0, 0);
    say("Mũi tên: dời khung; Shift + mũi tên: rộng, hẹp; Enter đọc; Esc thôi");
  }

  function move(x, y, size = false) {
    const page = desk.page();
    if (size) Object.assign(box, { w: box.w + x, h: box.h + y });
    else Object.assign(box, { x: box.x + x, y: box.y + y });
    box.w = Math.min(page.w, Math.max(10, box.w));
    box.h = Math.min(page.h, Math.max(10, box.h));
    box.x = Math.min(page.w - box.w, Math.max(0, box.x));
    box.y = Math.min(page.h - box.h, Math.max(0, box.y));
    draw();
    $("frame").scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // Returns whether the key was meant for the frame.
  function press(event) {
    if (event.key === "Escape") return stop();
    if (!keyed) return false;
    const step = STEPS[event.key];
    const by = desk.page().w / 100;
    if (step) move(step[0] * by, step[1] * by * 0.5, event.shiftKey);
    else if (event.key === "Enter") ask();
    else return event.key !== "Shift" && stop() && false;
    return true;
  }

  // ---- what is read

  async function ask() {
    const input = desk.target();
    const whole = { x: box.x, y: box.y, w: box.w, h: box.h };
    keyed = false;
    if (!input) {
      stop();
      return desk.tell("Hãy chọn ô cần điền (nhấp vào ô, hoặc phím e), rồi khoanh chỗ cần đọc.");
    }
    const mine = ++turns;
    reading = -1;
    say("Đang đọc chỗ đã khoanh… Esc thôi");
    input.setAttribute("aria-busy", "true");
    const place = Object.fromEntries(Object.entries(whole).map(([side, length]) => [side, Math.round(length)]));
    const told = await desk.post("/doc-lai", { page: desk.page().n, ...place, ...desk.meant(input) });
    const answer = told && (await look(mine, told.region, told.words));
    busy(input.id, false);
    if (mine !== turns) return;
    stop();
    if (answer) fill(input.id, answer, told.region);
  }

  // Returns what was read, once it was; null where it was given up.
  async function look(mine, region, words) {
    if (!region) return void desk.tell(words);
    const end = Date.now() + PATIENCE;
    while (mine === turns && Date.now() < end) {
      const told = await fetch(`${location.pathname}/doc-lai/${region}`).catch(() => null);
      const answer = told && told.ok ? await told.json() : null;
      if (answer && answer.done) return answer;
      await new Promise((again) => setTimeout(again, LOOK));
    }
    if (mine === turns) desk.tell("Máy đọc chưa trả lời. Bạn gõ tay được; nếu còn lặp lại, hãy báo quản trị viên.");
    return null;
  }

  function busy(id, yes) {
    const input = $(id);
    if (input) yes ? input.setAttribute("aria-busy", "true") : input.removeAttribute("aria-busy");
  }

  function fill(id, answer, region) {
    const input = $(id);
    if (answer.words) desk.tell(answer.words);
    if (!input) return answer.value && desk.tell(`Đọc được: “${answer.value}”. Ô cần điền không còn trên trang.`);
    if (answer.value) {
      read.set(id, { region, value: answer.value, before: input.value });
      input.value = answer.value;
    }
    input.focus();
    input.select();
  }

  // Gives back what stood in a field before a place was read into it; tells whether there was anything.
  function giveBack(input) {
    const was = read.get(input.id);
    read.delete(input.id);
    if (was) input.value = was.before;
    return Boolean(was);
  }

  return { begin, press, stop, draw, giveBack, regionOf: (input) => read.get(input.id)?.region || 0 };
};

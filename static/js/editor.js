// The editor: what is typed is kept here and on the server; rows, lengths and Markdown made easy.
(() => {
  "use strict";
  const form = document.getElementById("house-form");
  const place = form || document.getElementById("kept-text");
  if (!place) return;
  const told = place.dataset;
  const key = `${told.user}:${told.draftId}`;
  const LOCAL_MS = 1500, SERVER_MS = 2500, TICK_MS = 500, SLOWEST_MS = 30000, OLD_MS = 30 * 864e5;
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

  // This browser: IndexedDB outlives a browser that is killed; localStorage is written too late.
  const store = new Promise((done) => {
    try {
      const asked = indexedDB.open("stratcom", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("typed");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
    } catch { done(null); }
  });
  const inStore = async (mode, act) => {
    const found = await store;
    return found && new Promise((done) => {
      const deal = found.transaction("typed", mode, { durability: "strict" });
      const asked = act(deal.objectStore("typed"));
      deal.oncomplete = () => done(asked.result || true);
      deal.onerror = deal.onabort = () => done(null);
    });
  };
  const putLocal = (entry) => inStore("readwrite", (typed) => typed.put(entry, key));
  const dropLocal = (which) => inStore("readwrite", (typed) => typed.delete(which || key));

  // What the server takes.
  const send = (body, keepalive) => fetch(told.keep, {
    method: "POST",
    headers: {
      "Content-Type": "application/json", "HX-Request": "true",
      "X-CSRF-Token": document.querySelector('input[name="csrf_token"]').value,
    },
    body: JSON.stringify({ user: Number(told.user), ...body }),
    signal: AbortSignal.timeout(20000),
    keepalive,
  });
  const renewToken = async () => {
    const answer = await fetch(told.keep, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const token = await answer.text();
    document.querySelectorAll('input[name="csrf_token"]').forEach((one) => { one.value = token; });
  };

  // What this browser kept and the server never got is sent now; then the server offers it.
  const restore = async () => {
    const entry = await inStore("readonly", (typed) => typed.get(key));
    if (!entry || !entry.fields) return false;
    const newer = entry.at > (Date.parse(told.mark) || 0);
    const saved = entry.sent && entry.base < Number(told.own);
    if (entry.all || saved || Date.now() - entry.at > OLD_MS) {
      if (entry.mark !== told.mark) await dropLocal();
      return false;
    }
    if (!newer) return false;
    const answer = await send({ base: entry.base, after: "", fields: entry.fields });
    if (!answer.ok) return false;
    const mark = answer.headers.get("X-Kept");
    if (!mark) { await dropLocal(); return false; }
    if (!await putLocal({ ...entry, all: true, mark })) return false;
    location.replace(location.pathname);
    return true;
  };
  if (!form) { restore().catch(() => {}); return; }

  const words = JSON.parse(told.words);
  const status = document.getElementById("kept");
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  const hours = { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tbilisi" };
  const clock = () => new Date().toLocaleTimeString("en-GB", hours);

  const values = () => {
    const made = { row: [], gone: [], sure: [], ready: [] };
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || /^(csrf_token|base|do|(take|mine)-.*)$/.test(name)) continue;
      if (Array.isArray(made[name])) made[name].push(value); else made[name] = value;
    }
    return made;
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const changes = (now, before) => Object.fromEntries(
    Object.entries(now).filter(([name, value]) => !same(value, before[name])),
  );

  // Of a long text only the piece that changed travels, with the sum of the whole.
  const sum = (text) => {
    let a = 1, b = 0;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      a = (a + (unit & 255)) % 65521; b = (b + a) % 65521;
      a = (a + (unit >> 8)) % 65521; b = (b + a) % 65521;
    }
    return b * 65536 + a;
  };
  const piece = (after, before) => {
    if (typeof after !== "string" || typeof before !== "string" || after.length < 1000) return after;
    const most = Math.min(after.length, before.length);
    let at = 0, end = 0;
    while (at < most && after[at] === before[at]) at += 1;
    while (end < most - at && after[after.length - 1 - end] === before[before.length - 1 - end]) {
      end += 1;
    }
    return {
      at, cut: before.length - at - end, put: after.slice(at, after.length - end), sum: sum(after),
    };
  };

  // A page that answers a sent form, or brings back what was kept, holds what the server has kept.
  const synced = "typed" in told;
  const first = synced ? null : values();
  let mark = synced ? told.mark : "";
  let known = mark ? values() : null;
  let unkept = synced && !mark, unsent = unkept, leaving = false, flying = null;
  let keptAt = 0, sentAt = 0, wait = SERVER_MS, counted = true;

  const whole = (now) => (first ? changes(now, first) : now);
  const entry = (now, more) => ({
    base: Number(told.base), at: Date.now(), fields: whole(now), all: false, mark, ...more,
  });

  const keepHere = async (more) => {
    unkept = false; keptAt = Date.now();
    return putLocal(entry(values(), more));
  };

  const keepThere = async (keepalive) => {
    const now = values();
    const fields = known && mark ? changes(now, known) : whole(now);
    unsent = false; sentAt = Date.now();
    if (!Object.keys(fields).length) return true;
    const pieces = Object.fromEntries(Object.entries(fields)
      .map(([name, value]) => [name, known && mark ? piece(value, known[name]) : value]));
    try {
      const answer = await send({ base: Number(told.base), after: mark, fields: pieces }, keepalive);
      if (answer.ok) {
        known = now; mark = answer.headers.get("X-Kept"); wait = SERVER_MS;
        say(words.kept.replace("{time}", clock()));
        if (!leaving) await putLocal(entry(now, { all: true }));
        return true;
      }
      unsent = true;
      // Something else was kept meanwhile: everything goes once more.
      if (answer.status === 409 && mark) { mark = ""; return keepThere(); }
      if (answer.status === 400) await renewToken();
      say(answer.status === 401 ? words.out : words.here);
    } catch {
      unsent = true;
      say(words.offline.replace("{time}", clock()));
    }
    wait = Math.min(SLOWEST_MS, wait * 2);
    return false;
  };
  const keepThereOnce = (keepalive) => {
    flying ||= keepThere(keepalive).finally(() => { flying = null; });
    return flying;
  };

  // Never only in a pause: who types without one is kept every few seconds all the same.
  setInterval(() => {
    if (leaving) return;
    const now = Date.now();
    if (unkept && now - keptAt >= LOCAL_MS) keepHere();
    if (unsent && now - sentAt >= wait) keepThereOnce();
    if (!counted && now - keptAt < TICK_MS) count();
  }, TICK_MS);
  const touched = () => {
    // What is typed after the button was pressed is kept on.
    unkept = true; unsent = true; counted = false; leaving = false;
    form.classList.add("touched");
  };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  window.addEventListener("online", () => { wait = SERVER_MS; });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || leaving) return;
    if (unkept) keepHere();
    if (unsent) keepThereOnce(true);
  });

  // Saving waits until what is on its way has arrived, or it would come after.
  let going = false;
  form.addEventListener("submit", async (event) => {
    if (going) return;
    event.preventDefault();
    if (leaving) return;
    const { submitter } = event;
    if (!navigator.onLine && !await keepThereOnce()) return;
    leaving = true;
    await Promise.race([Promise.all([flying, keepHere({ sent: true })]), pause(3000)]);
    going = true;
    form.requestSubmit(submitter);
    going = false;
  });

  // Lengths.
  const WORD = /[\p{L}\p{N}]+(?:[-’'‐–][\p{L}\p{N}]+)*/gu;
  function count() {
    counted = true;
    form.querySelectorAll("[data-words]").forEach((shown) => {
      const language = shown.dataset.words;
      const texts = [...form.querySelectorAll(`:is(textarea,input)[lang="${language}"]`)];
      const text = texts.map((one) => one.value).join("\n");
      const minutes = form.querySelector(`[data-minutes="${language}"]`);
      const found = String((text.match(WORD) || []).length);
      shown.textContent = found.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
      minutes.textContent = Math.ceil(text.replace(/[\s*_#>`]/g, "").length / minutes.dataset.rate);
    });
  }

  // Rows.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("fieldset");
    const up = button.dataset.move === "-1";
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (up) other.before(row); else other.after(row);
    button.focus();
    touched();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const rows = event.target.closest?.(".rows");
    if (!rows?.lastElementChild) return;
    rows.lastElementChild.querySelector("textarea")?.focus();
    touched();
  });
  document.addEventListener("htmx:error", () => say(words.failed));
  form.addEventListener("change", (event) => {
    if (!event.target.name?.endsWith(".language")) return;
    const text = document.getElementById(event.target.name.replace(/language$/, "text"));
    text.lang = event.target.value === "sign" ? "ka" : event.target.value;
  });

  // Markdown.
  const insert = (area, from, to, text) => {
    area.focus();
    area.setSelectionRange(from, to);
    // As if it were typed, so that Ctrl+Z takes it back.
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
  };
  const around = (area, sign, hole) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const text = value.slice(from, to) || hole;
    insert(area, from, to, sign + text + sign);
    area.setSelectionRange(from + sign.length, from + sign.length + text.length);
  };
  const lines = (area, begin) => {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const next = area.value.indexOf("\n", area.selectionEnd);
    const to = next < 0 ? area.value.length : next;
    const text = area.value.slice(from, to).split("\n").map((one, i) => begin(i) + one).join("\n");
    insert(area, from, to, text);
  };
  const link = (area) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const text = value.slice(from, to) || words.link;
    insert(area, from, to, `[${text}](https://)`);
    area.setSelectionRange(from + text.length + 3, from + text.length + 11);
  };
  const preview = (area) => {
    const values = { text: area.value, language: area.lang };
    values.csrf_token = form.elements.csrf_token.value;
    window.htmx.ajax("POST", told.preview, {
      target: document.getElementById(`p-${area.id}`), swap: "innerHTML", values,
    });
  };
  const deeds = [
    ["B", "bold", (area) => around(area, "**", words.bold)],
    ["I", "italic", (area) => around(area, "*", words.italic)],
    ["H", "heading", (area) => lines(area, () => "## ")],
    ["•", "list", (area) => lines(area, () => "- ")],
    ["1.", "numbered", (area) => lines(area, (i) => `${i + 1}. `)],
    ["„“", "quote", (area) => lines(area, () => "> ")],
    ["", "link", link],
    ["", "preview", preview],
  ];
  const bar = Object.assign(document.createElement("div"), { className: "md", role: "toolbar" });
  bar.setAttribute("aria-label", words.toolbar);
  let area = null;
  deeds.forEach(([sign, name, act]) => {
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: `alt md-${name}`, textContent: sign || words[name], title: words[name],
    });
    button.setAttribute("aria-label", words[name]);
    button.addEventListener("click", () => { act(area); });
    bar.append(button);
  });
  form.addEventListener("focusin", (event) => {
    if (!event.target.matches("[data-md]") || event.target === area) return;
    area = event.target;
    area.before(bar);
  });
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !event.target.matches("[data-md]")) return;
    const found = { b: "bold", i: "italic" }[event.key.toLowerCase()];
    if (!found) return;
    event.preventDefault();
    deeds.find(([, name]) => name === found)[2](event.target);
  });

  if (synced) form.classList.add("touched");
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
  else if (told.restored !== undefined || !synced) restore().catch(() => {});
})();

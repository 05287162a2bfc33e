// Comfort for the desk; every page works without it.
(() => {
  "use strict";
  const body = document.body;

  // After a swap: to a summary of errors that is new, else leave the focus where it is.
  document.addEventListener("htmx:after:swap", () => {
    const summary = document.querySelector(".error-summary:not([data-told])");
    if (summary) { summary.dataset.told = "1"; summary.focus(); }
    // One live region that is never swapped itself tells how many were found.
    const found = document.querySelector("[data-say]");
    if (found) document.getElementById("said").textContent = found.textContent;
    body.querySelectorAll("form[data-draft]").forEach(keepDraft);
  });

  const notice = (text) => {
    const place = document.getElementById("notices");
    if (!place) return;
    place.replaceChildren(Object.assign(document.createElement("p"), {
      className: "note error", textContent: text,
    }));
  };
  document.addEventListener("htmx:error", () => notice(body.dataset.failed));

  // "/" goes to the search field, unless one is typing.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
    const search = document.querySelector('main [type="search"]') || document.getElementById("seek");
    if (search) { event.preventDefault(); search.focus(); }
  });

  // Suggestions are fetched, script and all, by who uses the field of the head.
  document.addEventListener("focusin", ({ target }) => {
    if (!target.dataset.more) return;
    import(target.dataset.more);
    target.removeAttribute("data-more");
  });

  // A tick box that ticks all others of its form.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    document.querySelectorAll(`input[name="${event.target.dataset.tickAll}"]`)
      .forEach((box) => { box.checked = event.target.checked; });
  });

  // A button that copies a field; where the browser forbids it, the text is at least marked.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch {
      if (!document.execCommand("copy")) return;
    }
    button.textContent = document.getElementById("said").textContent = button.dataset.copied;
  });

  // Forms marked data-draft are kept in this browser while one types, until they are sent.
  const values = (form) => [...new FormData(form)]
    .filter(([name, value]) => name !== "csrf_token" && typeof value === "string");

  const restore = (form, pairs) => {
    const seen = {};
    pairs.forEach(([name, value]) => { (seen[name] = seen[name] || []).push(value); });
    [...form.elements].forEach((field) => {
      if (!field.name || field.type === "hidden" || field.type === "file") return;
      const found = seen[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = found.includes(field.value);
      } else if (field.multiple) {
        [...field.options].forEach((option) => { option.selected = found.includes(option.value); });
      } else if (found.length) {
        field.value = found.shift();
      }
    });
    form.querySelectorAll("details").forEach((part) => { part.open = true; });
  };

  function keepDraft(form) {
    if (form.dataset.draftReady) return;
    form.dataset.draftReady = "1";
    const key = `draft:${form.dataset.draft}`;
    const fresh = JSON.stringify(values(form));
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { kept = null; }
    // A refused form comes back with everything typed: it is newer than the draft.
    if (kept && JSON.stringify(kept) !== fresh && !form.querySelector(".error-summary")) {
      offer(form, key, kept);
    }
    let timer;
    const keep = () => {
      clearTimeout(timer);
      try { localStorage.setItem(key, JSON.stringify(values(form))); } catch { /* full or forbidden */ }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 800); });
    // What is sent may meet an expired session or a lost connection.
    form.addEventListener("submit", keep);
  }

  function offer(form, key, kept) {
    const line = Object.assign(document.createElement("p"), { className: "note warning" });
    const button = (text, act) => {
      const made = Object.assign(document.createElement("button"),
        { type: "button", className: "alt", textContent: text });
      made.addEventListener("click", () => { act(); line.remove(); });
      return made;
    };
    line.append(body.dataset.draftFound, " ",
      button(body.dataset.draftRestore, () => restore(form, kept)), " ",
      button(body.dataset.draftDrop, () => localStorage.removeItem(key)));
    form.prepend(line);
  }

  // The server says which draft has arrived safely.
  document.querySelectorAll("[data-draft-saved]").forEach((mark) => {
    localStorage.removeItem(`draft:${mark.dataset.draftSaved}`);
  });
  document.querySelectorAll("form[data-draft]").forEach(keepDraft);
})();

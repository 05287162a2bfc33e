// Marking a passage with the mouse or a finger fills the form of a comment.
(() => {
  "use strict";
  let marked = null;
  let offer = null;

  // What was chosen, without the numbers of comments that stand in the text.
  const plain = (range) => {
    const copy = range.cloneContents();
    copy.querySelectorAll("sup").forEach((number) => number.remove());
    return copy.textContent;
  };
  const letters = (text) => (text.match(/[\p{L}\p{N}]/gu) || []).length;
  const opener = (part) => document.querySelector(`[data-opens="${CSS.escape(part)}"]`);

  const fill = () => {
    const form = document.getElementById("comment-form");
    if (!form || !marked || form.elements.text.value) return;
    Object.entries(marked).forEach(([name, value]) => { form.elements[name].value = value; });
  };

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const box = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-part]");
    const text = box(range.startContainer);
    if (!text || text !== box(range.endContainer) || !opener(text.dataset.part)) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const [part, language] = [text.dataset.part, text.lang];
    marked = { part, language, quote: plain(range).trim(), letters: letters(plain(before)) };
    offer?.remove();
    offer = Object.assign(document.createElement("button"),
      { className: "float", textContent: opener(part).textContent });
    offer.addEventListener("click", () => opener(part).click());
    document.body.append(offer);
    fill();
  });

  // One form at a time; one in which something was typed stays, and is shown instead.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens]");
    if (!link) return;
    offer?.remove();
    const forms = [...document.querySelectorAll("#comment-form, #thread-form")];
    const begun = forms.find((form) => form.elements.text.value);
    if (!begun) return forms.forEach((form) => form.remove());
    event.preventDefault();
    event.stopPropagation();
    begun.elements.text.focus();
  }, true);

  document.addEventListener("htmx:after:swap", () => {
    const form = document.querySelector("#comment-form, #thread-form");
    if (form && marked?.part === form.elements.part?.value) fill();
    if (form && !form.querySelector(".error-summary")) form.elements.text.focus();
  });
})();

// Marking a passage with the mouse or a finger fills the form of a comment.
(() => {
  "use strict";
  let marked = null;

  // What was chosen, without the numbers of comments that stand in the text.
  const plain = (range) => {
    const copy = range.cloneContents();
    copy.querySelectorAll("sup").forEach((number) => number.remove());
    return copy.textContent;
  };
  const letters = (text) => (text.match(/[\p{L}\p{N}]/gu) || []).length;

  const fill = () => {
    const form = document.getElementById("comment-form");
    if (!form || !marked || form.elements.text.value) return;
    form.elements.part.value = marked.part;
    form.elements.language.value = marked.language;
    form.elements.quote.value = marked.quote;
    form.elements.letters.value = marked.letters;
  };

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const box = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-part]");
    const text = box(range.startContainer);
    if (!text || text !== box(range.endContainer)) return;
    const before = range.cloneRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    marked = {
      part: text.dataset.part, language: text.lang,
      quote: plain(range).trim(), letters: letters(plain(before)),
    };
    fill();
  });

  // One form at a time; one in which something was typed stays, and is shown instead.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens]");
    if (!link) return;
    const forms = [...document.querySelectorAll("#comment-form, #thread-form")];
    const begun = forms.find((form) => form.elements.text.value);
    if (begun) {
      event.preventDefault();
      event.stopPropagation();
      begun.elements.text.focus();
      return;
    }
    forms.forEach((form) => form.remove());
    if (marked && marked.part !== link.dataset.opens) marked = null;
  }, true);

  document.addEventListener("htmx:after:swap", () => {
    const form = document.querySelector("#comment-form, #thread-form");
    fill();
    if (form && !form.querySelector(".error-summary")) form.elements.text.focus();
  });
})();

// Suggestions below the search field of the head: a combobox with a list (ARIA APG).
// Loaded when the field is first used; without it the form simply searches.
const field = document.getElementById("seek");
const said = document.getElementById("said");
const list = () => document.getElementById("suggestions");
const options = () => [...list().children];
const chosen = () => list().querySelector('[aria-selected="true"]');

const close = () => {
  list().replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};

const choose = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
};

// One step further; beyond either end the field itself is the choice again.
const step = (by) => {
  const all = options();
  const places = all.length + 1;
  choose(all[(all.indexOf(chosen()) + by + places + 1) % places - 1]);
};

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Escape: close,
  Enter: () => { if (!chosen()) return false; location.assign(chosen().dataset.to); },
};

field.insertAdjacentHTML("afterend", '<ul id="suggestions" role="listbox"></ul>');
list().setAttribute("aria-label", field.getAttribute("aria-label"));
for (const [name, value] of Object.entries({
  role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions",
  "aria-expanded": "false", "hx-get": `${field.form.getAttribute("action")}suggest`,
  "hx-trigger": "input changed delay:150ms", "hx-target": "#suggestions",
  "hx-swap": "outerHTML", "hx-sync": "this:replace",
})) field.setAttribute(name, value);
htmx.process(field);

field.addEventListener("keydown", (event) => {
  const act = options().length && keys[event.key];
  if (act && act() !== false) event.preventDefault();
});
// A press on a suggestion must not take the focus away before it counts.
field.form.addEventListener("pointerdown", (event) => {
  if (event.target !== field) event.preventDefault();
});
field.form.addEventListener("click", (event) => {
  const option = event.target.closest('[role="option"]');
  if (option) location.assign(option.dataset.to);
});
field.addEventListener("blur", close);
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement !== field) return close();
  field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-expanded", String(options().length > 0));
  said.textContent = list().dataset.told ?? "";
});

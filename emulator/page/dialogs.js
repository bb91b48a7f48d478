// Questions to the person at the keyboard, and passing notes.
import { element } from "/page/render.js";
import { word } from "/page/words.js";

const dialog = document.getElementById("dialog");
const part = (name) => document.getElementById(`dialog-${name}`);

/** Ask, with a focus trap by the browser itself. Resolves to the fields' values, or null. */
export function ask({ title, text = "", yes = word("ok"), no = word("cancel"), fields = [], testid = "" }) {
  part("title").textContent = title;
  part("text").textContent = text;
  part("yes").textContent = yes;
  part("no").textContent = no ?? "";
  part("no").hidden = no === null;
  dialog.dataset.testid = testid;
  part("fields").replaceChildren(...fields.map((field) => {
    const id = `field-${field.name}`;
    const input = field.options
      ? element("select", { id, name: field.name }, ...field.options.map(([value, label]) => element("option", { value }, label)))
      : element("input", { id, name: field.name, type: field.type ?? "text", required: field.required, autocomplete: "off" });
    return element("p", { class: "field" }, element("label", { for: id }, field.label), input);
  }));
  dialog.returnValue = "no";
  dialog.showModal();
  (part("fields").querySelector("input") ?? part("yes")).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const given = [...part("fields").querySelectorAll("input, select")];
      const values = Object.fromEntries(given.map((input) => [input.name, input.value.trim()]));
      resolve(dialog.returnValue === "yes" ? values : null);
    }, { once: true });
  });
}

const toasts = document.getElementById("toasts");

export function toast(text, milliseconds = 3500) {
  const note = element("p", { class: "toast", "data-testid": "toast" }, text);
  toasts.append(note);
  setTimeout(() => note.remove(), milliseconds);
}

export const alertDialog = (text, title) => ask({ title, text, no: null, testid: "alert" });

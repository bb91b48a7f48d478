// Who is in the room: the page's state, and the list of people.
import { element, initials, sameDay, tone } from "/page/render.js";
import { shortDay, timeOf, word } from "/page/words.js";

const $ = (id) => document.getElementById(id);
export const state = { bot: null, people: [], groups: [], now: 0, person: null, chat: null, view: null, messages: [], keysHidden: false, heard: 0 };
export const me = () => state.people.find((person) => person.id === state.person);
export const group = () => state.groups.find((one) => one.id === state.chat);
export const where = () => ({ person: state.person, chat: state.chat, bot: state.bot.username });

function excerpt(room) {
  if (!room.last) return word("newPerson");
  const said = room.last.contact ? word("contact") : room.last.text || word("file");
  return (room.last.by_bot ? "" : word("you")) + said.replace(/\s+/g, " ");
}

function row(room, { id, name, label, testid, onclick, face }) {
  const open = id === state.chat;
  const unread = !open && room.unread > 0;
  const when = room.last ? (sameDay(room.last.date, state.now) ? timeOf(room.last.date) : shortDay(room.last.date)) : "";
  return element("button", { type: "button", class: "person", "data-testid": testid, "aria-current": open ? "true" : null, onclick },
    element("span", { class: `face ${tone(id)}`, "aria-hidden": "true" }, face),
    element("span", { class: "person-words" },
      element("span", { class: "person-top" }, element("strong", {}, name), element("span", { class: "person-when" }, when)),
      label && element("span", { class: "person-label" }, label),
      element("span", { class: "person-last" }, excerpt(room))),
    unread && element("span", { class: "badge", "data-testid": "badge", "aria-label": word("unread", { count: room.unread }) }, String(room.unread)));
}

/** Draw the list anew. `open(person, chat)` is what a choice does. */
export function showPeople(open) {
  const rows = state.people.map((person) => row(person, {
    id: person.id, name: person.first_name, label: person.label, face: initials(person.first_name),
    testid: `person-${person.id}`, onclick: () => open(person.id, person.id),
  }));
  const groups = state.groups.map((one) => row(one, {
    id: one.id, name: one.title, label: word("group", { count: one.members.length }), face: "#",
    testid: `group-${one.id}`,
    onclick: () => open(one.members.includes(state.person) ? state.person : one.members[0], one.id),
  }));
  // Keep the keyboard's place: the list is made anew under it.
  const focused = document.activeElement?.closest(".person")?.dataset.testid;
  $("people").replaceChildren(...rows, ...groups);
  if (focused) $("people").querySelector(`[data-testid="${focused}"]`)?.focus();
}

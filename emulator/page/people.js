// Who is in the room: the page's state, and the list of people.
import { element, initials, sameDay, tone } from "/page/render.js";
import { shortDay, timeOf, word } from "/page/words.js";

const $ = (id) => document.getElementById(id);
export const state = { bot: null, people: [], groups: [], now: 0, person: null, chat: null, topic: null, anonymous: false, replyTo: null, bots: [], view: null, messages: [], keysHidden: false, heard: 0 };
export const me = () => state.people.find((person) => person.id === state.person);
export const group = () => state.groups.find((one) => one.id === state.chat);
export const where = () => ({
  person: state.person, chat: state.chat, bot: state.bot.username, topic: state.topic ?? undefined, anonymous: state.anonymous || undefined,
});

function excerpt(room) {
  if (!room.last) return word("newPerson");
  const said = room.last.contact ? word("contact") : room.last.text || word(room.last.photo ? "photo" : room.last.service ? "service" : "file");
  return saidBy(room.last) + said.replace(/\s+/g, " ");
}

function saidBy(last) {
  if (last.by_bot || last.service) return "";
  if (last.sender_chat) return `${word("admin")}: `;
  const name = state.people.find((person) => person.id === last.from)?.first_name ?? "";
  return last.from === state.person ? word("you") : `${name}: `;
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

// Whose row was last brought into view.
let shown = null;

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
  const title = groups.length > 0 && element("h2", { class: "list-title" }, word("groups"));
  $("people").replaceChildren(...rows, ...[title].filter(Boolean), ...groups);
  showBots();
  const current = $("people").querySelector("[aria-current]");
  if (current && current.dataset.testid !== shown) current.scrollIntoView({ block: "nearest" });
  shown = current?.dataset.testid;
  if (focused) $("people").querySelector(`[data-testid="${focused}"]`)?.focus();
}

/** With several bots, the list is of one of them. */
function showBots() {
  $("bots").hidden = state.bots.length < 2;
  if (state.bots.length < 2) return;
  const go = (event) => {
    const address = new URL(location.href);
    address.searchParams.set("bot", event.target.value);
    location.assign(address);
  };
  const options = state.bots.map((name) => element("option", { value: name, selected: name === state.bot.username }, `@${name}`));
  $("bots").replaceChildren(element("select", { "data-testid": "bots", "aria-label": word("whichBot"), onchange: go }, ...options));
}

// A group: its topics, its people, and what they do with it as a whole.
import { post } from "/page/api.js";
import { alertDialog, ask } from "/page/dialogs.js";
import { group, me, state, where } from "/page/people.js";
import { element } from "/page/render.js";
import { word } from "/page/words.js";

const $ = (id) => document.getElementById(id);

export const isAdmin = (one = group(), id = state.person) => Boolean(one) && (one.creator === id || one.admins.includes(id));
const inside = () => ["member", "administrator"].includes(group()?.place);

/** What is written here stands in the topic on view; elsewhere everything is on view. */
export const onView = (message) => !group()?.is_forum || (message.topic ?? null) === state.topic;

/** Whose name is above a message. */
export function senderName(message) {
  if (message.by_bot) return state.bot.first_name;
  if (message.sender_chat) return `${group()?.title ?? ""} · ${word("admin")}`;
  return nameOf(message.from);
}

const nameOf = (id) =>
  id === state.bot.id ? `@${state.bot.username}` : state.people.find((person) => person.id === id)?.first_name ?? "?";

/** What happened, in a line. */
export function happened({ from, service }) {
  const who = nameOf(from);
  if (service.kind === "joined") {
    const names = service.users.map(nameOf).join(", ");
    return service.users.length === 1 && service.users[0] === from ? word("joined", { who }) : word("broughtIn", { who, names });
  }
  if (service.kind === "left") return service.user === from ? word("left", { who }) : word("removed", { who, name: nameOf(service.user) });
  if (service.kind === "topic_created") return word("topicOpened", { who, name: service.name });
  if (service.kind === "migrated_to") return word("upgradedTo");
  if (service.kind === "migrated_from") return word("upgradedFrom");
  return word("pinned", { who });
}

/** The line under the group's name. */
export function groupStatus() {
  const count = word("group", { count: group().members.length });
  const place = inside() ? (group().place === "administrator" ? word("botAdmin") : "") : word("botOutside");
  return [word(group().is_super ? "supergroup" : "basicGroup"), count, place].filter(Boolean).join(" · ");
}

/** Topics as a row of keys; General is always the first. */
export function showTopics(choose) {
  const one = group();
  $("topics").hidden = !one?.is_forum;
  if (!one?.is_forum) return $("topics").replaceChildren();
  const key = (id, name) => element("button", {
    type: "button", class: "topic", role: "tab", "data-testid": `topic-${id ?? "general"}`,
    "aria-selected": String(state.topic === id), onclick: () => choose(id),
  }, name);
  return $("topics").replaceChildren(key(null, word("general")), ...one.topics.map(([id, name]) => key(id, name)));
}

/** Who is speaking: in a group any of its people can be. */
export function showAs(open) {
  const one = group();
  $("as").replaceChildren();
  if (!one) {
    $("as").append(element("span", { class: "as-word" }, `${word("as")} `), me()?.first_name ?? "");
    return;
  }
  const options = one.members.map((id) =>
    element("option", { value: id, selected: id === state.person }, nameOf(id) + (isAdmin(one, id) ? ` · ${word("admin")}` : "")));
  $("as").append(element("select", {
    "data-testid": "as", "aria-label": word("as"),
    onchange: (event) => open(Number(event.target.value), one.id, state.topic),
  }, ...options));
}

const act = (deed, more = {}) => post("group", { ...where(), do: deed, ...more });

async function openTopic(open) {
  const fields = [{ name: "name", label: word("topicName"), required: true }];
  const given = await ask({ title: word("openTopic"), yes: word("openTopicYes"), fields, testid: "new-topic" });
  if (!given?.name) return null;
  const { topic } = await act("open_topic", { name: given.name });
  return open(state.person, state.chat, topic);
}

async function upgrade(open) {
  const yes = await ask({ title: word("upgrade"), text: word("upgradeText"), yes: word("upgradeYes") });
  if (!yes) return null;
  const { chat } = await act("upgrade");
  return open(state.person, chat);
}

async function removeBot() {
  const yes = await ask({ title: word("removeBot"), text: word("removeBotText", { bot: state.bot.first_name }), yes: word("removeBotYes") });
  return yes && act("remove_bot");
}

/** What this person may do with the group: [word, deed, test id]. */
export function groupDeeds(open) {
  const deeds = [];
  const admin = isAdmin();
  if (!inside()) deeds.push(["addBot", () => act("add_bot"), "add-bot"]);
  if (admin) {
    deeds.push([state.anonymous ? "withName" : "withoutName", () => { state.anonymous = !state.anonymous; }, "anonymous"]);
    if (inside()) {
      const promoted = group().place === "administrator";
      deeds.push([promoted ? "demoteBot" : "promoteBot", () => act(promoted ? "demote_bot" : "promote_bot"), "promote-bot"]);
      deeds.push(["removeBot", removeBot, "remove-bot"]);
    }
    deeds.push(group().is_super ? ["openTopic", () => openTopic(open), "open-topic"] : ["upgrade", () => upgrade(open), "upgrade"]);
  }
  return deeds;
}

/** A link that takes the bot into a group: which one? */
export async function startInGroup(payload, open) {
  const own = state.groups.filter((one) => one.members.includes(state.person));
  if (own.length === 0) return alertDialog(word("noGroup"), word("chooseGroup"));
  const options = own.map((one) => [String(one.id), one.title]);
  const given = await ask({
    title: word("chooseGroup"), text: word("chooseGroupText", { bot: state.bot.first_name }), yes: word("addBot"),
    fields: [{ name: "group", label: word("groupName"), options }], testid: "start-group",
  });
  if (!given) return null;
  const chat = Number(given.group);
  await open(state.person, chat);
  return post("group", { ...where(), topic: null, do: "start_bot", payload });
}

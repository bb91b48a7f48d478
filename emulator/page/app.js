// The chat page: who is in the room, what they see, what they do.
import { get, listen, post, upload } from "/page/api.js";
import { alertDialog, ask, toast } from "/page/dialogs.js";
import { groupDeeds, groupStatus, happened, onView, senderName, showAs, showTopics, startInGroup } from "/page/groups.js";
import { group, me, showPeople, state, where } from "/page/people.js";
import { bubble, dayMark, element, sameDay } from "/page/render.js";
import { currentLanguage, longDate, toggleLanguage, translate, word } from "/page/words.js";

const $ = (id) => document.getElementById(id);
const failed = (error) => toast(word("failed", { reason: error.message }));

function showClock() {
  $("clock-now").textContent = longDate(state.now);
}

async function refresh() {
  const bot = new URLSearchParams(location.search).get("bot");
  const fresh = await get(`state${bot ? `?bot=${encodeURIComponent(bot)}` : ""}`);
  const wasForum = group()?.is_forum;
  Object.assign(state, { bot: fresh.bot, bots: fresh.bots, people: fresh.people, groups: fresh.groups, now: fresh.clock.now });
  showPeople(open);
  showClock();
  if (group() && state.view) {
    showHead();
    if (group().is_forum !== wasForum) showMessages();
  }
}

// Many events in a burst need one look at the list only.
let refreshing = null;
function refreshSoon() {
  refreshing ??= setTimeout(() => {
    refreshing = null;
    refresh().catch(failed);
  }, 150);
}

// ---- one chat ----

async function open(person, chat, topic = null) {
  Object.assign(state, { person, chat, topic, messages: [], anonymous: false });
  answerTo(null);
  const address = new URL(location.href);
  address.searchParams.set("person", person);
  if (chat === person) address.searchParams.delete("chat");
  else address.searchParams.set("chat", chat);
  if (topic === null) address.searchParams.delete("topic");
  else address.searchParams.set("topic", topic);
  address.searchParams.delete("start");
  history.replaceState(null, "", address);
  // Shown before it is filled: what is hidden cannot be scrolled to its end.
  $("app").classList.add("chatting");
  await load();
  if (matchMedia("(hover: hover)").matches && !$("write").hidden) $("composer").focus({ preventScroll: true });
}

// The chat as it is. What was told while the answer was under way may be newer than the answer: then ask again.
async function look(person, chat) {
  for (;;) {
    const { heard } = state;
    const view = await get(`chat?person=${person}&chat=${chat}&bot=${encodeURIComponent(state.bot.username)}`);
    if (heard === state.heard) return view;
  }
}

async function load() {
  if (state.person === null) return;
  const { person, chat } = state;
  const view = await look(person, chat);
  if (person !== state.person || chat !== state.chat) return;
  state.view = view;
  state.messages = view.messages;
  $("nobody").hidden = true;
  $("chat").hidden = false;
  closeMenu();
  showHead();
  // The foot first: its height decides where the end of the messages is.
  showFoot();
  showMessages();
  markRead();
}

function markRead() {
  if (document.visibilityState === "visible" && state.person !== null) post("read", where()).then(refreshSoon).catch(failed);
}

function showHead() {
  const title = group()?.title ?? state.bot.first_name;
  $("chat-name").textContent = title;
  $("chat-status").textContent = group() ? groupStatus() : `@${state.bot.username} · ${word(state.view.blocked ? "blocked" : "bot")}`;
  showAs(open);
  showTopics((topic) => open(state.person, state.chat, topic));
  $("anonymous").hidden = !state.anonymous;
  showDeeds();
  document.title = `${me()?.first_name ?? ""} · ${title}`;
}

function showDeeds() {
  const key = ([name, deed, testid]) => element("button", {
    type: "button", "data-testid": testid,
    onclick: async () => {
      $("more").open = false;
      await Promise.resolve(deed()).catch(failed);
      await refresh().catch(failed);
    },
  }, word(name));
  const { blocked } = state.view;
  const own = [["clear", clear, "clear"], [blocked ? "unblock" : "block", () => post("block", { ...where(), blocked: !blocked }), "block"]];
  const openAnew = (...to) => refresh().then(() => open(...to));
  const deeds = group() ? groupDeeds(openAnew) : own;
  const open_ = $("more").open;
  $("deeds").replaceChildren(...deeds.map(key));
  $("more").hidden = deeds.length === 0;
  $("more").open = open_ && deeds.length > 0;
}

async function clear() {
  const yes = await ask({ title: word("clearTitle"), text: word("clearText"), yes: word("clearYes") });
  return yes && post("clear", where());
}

const context = () => ({
  person: state.person, group: Boolean(group()), sender: senderName, happened,
  answered: (id) => state.messages.find((message) => message.id === id),
});

// What is being answered, above the typing line.
function answerTo(message) {
  state.replyTo = message?.id ?? null;
  $("answering").hidden = message === null;
  if (message === null) return;
  $("answering-to").textContent = `${senderName(message)}: ${message.text}`;
  $("composer").focus();
}

function showMessages() {
  const nodes = [];
  let last = null;
  for (const message of state.messages.filter(onView)) {
    if (last === null || !sameDay(last, message.date)) nodes.push(dayMark(message.date));
    last = message.date;
    nodes.push(bubble(message, context(), actions));
  }
  if (nodes.length === 0) nodes.push(element("li", { class: "empty" }, description() || word("empty")));
  $("messages").replaceChildren(...nodes);
  $("messages").classList.toggle("grouped", Boolean(group()));
  toNewest("auto");
}

function description() {
  const texts = state.bot.descriptions;
  return texts[me()?.language_code] ?? texts[""] ?? "";
}

const atEnd = () => $("messages").scrollHeight - $("messages").scrollTop - $("messages").clientHeight < 120;

function toNewest(behavior = "smooth") {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  $("messages").scrollTo({ top: $("messages").scrollHeight, behavior: calm ? "auto" : behavior });
}

function upsert(message) {
  const stay = !atEnd();
  if (!onView(message)) {
    state.messages.push(message);
    return;
  }
  const at = state.messages.findIndex((known) => known.id === message.id);
  const node = bubble(message, context(), actions);
  if (at >= 0) {
    state.messages[at] = message;
    $("messages").querySelector(`[data-id="${message.id}"]`)?.replaceWith(node);
  } else {
    const previous = state.messages.filter(onView).at(-1);
    if (!previous) $("messages").replaceChildren();
    state.messages.push(message);
    if (!previous || !sameDay(previous.date, message.date)) $("messages").append(dayMark(message.date));
    node.classList.add("fresh");
    $("messages").append(node);
  }
  showFoot();
  if (!stay || (at < 0 && !message.by_bot)) toNewest();
}

function showFoot() {
  const { view } = state;
  const fresh = !group() && (!view.started || state.messages.length === 0 || Boolean(state.payload));
  $("unblock").hidden = !view.blocked;
  $("start").hidden = view.blocked || !fresh;
  $("write").hidden = view.blocked || fresh;
  $("composer").placeholder = view.reply_keyboard?.input_field_placeholder ?? word("write");
  const rows = $("write").hidden ? [] : view.reply_keyboard?.keyboard ?? [];
  $("toggle-keys").hidden = rows.length === 0;
  $("toggle-keys").setAttribute("aria-pressed", String(!state.keysHidden));
  $("keys").hidden = rows.length === 0 || state.keysHidden;
  $("keys").replaceChildren(...rows.map((keys) => element("div", { class: "row" }, ...keys.map((key) =>
    element("button", {
      type: "button", class: "key", "data-testid": key.request_contact ? "share-contact" : "reply-button",
      onclick: () => (key.request_contact ? shareContact() : actions.say(key.text)),
    }, key.text)))));
}

// ---- what a person does ----

const actions = {
  answer: answerTo,
  say(text) {
    const { replyTo } = state;
    answerTo(null);
    return post("send", { ...where(), text, reply_to: replyTo ?? undefined }).catch(failed);
  },
  follow(event, url) {
    event.preventDefault();
    openLink(url);
  },
  async press(node, message, button) {
    if (button.url) return openLink(button.url);
    node.classList.add("waiting");
    node.setAttribute("aria-busy", "true");
    // The spinner ends with the bot's answer, or when Telegram's app would give up.
    setTimeout(() => calm(node), 10_000);
    try {
      const answer = await post("press", { ...where(), message_id: message.id, button: button.callback_data ?? button.text });
      node.dataset.query = answer.query_id;
    } catch (error) {
      calm(node);
      failed(error);
    }
  },
};

function calm(node) {
  node.classList.remove("waiting");
  node.removeAttribute("aria-busy");
}

async function openLink(url) {
  const own = new RegExp(`^https?://t\\.me/${state.bot.username}(?:\\?(start|startgroup)=?([\\w-]*))?$`, "i").exec(url);
  if (own?.[1] === "startgroup") return startInGroup(own[2], open).catch(failed);
  if (own) {
    if (group()) await open(state.person, state.person);
    return post("start", { ...where(), chat: state.person, payload: own[2] ?? "" }).catch(failed);
  }
  const yes = await ask({ title: word("link"), text: url, yes: word("linkYes") });
  if (yes) window.open(url, "_blank", "noopener");
  return null;
}

async function shareContact() {
  const { phone } = me();
  if (!phone) return alertDialog(word("noPhoneText"), word("noPhone"));
  const text = word("shareText", { phone, bot: state.bot.first_name });
  const yes = await ask({ title: word("share"), text, yes: word("shareYes"), testid: "share" });
  return yes && post("contact", where()).catch(failed);
}

async function addPerson() {
  const given = await ask({
    title: word("addTitle"), text: word("addText"), yes: word("addYes"), testid: "new-person",
    fields: [
      { name: "first_name", label: word("name"), required: true },
      { name: "phone", label: word("phone"), type: "tel" },
      { name: "label", label: word("label") },
      { name: "language_code", label: word("appLanguage"), options: [["id", "Bahasa Indonesia"], ["en", "English"]] },
    ],
  });
  if (!given?.first_name) return;
  const person = await post("people", given);
  await refresh();
  await open(person.id, person.id);
}

// ---- the command menu ----

function closeMenu() {
  $("menu-list").hidden = true;
  $("menu").setAttribute("aria-expanded", "false");
}

function showMenu(filter = "") {
  const commands = state.view.commands.filter((one) => `/${one.command}`.startsWith(filter));
  if (filter && commands.length === 0) return closeMenu();
  const choose = (command) => () => {
    closeMenu();
    $("composer").value = "";
    grow();
    actions.say(`/${command}`);
  };
  const entries = commands.map(({ command, description: text }) => element("button", {
    type: "button", role: "menuitem", class: "menu-entry", "data-testid": `command-${command}`, onclick: choose(command),
  }, element("strong", {}, `/${command}`), element("span", {}, text)));
  $("menu-list").replaceChildren(...(entries.length ? entries : [element("p", {}, word("noCommands"))]));
  $("menu-list").hidden = false;
  $("menu").setAttribute("aria-expanded", "true");
  return null;
}

// ---- the typing line ----

function grow() {
  const box = $("composer");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
}

function submit(event) {
  event?.preventDefault();
  const text = $("composer").value.trim();
  if (!text) return;
  $("composer").value = "";
  grow();
  closeMenu();
  actions.say(text);
}

// ---- what the emulator tells ----

let typing = null;
const handlers = {
  resync: () => refresh().then(load),
  people: refreshSoon,
  async clock() {
    state.now = (await get("clock")).now;
    showClock();
  },
  message({ chat, message }) {
    // Whoever looks at a group goes with it.
    if (chat === state.chat && message.service?.kind === "migrated_to") {
      return refresh().then(() => open(state.person, message.service.chat));
    }
    if (chat === state.chat) {
      if (message.by_bot) quiet();
      upsert(message);
      if (message.by_bot) markRead();
    }
    refreshSoon();
    return null;
  },
  gone({ chat, id }) {
    if (chat !== state.chat) return;
    state.messages = state.messages.filter((message) => message.id !== id);
    $("messages").querySelector(`[data-id="${id}"]`)?.remove();
  },
  read({ chat, id }) {
    const message = chat === state.chat && state.messages.find((known) => known.id === id);
    if (!message || message.read) return;
    message.read = true;
    $("messages").querySelector(`[data-id="${id}"]`)?.replaceWith(bubble(message, context(), actions));
  },
  async chat({ chat }) {
    refreshSoon();
    if (chat !== state.chat) return;
    const view = await look(state.person, chat);
    if (chat !== state.chat) return;
    const cleared = view.messages.length < state.messages.length;
    state.view = view;
    if (cleared) state.messages = view.messages;
    if (cleared) showMessages();
    const stay = !atEnd();
    showHead();
    showFoot();
    if (!stay) toNewest("auto");
  },
  commands: () => load(),
  action({ chat }) {
    if (chat !== state.chat) return;
    $("chat-status").textContent = word("typing");
    clearTimeout(typing);
    typing = setTimeout(quiet, 5000);
  },
  toast({ person, toast: answer }) {
    if (person !== state.person) return;
    for (const node of document.querySelectorAll(`[data-query="${CSS.escape(answer.query_id)}"], .waiting:not([data-query])`)) calm(node);
    if (answer.url) openLink(answer.url);
    else if (answer.text && answer.alert) alertDialog(answer.text, state.bot.first_name);
    else if (answer.text) toast(answer.text);
  },
};

function quiet() {
  clearTimeout(typing);
  if (state.view) showHead();
}

function onEvent(event) {
  // Another bot's chats are not on this page.
  if (event.bot && state.bot && event.bot !== state.bot.username) return;
  if (event.chat === state.chat && ["message", "gone", "read"].includes(event.type)) state.heard += 1;
  Promise.resolve(handlers[event.type]?.(event)).catch(failed);
}

// ---- beginning ----

function wire() {
  $("write").addEventListener("submit", submit);
  $("composer").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
    if (event.key === "Escape") closeMenu();
  });
  $("composer").addEventListener("input", () => {
    grow();
    const text = $("composer").value;
    if (text.startsWith("/") && !text.includes(" ")) showMenu(text);
    else closeMenu();
  });
  $("menu").addEventListener("click", () => ($("menu-list").hidden ? showMenu() : closeMenu()));
  $("toggle-keys").addEventListener("click", () => {
    state.keysHidden = !state.keysHidden;
    showFoot();
  });
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    if (file) await upload(file, where()).catch(failed);
    $("file").value = "";
  });
  $("start").addEventListener("click", () => {
    const { payload = "" } = state;
    state.payload = "";
    post("start", { ...where(), payload }).catch(failed);
  });
  $("unblock").addEventListener("click", () => post("block", { ...where(), blocked: false }).catch(failed));
  $("answering-end").addEventListener("click", () => answerTo(null));
  $("back").addEventListener("click", () => {
    const left = $("people").querySelector("[aria-current]")?.dataset.testid;
    Object.assign(state, { person: null, chat: null });
    $("app").classList.remove("chatting");
    showPeople(open);
    $("people").querySelector(`[data-testid="${left}"]`)?.focus();
  });
  $("add-person").addEventListener("click", () => addPerson().catch(failed));
  $("clock-day").addEventListener("click", () => post("clock", { days: 1 }).catch(failed));
  $("clock-month").addEventListener("click", () => post("clock", { months: 1 }).catch(failed));
  $("newest").addEventListener("click", () => toNewest());
  $("messages").addEventListener("scroll", () => { $("newest").hidden = atEnd(); }, { passive: true });
  $("dialog-no").addEventListener("click", () => $("dialog").close("no"));
  $("language").addEventListener("click", () => {
    toggleLanguage();
    translate();
    refresh().then(load).catch(failed);
  });
  document.addEventListener("visibilitychange", markRead);
  setInterval(() => {
    state.now += 20;
    showClock();
  }, 20_000);
}

async function begin() {
  translate();
  wire();
  await refresh();
  const asked = new URLSearchParams(location.search);
  state.payload = asked.get("start") ?? "";
  const person = Number(asked.get("person"));
  const chat = state.groups.some((one) => one.id === Number(asked.get("chat"))) ? Number(asked.get("chat")) : person;
  const topic = Number(asked.get("topic")) || null;
  if (state.people.some((known) => known.id === person)) await open(person, chat, topic);
  document.documentElement.dataset.ready = currentLanguage();
  listen(onEvent, (online) => { $("offline").hidden = online; });
}

begin().catch(failed);

// From data to elements. Texts become text nodes only, so nothing that a bot sends can run.
import { dayOf, timeOf, word } from "/page/words.js";

export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

const safeLink = (url) => (/^(https?|tg):/i.test(url) ? url : `https://${url}`);

// Commands and addresses in plain text are made clickable, as the app does.
const ACTIVE = /(^|[\s(])(\/[a-zA-Z][\w]{0,31}(?:@\w+)?)|(https?:\/\/[^\s<>"]+)/g;

function plain(text, actions) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(ACTIVE)) {
    const [whole, before = "", command, url] = found;
    parts.push(text.slice(end, found.index) + before);
    parts.push(command
      ? element("button", { type: "button", class: "inline-command", onclick: () => actions.say(command) }, command)
      : element("a", { href: url, onclick: (event) => actions.follow(event, url) }, url));
    end = found.index + whole.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

function wrap(entity, children, text, actions) {
  if (entity.type === "text_link") {
    const url = safeLink(entity.url);
    return element("a", { href: url, onclick: (event) => actions.follow(event, url) }, ...children);
  }
  if (entity.type === "spoiler") {
    const show = (event) => event.currentTarget.classList.add("shown");
    return element("span", { class: "spoiler", tabindex: 0, role: "button", onclick: show, onkeydown: show }, ...children);
  }
  if (entity.type === "bot_command") {
    return element("button", { type: "button", class: "inline-command", onclick: () => actions.say(text) }, text);
  }
  return TAGS[entity.type] ? element(TAGS[entity.type], {}, ...children) : children;
}

/** A text and its entities as nodes. Offsets count UTF-16 units, as JavaScript's strings do. */
export function formatted(text, entities, actions, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    nodes.push(...plain(text.slice(at, entity.offset), actions));
    const inside = entities.slice(index + 1).filter((other) => other.offset + other.length <= end);
    const children = ["code", "pre", "text_link"].includes(entity.type)
      ? [text.slice(entity.offset, end)]
      : formatted(text, inside, actions, entity.offset, end);
    nodes.push(...[wrap(entity, children, text.slice(entity.offset, end), actions)].flat());
    // A block ends its line by itself.
    const block = ["pre", "blockquote", "expandable_blockquote"].includes(entity.type);
    at = block && text[end] === "\n" ? end + 1 : end;
  }
  nodes.push(...plain(text.slice(at, to), actions));
  return nodes;
}

function keyboard(message, actions) {
  if (!message.inline_keyboard?.length) return null;
  const rows = message.inline_keyboard.map((row) =>
    element("div", { class: "row" }, ...row.map((button) => {
      const leads = button.url !== undefined;
      const press = (event) => actions.press(event.currentTarget, message, button);
      return element("button", {
        type: "button", class: leads ? "key leads" : "key", "data-testid": "button", onclick: press,
        "data-callback": button.callback_data,
      }, button.text);
    })));
  return element("div", { class: "inline-keys", role: "group" }, ...rows);
}

function picture({ file_id: id, width, height }) {
  return element("a", { class: "photo", href: `/emulator/photo/${id}`, target: "_blank", rel: "noopener", "data-testid": "photo" },
    element("img", { src: `/emulator/photo/${id}`, width, height, loading: "lazy", alt: word("photo") }));
}

/** The message that this one answers, in a line. */
function quote(message, context) {
  const answered = message.reply_to && context.answered(message.reply_to);
  if (!answered) return null;
  const said = answered.text || word(answered.photo ? "photo" : answered.contact ? "contact" : "file");
  return element("span", { class: "quote", "data-testid": "quote" }, element("strong", {}, context.sender(answered)), element("span", {}, said.replace(/\s+/g, " ")));
}

function body(message, actions) {
  if (message.contact) {
    return element("div", { class: "card", "data-testid": "contact" },
      element("span", { class: "face", "aria-hidden": "true" }, initials(message.contact.first_name)),
      element("span", {}, element("strong", {}, message.contact.first_name), element("br"), message.contact.phone_number));
  }
  const text = message.text
    ? element("div", { class: "text", "data-testid": "text" }, ...formatted(message.text, message.entities ?? [], actions))
    : null;
  if (message.photo) return element("div", {}, picture(message.photo), text);
  if (!message.document) return text;
  const { file_id: id, file_name: name, file_size: size } = message.document;
  return element("div", {},
    element("a", { class: "card", href: `/emulator/file/${id}`, download: name, "data-testid": "document" },
      element("span", { class: "face", "aria-hidden": "true" }, "⇩"),
      element("span", {}, element("strong", {}, name), element("br"), `${Math.ceil(size / 1024)} KB`)),
    text);
}

/** One message with its keys. */
export function bubble(message, context, actions) {
  if (message.service) {
    return element("li", { class: "day happened", "data-testid": "service", "data-id": message.id }, element("span", {}, context.happened(message)));
  }
  const mine = !message.by_bot && message.from === context.person && !message.sender_chat;
  const side = message.by_bot ? "in" : mine ? "out" : "in other";
  const ticks = mine
    ? element("span", { class: "ticks", role: "img", "aria-label": word(message.read ? "taken" : "sent") }, message.read ? "✓✓" : "✓")
    : null;
  const sender = context.group && !mine
    ? element("span", { class: "sender", "data-testid": "sender" }, context.sender(message))
    : null;
  const answer = element("button", {
    type: "button", class: "answer", "data-testid": "answer", "aria-label": word("answer"), title: word("answer"),
    onclick: () => actions.answer(message),
  }, "↩");
  const meta = element("span", { class: "meta" },
    message.edited_at && element("span", { class: "edited", "data-testid": "edited" }, word("edited")),
    element("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date)), ticks);
  return element("li", { class: `message ${side}`, "data-testid": "message", "data-id": message.id },
    element("div", { class: "bubble", "data-testid": mine ? "bubble-out" : "bubble-in" }, sender, quote(message, context), body(message, actions), meta),
    context.group && answer,
    keyboard(message, actions));
}

export const dayMark = (seconds) => element("li", { class: "day" }, element("span", {}, dayOf(seconds)));

export const sameDay = (a, b) => new Date(a * 1000).toDateString() === new Date(b * 1000).toDateString();

export const initials = (name) =>
  name.split(/\s+/).filter(Boolean).slice(0, 2).map((part) => part[0].toUpperCase()).join("");

/** A steady warm colour for a person. */
export const tone = (id) => `tone-${Math.abs(id) % 6}`;

// The page's own words. What the bot says comes from the bot.
const words = {
  id: {
    skip: "Langsung ke tempat menulis",
    tagline: "Percobaan di komputer ini saja",
    clock: "Tanggal percobaan",
    day: "+1 hari",
    month: "+1 bulan",
    who: "Anda menjadi siapa?",
    add: "Orang baru",
    back: "Kembali ke daftar",
    more: "Pilihan lain",
    clear: "Bersihkan percakapan",
    block: "Blokir bot",
    unblock: "Buka blokir",
    messages: "Percakapan",
    newest: "Ke pesan terbaru",
    start: "MULAI",
    menu: "Menu",
    message: "Pesan",
    write: "Tulis pesan",
    send: "Kirim",
    keys: "Tombol balasan",
    attach: "Kirim berkas",
    choose: "Pilih orang di daftar untuk melihat percakapannya dengan bot.",
    offline: "Sambungan terputus, mencoba lagi…",
    bot: "bot",
    typing: "sedang mengetik…",
    blocked: "diblokir",
    as: "Sebagai",
    edited: "diedit",
    sent: "terkirim",
    taken: "diterima bot",
    today: "Hari ini",
    unread: "{count} belum dibaca",
    newPerson: "belum mulai",
    you: "Anda: ",
    contact: "Kontak",
    file: "Berkas",
    share: "Kirim nomor Anda?",
    shareText: "Nomor {phone} akan dikirim ke bot {bot}.",
    shareYes: "Kirim nomor",
    noPhone: "Orang ini tidak punya nomor HP",
    noPhoneText: "Tambahkan orang baru dengan nomor HP untuk mencoba ini.",
    cancel: "Batal",
    ok: "Baik",
    addTitle: "Orang baru",
    addText: "Seseorang yang belum pernah menulis ke bot.",
    addYes: "Tambah",
    name: "Nama",
    phone: "Nomor HP",
    label: "Peran dalam cerita (tidak dilihat bot)",
    appLanguage: "Bahasa Telegram",
    clearTitle: "Bersihkan percakapan?",
    clearText: "Pesan di sini hilang. Bot tidak diberi tahu.",
    clearYes: "Bersihkan",
    link: "Buka tautan?",
    linkYes: "Buka",
    empty: "Belum ada pesan. Tekan MULAI untuk menyapa bot.",
    noCommands: "Bot belum memasang menu",
    failed: "Tidak berhasil: {reason}",
    people: "Orang",
    groups: "Grup",
    group: "grup, {count} anggota",
  },
  en: {
    skip: "Skip to the message box",
    tagline: "A trial on this computer only",
    clock: "Trial date",
    day: "+1 day",
    month: "+1 month",
    who: "Who are you?",
    add: "New person",
    back: "Back to the list",
    more: "More",
    clear: "Clear chat",
    block: "Block the bot",
    unblock: "Unblock",
    messages: "Chat",
    newest: "To the newest message",
    start: "START",
    menu: "Menu",
    message: "Message",
    write: "Message",
    send: "Send",
    keys: "Reply keys",
    attach: "Send a file",
    choose: "Choose someone in the list to see their chat with the bot.",
    offline: "Connection lost, trying again…",
    bot: "bot",
    typing: "typing…",
    blocked: "blocked",
    as: "As",
    edited: "edited",
    sent: "sent",
    taken: "taken by the bot",
    today: "Today",
    unread: "{count} unread",
    newPerson: "not started",
    you: "You: ",
    contact: "Contact",
    file: "File",
    share: "Share your number?",
    shareText: "The number {phone} will be sent to the bot {bot}.",
    shareYes: "Share number",
    noPhone: "This person has no phone number",
    noPhoneText: "Add a new person with a phone number to try this.",
    cancel: "Cancel",
    ok: "OK",
    addTitle: "New person",
    addText: "Someone who has never written to the bot.",
    addYes: "Add",
    name: "Name",
    phone: "Phone number",
    label: "Role in the story (the bot does not see it)",
    appLanguage: "Telegram language",
    clearTitle: "Clear this chat?",
    clearText: "The messages here go away. The bot is not told.",
    clearYes: "Clear",
    link: "Open the link?",
    linkYes: "Open",
    empty: "No messages yet. Press START to greet the bot.",
    noCommands: "The bot has not set a menu",
    failed: "That did not work: {reason}",
    people: "People",
    groups: "Groups",
    group: "group, {count} members",
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "id";

export const currentLanguage = () => language;

export function word(key, values = {}) {
  const text = words[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function toggleLanguage() {
  language = language === "id" ? "en" : "id";
  localStorage.setItem("language", language);
}

/** Put the words into everything that is marked for them. */
export function translate() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
    node.title = word(node.dataset.label);
  }
  document.getElementById("language").textContent = language === "id" ? "EN" : "ID";
  document.getElementById("language").setAttribute("aria-label", language === "id" ? "English" : "Bahasa Indonesia");
  document.getElementById("people").setAttribute("aria-label", word("people"));
}

const locale = () => (language === "id" ? "id-ID" : "en-GB");

export const timeOf = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });

export const dayOf = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric" });

export const shortDay = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString(locale(), { day: "numeric", month: "short" });

export const longDate = (seconds) =>
  new Date(seconds * 1000).toLocaleString(locale(), {
    weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
  });

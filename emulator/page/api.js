// Talking to the emulator.

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `HTTP ${response.status}`);
  return body;
}

export const get = (path) => fetch(`/emulator/${path}`).then(read);

export const post = (path, body) =>
  fetch(`/emulator/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).then(read);

const known = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

/** Send a file as a person; a picture goes as a photo. */
export const upload = (file, where) =>
  fetch(`/emulator/document?${new URLSearchParams({ ...known(where), name: file.name, mime: file.type, as: "photo" })}`, {
    method: "POST",
    headers: { "x-emulator": "page" },
    body: file,
  }).then(read);

/** Listen for ever. The browser reconnects by itself; the server then says `resync`. */
export function listen(onEvent, onState) {
  const source = new EventSource("/emulator/events");
  source.onopen = () => onState(true);
  source.onerror = () => {
    onState(false);
    // A closed source does not come back by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(onEvent, onState), 2000);
  };
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
}

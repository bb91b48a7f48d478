"""The second messenger: the Bot API of another make, and what a test needs to look over its shoulder.

What the package does: it reads and judges each request, refuses what its own contract does not know, numbers messages,
queues updates, holds polls open, forgets by offset, and delivers to webhooks with their secret. People speak through
its own door, `POST /__fixture/updates`.

What is ours, in this file and no more than this:
- names of methods are taken in any case, and parameters that are documented but unknown to it are set aside;
- a bot has a username, and a person's message a number in the same row as the bot's;
- HTML is read as the Bot API documents it, and refused where the Bot API would;
- `GET /__contract/calls?after=N` tells what the bot asked and was answered, held open until there is more.
"""

import asyncio
import json
import sys
from html.parser import HTMLParser

from aiohttp import web
from lo_bot_api_emulator import CONTRACT, ApiRefusal, LoBotApiEmulator

# Held so long, then answered with nothing: a test that waits asks again.
HOLD_SECONDS = 5

# "All methods in the Bot API are case-insensitive", says its page; the package knows them as they are written there.
METHODS = {name.lower(): name for name in CONTRACT["methods"]}

# Documented, refused by the package as not supported yet, and without a say in what is read or pressed.
SET_ASIDE = {"sendMessage": ["link_preview_options"], "editMessageText": ["link_preview_options"]}

# Of the tags that the Bot API's HTML has, those that take no attributes.
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote"}


class Reader(HTMLParser):
    """What a person reads of a text in HTML."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS or attrs:
            raise ApiRefusal(f"Bad Request: can't parse entities: unsupported start tag \"{tag}\"")
        self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise ApiRefusal(f"Bad Request: can't parse entities: unexpected end tag \"{tag}\"")

    def handle_data(self, data):
        self.text += data


def shown(fields):
    """The text of a message as it is read."""
    if fields.get("parse_mode") != "HTML":
        return fields.get("text")
    reader = Reader()
    reader.feed(fields["text"])
    reader.close()
    if reader.open:
        raise ApiRefusal(f"Bad Request: can't parse entities: can't find end tag of \"{reader.open[-1]}\"")
    return reader.text


class Messenger(LoBotApiEmulator):
    """The package, with an ear at the door."""

    def __init__(self, username):
        super().__init__(enable_control=True, allow_insecure_loopback_webhooks=True)
        self.username = username
        self.calls = []
        self.more = asyncio.Condition()

    def app(self):
        app = super().app()
        app.router.add_get("/__contract/calls", self.tell)
        return app

    async def enqueue_update(self, update, *, token):
        # The package leaves this to whoever writes the update; in a chat, both sides' messages share one row of numbers.
        if "message" in update:
            update["message"]["message_id"] = self.next_id
            self.next_id += 1
        return await super().enqueue_update(update, token=token)

    def validate(self, method, fields, uploads):
        for name in SET_ASIDE.get(method, []):
            fields.pop(name, None)
        result = super().validate(method, fields, uploads)
        shown(fields)
        return {**result, "username": self.username} if method == "getMe" else result

    async def handle(self, request):
        asked = request.match_info["method"]
        method = request.match_info["method"] = METHODS.get(asked.lower(), asked)
        body = await request.read()
        response = await super().handle(request)
        if method != "getUpdates":
            params, answer = json.loads(body), json.loads(response.body)
            text = shown(params) if answer["ok"] else None
            async with self.more:
                self.calls.append({"method": method, "params": params, "answer": answer, "shown": text})
                self.more.notify_all()
        return response

    async def tell(self, request):
        after = int(request.query["after"])
        async with self.more:
            try:
                await asyncio.wait_for(self.more.wait_for(lambda: len(self.calls) > after), HOLD_SECONDS)
            except TimeoutError:
                pass
            return web.json_response(self.calls[after:])


async def main(username):
    runner = web.AppRunner(Messenger(username).app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    print(f"http://{host}:{port}", flush=True)
    # Until whoever started it is gone, however they went.
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))

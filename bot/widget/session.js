// The conversation as the browser holds it: its key, what is not yet sent, and the way to the server.
// Tells the view through events: "message", "sent", "refused", "typing", "online", "language", "reset", "progress".

import { newKey, Store } from "./store.js";

const PAGE = 200;
const PAUSES = [1000, 2000, 4000, 8000, 15000];
const BUSY = 4000;
const IDLE = 20000;

class Refused extends Error {
  constructor(status, code, message, seconds) {
    super(message);
    Object.assign(this, { status, code, seconds });
  }
}

class Offline extends Error {}

export class Session extends EventTarget {
  #base;
  #locale;
  #identity;
  #store;
  #last = 0; // every message up to this number was shown
  #ahead = new Set(); // numbers shown beyond a gap
  #working = null; // the worker, while it is at work
  #failures = 0;
  #online = true; // what was told last
  #timer = 0;
  #pending = false;

  constructor(base, { locale = "", handoff = "", identity = "" } = {}) {
    super();
    this.#base = base;
    this.#locale = locale;
    this.#identity = identity;
    this.#store = new Store(`intake:${base}`);
    // A forum link opens a conversation of its own; the same link again goes on with it.
    if (handoff && handoff !== this.#store.handoff) this.#store.clear({ handoff });
    addEventListener("online", () => this.#wake());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#wake());
  }

  // Shows what is stored and goes on from there, or opens a conversation.
  async start() {
    this.#showWaiting();
    await this.#work();
  }

  text(text) {
    this.#queue({ key: newKey(), text });
  }

  button(button, title) {
    this.#queue({ key: newKey(), button, text: title });
  }

  // A one-time code that continues the conversation in another channel: {code, minutes}.
  code() {
    return this.#call("POST", `${this.#path}/link-code`);
  }

  // A file is not kept over a reload: only its name would be.
  async file(file, key = newKey()) {
    this.#tell("progress", { key, file, share: 0 });
    this.#tell("typing", { on: true });
    // What was typed before the file goes before it.
    if (this.#store.outbox.length) await this.#work();
    try {
      const answer = await this.#upload(file, key);
      this.#reached();
      this.#tell("progress", { key, file, share: 1, done: true, id: answer.id });
      this.#take(answer);
    } catch (error) {
      this.#tell("progress", { key, file, failed: error instanceof Refused ? error.message : "", again: !(error instanceof Refused) || error.status === 429 });
    } finally {
      this.#tell("typing", { on: Boolean(this.#working) });
    }
  }

  async restart() {
    this.#forget({});
    await this.#work();
  }

  #queue(item) {
    this.#store.add(item);
    this.#showWaiting(item);
    void this.#work();
  }

  #showWaiting(...items) {
    for (const { text, key } of items.length ? items : this.#store.outbox) {
      this.#tell("message", { message: { text, from: "user" }, key });
    }
  }

  #forget(kept) {
    this.#store.clear(kept);
    this.#last = 0;
    this.#ahead.clear();
    this.#tell("reset", {});
  }

  #wake() {
    this.#failures = 0;
    void this.#work();
  }

  // One worker at a time: open or resume, send what waits in its order, read what is new.
  #work() {
    this.#working ??= this.#run().finally(() => (this.#working = null));
    return this.#working;
  }

  async #run() {
    clearTimeout(this.#timer);
    let pause = IDLE;
    try {
      if (!this.#store.token) await this.#open();
      else if (!this.#store.outbox.length || !this.#last) await this.#read();
      while (this.#store.outbox.length) await this.#send(this.#store.outbox[0]);
      if (this.#ahead.size) await this.#read();
      this.#reached();
      pause = this.#pending ? BUSY : IDLE;
      if (this.#store.outbox.length) pause = 0; // typed since the last one went
    } catch (error) {
      pause = this.#recover(error);
    } finally {
      this.#tell("typing", { on: this.#pending });
    }
    if (document.visibilityState === "visible" || this.#store.outbox.length) {
      this.#timer = setTimeout(() => void this.#work(), pause);
    }
  }

  #recover(error) {
    if (error instanceof Refused && error.status === 401) {
      // The server does not know this conversation any more: begin again, and send what waits there.
      this.#forget({ outbox: this.#store.outbox.filter((item) => !item.button) });
      this.#showWaiting();
      return 500;
    }
    if (error instanceof Refused && error.status === 429) {
      this.#tell("refused", { text: error.message });
      return error.seconds * 1000;
    }
    if (error instanceof Refused) {
      this.#tell("refused", { text: error.message });
      return IDLE;
    }
    if (!(error instanceof Offline)) console.error(error);
    this.#online = false;
    this.#tell("online", { online: false });
    this.#failures += 1;
    return PAUSES[Math.min(this.#failures, PAUSES.length) - 1];
  }

  // The pauses begin anew with each sign of life; what was told is another matter.
  #reached() {
    if (!this.#online) this.#tell("online", { online: true });
    this.#online = true;
    this.#failures = 0;
  }

  async #open() {
    this.#tell("typing", { on: true });
    const body = { locale: this.#locale, handoff: this.#store.handoff, identity: this.#identity };
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value));
    const answer = await this.#call("POST", "/api/conversations", { body: given });
    this.#store.open(answer.conversation_id, answer.token);
    this.#take(answer);
  }

  async #send(item) {
    this.#tell("typing", { on: true });
    const body = item.button ? { button: item.button } : { text: item.text };
    try {
      const answer = await this.#call("POST", `${this.#path}/messages`, { body, key: item.key });
      this.#store.remove(item.key);
      this.#tell("sent", { key: item.key, id: answer.id, said: answer.said });
      this.#take(answer);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401 || error.status === 429) throw error;
      // A refusal will not change: say why, and do not hold up what comes after.
      this.#store.remove(item.key);
      this.#tell("refused", { key: item.key, text: error.message, button: Boolean(item.button) });
    }
  }

  async #read() {
    let page;
    do {
      page = await this.#call("GET", `${this.#path}/messages?after=${this.#last}`);
      this.#take(page);
      this.#last = Math.max(this.#last, ...page.messages.map((message) => message.id));
      for (const id of this.#ahead) if (id <= this.#last) this.#ahead.delete(id);
    } while (page.messages.length >= PAGE);
  }

  #take(answer) {
    this.#pending = Boolean(answer.pending);
    if (answer.language) this.#tell("language", { language: answer.language });
    for (const message of answer.messages) this.#tell("message", { message: { from: "assistant", ...message } });
    // An answer may overtake other news; what lies between is read afterwards.
    for (const { id } of [answer, ...answer.messages]) if (id > this.#last) this.#ahead.add(id);
    while (this.#ahead.delete(this.#last + 1)) this.#last += 1;
  }

  get #path() {
    return `/api/conversations/${this.#store.id}`;
  }

  #headers(key) {
    const headers = {};
    if (this.#store.token) headers.Authorization = `Bearer ${this.#store.token}`;
    if (key) headers["Idempotency-Key"] = key;
    return headers;
  }

  async #call(method, path, { body, key } = {}) {
    const headers = this.#headers(key);
    if (body) headers["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(this.#base + path, { method, headers, body: body && JSON.stringify(body) });
    } catch {
      throw new Offline();
    }
    return result(response.status, await response.text(), response.headers.get("Retry-After"));
  }

  // fetch tells nothing of how far an upload is.
  #upload(file, key) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${this.#base}${this.#path}/attachments`);
      for (const [name, value] of Object.entries(this.#headers(key))) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", (event) => this.#tell("progress", { key, file, share: event.loaded / event.total }));
      request.addEventListener("error", () => reject(new Offline()));
      request.addEventListener("load", () => {
        try {
          resolve(result(request.status, request.responseText, request.getResponseHeader("Retry-After")));
        } catch (error) {
          reject(error);
        }
      });
      const form = new FormData();
      form.append("file", file, file.name);
      request.send(form);
    });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function result(status, text, wait) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Offline();
  }
  if (status >= 500 || status === 408) throw new Offline();
  if (status >= 400) throw new Refused(status, content.error?.code, content.error?.message ?? "", Number(wait) || 5);
  return content;
}

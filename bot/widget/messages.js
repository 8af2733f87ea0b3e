// The list of messages: shown once each, in the order of their numbers, what is not yet sent at the end.

import { card, textBeside } from "./cards.js";
import { hidden, icon, make } from "./dom.js";
import { prose, visible } from "./prose.js";

export class MessageList {
  #log;
  #words;
  #actions;

  // `actions` has press(token, title) and again(file, key).
  constructor(log, words, actions) {
    this.#log = log;
    this.#words = words;
    this.#actions = actions;
  }

  // Shows a message; one with a number that is already there is left alone. Returns the new element or null.
  show(message, key) {
    if (message.id && this.#find(message.id)) return null;
    if (!message.id && key && this.#log.querySelector(`[data-key="${key}"]`)) return null;
    const element = make("article", { class: `message ${message.from}`, "data-id": message.id, "data-key": key });
    const notice = !message.id && !key;
    if (notice) element.classList.add("notice");
    const speaker = this.#words.say(message.from === "user" ? "you" : "assistant");
    element.append(hidden(`${speaker}:`), this.#content(message));
    if (key) element.append(make("p", { class: "fate" }, this.#words.say("sending")));
    if (message.at) element.title = this.#words.moment(message.at);
    this.#insert(element, message);
    if (message.id && message.from === "assistant") this.#log.querySelectorAll(".notice").forEach((old) => old.remove());
    return element;
  }

  // The server has the message: it gets its number, unless the history has brought it already, and is shown as
  // it is kept (`said`): without secrets, a long text as a file.
  sent(key, id, said) {
    const element = this.#log.querySelector(`[data-key="${key}"]`);
    if (!element) return;
    if (this.#find(id)) return element.remove();
    element.dataset.id = id;
    delete element.dataset.key;
    element.querySelector(".fate")?.remove();
    if (said) element.querySelector(".body")?.replaceWith(this.#content(said));
  }

  fate(key, text, failed = false) {
    const element = this.#log.querySelector(`[data-key="${key}"]`);
    if (!element) return;
    element.querySelector(".fate").textContent = text;
    element.classList.toggle("failed", failed);
  }

  eachWaiting(text) {
    for (const element of this.#log.querySelectorAll("[data-key]:not(.failed):not(.upload)")) this.fate(element.dataset.key, text);
  }

  // A file on its way, then sent or failed.
  progress({ key, file, share, done, failed, again, id }) {
    const name = visible(file.name);
    let element = this.#log.querySelector(`[data-key="${key}"]`);
    if (!element) {
      const bar = make("progress", { max: 1, value: 0, "aria-label": this.#words.say("uploading", { name }) });
      const chip = make("span", { class: "chip" }, icon("file"), make("span", {}, name), make("small", {}, this.#words.size(file.size)));
      element = make("article", { class: "message user upload", "data-key": key }, hidden(`${this.#words.say("you")}:`), chip, bar, make("p", { class: "fate" }));
      this.#insert(element, {});
    }
    element.classList.toggle("failed", failed !== undefined);
    element.querySelector("progress").hidden = failed !== undefined;
    element.querySelector("progress").value = share ?? 0;
    const fate = element.querySelector(".fate");
    fate.replaceChildren(this.#words.say("uploading", { name }));
    if (failed !== undefined) {
      fate.replaceChildren(failed || this.#words.say("upload_failed", { name }));
      if (again) fate.append(" ", make("button", { type: "button", class: "link", onclick: () => this.#actions.again(file, key) }, this.#words.say("again")));
    }
    if (done) {
      element.querySelector("progress").remove();
      this.sent(key, id);
    }
  }

  // Buttons belong to the last turn only.
  closeChoices() {
    this.#log.querySelectorAll(".choices, .change").forEach((element) => element.remove());
  }

  clear() {
    this.#log.replaceChildren();
  }

  #content(message) {
    const body = make("div", { class: "body" });
    body.append(...prose(textBeside(message.text, message.data), this.#words));
    if (message.attachment) {
      body.append(make("span", { class: "chip" }, icon("file"), make("span", {}, visible(message.attachment.name)), make("small", {}, this.#words.size(message.attachment.bytes ?? 0))));
    }
    const shown = card(message.data, this.#words, this.#actions.press);
    if (shown) body.append(shown);
    if (message.buttons?.length) {
      const buttons = message.buttons.map(({ title, button }) => make("button", { type: "button", onclick: () => this.#actions.press(button, title) }, title));
      body.append(make("div", { class: "choices", role: "group", "aria-label": this.#words.say("choices") }, ...buttons));
    }
    return body;
  }

  #find(id) {
    return this.#log.querySelector(`[data-id="${id}"]`);
  }

  #insert(element, { id, from }) {
    if (id && from === "assistant") this.closeChoices();
    const later = [...this.#log.children].find((other) => (id ? !other.dataset.id || Number(other.dataset.id) > id : false));
    this.#log.insertBefore(element, later ?? null);
  }
}

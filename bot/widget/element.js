// <intake-chat>: the chat as an element of its own, shielded from the page's styles.
// Attributes: mode (page, corner), language, theme (light, dark), handoff, thread, identity.

import { hidden, icon, iconButton, isWebAddress, make } from "./dom.js";
import { MessageList } from "./messages.js";
import { Session } from "./session.js";
import { Words } from "./words.js";

const LONG = 4000;

async function style(base) {
  const sheet = new CSSStyleSheet();
  // A sheet made by script needs no 'unsafe-inline' in the policy of the page it is embedded in.
  sheet.replaceSync(await (await fetch(`${base}/widget/chat.css`)).text());
  return sheet;
}

export function define(base) {
  if (customElements.get("intake-chat")) return;
  customElements.define("intake-chat", class extends Chat {
    base = base;
  });
}

class Chat extends HTMLElement {
  #words;
  #session;
  #list;
  #parts = {};
  #started = false;

  async connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    this.#words = new Words(this.base);
    const wish = this.getAttribute("language") || navigator.language;
    const [sheet] = await Promise.all([style(this.base), this.#words.load(wish)]);
    root.adoptedStyleSheets = [sheet];
    this.#build(root);
    if (this.getAttribute("mode") !== "corner") await this.#start();
    this.dispatchEvent(new CustomEvent("intake-ready"));
  }

  async #start() {
    if (this.#started) return;
    this.#started = true;
    const session = new Session(this.base, {
      locale: this.getAttribute("language") || navigator.language,
      handoff: this.getAttribute("handoff") ?? "",
      identity: this.getAttribute("identity") ?? "",
    });
    this.#session = session;
    const on = (name, act) => session.addEventListener(name, (event) => act(event.detail));
    on("message", ({ message, key }) => this.#follow(() => this.#list.show(message, key)));
    on("sent", ({ key, id, said }) => this.#list.sent(key, id, said));
    on("progress", (detail) => this.#follow(() => this.#list.progress(detail)));
    on("typing", ({ on: busy }) => this.#follow(() => this.#busy(busy)));
    on("online", ({ online }) => this.#online(online));
    on("language", ({ language }) => this.#speak(language));
    on("refused", ({ key, text }) => this.#refused(key, text));
    on("reset", () => this.#list.clear());
    await session.start();
  }

  #build(root) {
    const words = this.#words;
    const say = (key) => words.say(key);
    const corner = this.getAttribute("mode") === "corner";
    const parts = this.#parts;
    parts.log = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": say("log"), tabindex: "0" });
    parts.typing = make("div", { class: "typing", "aria-hidden": "true", hidden: true }, make("i"), make("i"), make("i"));
    parts.state = make("p", { class: "state", role: "status" });
    parts.text = make("textarea", { id: "text", rows: 1, placeholder: say("placeholder"), "aria-describedby": "hint", autocomplete: "off", enterkeyhint: "send" });
    parts.note = make("p", { class: "hint", id: "hint" }, say("hint"));
    parts.file = make("input", { type: "file", hidden: true, multiple: true, tabindex: "-1", "aria-hidden": "true" });
    parts.send = make("button", { type: "submit", class: "send", "aria-label": say("send"), title: say("send") }, icon("send"));
    parts.attach = iconButton("attach", say("attach"), () => parts.file.click());
    parts.form = make("form", { class: "composer" }, parts.file, parts.attach, make("label", { class: "hidden", for: "text" }, say("composer")), parts.text, parts.send);
    parts.title = make("h2", { id: "title" }, say("title"));
    parts.subtitle = make("p", {}, say("subtitle"));
    parts.anew = iconButton("anew", say("restart"), () => this.#askRestart());
    parts.question = make("div", { class: "question", role: "alertdialog", "aria-labelledby": "question", hidden: true });
    const heading = make("header", {}, make("span", { class: "mark" }, icon("chat")), make("div", {}, parts.title, parts.subtitle));
    if (words.channels.length) heading.append((parts.elsewhere = iconButton("elsewhere", say("elsewhere"), () => void this.#showCode())));
    heading.append(parts.anew);
    parts.drop = make("div", { class: "drop", hidden: true, "aria-hidden": "true" }, icon("attach"), make("p", {}, say("drop")));
    const scroll = make("div", { class: "scroll" }, this.#thread(), parts.log, parts.typing);
    parts.scroll = scroll;
    parts.panel = make("section", { class: "panel", "aria-labelledby": "title" }, heading, parts.question, scroll, parts.state, parts.form, parts.note, parts.drop);
    root.append(parts.panel);
    if (corner) this.#corner(root, heading);
    this.#list = new MessageList(parts.log, words, {
      press: (button, title) => this.#press(button, title),
      again: (file, key) => void this.#session.file(file, key),
    });
    this.#listen();
    this.#lang();
  }

  #thread() {
    const address = this.getAttribute("thread");
    if (!isWebAddress(address)) return null;
    this.#parts.threadLabel = make("span", {}, this.#words.say("thread"));
    const shown = address.replace(/^https?:\/\/(www\.)?/, "");
    return make("p", { class: "thread" }, icon("thread"), this.#parts.threadLabel, make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, shown));
  }

  #corner(root, heading) {
    const { panel } = this.#parts;
    const opener = make("button", { type: "button", class: "opener", "aria-label": this.#words.say("open"), title: this.#words.say("open"), "aria-expanded": "false" }, icon("chat"));
    const show = (open) => {
      panel.hidden = !open;
      opener.hidden = open;
      opener.setAttribute("aria-expanded", String(open));
      if (open) void this.#start().then(() => this.#parts.text.focus());
      else opener.focus();
    };
    opener.addEventListener("click", () => show(true));
    this.#parts.opener = opener;
    this.#parts.close = iconButton("close", this.#words.say("close"), () => show(false));
    heading.append(this.#parts.close);
    panel.setAttribute("role", "dialog");
    panel.hidden = true;
    panel.addEventListener("keydown", (event) => event.key === "Escape" && show(false));
    root.append(opener);
  }

  #listen() {
    const { form, text, file, panel, drop } = this.#parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendText();
    });
    text.addEventListener("keydown", (event) => {
      // While a character is being composed, Enter belongs to the input method.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#sendText();
      }
    });
    text.addEventListener("input", () => this.#grow());
    text.addEventListener("paste", (event) => event.clipboardData.files.length && this.#sendFiles(event.clipboardData.files, event));
    file.addEventListener("change", () => {
      this.#sendFiles(file.files);
      file.value = "";
    });
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    panel.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
    panel.addEventListener("dragleave", (event) => {
      if (!panel.contains(event.relatedTarget)) drop.hidden = true;
    });
    panel.addEventListener("drop", (event) => {
      drop.hidden = true;
      if (carriesFiles(event)) this.#sendFiles(event.dataTransfer.files, event);
    });
  }

  #sendText() {
    const { text } = this.#parts;
    if (!text.value.trim() || !this.#session) return;
    this.#list.closeChoices();
    this.#session.text(text.value);
    text.value = "";
    this.#grow();
    text.focus();
    this.#toEnd();
  }

  async #sendFiles(files, event) {
    event?.preventDefault();
    for (const file of [...files]) await this.#session.file(file);
  }

  #press(button, title) {
    this.#list.closeChoices();
    this.#session.button(button, title);
    // The pressed button is gone; without this the focus would be lost to the page.
    this.#parts.log.focus({ preventScroll: true });
    this.#toEnd();
  }

  #askRestart() {
    this.#ask(this.#words.say("restart_question"), this.#parts.anew, {
      confirm: () => void this.#session.restart(),
      keep: () => {},
    });
  }

  async #showCode() {
    const words = this.#words;
    try {
      const { code, minutes } = await this.#session.code();
      const channels = words.list(words.channels.map((name) => words.say(`channel.${name}`)));
      this.#ask(words.say("code", { channels, code, minutes }), this.#parts.elsewhere, { done: () => {} });
    } catch (error) {
      this.#refused(null, error.message || words.say("offline"));
    }
  }

  // Asks above the conversation; `answers` maps a button's word to what it does.
  #ask(text, opener, answers) {
    const { question } = this.#parts;
    const buttons = Object.entries(answers).map(([label, act], index) => {
      const end = () => {
        question.hidden = true;
        opener.focus();
        act();
      };
      return make("button", { type: "button", class: index ? "secondary" : "primary", onclick: end }, this.#words.say(label));
    });
    question.replaceChildren(make("p", { id: "question" }, text), ...buttons);
    question.hidden = false;
    buttons[0].focus();
  }

  #refused(key, text) {
    if (key) this.#list.fate(key, text, true);
    else this.#parts.state.textContent = text;
  }

  #busy(busy) {
    this.#parts.typing.hidden = !busy;
    if (busy) this.#parts.log.setAttribute("aria-busy", "true");
    else this.#parts.log.removeAttribute("aria-busy");
    const { state } = this.#parts;
    if (!state.classList.contains("offline")) state.replaceChildren(busy ? hidden(this.#words.say("writing")) : "");
  }

  #online(online) {
    const { state } = this.#parts;
    const told = this.#words.say(online ? "back_online" : "offline");
    state.classList.toggle("offline", !online);
    // Said once, not again with every attempt.
    if (state.textContent !== told) state.textContent = told;
    if (!online) this.#list.eachWaiting(this.#words.say("waiting"));
    else setTimeout(() => state.classList.contains("offline") || state.replaceChildren(), 4000);
  }

  // The conversation goes on in another language: so do the words around it.
  async #speak(language) {
    if (language === this.#words.language) return;
    try {
      await this.#words.load(language);
    } catch {
      return; // the words stay as they are until the connection is back
    }
    const parts = this.#parts;
    const label = (element, key) => {
      element?.setAttribute("aria-label", this.#words.say(key));
      if (element?.title) element.title = this.#words.say(key);
    };
    parts.title.textContent = this.#words.say("title");
    parts.subtitle.textContent = this.#words.say("subtitle");
    parts.text.placeholder = this.#words.say("placeholder");
    parts.drop.querySelector("p").textContent = this.#words.say("drop");
    parts.form.querySelector("label").textContent = this.#words.say("composer");
    if (parts.threadLabel) parts.threadLabel.textContent = this.#words.say("thread");
    for (const [part, key] of [["log", "log"], ["send", "send"], ["attach", "attach"], ["anew", "restart"], ["elsewhere", "elsewhere"], ["close", "close"], ["opener", "open"]]) label(parts[part], key);
    this.#grow();
    this.#lang();
  }

  #lang() {
    this.#parts.panel.lang = this.#words.language;
    this.lang = this.#words.language;
  }

  #grow() {
    const { text, note } = this.#parts;
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 180)}px`;
    note.textContent = this.#words.say(text.value.length > LONG ? "long_text" : "hint");
  }

  // Changes the list and stays at its end, unless somebody has scrolled up to read.
  #follow(change) {
    const { scroll } = this.#parts;
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
    const element = change();
    if (atEnd) this.#toEnd(element);
  }

  #toEnd(element) {
    const { scroll } = this.#parts;
    scroll.scrollTop = scroll.scrollHeight;
    // An answer longer than the window is read from its beginning.
    if (element instanceof HTMLElement && element.offsetHeight > scroll.clientHeight) element.scrollIntoView({ block: "start" });
  }
}

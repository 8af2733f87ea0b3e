// What the browser keeps: id, token, forum link and unsent messages. Without storage it lasts as long as the page.
export class Store {
  #name;
  #content = {};

  constructor(name) {
    this.#name = name;
    try {
      this.#content = JSON.parse(localStorage.getItem(name)) ?? {};
    } catch {
      this.#content = {};
    }
  }

  get id() {
    return this.#content.id;
  }

  get token() {
    return this.#content.token;
  }

  get handoff() {
    return this.#content.handoff;
  }

  get outbox() {
    return this.#content.outbox ?? [];
  }

  open(id, token) {
    this.#write({ ...this.#content, id, token });
  }

  add(item) {
    this.#write({ ...this.#content, outbox: [...this.outbox, item] });
  }

  remove(key) {
    this.#write({ ...this.#content, outbox: this.outbox.filter((item) => item.key !== key) });
  }

  clear(content) {
    this.#write(content);
  }

  #write(content) {
    this.#content = content;
    try {
      localStorage.setItem(this.#name, JSON.stringify(content));
    } catch {
      // Storage is full or forbidden: the conversation goes on, only a reload will not find it.
    }
  }
}

// crypto.randomUUID exists on secure pages only.
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The words of the chat in one language at a time, and what depends on a language besides words.

export class Words {
  #words = {};

  constructor(base) {
    this.base = base;
    this.language = "";
    this.locale = "";
    this.channels = [];
  }

  // Loads the words of `language` (a tag such as "de-AT"; empty: what the browser asks for).
  async load(language) {
    const query = language ? `?language=${encodeURIComponent(language)}` : "";
    const answer = await fetch(`${this.base}/widget/words.json${query}`);
    if (!answer.ok) throw new Error(`words: ${answer.status}`);
    const content = await answer.json();
    this.#words = content.words;
    this.language = content.language;
    this.locale = content.locale;
    this.channels = content.channels;
  }

  has(key) {
    return key in this.#words;
  }

  say(key, params = {}) {
    const template = this.#words[key] ?? "";
    return template.replace(/\{([a-z_]+)\}/g, (_, name) => params[name] ?? "");
  }

  list(items) {
    return new Intl.ListFormat(this.locale, { type: "disjunction" }).format(items);
  }

  moment(iso) {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return iso;
    const form = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
    return new Intl.DateTimeFormat(this.locale, form).format(date);
  }

  size(bytes) {
    const [unit, divisor] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
    const form = { style: "unit", unit, maximumFractionDigits: bytes < 1e7 ? 1 : 0 };
    return new Intl.NumberFormat(this.locale, form).format(bytes / divisor);
  }
}

// Shows a message's text: paragraphs, lists, web addresses as links, kept secrets as what they are.

import { hidden, icon, make } from "./dom.js";

const PIECE = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])|\[([a-z-]+):([\w-]{6,12})\]/g;
// They would show a text in another order than it was written in.
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/g;
const ITEM = /^\s*[-•–]\s+/;

export const visible = (text) => text.replace(REORDERING, "");

export function prose(text, words) {
  const blocks = [];
  let list = null;
  let paragraph = null;
  for (const line of visible(text).split("\n")) {
    if (!line.trim()) {
      list = paragraph = null;
    } else if (ITEM.test(line)) {
      if (!list) blocks.push((list = make("ul")));
      list.append(make("li", {}, ...pieces(line.replace(ITEM, ""), words)));
      paragraph = null;
    } else if (paragraph) {
      paragraph.append(make("br"), ...pieces(line, words));
    } else {
      blocks.push((paragraph = make("p", {}, ...pieces(line, words))));
      list = null;
    }
  }
  return blocks;
}

export function pieces(line, words) {
  const parts = [];
  let end = 0;
  for (const match of line.matchAll(PIECE)) {
    const [whole, address, kind] = match;
    if (kind && !words.has(`secret.${kind}`)) continue;
    parts.push(line.slice(end, match.index));
    parts.push(address ? link(address) : secret(words.say(`secret.${kind}`), words));
    end = match.index + whole.length;
  }
  parts.push(line.slice(end));
  return parts.filter((part) => part !== "");
}

const link = (address) => make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address);

function secret(kind, words) {
  const note = words.say("secret_note", { kind });
  return make("span", { class: "secret", title: note }, icon("lock"), hidden(note), make("span", { "aria-hidden": "true" }, kind));
}

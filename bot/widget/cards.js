// The cards: summary with rows to change, decision, draft for the forum.

import { copy, hidden, icon, isWebAddress, make } from "./dom.js";
import { pieces } from "./prose.js";

let count = 0;

// The card for a message's data, or null. `press(token, title)` sends a button.
export function card(data, words, press) {
  const maker = { summary, decision, forum_draft: draft }[data?.type];
  return maker ? maker(data, words, press) : null;
}

// The text beside a card: the lead that came with it, else the text without the lines that the card itself shows.
export function textBeside(text, data) {
  if (data?.lead) return data.lead;
  if (data?.type !== "summary") return text;
  const shown = new Set(data.rows.flatMap((row) => `${row.label}: ${row.value}\n${row.value}`.split("\n")).map(plain));
  const starts = data.rows.map((row) => [row.label, row.value.split("\n")[0]]);
  const repeats = (line) => shown.has(plain(line)) || starts.some(([label, value]) => line.includes(label) && line.includes(value));
  return text.split("\n").filter((line) => !line.trim() || !repeats(line)).join("\n");
}

const plain = (line) => line.replace(/^\s*[-•–]\s+/, "").trim();

function frame(kind, heading, ...content) {
  const id = `card-${(count += 1)}`;
  return make("section", { class: `card ${kind}`, "aria-labelledby": id }, make("h3", { id }, heading), ...content);
}

function summary(data, words, press) {
  const rows = data.rows.map((row) => {
    const value = row.value.split("\n").flatMap((line, index) => (index ? [make("br"), ...pieces(line, words)] : pieces(line, words)));
    const title = words.say("summary.change_row", { label: row.label });
    const change = row.button && make("button", { type: "button", class: "change", "aria-label": title, title, onclick: () => press(row.button, title) }, icon("edit"), make("span", {}, words.say("summary.change")));
    return make("div", {}, make("dt", {}, row.label), make("dd", {}, make("span", { class: "value" }, ...value), change || null));
  });
  return frame("summary", words.say("summary.title"), make("dl", {}, ...rows));
}

function decision(data, words) {
  const entry = (label, ...value) => make("div", {}, make("dt", {}, words.say(label)), make("dd", {}, ...value));
  const rows = [];
  if (data.ticket_id) {
    rows.push(entry("decision.ticket", make("strong", { class: "ticket" }, data.ticket_id), copyButton(words, "decision.copy_ticket", () => data.ticket_id, true)));
  }
  if (data.level) rows.push(entry("decision.level", words.say("decision.up_to_level", { level: data.level })));
  if (data.priority && words.has(`priority.${data.priority}`)) rows.push(entry("decision.priority", words.say(`priority.${data.priority}`)));
  if (data.due) rows.push(entry("decision.due", make("time", { datetime: data.due }, words.moment(data.due))));
  if (data.clauses?.length) {
    rows.push(entry("decision.clauses", make("ul", { class: "clauses" }, ...data.clauses.map((clause) => make("li", {}, clause)))));
  }
  const outcome = words.has(`outcome.${data.outcome}`) ? words.say(`outcome.${data.outcome}`) : words.say("decision.title");
  return frame(`decision ${data.outcome}`, outcome, make("dl", {}, ...rows));
}

function draft(data, words) {
  const whole = () => `${data.title}\n\n${data.body}`;
  const actions = make("div", { class: "actions" });
  if (isWebAddress(data.url)) {
    const note = make("p", { class: "note" }, words.say("draft.note"));
    const away = make("a", { class: "primary", href: data.url, target: "_blank", rel: "noopener noreferrer", onclick: () => void copy(whole()) }, words.say("draft.open"), icon("open"));
    actions.append(away, copyButton(words, "draft.copy", whole), note);
  } else {
    actions.append(copyButton(words, "draft.copy", whole));
  }
  const body = make("div", { class: "paper", tabindex: "0", role: "group", "aria-label": words.say("draft.body") }, data.body);
  return frame("draft", words.say("draft.title"), make("p", { class: "subject" }, hidden(`${words.say("draft.subject")}: `), data.title), body, actions);
}

function copyButton(words, label, content, small = false) {
  const text = make("span", { class: small ? "hidden" : "" }, words.say(label));
  const told = make("span", { class: "hidden", role: "status" });
  const button = make("button", { type: "button", class: small ? "icon small" : "secondary", title: words.say(label) }, icon("copy"), text);
  button.addEventListener("click", async () => {
    const done = await copy(content());
    told.textContent = words.say(done ? "copied" : "copy_failed");
    if (!small) text.textContent = words.say(done ? "copied" : "copy_failed");
    button.querySelector("svg").replaceWith(icon(done ? "check" : "copy"));
    setTimeout(() => {
      told.textContent = "";
      text.textContent = words.say(label);
      button.querySelector("svg").replaceWith(icon("copy"));
    }, 2500);
  });
  const both = document.createDocumentFragment();
  both.append(button, told);
  return both;
}

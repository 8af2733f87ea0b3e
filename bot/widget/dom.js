// Makes elements. Everything a person wrote goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

// Outlines on a 24 by 24 grid.
const ICONS = {
  send: "M12 19V5M5.5 11.5 12 5l6.5 6.5",
  attach: "m20 11.5-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17.2a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  close: "M6 6l12 12M18 6 6 18",
  anew: "M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5",
  elsewhere: "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  copy: "M9 9h10v10H9zM5 15V5h10",
  check: "M5 12.5 10 17.5 19.5 7",
  open: "M14 5h5v5M19 5l-9 9M17 14v5H5V7h5",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  thread: "M4 5h16v11H9l-5 4z",
  chat: "M4 5h16v11H9l-5 4zM8.5 9.5h7M8.5 12.5h4",
};

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  picture.append(path);
  return picture;
}

// A button that shows only its picture; `label` is for everybody who does not see it.
export function iconButton(name, label, onclick, part = "") {
  return make("button", { type: "button", class: `icon ${part}`, "aria-label": label, title: label, onclick }, icon(name));
}

export const hidden = (text) => make("span", { class: "hidden" }, text);

export const isWebAddress = (address) => /^https?:\/\//i.test(address ?? "");

// Copies `text`; false where the browser does not allow it.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

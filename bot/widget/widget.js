// The one script a website embeds: <script src="https://assistant.example/widget.js"></script>
// It loads the chat from where it came from itself. Without an <intake-chat> on the page it adds one
// with a button in the corner. Attributes of the script tag: data-language, data-theme, data-identity.
(() => {
  "use strict";
  const script = document.currentScript;
  const base = new URL(".", script.src).href.replace(/\/$/, "");
  const load = () => {
    if (!document.querySelector("intake-chat")) {
      const chat = document.createElement("intake-chat");
      chat.setAttribute("mode", "corner");
      for (const name of ["language", "theme", "identity"]) {
        if (script.dataset[name]) chat.setAttribute(name, script.dataset[name]);
      }
      document.body.append(chat);
    }
    import(`${base}/widget/element.js`).then((module) => module.define(base));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", load, { once: true });
  else load();
})();

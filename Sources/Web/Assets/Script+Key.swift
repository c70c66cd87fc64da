/// Shortcuts: declared on links and buttons, the keys of the review screen, and their sheet.
let keyScript: StaticString = #"""
  // A key by its Latin name, also under a Russian or Hebrew layout.
  const places = { Slash: "/", BracketLeft: "[", BracketRight: "]", Comma: ",", Period: "." };
  function keyName(event) {
    if (event.key.length > 1 || /^[\x21-\x7e]$/.test(event.key)) {
      return event.key.length === 1 ? event.key.toLowerCase() : event.key;
    }
    if (event.code.startsWith("Key")) return event.code.slice(3).toLowerCase();
    return event.shiftKey && event.code === "Slash" ? "?" : places[event.code] ?? event.key;
  }

  const declared = (key) => all("[data-key]").filter((element) =>
    element.dataset.key.toLowerCase() === key.toLowerCase() && !element.disabled && isVisible(element));

  function press(element) {
    if (isField(element)) {
      element.focus();
      element.select?.();
    } else {
      element.click();
    }
  }

  // Moving between messages, criteria and rows.
  function step(elements, current, by) {
    const index = elements.indexOf(current);
    const next = index < 0 ? (by > 0 ? 0 : elements.length - 1) : index + by;
    const target = elements[Math.max(0, Math.min(next, elements.length - 1))];
    if (!target) return false;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
    return true;
  }
  let lastMessage = null, lastCriterion = null;
  document.addEventListener("focusin", (event) => {
    lastMessage = event.target.closest?.(".message[tabindex]") ?? lastMessage;
    lastCriterion = event.target.closest?.("fieldset.criterion") ?? lastCriterion;
  });

  const messages = () => all(".message[tabindex]");
  const criteria = () => all("fieldset.criterion:not([disabled])").filter(isVisible);
  const isRated = (criterion) =>
    find("[data-pick]:checked, :scope > [data-not-asked]", criterion) !== null;

  function move(by) {
    if (messages().length > 0) return step(messages(), lastMessage, by);
    const rows = all("tbody .row-link").filter(isVisible);
    return rows.length > 0 && step(rows, document.activeElement, by);
  }

  function pick(key) {
    const active = document.activeElement?.closest?.("fieldset.criterion");
    const criterion = active ?? (lastCriterion?.isConnected ? lastCriterion : null);
    const option = criterion && all("[data-pick]", criterion).find((one) =>
      one.dataset.pick.toLowerCase() === key && !one.disabled);
    if (!option) return false;
    option.checked = true;
    option.dispatchEvent(new Event("change", { bubbles: true }));
    if (!active) step(criteria(), criterion, 0);
    return true;
  }

  const screenKeys = {
    j: () => move(1),
    k: () => move(-1),
    c: () => openComment(document.activeElement?.closest?.(".message") ?? lastMessage ?? selected?.message),
    r: () => {
      const next = criteria().find((criterion) => !isRated(criterion)) ?? criteria()[0];
      return next ? step(criteria(), next, 0) : false;
    },
    ArrowDown: () => isOnCriterion() && step(criteria(), document.activeElement, 1),
    ArrowUp: () => isOnCriterion() && step(criteria(), document.activeElement, -1),
    "?": () => openSheet(),
  };
  const isOnCriterion = () => document.activeElement?.matches?.("fieldset.criterion") ?? false;

  function single(key) {
    if (document.activeElement?.closest?.("fieldset.criterion") && pick(key)) return true;
    const [element] = declared(key);
    if (element) {
      press(element);
      return true;
    }
    return (Object.hasOwn(screenKeys, key) && screenKeys[key]()) || (key.length === 1 && pick(key));
  }

  function combined(key) {
    if (key === "Control+k") {
      openPalette();
      return true;
    }
    const form = document.activeElement?.form;
    const candidates = declared(key);
    const own = candidates.find((element) => form && element.form === form);
    if (own) press(own);
    else if (form && key === "Control+Enter" && form.method === "post") form.requestSubmit();
    else if (candidates[0]) press(candidates[0]);
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const key = keyName(event);
    if (event.ctrlKey || event.metaKey) {
      if (!event.shiftKey && combined(`Control+${key}`)) event.preventDefault();
      return;
    }
    if (root.dataset.shortcuts === "off" || isField(event.target) || find("dialog[open]")) return;
    if (single(key)) event.preventDefault();
  });

  // "Control+s" as keyboards write it.
  const shown = (key) => key.startsWith("Control+") ? `Ctrl+${key[8].toUpperCase()}${key.slice(9)}` : key;

  // The sheet lists what this page declares and what it understands by itself.
  function openSheet() {
    find("#shortcuts-sheet")?.remove();
    const rows = new Map();
    for (const element of all("[data-key][data-key-label]").filter(isVisible)) {
      rows.set(element.dataset.key, element.dataset.keyLabel);
    }
    if (messages().length > 0 || find("tbody .row-link")) rows.set("j k", word("keyMove"));
    if (find("details.message-comment")) rows.set("c", word("keyComment"));
    if (criteria().length > 0) {
      rows.set("r", word("keyRate"));
      rows.set("↑ ↓", word("keyCriteria"));
      const keys = new Set(all("[data-pick]").map((one) => one.dataset.pick));
      rows.set([...keys].sort().join(" "), word("keyPick"));
    }
    rows.set("Control+K", word("palette"));
    rows.set("?", word("shortcuts"));
    const lines = [...rows].map(([keys, label]) => make("div", {}, make("dt", {}, label),
      make("dd", { dir: "ltr" }, ...keys.split(" ").flatMap((key) => [make("kbd", {}, shown(key)), " "]))));
    const close = make("button", { class: "is-quiet is-small", type: "button", "data-close": "" }, word("close"));
    const title = make("h2", { id: "shortcuts-title" }, word("shortcuts"));
    const dialog = make("dialog", { id: "shortcuts-sheet", "aria-labelledby": "shortcuts-title" },
      make("div", { class: "dialog-body" }, make("div", { class: "dialog-header" }, title, close),
        make("dl", { class: "shortcuts" }, ...lines)));
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    open(dialog);
    return true;
  }
  """#

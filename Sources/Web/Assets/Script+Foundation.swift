/// Words, fragments and messages: what the other parts of the script stand on.
let foundationScript: StaticString = #"""
  // Words come from <template id="words">, printed by the server in the reader's language.
  const root = document.documentElement;
  const words = Object.fromEntries(
    [...document.getElementById("words")?.content.querySelectorAll("[data-word]") ?? []]
      .map((entry) => [entry.dataset.word, entry.textContent]));
  const word = (key, values = {}) =>
    (words[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  const policy = window.trustedTypes
    ? trustedTypes.createPolicy("attune", { createHTML: (text) => text })
    : { createHTML: (text) => text };
  const parsed = (text) => new DOMParser().parseFromString(policy.createHTML(text), "text/html");

  const find = (selector, inside = document) => {
    try { return selector ? inside.querySelector(selector) : null; } catch { return null; }
  };
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const isVisible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
  const isField = (element) =>
    element?.isContentEditable || element?.tagName === "TEXTAREA" || element?.tagName === "SELECT" ||
    (element?.tagName === "INPUT" &&
      !["checkbox", "radio", "button", "submit", "range", "file"].includes(element.type));

  /** Makes an element from a name, attributes and children; texts stay texts. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /** Says something above the page's content and to screen readers. */
  function say(text, kind = "") {
    if (!text) return;
    find("#said")?.remove();
    const role = kind === "is-bad" ? "alert" : "status";
    const notice = make("p", { id: "said", class: `notice ${kind}`.trim(), role });
    (find("main") ?? document.body).prepend(notice);
    notice.textContent = text;
    notice.scrollIntoView({ block: "nearest" });
  }

  /** Asks the server for a fragment. */
  const ask = (address, options = {}) => fetch(address, {
    credentials: "same-origin", redirect: "follow", ...options,
    headers: { "X-Fragment": "1", Accept: "text/html", ...options.headers },
  });

  const encoded = (form, submitter) => {
    const data = new FormData(form, submitter?.name ? submitter : undefined);
    const isUpload = [...data.values()].some((value) => value instanceof File && value.size > 0);
    if (isUpload || form.enctype === "multipart/form-data") return data;
    return new URLSearchParams([...data].filter(([, value]) => typeof value === "string"));
  };

  /** Puts a new element in the place of an old one and keeps the reader's focus. */
  function replace(old, fresh) {
    const held = old.contains(document.activeElement) ? document.activeElement.id : null;
    const opened = all("details[open][id]", old).map((element) => element.id);
    const next = document.adoptNode(fresh);
    old.replaceWith(next);
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    if (held !== null) {
      const place = find("[autofocus], [aria-invalid='true']", next) ??
        (held && document.getElementById(held)) ?? next;
      if (place === next && !next.hasAttribute("tabindex")) next.tabIndex = -1;
      place.focus({ preventScroll: true });
    }
    next.dispatchEvent(new CustomEvent("attune:swap", { bubbles: true }));
    return next;
  }

  /**
   * Takes from an answer the element that was asked for and, from a fragment, every top element
   * whose id is on this page. Returns how many places were renewed.
   */
  function take(text, selector) {
    const answer = parsed(text);
    const isPage = find("main", answer) !== null;
    const places = new Map();
    const wanted = find(selector), found = find(selector, answer);
    if (wanted && found) places.set(wanted, found);
    if (!isPage) {
      for (const element of [...answer.body.children]) {
        const old = element.id ? document.getElementById(element.id) : null;
        if (old && !places.has(old)) places.set(old, element);
      }
    }
    for (const [old, fresh] of places) replace(old, fresh);
    return { count: places.size, answer };
  }
  """#

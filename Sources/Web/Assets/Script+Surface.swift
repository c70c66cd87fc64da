/// Dialogs, menus, progress, the undo bar and the palette.
let surfaceScript: StaticString = #"""
  // Native dialogs: data-dialog="#id" opens, data-close closes, a click outside closes.
  function open(dialog) {
    if (dialog && !dialog.open) dialog.showModal();
  }
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    const dialog = opener && find(opener.dataset.dialog);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      open(dialog);
    } else if (event.target.closest?.("[data-close]")) {
      event.target.closest("dialog")?.close();
    } else if (event.target instanceof HTMLDialogElement) {
      const box = event.target.getBoundingClientRect();
      const isInside = event.clientX >= box.x && event.clientX <= box.x + box.width &&
        event.clientY >= box.y && event.clientY <= box.y + box.height;
      if (!isInside) event.target.close();
    }
    for (const menu of all("details.menu[open], details.app-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const disclosure = event.target.closest?.("details.message-comment[open]") ??
      find("details.menu[open], details.app-menu[open]");
    if (!disclosure) return;
    disclosure.open = false;
    (disclosure.closest(".message[tabindex]") ?? find("summary", disclosure))?.focus();
  });

  // On a narrow screen a row reads as a card: each cell says what its column is called. The roles
  // keep the table a table for those who hear it.
  function stackTables(inside = document) {
    for (const table of all(".table-scroll > table:not(.is-grid)", inside)) {
      const heads = all("thead th", table).map((head) =>
        find(".visually-hidden", head) ? "" : head.textContent.trim());
      if (heads.length < (table.closest(".chart-table") ? 5 : 3)) continue;
      const parts = { table: [table], rowgroup: all("thead, tbody, tfoot", table), row: all("tr", table),
        columnheader: all("thead th", table), rowheader: all("tbody th", table), cell: all("td", table) };
      for (const [role, elements] of Object.entries(parts)) {
        for (const element of elements) element.setAttribute("role", role);
      }
      for (const row of all("tbody tr", table)) {
        [...row.cells].forEach((cell, index) => {
          if (cell.tagName === "TD" && cell.colSpan === 1) cell.dataset.label = heads[index] ?? "";
        });
      }
      table.classList.add("is-stacked");
    }
  }
  stackTables();
  document.addEventListener("attune:swap", (event) => stackTables(event.target.parentElement ?? document));

  // Work on the server: asked for every second, until the answer no longer asks to be.
  function follow(element, pause = 1000) {
    setTimeout(async () => {
      if (!element.isConnected) return;
      if (document.hidden) return follow(element, 1000);
      try {
        const answer = await ask(element.dataset.progressUrl);
        if (!answer.ok) throw new Error(String(answer.status));
        const fresh = find(`#${CSS.escape(element.id)}`, parsed(await answer.text()));
        if (!fresh) return location.reload();
        const next = replace(element, fresh);
        if (next.dataset.progressUrl) follow(next);
        else if ("reload" in element.dataset || "reload" in next.dataset) location.reload();
      } catch {
        follow(element, Math.min(pause * 2, 15e3));
      }
    }, pause);
  }
  for (const element of all("[data-progress-url][id]")) follow(element);

  // The undo bar waits ten seconds, and while it is pointed at or focused.
  function expire(bar) {
    let rest = 10;
    const tick = setInterval(() => {
      if (!bar.isConnected) return clearInterval(tick);
      if (bar.matches(":hover, :focus-within") || document.hidden) return;
      rest -= 1;
      if (rest > 0) return;
      clearInterval(tick);
      bar.remove();
    }, 1000);
  }
  for (const bar of all("[data-undo]")) expire(bar);
  document.addEventListener("attune:swap", (event) => {
    for (const bar of all("[data-undo]", event.target.parentElement ?? event.target)) expire(bar);
    for (const element of all("[data-progress-url][id]", event.target)) follow(element);
  });

  // The palette: the navigation's links at once, the server's answers as they come.
  const palette = { dialog: null, input: null, list: null, entries: [], index: 0 };

  function navigation() {
    const links = all(".app-nav a[href], .app-tools .menu-panel a[href]");
    return links.map((link) => ({
      text: [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent.trim()).join(" ") || link.textContent.trim(),
      address: link.getAttribute("href"), note: "",
    }));
  }

  function buildPalette() {
    palette.input = make("input", {
      type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list",
      "aria-autocomplete": "list", "aria-label": word("palette"), placeholder: word("palette"),
      autocomplete: "off", spellcheck: "false", dir: "auto",
    });
    palette.list = make("ul", {
      id: "palette-list", role: "listbox", class: "palette-list", "aria-label": word("palette"),
    });
    palette.dialog = make("dialog", { class: "palette", "aria-label": word("palette") },
      palette.input, palette.list);
    document.body.append(palette.dialog);
    palette.input.addEventListener("input", () => search(palette.input.value));
    palette.input.addEventListener("keydown", choose);
    palette.list.addEventListener("click", (event) => {
      const option = event.target.closest("[data-address]");
      if (option) location.assign(option.dataset.address);
    });
  }

  function openPalette() {
    if (!palette.dialog) buildPalette();
    palette.input.value = "";
    search("");
    open(palette.dialog);
    palette.input.focus();
  }

  let asked = 0;
  async function search(query) {
    const wanted = query.trim().toLocaleLowerCase();
    const near = navigation().filter((entry) => entry.text.toLocaleLowerCase().includes(wanted));
    list(near);
    const turn = ++asked;
    if (wanted.length < 2 || !root.dataset.palette) return;
    await new Promise((done) => setTimeout(done, 150));
    if (turn !== asked) return;
    try {
      const answer = await ask(`${root.dataset.palette}?q=${encodeURIComponent(query.trim())}`);
      if (!answer.ok) return;
      const far = all("a[href]", parsed(await answer.text())).map((link) => ({
        text: link.textContent.trim(), address: link.getAttribute("href"), note: link.dataset.note ?? "",
      }));
      const known = new Set(near.map((entry) => entry.address));
      if (turn === asked) list([...near, ...far.filter((entry) => !known.has(entry.address))]);
    } catch {}
  }

  function list(entries) {
    palette.entries = entries;
    palette.list.replaceChildren(...entries.map((entry, index) => make("li",
      { role: "option", id: `palette-${index}`, "data-address": entry.address, "aria-selected": "false" },
      make("span", { dir: "auto" }, entry.text), make("span", { class: "is-soft", dir: "auto" }, entry.note))));
    if (entries.length === 0) {
      palette.list.append(make("li", { role: "option", "aria-disabled": "true", class: "is-soft" }, word("none")));
    }
    mark(0);
  }

  function mark(index) {
    const options = all("[data-address]", palette.list);
    palette.index = Math.max(0, Math.min(index, options.length - 1));
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === palette.index)));
    options[palette.index]?.scrollIntoView({ block: "nearest" });
    palette.input.setAttribute("aria-activedescendant", options[palette.index]?.id ?? "");
  }

  function choose(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      mark(palette.index + step);
    } else if (event.key === "Enter" && palette.entries[palette.index]) {
      event.preventDefault();
      location.assign(palette.entries[palette.index].address);
    }
  }
  """#

/// Drafts that are not lost: saved while typing, kept on the device while offline, timed honestly.
let draftScript: StaticString = #"""
  // A copy of a draft lives in localStorage from the first change until the server has it.
  const shelf = {
    name: (form) => `draft:${root.dataset.person ?? ""}:${form.dataset.autosave}`,
    put(form, copy) { try { localStorage.setItem(shelf.name(form), JSON.stringify(copy)); } catch {} },
    get(form) {
      try { return JSON.parse(localStorage.getItem(shelf.name(form)) ?? "null"); } catch { return null; }
    },
    drop(form) { try { localStorage.removeItem(shelf.name(form)); } catch {} },
    /** Copies older than a week, or sent from a page we have left, have done their work. */
    tidy() {
      try {
        for (const key of Object.keys(localStorage).filter((key) => key.startsWith("draft:"))) {
          const copy = JSON.parse(localStorage.getItem(key) ?? "{}");
          const isOld = !(Date.now() - copy.at < 7 * 86400e3);
          const isSent = copy.sent && copy.page !== location.pathname && !find(".app.is-plain");
          if (isOld || isSent) localStorage.removeItem(key);
        }
      } catch {}
    },
    /** Takes away what this person has left here; other people's drafts are theirs. */
    clear() {
      try {
        const own = `draft:${root.dataset.person ?? ""}:`;
        for (const key of Object.keys(localStorage)) {
          if (key.startsWith(own)) localStorage.removeItem(key);
        }
      } catch {}
    },
  };

  const versionOf = (form) => find("input[type='hidden'][name='version']", form)?.value ?? "";
  const fieldsOf = (form) => [...form.elements].filter((field) =>
    field.name && !["hidden", "submit", "button", "file", "password", "fieldset"].includes(field.type));
  const isPickable = (field) => field.type === "radio" || field.type === "checkbox";
  const copyOf = (form) => ({
    at: Date.now(), page: location.pathname, version: versionOf(form),
    values: fieldsOf(form).filter((field) => !isPickable(field) || field.checked)
      .map((field) => [field.name, field.value]),
  });

  /** Puts a kept copy back; over a newer draft only where that one is empty. */
  function restore(form, copy) {
    const isSame = copy.version === versionOf(form);
    const kept = new Map();
    for (const [name, value] of copy.values ?? []) kept.set(name, [...(kept.get(name) ?? []), value]);
    const names = new Set(fieldsOf(form).map((field) => field.name));
    let changed = false;
    for (const name of names) {
      const group = fieldsOf(form).filter((field) => field.name === name);
      const isEmpty = group.every((field) => isPickable(field) ? !field.checked : !field.value);
      if (!isSame && !isEmpty) continue;
      const values = kept.get(name) ?? [];
      group.forEach((field, index) => {
        if (isPickable(field)) {
          const shall = values.includes(field.value);
          changed ||= field.checked !== shall;
          field.checked = shall;
        } else if (index < values.length && field.value !== values[index]) {
          changed = true;
          field.value = values[index];
        }
      });
    }
    return changed;
  }

  class Draft {
    constructor(form) {
      this.form = form;
      this.savedAt = null;
      form.addEventListener("input", () => this.change());
      form.addEventListener("change", (event) => this.change(isPickable(event.target) ? 150 : 1500));
      form.addEventListener("submit", (event) => this.leave(event));
      const copy = shelf.get(form);
      if (copy && restore(form, copy)) {
        say(word("restore"));
        this.change();
      }
    }

    /** A tick is saved at once, since it may decide what else is asked; typing after a pause. */
    change(pause = 1500) {
      shelf.put(this.form, copyOf(this.form));
      this.isDirty = true;
      clearTimeout(this.timer);
      if (this.isStopped) return;
      this.firstChange ??= Date.now();
      const wait = Date.now() - this.firstChange > 10e3 ? 0 : pause;
      this.timer = setTimeout(() => this.save(), wait);
    }

    /** What is on its way brings the next version, and what is handed in must carry it. */
    leave(event) {
      clearTimeout(this.timer);
      if (this.onItsWay) {
        event.preventDefault();
        event.stopImmediatePropagation();
        this.onItsWay.finally(() => this.form.requestSubmit(event.submitter));
        return;
      }
      this.isLeaving = true;
      shelf.put(this.form, { ...copyOf(this.form), sent: true });
    }

    save(isLast = false) {
      if (!this.isDirty || this.isLeaving || this.isStopped || !this.form.isConnected) return;
      if (this.isSaving && !isLast) return;
      this.onItsWay = this.send(isLast).finally(() => { this.onItsWay = null; });
    }

    /** Resolves when everything typed so far has been sent. */
    async settle() {
      await this.onItsWay;
      this.save();
      await this.onItsWay;
    }

    async send(isLast) {
      clearTimeout(this.timer);
      this.isSaving = true;
      this.isDirty = false;
      this.firstChange = null;
      this.show(word("saving"));
      try {
        const answer = await ask(this.form.dataset.autosave, {
          method: "POST", body: encoded(this.form), keepalive: isLast,
        });
        const text = await answer.text();
        if (this.isLeaving) return;
        if (answer.ok && !answer.redirected) this.accept(text);
        else this.refuse(answer, text);
      } catch {
        this.isDirty = true;
        this.show(word("offline"), "offline");
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save(), 5000);
      } finally {
        this.isSaving = false;
        if (this.firstChange) this.timer = setTimeout(() => this.save(), 500);
      }
    }

    /** The answer brings the live score, messages, and the next version and token. */
    accept(text) {
      const live = find("[data-live-score]")?.id;
      const { answer } = take(text, live ? `#${CSS.escape(live)}` : null);
      for (const field of all("input[type='hidden'][name]", answer)) {
        const own = all("input[type='hidden']", this.form).find((one) => one.name === field.name);
        if (own && !("timer" in own.dataset)) own.value = field.value;
      }
      if (!this.isDirty) shelf.drop(this.form);
      this.savedAt = Date.now();
      this.isSaving = false;
      this.tell();
    }

    /** Conflict and sign-out end the saving; anything else is tried again. */
    refuse(answer, text) {
      this.isDirty = true;
      take(text, null);
      if (answer.redirected || [401, 403, 404, 409].includes(answer.status)) {
        this.isStopped = true;
        const isConflict = answer.status === 409;
        this.show(word(isConflict ? "conflict" : "signedOut"), "offline");
        say(word(isConflict ? "conflict" : "signedOut"), "is-bad");
      } else {
        this.show(word("unsaved"), "offline");
        this.timer = setTimeout(() => this.save(), 10e3);
      }
    }

    tell() {
      if (!this.savedAt || this.isSaving || this.isDirty) return;
      const seconds = Math.round((Date.now() - this.savedAt) / 10e3) * 10;
      const format = new Intl.RelativeTimeFormat(root.lang || "en", { numeric: "auto" });
      const time = seconds < 60 ? format.format(-seconds, "second")
        : format.format(-Math.round(seconds / 60), "minute");
      this.show(word("saved", { time }));
    }

    show(text, state = "") {
      const place = find("[data-saved]", this.form) ?? find("[data-saved]");
      if (!place) return;
      place.textContent = text;
      place.dataset.state = state;
    }
  }

  shelf.tidy();
  const drafts = all("form[data-autosave]").map((form) => new Draft(form));
  setInterval(() => { for (const draft of drafts) draft.tell(); }, 10e3);
  const saveAll = () => { for (const draft of drafts) draft.save(true); };
  window.addEventListener("pagehide", saveAll);
  window.addEventListener("online", () => { for (const draft of drafts) draft.save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveAll(); });
  // Signing out waits for what is not saved yet, then leaves nothing of this person behind.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.getAttribute("action")?.endsWith("/sign-out")) return;
    const open = drafts.filter((draft) => draft.isDirty || draft.onItsWay);
    if (open.length > 0) {
      event.preventDefault();
      await Promise.race([Promise.all(open.map((draft) => draft.settle())), new Promise((done) => setTimeout(done, 4000))]);
    }
    for (const draft of drafts) draft.isLeaving = true;
    shelf.clear();
    if (open.length > 0) HTMLFormElement.prototype.submit.call(form);
  });

  // Seconds the page was looked at; after two minutes without a sign of life the clock rests.
  let lastSign = Date.now();
  for (const sign of ["pointermove", "pointerdown", "keydown", "wheel", "scroll", "touchstart"]) {
    document.addEventListener(sign, () => { lastSign = Date.now(); }, { passive: true, capture: true });
  }
  setInterval(() => {
    if (document.hidden || Date.now() - lastSign > 120e3) return;
    for (const field of all("[data-timer]")) field.value = String((Number(field.value) || 0) + 1);
  }, 1000);
  """#

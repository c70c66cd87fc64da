/// Forms that answer in place, quotes, selections and questions before what cannot be undone.
let formScript: StaticString = #"""
  // A form with data-enhance is sent by fetch; when that fails it is sent as the browser would.
  function submitPlainly(form, submitter) {
    if (submitter?.name) {
      form.append(make("input", { type: "hidden", name: submitter.name, value: submitter.value }));
    }
    HTMLFormElement.prototype.submit.call(form);
  }

  async function submitInPlace(form, submitter) {
    const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
    const body = encoded(form, submitter);
    const isGet = form.method === "get";
    const target = isGet ? `${address.split("?")[0]}?${body}` : address;
    form.setAttribute("aria-busy", "true");
    if (submitter) submitter.disabled = true;
    try {
      const answer = await ask(target, isGet ? {} : { method: "POST", body });
      const { count } = take(await answer.text(), form.dataset.swap);
      if (count > 0) {
        if (answer.ok) settle(form);
        if (isGet) history.replaceState(null, "", target);
      } else if (answer.redirected || answer.ok) {
        location.assign(answer.url);
      } else {
        say(word("failed"), "is-bad");
        submitPlainly(form, submitter);
      }
    } catch {
      say(word(navigator.onLine ? "failed" : "offline"), "is-bad");
      if (navigator.onLine) submitPlainly(form, submitter);
    } finally {
      form.removeAttribute("aria-busy");
      if (submitter) submitter.disabled = false;
    }
  }

  /** Empties a form that has done its work and gives the focus back to where it came from. */
  function settle(form) {
    if (!form.isConnected || "keep" in form.dataset) return;
    form.reset();
    find("[data-quote-shown]", form)?.remove();
    const disclosure = form.closest("details.message-comment");
    if (!disclosure) return;
    disclosure.open = false;
    disclosure.closest(".message")?.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target, submitter = event.submitter;
    if (event.defaultPrevented) return;
    const question = submitter?.dataset.confirm ?? form.dataset.confirm;
    if (question && !window.confirm(question)) return event.preventDefault();
    if (!("enhance" in form.dataset) || form.method === "dialog") return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") !== "true") submitInPlace(form, submitter);
  });

  // The words selected inside a message become the quote of its comment form.
  let selected = null;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const text = selection?.toString().trim();
    if (!text) return;
    const start = selection.anchorNode?.parentElement?.closest(".message-body");
    const end = selection.focusNode?.parentElement?.closest(".message-body");
    selected = start && start === end
      ? { message: start.closest(".message"), text: text.slice(0, 500) } : null;
  });

  function attachQuote(disclosure) {
    const field = find("[data-quote]", disclosure);
    const message = disclosure.closest(".message");
    if (!field || !selected || selected.message !== message) return;
    field.value = selected.text;
    find("[data-quote-shown]", disclosure)?.remove();
    const shown = make("blockquote", { class: "quote", dir: "auto", "data-quote-shown": "" }, selected.text);
    field.form?.prepend(shown);
    selected = null;
  }

  function openComment(message) {
    const disclosure = message && find("details.message-comment", message);
    if (!disclosure) return false;
    disclosure.open = true;
    attachQuote(disclosure);
    find("textarea, input:not([type='hidden'])", disclosure)?.focus();
    return true;
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("details.message-comment[open]")) attachQuote(event.target);
  }, true);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("details.message-comment:not([open]) > summary");
    if (!opener) return;
    event.preventDefault();
    openComment(opener.closest(".message"));
  });

  // Bulk selection: one box for all, and how many are chosen.
  function countSelected(form) {
    const boxes = all("input[type='checkbox']:not([data-select-all])", form);
    const count = boxes.filter((box) => box.checked).length;
    for (const place of all("[data-selected]", form)) place.textContent = String(count);
    for (const box of all("[data-select-all]", form)) {
      box.checked = count > 0 && count === boxes.length;
      box.indeterminate = count > 0 && count < boxes.length;
    }
  }
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || !find("[data-select-all]", form)) return;
    if ("selectAll" in event.target.dataset) {
      for (const box of all("input[type='checkbox']", form)) box.checked = event.target.checked;
    }
    countSelected(form);
  });

  // A form that answers as soon as a field changes; changes in quick succession count as one.
  let waiting = null;
  function submitSoon(form) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (form.getAttribute("aria-busy") === "true") submitSoon(form);
      else if (form.isConnected) form.requestSubmit();
    }, 200);
  }
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && "submitOnChange" in form.dataset) submitSoon(form);
  });

  // A new workspace most likely lives where its first visitor's clock says.
  const zone = find("form[action='/welcome']:not(:has(.error-summary)) select[name='zone']");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone?.value === "UTC" && all("option", zone).some((option) => option.value === here)) zone.value = here;
  """#

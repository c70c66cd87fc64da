/// Fields, choices, buttons and what is said when something is missing.
let formStyles: StaticString = #"""
  @layer components {
    .form { display: grid; gap: 1.35rem; max-inline-size: 38rem; }
    .form:is(.is-wide, :has(> .table-scroll)) { max-inline-size: none; }
    .form > .fields { max-inline-size: 38rem; }
    td > select { min-inline-size: 11rem; max-inline-size: 20rem; }
    .form > * { min-inline-size: 0; }
    .form > :is(h2, h3) { margin-block-start: var(--gap-s); }
    .form > :is(h2, h3) + .hint { margin-block-start: -0.9rem; }
    .field > * + * { margin-block-start: 0.3rem; }
    .field > label:not(.choice), .field > legend, legend { display: block; font-weight: 600; }
    label .hint { font-weight: 400; }
    label { font-weight: 600; }
    .fields {
      display: grid; gap: var(--gap-m);
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); align-items: end;
    }
    .hint { color: var(--ink-soft); font-size: 0.9375rem; }
    .optional { color: var(--ink-soft); font-weight: 400; font-size: 0.9375rem; }
    .error { color: var(--bad); font-weight: 600; font-size: 0.9375rem; }
    .error::before { content: "■ " / ""; font-size: 0.7em; vertical-align: 0.15em; }

    :where(input:not([type="checkbox"], [type="radio"], [type="range"], [type="file"],
      [type="color"]), textarea, select) {
      inline-size: 100%; min-block-size: 2.5rem; padding: 0.45rem 0.7rem;
      background: var(--surface); border: 1px solid var(--line-strong);
      border-radius: var(--radius);
    }
    /* What a browser draws in them is higher than text: with less padding all fields are alike. */
    input:is([type="date"], [type="time"], [type="month"], [type="datetime-local"]) { block-size: 2.5rem; padding-block: 0.25rem; }
    textarea { min-block-size: 5.5rem; resize: block; line-height: 1.5; field-sizing: content; max-block-size: 24rem; display: block; }
    select { padding-inline-end: 0.4rem; text-overflow: ellipsis; }
    option { background: var(--surface); color: var(--ink); }
    :is(input, textarea, select):hover { border-color: var(--ink-soft); }
    :is(input, textarea, select):focus-visible { outline-offset: 0; border-color: var(--focus); }
    :is(input, textarea, select)[aria-invalid="true"] {
      border-color: var(--bad); border-width: 2px;
    }
    ::placeholder { color: var(--ink-soft); opacity: 1; }
    :is(input, textarea, select, button):disabled { opacity: 0.65; cursor: not-allowed; }
    input.is-short, select.is-short { inline-size: 7rem; }
    input[type="checkbox"], input[type="radio"] {
      inline-size: 1.25rem; block-size: 1.25rem; flex: none; accent-color: var(--accent);
      margin-block-start: 0.15rem;
    }
    input[type="range"] { accent-color: var(--accent); min-block-size: 1.5rem; }
    input[type="file"] { max-inline-size: 100%; padding-block: var(--gap-xs); }
    ::file-selector-button {
      font: inherit; min-block-size: 2.25rem; padding: 0.2rem 0.9rem; margin-inline-end: 0.75rem;
      border: 1px solid var(--line-strong); border-radius: var(--radius);
      background: var(--surface); color: var(--ink); cursor: pointer;
    }

    .choices { display: grid; gap: 0.15rem; }
    .choice-mark {
      display: grid; gap: 0 var(--gap-m); align-items: center;
      grid-template-columns: minmax(0, 16rem) minmax(0, 1fr);
    }
    .choice-mark .inline-form { align-items: center; }
    .choice-mark label { font-weight: 400; }
    @media (width < 40rem) {
      .choice-mark { grid-template-columns: minmax(0, 1fr); }
      .choice-mark .inline-form { padding-inline-start: 1.9rem; }
    }
    .choices.is-inline { display: flex; flex-wrap: wrap; gap: 0 var(--gap-l); }
    .choice {
      display: flex; gap: 0.6rem; align-items: flex-start; padding-block: 0.3rem;
      font-weight: 400; min-block-size: 2rem;
    }
    .choice .hint { display: block; }
    .drop {
      display: grid; gap: var(--gap-s); justify-items: start; padding: var(--gap-l);
      border: 2px dashed var(--line-strong); border-radius: var(--radius-large);
      background: var(--surface);
    }
    .inline-form { display: inline-flex; flex-wrap: wrap; gap: var(--gap-s); align-items: end; }
    .inline-form :is(input, select):not([type="checkbox"], [type="radio"]) { inline-size: auto; max-inline-size: 100%; }
    .form-actions {
      display: flex; flex-wrap: wrap; gap: var(--gap-s) var(--gap-m); align-items: center;
    }
    .error-summary {
      padding: var(--gap-m); border: 2px solid var(--bad); border-radius: var(--radius);
      background: var(--bad-wash);
    }
    .error-summary > :is(h2, h3) { font-size: 1.0625rem; }
    .error-summary ul { padding-inline-start: 1.25rem; margin-block-start: var(--gap-s); }
    .error-summary a { color: inherit; }

    button, .button {
      display: inline-flex; align-items: center; justify-content: center; gap: 0.45rem;
      min-block-size: 2.5rem; padding: 0.35rem 1rem; border-radius: var(--radius);
      border: 1px solid var(--line-strong); background: var(--surface); color: var(--ink);
      font-weight: 550; line-height: 1.25; text-decoration: none; text-align: center;
      cursor: pointer;
    }
    button:hover, .button:hover { background: var(--sunken); color: var(--ink); }
    :is(button, .button).is-primary {
      background: var(--accent); border-color: var(--accent); color: var(--accent-ink);
    }
    :is(button, .button).is-primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
    :is(button, .button).is-quiet { background: none; border-color: transparent; color: var(--accent); padding-inline: 0.65rem; }
    :is(button, .button).is-quiet:hover { background: var(--accent-wash); color: var(--accent-strong); }
    :is(button, .button).is-danger { border-color: var(--bad); color: var(--bad); }
    :is(button, .button).is-danger:hover { background: var(--bad-wash); }
    :is(button, .button).is-small { min-block-size: 1.875rem; padding: 0.1rem 0.7rem; font-size: 0.875rem; }
    :is(button, .button).is-link {
      display: inline; min-block-size: 0; padding: 0; border: 0; background: none;
      color: var(--accent); text-decoration: underline; text-underline-offset: 0.2em;
      font-weight: inherit;
    }
    :is(button, .button)[aria-pressed="true"] { background: var(--accent-wash); border-color: var(--accent); color: var(--accent-strong); }
    form[aria-busy="true"] :is(button, .button) { opacity: 0.65; }

    details:not([class]) > summary, .disclosure > summary {
      color: var(--accent); font-weight: 550; min-block-size: 1.75rem; inline-size: fit-content;
    }
    details:not([class])[open] > summary, .disclosure[open] > summary { margin-block-end: var(--gap-s); }

    dialog {
      margin: auto; padding: 0; inline-size: min(36rem, calc(100vi - 2rem));
      max-block-size: calc(100dvb - 4rem); overflow: auto;
      background: var(--surface); color: var(--ink); border: 1px solid var(--line);
      border-radius: var(--radius-large); box-shadow: var(--shadow-high);
    }
    dialog::backdrop { background: oklch(20% 0.02 245 / 0.45); }
    .dialog-body { padding: clamp(1rem, 3vi, 1.75rem); display: grid; gap: var(--gap-m); }
    .dialog-header { display: flex; gap: var(--gap-m); align-items: baseline; justify-content: space-between; }
    .dialog-actions { display: flex; flex-wrap: wrap; gap: var(--gap-s); justify-content: flex-end; }
  }
  """#

/// Editors, wizards, mapping tables, counts, keyboard sheet, palette, undo bar.
let workflowStyles: StaticString = #"""
  @layer components {
    .steps { display: flex; flex-wrap: wrap; gap: var(--gap-xs) var(--gap-l); counter-reset: step; font-size: 0.9375rem; }
    .steps > li { display: flex; align-items: center; gap: 0.5rem; counter-increment: step; color: var(--ink-soft); }
    .steps > li::before {
      content: counter(step) / ""; inline-size: 1.6rem; block-size: 1.6rem; flex: none;
      border: 1px solid var(--line-strong); border-radius: 50%; text-align: center;
      line-height: 1.5rem; font-size: 0.8125rem; font-weight: 650;
    }
    .steps > li[aria-current] { color: var(--ink); font-weight: 650; }
    .steps > li[aria-current]::before { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
    .steps > li.is-done::before { content: "✓" / ""; background: var(--accent-wash); border-color: var(--accent); color: var(--accent-strong); }

    /* First-run and other check-lists. */
    .checklist { display: grid; }
    .checklist > li {
      display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 0.75rem;
      align-items: center; padding-block: 0.75rem; border-block-start: 1px solid var(--line);
    }
    .checklist > li:first-child { border-block-start: 0; }
    .checklist > li::before {
      content: "" / ""; inline-size: 1.4rem; block-size: 1.4rem; border-radius: 50%;
      border: 2px solid var(--line-strong); text-align: center; line-height: 1.2rem;
      font-size: 0.8rem; font-weight: 800;
    }
    .checklist > li.is-done::before { content: "✓" / ""; background: var(--good-wash); color: var(--good); border-color: var(--good); }
    .checklist > li.is-done { color: var(--ink-soft); }

    .mapping td, .mapping th { vertical-align: middle; }
    .mapping th:first-child { white-space: normal; }
    .mapping select { min-inline-size: 11rem; }
    .mapping .samples { display: grid; gap: 0.1rem; color: var(--ink-soft); font-size: 0.875rem; max-inline-size: 20rem; }
    .mapping .samples > * { text-align: -webkit-match-parent; text-align: match-parent; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

    /* Create, update, unchanged, refused: counts that add up. */
    .counts { display: flex; flex-wrap: wrap; gap: var(--gap-s); }
    .counts > * {
      flex: 1 1 8rem; display: grid; padding: 0.7rem 1rem; background: var(--surface);
      border: 1px solid var(--line); border-block-start: 4px solid var(--line-strong);
      border-radius: var(--radius); align-content: start;
    }
    .counts dd, .count-value { order: -1; font-size: 1.375rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .counts dt, .count-label { color: var(--ink-soft); font-size: 0.875rem; }
    .counts > .is-new { border-block-start-color: var(--good); }
    .counts > .is-changed { border-block-start-color: var(--accent); }
    .counts > .is-refused { border-block-start-color: var(--bad); }

    /* Scorecard editor. */
    .editor { display: grid; gap: var(--gap-m); max-inline-size: none; }
    .editor-section {
      display: grid; gap: 0.75rem; padding: var(--gap-m); border: 1px solid var(--line);
      border-radius: var(--radius-large); background: var(--surface);
    }
    .editor-section > header { display: flex; flex-wrap: wrap; gap: var(--gap-s); align-items: end; justify-content: space-between; }
    .editor-row {
      display: grid; gap: var(--gap-s) var(--gap-m); align-items: end; padding-block: 0.75rem;
      border-block-start: 1px solid var(--line);
      grid-template-columns: minmax(12rem, 3fr) minmax(7.5rem, 1fr) minmax(9rem, 1.7fr) auto;
    }
    .editor-row > * { min-inline-size: 0; }
    .editor-row > .is-full { grid-column: 1 / -1; }
    .editor-anchors { display: grid; gap: var(--gap-s); grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); }
    .editor-anchors > .card { padding: 0.85rem; }
    .editor-anchors .disclosure > summary { font-size: 0.9375rem; }
    .weight-total { font-variant-numeric: tabular-nums; font-weight: 650; }
    @media (width < 48rem) { .editor-row { grid-template-columns: minmax(0, 1fr); } }

    .compare { display: grid; gap: var(--gap-m); grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); }
    del { color: var(--bad); text-decoration-thickness: 1px; }
    ins { color: var(--good); text-decoration: none; border-block-end: 2px solid currentColor; }

    .shortcuts { display: grid; gap: 0 var(--gap-l); grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); }
    .shortcuts > div { display: flex; gap: var(--gap-m); justify-content: space-between; padding-block: 0.35rem; border-block-start: 1px solid var(--line); }
    .palette { margin-block-start: 12dvb; }
    .palette input { border: 0; border-block-end: 1px solid var(--line); border-radius: 0; padding: 0.9rem 1.1rem; font-size: 1.0625rem; background: none; }
    .palette input:focus-visible { outline: none; box-shadow: inset 0 -2px 0 var(--focus); }
    .palette-list { max-block-size: 50dvb; overflow: auto; padding: var(--gap-s); display: grid; gap: 1px; }
    .palette-list > li {
      cursor: pointer; display: flex; justify-content: space-between; gap: var(--gap-m); padding: 0.5rem 0.75rem;
      border-radius: var(--radius);
    }
    .palette-list > li:hover, .palette-list > [aria-selected="true"] { background: var(--accent-wash); color: var(--accent-strong); }
    .palette-list .is-soft { font-size: 0.875rem; }

    .undo-bar {
      position: fixed; z-index: 40; inset-block-end: 1.25rem; inset-inline: 1rem;
      margin-inline: auto; inline-size: fit-content; max-inline-size: calc(100vi - 2rem);
      display: flex; flex-wrap: wrap; gap: var(--gap-s) var(--gap-m); align-items: center;
      padding: 0.6rem 0.75rem; padding-inline-start: 1.1rem; border-radius: var(--radius-large);
      background: var(--ink); color: var(--paper); box-shadow: var(--shadow-high);
    }
    .undo-bar :is(button, .button) {
      background: none; color: inherit; border-color: currentColor; min-block-size: 2rem;
    }
    .undo-bar :is(button, .button):hover { background: color-mix(in oklab, var(--paper) 18%, transparent); }
    .undo-bar :focus-visible { outline-color: var(--paper); }
  }
  """#

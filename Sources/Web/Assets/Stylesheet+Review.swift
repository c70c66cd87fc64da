/// The review screen: conversation beside scorecard, criteria, live score, feedback, estimates.
let reviewStyles: StaticString = #"""
  @layer components {
    .review-header {
      display: flex; flex-wrap: wrap; gap: var(--gap-s) var(--gap-m); align-items: center;
      justify-content: space-between;
    }
    .review-place { color: var(--ink-soft); font-variant-numeric: tabular-nums; }
    .review-screen { display: grid; gap: var(--gap-l); align-items: start; }
    .review-screen > * { min-inline-size: 0; }
    .review-conversation:focus-visible { outline-offset: -3px; }
    @media (width >= 60rem) {
      .review-screen {
        grid-template-columns: minmax(0, 1fr) clamp(20rem, 38%, 24rem); gap: var(--gap-m);
      }
    }
    /* On a screen high enough both halves scroll alone and the page stands still. */
    @media (width >= 60rem) and (height >= 40rem) {
      .app:has(> main > .review-screen) {
        block-size: 100dvb; grid-template-rows: auto minmax(0, 1fr);
        grid-template-areas: "nav banner" "nav main";
      }
      .app:has(> main > .review-screen) > .app-footer { display: none; }
      main:has(> .review-screen) {
        display: flex; flex-direction: column; min-block-size: 0; padding-block: 1rem 0;
      }
      main:has(> .review-screen) > * { align-self: stretch; }
      main:has(> .review-screen) > h1 { font-size: 1.375rem; }
      main:has(> .review-screen) > .lede { font-size: 0.9375rem; max-inline-size: none; margin: 0; }
      main:has(> .review-screen) > * + * { margin-block-start: var(--gap-s); }
      .review-screen { flex: 1; min-block-size: 0; align-items: stretch; }
      .review-conversation, .review-scorecard {
        overflow: auto; overscroll-behavior: contain; scrollbar-gutter: stable;
        padding: 4px; padding-block-end: 0.6rem;
      }
      /* What has the focus is never behind the live score. */
      .review-scorecard { scroll-padding-block: var(--gap-s) 11rem; }
    }
    @media (60rem <= width < 72rem) and (height >= 40rem) {
      .app:has(> main > .review-screen) { display: flex; flex-direction: column; }
      .app:has(> main > .review-screen) > main { flex: 1; }
    }

    .scorecard { display: grid; gap: var(--gap-m); max-inline-size: 46rem; }
    .review-scorecard .card { padding: 1rem 1.1rem; }
    .review-scorecard .card > h2 { font-size: 1.0625rem; }
    .review-scorecard .facts { gap: 0.75rem; }
    .review-scorecard .facts > div { grid-template-columns: minmax(0, 1fr); }
    .scorecard-section { display: grid; gap: 0.75rem; }
    .scorecard-section > :is(h2, h3) {
      display: flex; justify-content: space-between; gap: var(--gap-s); align-items: baseline;
      font-size: 1rem; color: var(--ink-soft);
    }
    .criterion {
      display: grid; gap: var(--gap-s); padding: 0.9rem 1rem 1rem; background: var(--surface);
      border: 1px solid var(--line); border-radius: var(--radius-large);
    }
    .criterion > legend {
      float: inline-start; inline-size: 100%; display: flex; flex-wrap: wrap;
      gap: 0.2rem 0.5rem; align-items: baseline;
    }
    .criterion:focus-within { border-color: var(--accent); }
    .criterion:focus { outline: 3px solid var(--focus); outline-offset: 1px; }
    .criterion:has(> [data-not-asked]) { border-style: dashed; background: none; color: var(--ink-soft); }
    .criterion-weight {
      margin-inline-start: auto; color: var(--ink-soft); font-weight: 400; font-size: 0.875rem;
      font-variant-numeric: tabular-nums;
    }
    .mark {
      display: inline-flex; gap: 0.3em; align-items: center; padding: 0 0.5rem;
      border: 1px solid currentColor; border-radius: 0.3rem; font-size: 0.75rem;
      font-weight: 650; line-height: 1.6;
    }
    .mark.is-critical { color: var(--warn); }
    .mark.is-critical::before { content: "▲" / ""; font-size: 0.8em; }
    .mark.is-fatal { color: var(--bad); }
    .mark.is-fatal::before { content: "■" / ""; font-size: 0.8em; }

    .scale { display: grid; gap: 0.3rem; }
    .scale-option {
      display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 0.65rem;
      align-items: start; padding: 0.4rem 0.65rem; min-block-size: 2.25rem;
      border: 1px solid var(--line); border-radius: var(--radius); cursor: pointer;
      font-weight: 400;
    }
    .scale-option:hover { border-color: var(--line-strong); background: color-mix(in oklab, var(--sunken) 60%, transparent); }
    .scale-option:has(input:checked) {
      border-color: var(--accent); background: var(--accent-wash);
      box-shadow: inset 0 0 0 1px var(--accent);
    }
    .scale-option:has(input:focus-visible) { outline: 3px solid var(--focus); outline-offset: 1px; }
    .scale-option input:focus-visible { outline: none; }
    .scale-label { font-weight: 600; }
    .scale-option > [dir], .criterion > .hint[dir] { text-align: -webkit-match-parent; text-align: match-parent; }
    .scale-anchor {
      grid-column: 2 / -1; color: var(--ink-soft); font-size: 0.875rem; line-height: 1.45;
    }
    .scale-option kbd { font-size: 0.75rem; color: var(--ink-soft); border-color: var(--line); background: none; grid-row: 1; grid-column: 3; }
    html[data-shortcuts="off"] .scale-option kbd { display: none; }
    .scale-option.is-na { border-style: dashed; }
    .scale.is-row { grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr)); }
    .scale.is-row .scale-label { overflow-wrap: normal; }
    .criterion-evidence { display: flex; flex-wrap: wrap; gap: var(--gap-xs) var(--gap-s); font-size: 0.875rem; }

    /* Beside a criterion: why it is asked, how it is done, what its points look like. */
    .guide { font-size: 0.9375rem; }
    .guide > * + * { margin-block-start: var(--gap-s); }
    .guide ul { padding-inline-start: 1.25rem; }
    .examples { display: grid; gap: var(--gap-m); }
    .examples > div { display: grid; gap: var(--gap-xs) var(--gap-m); grid-template-columns: minmax(7rem, 11rem) minmax(0, 1fr); }
    .examples dt { font-weight: 600; }
    .examples dd > * + *, .examples li > * + * { margin-block-start: var(--gap-s); }
    .examples ul { display: grid; gap: var(--gap-m); padding: 0; list-style: none; }
    .guide .examples > div { grid-template-columns: minmax(0, 1fr); }
    @media (width < 40rem) { .examples > div { grid-template-columns: minmax(0, 1fr); } }
    .guide-links { display: flex; flex-wrap: wrap; gap: 0 var(--gap-s); font-size: 0.9375rem; color: var(--ink-soft); }
    .guide-links ul { display: flex; flex-wrap: wrap; gap: 0 var(--gap-m); padding: 0; list-style: none; }

    .live-score {
      position: sticky; inset-block: auto 0; z-index: 5; display: grid; gap: var(--gap-s);
      padding: 0.7rem 1rem; background: var(--surface); border: 1px solid var(--line);
      border-radius: var(--radius-large); box-shadow: var(--shadow);
    }
    [data-live-score] {
      display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.7rem;
    }
    .live-score-value { font-size: 1.375rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.2; }
    .live-score-reason { color: var(--ink-soft); font-size: 0.9375rem; }
    .saved { color: var(--ink-soft); font-size: 0.875rem; }
    .saved[data-state="offline"] { color: var(--warn); font-weight: 600; }

    /* What they did → what effect it had → next step. */
    .feedback { display: grid; gap: var(--gap-m); }
    .feedback-steps { display: grid; gap: var(--gap-m); counter-reset: step; padding: 0; list-style: none; }
    .feedback-steps > li { position: relative; padding-inline-start: 2.25rem; counter-increment: step; }
    .feedback-steps > li > * + * { margin-block-start: 0.3rem; }
    .feedback-steps > li::before {
      content: counter(step) / ""; position: absolute; inset-inline-start: 0; inset-block-start: 0;
      inline-size: 1.6rem; block-size: 1.6rem; border-radius: 50%; text-align: center;
      background: var(--accent-wash); color: var(--accent-strong); font-weight: 650;
      font-size: 0.875rem; line-height: 1.6rem;
    }
    .feedback-steps > li:not(:last-child)::after {
      content: ""; position: absolute; inset-inline-start: calc(0.8rem - 1px);
      inset-block: 2rem calc(-1 * var(--gap-m) + 0.3rem); border-inline-start: 2px solid var(--line);
    }
    .feedback-steps dt, .feedback-label { color: var(--ink-soft); font-size: 0.9375rem; }
    .feedback.is-praise .feedback-steps > li::before { background: var(--good-wash); color: var(--good); }

    /* Value, interval, n: one way to print a score. */
    .estimate {
      display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0 0.5rem;
      font-variant-numeric: tabular-nums; white-space: nowrap;
    }
    .estimate.is-words { white-space: normal; }
    .estimate-value { font-weight: 650; }
    .estimate-interval, .estimate-n, .estimate-status { color: var(--ink-soft); font-size: 0.875em; }
    .estimate.is-thin .estimate-value { font-weight: 500; color: var(--ink-soft); }
    .stat .estimate { white-space: normal; font-size: 1rem; font-weight: 400; letter-spacing: normal; line-height: 1.5; }
    .stat .estimate-value { flex-basis: 100%; font-size: 1.625rem; line-height: 1.2; }

    @media (width < 30rem) {
      .live-score > .form-actions { flex-direction: column; align-items: stretch; gap: 0.2rem; }
      .live-score > .form-actions > * { min-block-size: 2.125rem; padding-block: 0.1rem; }
    }
    @media (width < 60rem) {
      html:has(.live-score) { scroll-padding-block-end: 9rem; }
      /* Long words on the buttons take a line of their own instead of squeezing the score. */
      .live-score {
        inset-block-end: var(--gap-s); padding: 0.6rem 0.8rem; align-items: center;
        display: flex; flex-wrap: wrap; gap: 0.15rem var(--gap-m);
      }
      .live-score > [data-live-score] { flex: 1 1 10rem; }
      .live-score > .saved:empty { display: none; }
      .live-score-value { font-size: 1.25rem; }
      [data-live-score] > * + * { font-size: 0.875rem; }
    }
  }
  """#

/// Charts drawn by the server: classes carry meaning, this sheet carries ink.
let chartStyles: StaticString = #"""
  @layer components {
    .chart { display: grid; gap: var(--gap-s); }
    .chart > * { min-inline-size: 0; }
    .chart > figcaption { color: var(--ink-soft); font-size: 0.9375rem; max-inline-size: var(--measure); }
    .chart-scroll { overflow: auto; }
    .chart-drawing { inline-size: 100%; max-inline-size: 48rem; min-inline-size: 34rem; }
    .is-for-narrow { display: none; }
    @media (width < 40rem) {
      .is-for-wide { display: none; }
      .is-for-narrow { display: block; min-inline-size: 0; max-inline-size: 26rem; }
    }
    .chart-drawing.is-narrow { min-inline-size: 0; max-inline-size: 34rem; }
    .chart-table > summary { color: var(--accent); font-size: 0.9375rem; min-block-size: 1.5rem; inline-size: fit-content; }
    .chart-table > p { margin-block-start: var(--gap-s); font-size: 0.9375rem; }
    .chart-table[open] > summary { margin-block-end: var(--gap-s); }

    .mark-text {
      fill: var(--ink); font: 400 13px var(--font); unicode-bidi: plaintext;
      paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round;
    }
    .card .mark-text { stroke: var(--surface); }
    .mark-text.is-soft { fill: var(--ink-soft); }
    .mark-text.is-strong { font-weight: 650; }
    .mark-axis { stroke: var(--line-strong); stroke-width: 1; fill: none; }
    .mark-grid { stroke: var(--line); stroke-width: 1; fill: none; }
    .mark-reference { stroke: var(--ink-soft); stroke-width: 1.5; stroke-dasharray: 5 4; fill: none; }
    .mark-limit { stroke: var(--ink-soft); stroke-width: 1; stroke-dasharray: 2 3; fill: none; }
    .mark-band { fill: var(--accent); opacity: 0.16; stroke: none; }
    .mark-line { stroke: var(--accent); stroke-width: 2; fill: none; stroke-linejoin: round; stroke-linecap: round; }
    .mark-line.is-second { stroke: var(--ink-soft); stroke-dasharray: 6 4; }
    .mark-interval { stroke: var(--accent); stroke-width: 3; stroke-linecap: round; opacity: 0.55; fill: none; }
    .mark-point { fill: var(--accent); stroke: var(--surface); stroke-width: 1.5; }
    .mark-point.is-second { fill: var(--ink-soft); }
    .mark-point.is-signal { fill: var(--bad); stroke: var(--surface); }
    .mark-bar { fill: var(--accent); }
    .mark-bar.is-second { fill: var(--line-strong); }
    .mark-track { fill: var(--sunken); }
    .mark-cell { stroke: var(--surface); stroke-width: 1; fill: var(--accent); }
    .mark-cell.is-empty { fill: var(--sunken); fill-opacity: 1; }
    .mark-cell-text { font: 400 10px var(--font); fill: var(--ink); text-anchor: middle; }
    .mark-cell-text.is-inverse { fill: var(--accent-ink); }
    /* Fewer than five: outline only, no colour that could be read as a verdict. */
    .is-thin > .mark-interval, .mark-interval.is-thin { stroke: var(--line-strong); }
    .is-thin > .mark-point, .mark-point.is-thin { fill: var(--surface); stroke: var(--ink-soft); }
    .is-thin > .mark-bar, .mark-bar.is-thin { fill: none; stroke: var(--line-strong); stroke-dasharray: 3 2; }
    .is-thin > .mark-cell, .mark-cell.is-thin { fill: none; stroke: var(--line); }

    @media (forced-colors: active) {
      .mark-line, .mark-axis, .mark-reference, .mark-limit, .mark-interval { stroke: CanvasText; }
      .mark-point, .mark-bar { fill: CanvasText; }
      .mark-text, .mark-cell-text { fill: CanvasText; stroke: Canvas; }
      .mark-cell { fill: Canvas; stroke: CanvasText; }
      .badge, .chip, .message, .criterion, .card, .notice { border: 1px solid CanvasText; }
      .scale-option:has(input:checked), .nav-list a[aria-current], .tabs a[aria-current] {
        outline: 2px solid Highlight;
      }
      progress, .undo-bar { border: 1px solid CanvasText; }
      .nav-list a:not([aria-current]), .tabs a:not([aria-current]) { border-color: Canvas; }
      .app-name::before { forced-color-adjust: none; }
    }
    @media (prefers-reduced-motion: reduce) {
      *, ::before, ::after {
        animation-duration: 0.01ms !important; transition-duration: 0.01ms !important;
        scroll-behavior: auto !important;
      }
    }
    @media (prefers-contrast: more) {
      :root { --line: var(--line-strong); --ink-soft: var(--ink); }
    }
  }
  """#

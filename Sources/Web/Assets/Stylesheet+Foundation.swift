/// Layers, colours, measures, the reset and plain elements.
let foundationStyles: StaticString = #"""
  @layer reset, base, components, utilities;

  @layer reset {
    *, ::before, ::after { box-sizing: border-box; }
    * { margin: 0; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    img, svg, video, audio { display: block; max-inline-size: 100%; }
    svg { block-size: auto; }
    input, button, textarea, select { font: inherit; color: inherit; letter-spacing: inherit; }
    fieldset { border: 0; padding: 0; min-inline-size: 0; }
    legend { padding: 0; }
    table { border-collapse: collapse; border-spacing: 0; }
    ul[class], ol[class] { list-style: none; padding: 0; }
    dd { margin-inline-start: 0; }
    summary { cursor: pointer; }
    [hidden] { display: none !important; }
  }

  @layer base {
    :root {
      color-scheme: light dark;

      /* Paper and ink. Ink pairs reach 7:1 on paper, soft ink 4.5:1 on every ground. */
      --paper: light-dark(oklch(98.3% 0.004 95), oklch(19.5% 0.012 240));
      --surface: light-dark(oklch(100% 0 0), oklch(23% 0.013 240));
      --sunken: light-dark(oklch(96% 0.006 95), oklch(27% 0.014 240));
      --ink: light-dark(oklch(26% 0.02 245), oklch(93% 0.008 95));
      --ink-soft: light-dark(oklch(46% 0.02 245), oklch(77% 0.012 235));
      --line: light-dark(oklch(90.5% 0.007 95), oklch(34% 0.014 240));
      --line-strong: light-dark(oklch(60% 0.018 240), oklch(60% 0.018 240));

      /* One accent. */
      --accent: light-dark(oklch(45% 0.09 225), oklch(82% 0.08 215));
      --accent-strong: light-dark(oklch(37% 0.085 228), oklch(89% 0.06 213));
      --accent-ink: light-dark(oklch(99% 0.005 220), oklch(21% 0.03 230));
      --accent-wash: light-dark(oklch(96% 0.014 222), oklch(28.5% 0.028 225));
      --focus: light-dark(oklch(52% 0.15 240), oklch(82% 0.12 215));

      /* States: always with a shape and a word beside them. */
      --good: light-dark(oklch(43% 0.095 152), oklch(82% 0.11 152));
      --good-wash: light-dark(oklch(96% 0.022 152), oklch(28.5% 0.034 155));
      --warn: light-dark(oklch(46% 0.095 65), oklch(84% 0.1 80));
      --warn-wash: light-dark(oklch(96.5% 0.026 85), oklch(29% 0.033 75));
      --bad: light-dark(oklch(46% 0.145 27), oklch(80% 0.105 25));
      --bad-wash: light-dark(oklch(96% 0.016 25), oklch(29.5% 0.042 25));

      --gap-xs: 0.25rem;
      --gap-s: 0.5rem;
      --gap-m: 1rem;
      --gap-l: 1.75rem;
      --gap-xl: 3rem;
      --radius: 0.5rem;
      --radius-large: 0.75rem;
      --shadow: 0 1px 2px light-dark(oklch(30% 0.02 245 / 0.06), oklch(0% 0 0 / 0.3));
      --shadow-high: 0 12px 32px light-dark(oklch(30% 0.02 245 / 0.16), oklch(0% 0 0 / 0.5));
      --measure: 42rem;
      --nav-size: 14rem;
      --bar-size: 0rem;

      --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Hebrew",
        "Arial Hebrew", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
      --font-mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas,
        monospace;
    }
    :root:lang(zh) {
      --font: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
        "Noto Sans SC", sans-serif;
    }
    :root[data-theme="light"] { color-scheme: light; }
    :root[data-theme="dark"] { color-scheme: dark; }

    html { scroll-padding-block: calc(var(--bar-size) + 1rem) 1rem; }
    body {
      background: var(--paper); color: var(--ink);
      font: 1rem/1.55 var(--font); font-kerning: normal;
      overflow-wrap: break-word;
    }
    :lang(zh) { line-height: 1.7; }

    h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; font-weight: 650; }
    h1 { font-size: 1.75rem; letter-spacing: -0.012em; }
    h2 { font-size: 1.25rem; letter-spacing: -0.006em; }
    h3 { font-size: 1.0625rem; }
    h4 { font-size: 1rem; }
    :lang(zh) :is(h1, h2, h3, h4), :lang(he) :is(h1, h2, h3, h4) { letter-spacing: normal; }
    p, li, dd { text-wrap: pretty; }
    p, ul:not([class]), ol:not([class]) { max-inline-size: var(--measure); }
    /* A short text in another script stays at the edge of what it belongs to; what people said
       to each other keeps its own. */
    :is(p, li, dt, dd, h2, h3, h4, legend, summary, figcaption)[dir="auto"]:not(.message-body *, .comment *, .quote) {
      text-align: -webkit-match-parent; text-align: match-parent;
    }
    small { font-size: 0.875rem; }
    b, strong { font-weight: 650; }
    code, kbd, samp, pre { font-family: var(--font-mono); font-size: 0.9em; }
    pre {
      padding: var(--gap-m); background: var(--sunken); border-radius: var(--radius);
      overflow: auto;
    }
    kbd {
      display: inline-block; min-inline-size: 1.6em; padding: 0 0.4em; text-align: center;
      border: 1px solid var(--line-strong); border-block-end-width: 2px; border-radius: 0.3rem;
      background: var(--surface); line-height: 1.5;
    }
    hr { border: 0; border-block-start: 1px solid var(--line); }
    mark { background: light-dark(oklch(93% 0.09 95), oklch(42% 0.08 95)); color: var(--ink); }
    blockquote {
      padding-inline-start: var(--gap-m); border-inline-start: 3px solid var(--line);
      color: var(--ink-soft); max-inline-size: var(--measure);
    }
    time, data { font-variant-numeric: tabular-nums; }
    abbr[title] { text-decoration: underline dotted; text-underline-offset: 0.2em; }

    a {
      color: var(--accent); text-decoration-line: underline;
      text-decoration-thickness: 1px; text-underline-offset: 0.2em;
    }
    a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
    :focus-visible {
      outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 0.25rem;
    }
    :target { scroll-margin-block-start: calc(var(--bar-size) + 1rem); }
    ::selection { background: light-dark(oklch(88% 0.06 220), oklch(45% 0.08 225)); }

    @media (prefers-reduced-motion: no-preference) {
      a, button, .button, summary, input, select, textarea {
        transition: background-color 120ms, border-color 120ms, color 120ms;
      }
    }
  }

  @layer utilities {
    .visually-hidden:not(:focus, :active, :focus-within) {
      position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; padding: 0;
      overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
    }
    .is-numeric { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
    @media (width < 40rem) {
      .is-stacked :is(.is-numeric, .is-nowrap, .row-actions) { text-align: start; white-space: normal; }
    }
    .is-soft { color: var(--ink-soft); }
    .is-small:not(button, .button) { font-size: 0.875rem; }
    .is-nowrap { white-space: nowrap; }
    .stack { display: grid; gap: var(--gap-m); align-content: start; }
    .stack > * { min-inline-size: 0; }
    .stack > * + * { margin-block-start: 0; }
    .stack.is-tight { gap: var(--gap-s); }
    .stack.is-loose { gap: var(--gap-l); }
    .row { display: flex; flex-wrap: wrap; gap: var(--gap-s) var(--gap-m); align-items: center; }
    .row.is-apart { justify-content: space-between; }
    .columns {
      display: grid; gap: var(--gap-l);
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    }
    .columns > * { min-inline-size: 0; }
  }
  """#

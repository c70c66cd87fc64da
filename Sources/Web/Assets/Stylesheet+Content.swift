/// What pages are made of: cards, figures, tables, filters, notices, badges, tabs, timelines.
let contentStyles: StaticString = #"""
  @layer components {
    .card {
      padding: clamp(1rem, 2.5vi, 1.5rem); background: var(--surface);
      border: 1px solid var(--line); border-radius: var(--radius-large);
      box-shadow: var(--shadow);
    }
    .card > * + * { margin-block-start: var(--gap-m); }
    .card > :is(h2, h3) + * { margin-block-start: var(--gap-s); }
    .card > .stack + .stack { margin-block-start: var(--gap-l); }
    .card.is-quiet { background: none; box-shadow: none; }
    .card-header {
      display: flex; flex-wrap: wrap; gap: var(--gap-xs) var(--gap-m);
      align-items: baseline; justify-content: space-between;
    }
    .card-footer { padding-block-start: var(--gap-m); border-block-start: 1px solid var(--line); }
    .cards {
      display: grid; gap: var(--gap-m);
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
    }
    section > * + * { margin-block-start: var(--gap-m); }
    section > :is(h2, h3) + * { margin-block-start: var(--gap-s); }

    /* Figures: a sentence first, then the number with its interval and n. */
    .stats {
      display: grid; gap: var(--gap-m);
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
    }
    .stat {
      display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.15rem; align-content: start;
      padding: var(--gap-m) 1.25rem; overflow-wrap: break-word;
      background: var(--surface); border: 1px solid var(--line);
      border-radius: var(--radius-large);
    }
    .stat-label { color: var(--ink-soft); font-size: 0.9375rem; }
    .stat-value {
      font-size: 1.625rem; font-weight: 650; line-height: 1.2; letter-spacing: -0.01em;
      font-variant-numeric: tabular-nums;
    }
    .stat-note { color: var(--ink-soft); font-size: 0.875rem; }
    .stat a { color: inherit; }

    .facts { display: grid; gap: var(--gap-s) var(--gap-l); }
    .facts > div { display: grid; gap: 0 var(--gap-m); grid-template-columns: minmax(8rem, 12rem) minmax(0, 1fr); }
    .facts dd { overflow-wrap: anywhere; }
    .facts :is(dt, dd)[dir] { text-align: -webkit-match-parent; text-align: match-parent; }
    .facts dd ul { padding: 0; list-style: none; }
    .facts dt { color: var(--ink-soft); min-inline-size: 0; }
    .cards .facts > div { grid-template-columns: minmax(0, 1fr); }
    @media (width < 30rem) { .facts > div { grid-template-columns: 1fr; } }

    /* Tables. */
    /* The containing block of what is hidden in it: otherwise that widens the page. */
    .table-scroll {
      position: relative;
      overflow: auto; background: var(--surface); border: 1px solid var(--line);
      border-radius: var(--radius-large);
    }
    .table-scroll > table { inline-size: 100%; }
    table { font-size: 0.9375rem; line-height: 1.45; }
    :is(th, td):first-child { padding-inline-start: 1rem; }
    :is(th, td):last-child { padding-inline-end: 1rem; }
    caption { padding: 0.75rem 1rem; text-align: start; color: var(--ink-soft); }
    /* Names in another script keep to the edge of their column. */
    th, td { padding: 0.65rem 0.7rem; text-align: start; vertical-align: top; }
    :is(th, td)[dir] { text-align: -webkit-match-parent; text-align: match-parent; }
    th { font-weight: 600; }
    thead th {
      color: var(--ink-soft); font-size: 0.875rem; white-space: nowrap; vertical-align: bottom;
      background: color-mix(in oklab, var(--sunken) 55%, var(--surface));
    }
    .has-long-heads > thead th { white-space: normal; }
    tbody tr, tfoot tr { border-block-start: 1px solid var(--line); }
    tbody tr:hover { background: color-mix(in oklab, var(--sunken) 45%, transparent); }
    tbody tr:has(> .row-select input:checked) { background: var(--accent-wash); }
    tfoot { font-weight: 600; }
    th.is-numeric, td.is-numeric { text-align: end; }
    thead th a {
      display: inline-flex; align-items: center; gap: 0.35em; min-block-size: 1.5rem;
      color: inherit; text-decoration: none;
    }
    thead th a:hover { color: var(--accent); text-decoration: underline; }
    th[aria-sort] { color: var(--ink); }
    th[aria-sort="ascending"] a::after { content: "↑" / ""; }
    th[aria-sort="descending"] a::after { content: "↓" / ""; }
    .row-link, .row-note {
      display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; line-clamp: 2;
      overflow: hidden; max-inline-size: 40rem;
      text-align: -webkit-match-parent; text-align: match-parent;
    }
    .row-link {
      font-weight: 600; min-block-size: 1.5rem; inline-size: fit-content;
      text-decoration-color: color-mix(in oklab, currentColor 30%, transparent);
    }
    .row-link:focus-visible { outline-offset: 1px; }
    th:has(> .row-link + .row-note) { min-inline-size: min(16rem, 60vi); }
    tbody th:has(> .row-link) { min-inline-size: min(14rem, 50vi); }
    .row-link:hover { text-decoration-color: currentColor; }
    .row-note { color: var(--ink-soft); font-weight: 400; font-size: 0.875rem; }
    .row-actions { text-align: end; white-space: nowrap; }
    td > time { white-space: nowrap; }
    td.is-small, td:has(> details, > p) { min-inline-size: 14rem; }
    td:has(> ul.stack) { min-inline-size: 13rem; }
    td > ul:not([class]) { padding-inline-start: 1.1rem; }
    td > p + * { margin-block-start: 0.2rem; }
    .row-select { inline-size: 1%; }
    .is-dense :is(th, td), table.is-dense :is(th, td) { padding-block: 0.3rem; }
    /* Columns of estimates may be many: their names break, and people's names give way. */
    table.is-dense:has(td > .estimate) thead th { white-space: normal; }
    table.is-dense:has(td > .estimate) th:has(> .row-link) { min-inline-size: min(9rem, 50vi); }
    .is-clipped { max-inline-size: 24rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

    /* A telephone shows each row as a card with the names of its columns in small letters. */
    @media (width < 40rem) {
      table.is-stacked, .is-stacked > tbody, .is-stacked > tfoot { display: block; }
      .is-stacked > thead:not(:has(a)) {
        position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%);
      }
      .is-stacked > thead:has(a), .is-stacked > thead:has(a) > tr { display: block; }
      .is-stacked > thead:has(a) > tr {
        display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.4rem 1rem;
        background: color-mix(in oklab, var(--sunken) 55%, var(--surface));
      }
      .is-stacked > thead:has(a) th { display: block; padding: 0.2rem 0; background: none; }
      .is-stacked > thead:has(a) th:not(:has(a)) { display: none; }
      .is-stacked > :is(tbody, tfoot) > tr {
        display: grid; grid: auto-flow dense / repeat(2, minmax(0, 1fr)); gap: 0.55rem 1rem;
        padding: 0.85rem 1rem;
      }
      .is-stacked > tbody > tr:first-child { border-block-start: 0; }
      .is-stacked > :is(tbody, tfoot) > tr > :is(th, td) {
        display: block; padding: 0; min-inline-size: 0; max-inline-size: none;
        overflow-wrap: anywhere;
      }
      .is-stacked > tbody > tr > :is(th, td:first-child:not([data-label]), td.is-small, td:has(> :is(details, form, p, ul, .samples, select))) {
        grid-column: 1 / -1;
      }
      .is-stacked > tbody > tr:not(:has(> :nth-child(4))) > td:not(.is-numeric),
      .is-stacked > tbody > tr > td:last-child:nth-child(even) { grid-column: 1 / -1; }
      .is-stacked td[data-label]:not([data-label=""])::before {
        content: attr(data-label); display: block; color: var(--ink-soft); font-size: 0.8125rem;
        font-weight: 400;
      }
      .is-stacked td:empty { display: none; }
    }

    /* Filters are the address: a form that gets, chips that are links. */
    .filter-bar {
      display: flex; flex-wrap: wrap; gap: var(--gap-s) var(--gap-m); align-items: end;
    }
    .filter-bar .field { flex: 1 1 9rem; max-inline-size: 16rem; }
    .filter-bar .field.is-search { flex: 2 1 16rem; max-inline-size: 32rem; }
    @media (width < 40rem) { .filter-bar .field { max-inline-size: none; } }
    .filter-bar .field > * + * { margin-block-start: 0.15rem; }
    .filter-bar label { font-size: 0.875rem; font-weight: 500; color: var(--ink-soft); }
    .chips { display: flex; flex-wrap: wrap; gap: var(--gap-s); align-items: center; }
    .chip {
      display: inline-flex; align-items: center; gap: 0.4em; min-block-size: 1.875rem;
      padding: 0.1rem 0.75rem; border: 1px solid var(--line); border-radius: 2rem;
      background: var(--surface); color: var(--ink); font-size: 0.875rem; text-decoration: none;
    }
    a.chip:hover { border-color: var(--accent); color: var(--accent-strong); }
    a.chip.is-removable::after { content: "×" / ""; font-size: 1.2em; line-height: 1; }
    .chip[aria-current] {
      background: var(--accent-wash); border-color: var(--accent); color: var(--accent-strong);
      font-weight: 600;
    }
    .pagination {
      display: flex; flex-wrap: wrap; gap: var(--gap-s) var(--gap-m); align-items: center;
      justify-content: space-between; color: var(--ink-soft); font-size: 0.9375rem;
    }

    .tabs {
      display: flex; gap: var(--gap-xs); overflow: auto; scrollbar-width: none;
      box-shadow: inset 0 -1px 0 var(--line); padding-block-start: 3px; padding-inline: 3px;
    }
    .tabs ul { display: contents; list-style: none; }
    .tabs a {
      display: flex; align-items: center; gap: 0.5em; min-block-size: 2.5rem;
      padding: 0.25rem 0.85rem; color: var(--ink-soft); text-decoration: none;
      white-space: nowrap; border-block-end: 3px solid transparent; font-weight: 500;
    }
    .tabs a:hover { color: var(--ink); border-block-end-color: var(--line-strong); }
    .tabs a[aria-current] { color: var(--accent-strong); border-block-end-color: var(--accent); font-weight: 600; }
    .tabs a:focus-visible { outline-offset: -3px; }

    /* Notices, empty states. */
    .notice {
      --mark: var(--accent);
      padding: 0.7rem 1rem; border: 1px solid var(--line);
      border-inline-start: 4px solid var(--mark); border-radius: var(--radius);
      background: var(--accent-wash);
    }
    .notice > * + * { margin-block-start: var(--gap-s); }
    .notice.is-good { --mark: var(--good); background: var(--good-wash); }
    .notice.is-warn { --mark: var(--warn); background: var(--warn-wash); }
    .notice.is-bad { --mark: var(--bad); background: var(--bad-wash); }
    .empty {
      display: grid; justify-items: center; gap: var(--gap-s);
      padding: clamp(1.5rem, 6vi, 3.5rem) var(--gap-m); text-align: center;
      border: 1px dashed var(--line-strong); border-radius: var(--radius-large);
      color: var(--ink-soft);
    }
    .empty > :is(h2, h3) { color: var(--ink); font-size: 1.125rem; }
    .empty p { max-inline-size: 34rem; }
    .empty :is(.button, button, .actions) { margin-block-start: var(--gap-s); }

    /* Badges carry a shape and a word, the colour only repeats them. */
    .badge {
      display: inline-flex; align-items: center; gap: 0.4em; padding: 0.05rem 0.6rem;
      border: 1px solid var(--line); border-radius: 2rem; background: var(--surface);
      color: var(--ink-soft); font-size: 0.8125rem; font-weight: 600; line-height: 1.6;
      white-space: nowrap;
    }
    .badge::before { content: "○" / ""; font-size: 0.85em; }
    .badge.is-plain::before { content: none; }
    .badge.is-active { color: var(--accent-strong); background: var(--accent-wash); border-color: transparent; }
    .badge.is-active::before { content: "●" / ""; }
    .badge.is-good { color: var(--good); background: var(--good-wash); border-color: transparent; }
    .badge.is-good::before { content: "✓" / ""; font-weight: 800; font-size: 1em; }
    .badge.is-warn { color: var(--warn); background: var(--warn-wash); border-color: transparent; }
    .badge.is-warn::before { content: "▲" / ""; }
    .badge.is-bad { color: var(--bad); background: var(--bad-wash); border-color: transparent; }
    .badge.is-bad::before { content: "■" / ""; }
    .badge.is-thin { border: 1px dashed var(--line-strong); }
    .badge.is-thin::before { content: "◌" / ""; }

    progress {
      appearance: none; inline-size: 100%; block-size: 0.625rem; border: 0;
      border-radius: 1rem; background: var(--sunken); color: var(--accent); overflow: hidden;
      box-shadow: inset 0 0 0 1px var(--line);
    }
    progress::-webkit-progress-bar { background: none; }
    progress::-webkit-progress-value { background: var(--accent); border-radius: 1rem; }
    progress::-moz-progress-bar { background: var(--accent); border-radius: 1rem; }
    td > progress { inline-size: 3.5rem; }
    .progress { display: grid; gap: var(--gap-xs); max-inline-size: var(--measure); }
    .progress-note { color: var(--ink-soft); font-size: 0.875rem; font-variant-numeric: tabular-nums; }

    /* The thread from the purpose to its values and what hangs from them. */
    .thread { display: grid; gap: var(--gap-m); }
    .thread-purpose {
      padding-inline-start: var(--gap-m); border-inline-start: 4px solid var(--accent);
      font-size: clamp(1.25rem, 3vi, 1.625rem); line-height: 1.35; font-weight: 600;
      max-inline-size: var(--measure);
    }
    .thread-values {
      display: grid; gap: var(--gap-m); padding: 0; list-style: none;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
    }
    .thread-values .chips { padding: 0; list-style: none; }

    /* A document to be read from top to end. */
    .prose { max-inline-size: var(--measure); }
    .prose > * + * { margin-block-start: var(--gap-m); }
    .prose > * + :is(h2, h3, h4) { margin-block-start: var(--gap-l); }
    .prose :is(h2, h3, h4) + * { margin-block-start: var(--gap-s); }
    .prose :is(ul, ol) { padding-inline-start: 1.5rem; }
    .prose ul { list-style: disc; }
    .prose ol { list-style: decimal; }
    .prose li + li { margin-block-start: var(--gap-xs); }

    .timeline { display: grid; }
    .timeline > li {
      position: relative; padding: 0 0 var(--gap-m); padding-inline-start: 1.5rem;
      border-inline-start: 2px solid var(--line); margin-inline-start: 0.4rem;
    }
    .timeline > li:last-child { border-inline-start-color: transparent; padding-block-end: 0; }
    .timeline > li::before {
      content: ""; position: absolute; inset-inline-start: calc(-0.4rem - 1px); inset-block-start: 0.4rem;
      inline-size: 0.8rem; block-size: 0.8rem; border-radius: 50%;
      background: var(--surface); border: 2px solid var(--line-strong);
    }
    .timeline > li.is-done::before { background: var(--accent); border-color: var(--accent); }
    .timeline time { color: var(--ink-soft); font-size: 0.875rem; }
  }
  """#

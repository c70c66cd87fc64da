/// The frame of a page: skip link, header with navigation and menus, the page's own head.
let shellStyles: StaticString = #"""
  @layer components {
    .skip-link {
      position: absolute; inset-block-start: var(--gap-s); inset-inline-start: var(--gap-s);
      z-index: 50; padding: var(--gap-s) var(--gap-m); border-radius: var(--radius);
      background: var(--accent); color: var(--accent-ink);
    }
    .skip-link:hover { color: var(--accent-ink); }
    .skip-link:not(:focus) { clip-path: inset(50%); inline-size: 1px; overflow: hidden; }

    .app { min-block-size: 100dvh; }
    .app-header {
      display: flex; flex-wrap: wrap; align-items: center; gap: var(--gap-xs) var(--gap-m);
      padding: var(--gap-s) var(--gap-m); min-block-size: 3.5rem;
      background: var(--surface); border-block-end: 1px solid var(--line);
    }
    .app-name {
      display: inline-flex; align-items: center; gap: 0.55rem; min-block-size: 2.25rem;
      color: var(--ink); font-weight: 700; font-size: 1.125rem; letter-spacing: -0.01em;
      text-decoration: none;
    }
    .app-name:hover { color: var(--accent); }
    /* A tuning fork, drawn as a mask so that it takes the accent of the theme. */
    .app-name::before {
      content: ""; inline-size: 0.9rem; block-size: 1.5rem; flex: none; background: var(--accent);
      mask: center / contain no-repeat url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='7 1 18 30'%3E%3Cpath d='M10 3v11a6 6 0 0 0 12 0V3M16 20v9' fill='none' stroke='%23000' stroke-width='3.2' stroke-linecap='round'/%3E%3C/svg%3E");
    }
    .app-nav { display: none; }
    .app-tools { display: flex; align-items: center; gap: var(--gap-s); margin-inline-start: auto; }

    .app-notices {
      display: inline-flex; align-items: center; gap: 0.45rem; min-block-size: 2.25rem;
      padding: 0.25rem 0.65rem; border-radius: var(--radius); color: var(--ink);
      text-decoration: none;
    }
    .app-notices:hover { background: var(--sunken); }
    .app-notices[aria-current] { background: var(--accent-wash); color: var(--accent-strong); }
    .app-notices .count { background: var(--accent-wash); color: var(--accent-strong); }
    .app-notices::before {
      content: ""; inline-size: 1.125rem; block-size: 1.125rem; flex: none;
      background: currentColor;
      mask: center / contain no-repeat url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath d='M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4' fill='none' stroke='%23000' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E");
    }

    .nav-list { display: grid; gap: 2px; }
    .nav-list a {
      display: flex; align-items: center; justify-content: space-between; gap: var(--gap-s);
      min-block-size: 2.25rem; padding: 0.3rem 0.75rem; border-radius: var(--radius);
      color: var(--ink); text-decoration: none; line-height: 1.3;
      border-inline-start: 3px solid transparent;
    }
    .nav-list a:hover { background: var(--sunken); }
    .nav-list a[aria-current] {
      background: var(--accent-wash); color: var(--accent-strong); font-weight: 600;
      border-inline-start-color: var(--accent);
    }
    .nav-title {
      padding: 0.85rem 0.75rem 0.2rem; color: var(--ink-soft);
      font-size: 0.8125rem; font-weight: 600;
    }
    .count {
      min-inline-size: 1.6em; padding: 0 0.45em; border-radius: 1em; text-align: center;
      background: var(--sunken); color: var(--ink-soft); font-size: 0.8125rem; line-height: 1.6;
      font-weight: 600; font-variant-numeric: tabular-nums;
    }

    /* A menu is a <details>: summary and a panel. */
    .menu { position: relative; }
    .menu > summary, .app-menu > summary {
      display: inline-flex; align-items: center; gap: 0.4rem; min-block-size: 2.25rem;
      padding: 0.25rem 0.65rem; border-radius: var(--radius); list-style: none;
      max-inline-size: 14rem;
    }
    .menu > summary:hover, .app-menu > summary:hover { background: var(--sunken); }
    .menu > summary::-webkit-details-marker, .app-menu > summary::-webkit-details-marker {
      display: none;
    }
    .menu > summary::after, .app-menu > summary::after {
      content: ""; flex: none; inline-size: 0.45em; block-size: 0.45em;
      border-block-end: 2px solid; border-inline-end: 2px solid; rotate: 45deg;
      margin-block-end: 0.2em; opacity: 0.7;
    }
    [dir="rtl"] :is(.menu, .app-menu) > summary::after { rotate: -45deg; }
    .menu-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .menu-panel, .app-menu > nav {
      position: absolute; z-index: 20; inset-inline-end: 0; inset-block-start: calc(100% + 4px);
      min-inline-size: 13rem; max-inline-size: min(22rem, calc(100vi - 2rem));
      padding: var(--gap-s); background: var(--surface);
      border: 1px solid var(--line); border-radius: var(--radius-large);
      box-shadow: var(--shadow-high);
    }
    .menu-panel form { display: grid; }
    .menu-panel hr { margin-block: var(--gap-s); }
    .menu-panel p { padding: 0.3rem 0.75rem; color: var(--ink-soft); font-size: 0.875rem; }
    .menu-panel :is(button, .button) {
      justify-content: flex-start; inline-size: 100%; border-color: transparent;
      background: none; padding-inline: 0.75rem; font-weight: 400; min-block-size: 2.25rem;
    }
    .menu-panel :is(button, .button):hover { background: var(--sunken); }
    .app-menu { position: relative; order: -1; }
    .app-menu > nav { inset-inline: 0 auto; }

    .app-banner {
      padding: var(--gap-xs) var(--gap-m); background: var(--warn-wash); color: var(--ink);
      border-block-end: 1px solid var(--line); font-size: 0.875rem; text-align: center;
    }
    .app-banner > * { margin-inline: auto; }
    .app-footer {
      padding: var(--gap-m) clamp(1rem, 3vi, 2.5rem) var(--gap-l);
      color: var(--ink-soft); font-size: 0.875rem;
    }

    main {
      display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: var(--gap-m);
      align-content: start; inline-size: 100%; max-inline-size: 72rem;
      padding: clamp(1rem, 3vi, 2.25rem) clamp(1rem, 3vi, 2.5rem) var(--gap-xl);
    }
    main.is-wide { max-inline-size: 112rem; }
    main:focus { outline: none; }
    main > * { grid-column: 1 / -1; min-inline-size: 0; }
    main > * + * { margin-block-start: var(--gap-l); }
    main > p + p, main > h2 + *, main > h3 + * { margin-block-start: var(--gap-s); }
    main > h2 { margin-block-start: var(--gap-xl); }
    main > .breadcrumb { order: -3; margin-block: 0 var(--gap-s); }
    main > :is(.notice:first-child, #said) { order: -4; margin-block: 0 var(--gap-m); }
    main > h1 { order: -2; grid-column: 1; margin-block-start: 0; align-self: end; }
    main > .page-actions {
      order: -1; grid-column: 2; margin-block-start: 0; align-self: end;
    }
    main > div:empty { display: none; }
    main > .lede { margin-block-start: var(--gap-s); }
    main > .lede + .actions { margin-block-start: var(--gap-m); }
    main > h1 { text-align: -webkit-match-parent; text-align: match-parent; }
    main > div:not([class]) > * + * { margin-block-start: var(--gap-m); }
    .lede {
      color: var(--ink-soft); font-size: 1.0938rem; max-inline-size: 46rem;
    }
    .lede strong { color: var(--ink); }
    .page-actions, .actions {
      display: flex; flex-wrap: wrap; gap: var(--gap-s); align-items: center;
    }
    .breadcrumb { font-size: 0.9375rem; color: var(--ink-soft); }
    .breadcrumb ol, ol.breadcrumb { display: flex; flex-wrap: wrap; gap: 0 0.5rem; list-style: none; padding: 0; }
    .breadcrumb li + li::before { content: "/" / ""; margin-inline-end: 0.5rem; }

    /* Sign-in, first run, errors, surveys: one quiet column. */
    .app.is-plain { display: flex; flex-direction: column; align-items: center; }
    .app.is-plain > :is(.app-header, .app-banner) { inline-size: 100%; }
    .app.is-plain > .app-header { background: none; border: 0; }
    .app.is-plain > .app-footer { inline-size: 100%; max-inline-size: 34rem; }
    .app.is-plain > main { flex: 1; max-inline-size: 34rem; padding-block-start: clamp(1rem, 8vb, 5rem); }
    .app.is-plain > main.is-document { inline-size: 100%; max-inline-size: 56rem; padding-block-start: var(--gap-l); }

    @media (width < 40rem) {
      main { grid-template-columns: minmax(0, 1fr); }
      main > .page-actions { grid-column: 1; order: 0; margin-block-start: var(--gap-m); }
      h1 { font-size: 1.5rem; }
      .app-header { flex-wrap: nowrap; gap: var(--gap-xs); padding-inline: var(--gap-s); }
      .app-tools, .app-tools > .menu { min-inline-size: 0; }
      .app-tools { gap: 0; }
      .menu > summary { max-inline-size: min(9rem, 100%); }
      .app-notices { padding-inline: 0.4rem; min-inline-size: 2.25rem; justify-content: center; }
      .app-notices-name {
        position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
        clip-path: inset(50%); white-space: nowrap;
      }
    }

    @media (width >= 72rem) {
      .app:not(.is-plain) {
        display: grid; grid-template-columns: var(--nav-size) minmax(0, 1fr);
        grid-template-rows: auto 1fr auto; grid-template-areas: "nav banner" "nav main" "nav foot";
      }
      .app:not(.is-plain) > .app-header {
        grid-area: nav; flex-flow: column nowrap; align-items: stretch; gap: var(--gap-m);
        position: sticky; inset-block-start: 0; block-size: 100dvh; overflow: auto;
        padding: var(--gap-m) 0.75rem; border-block-end: 0; border-inline-end: 1px solid var(--line);
      }
      .app:not(.is-plain) > .app-banner { grid-area: banner; }
      .app:not(.is-plain) > main { grid-area: main; }
      .app:not(.is-plain) > .app-footer { grid-area: foot; }
      .app:not(.is-plain) .app-name { padding-inline: 0.75rem; }
      .app-nav {
        display: block; flex: 1 1 0; min-block-size: 8rem; overflow: auto;
        padding: 3px; margin: -3px;
      }
      .app-menu { display: none; }
      .app:not(.is-plain) .app-tools {
        flex-direction: column; align-items: stretch; margin-inline-start: 0;
        padding-block-start: 0.75rem; border-block-start: 1px solid var(--line);
      }
      .app:not(.is-plain) .app-tools .menu { position: static; }
      .app:not(.is-plain) .app-tools .menu > summary {
        inline-size: 100%; max-inline-size: none; justify-content: space-between;
        padding-inline: 0.75rem;
      }
      .app:not(.is-plain) .app-tools .menu-panel {
        position: static; box-shadow: none; border: 0; padding: 0; min-inline-size: 0;
      }
    }
  }
  """#

/// A month: a grid of days where there is room, on a telephone the days that hold something.
let monthStyles: StaticString = #"""
  @layer components {
    .month { display: grid; gap: var(--gap-s); }
    .month-week, .month-days { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 1px; }
    .month-week { color: var(--ink-soft); font-size: 0.875rem; }
    .month-week > * { padding-inline: 0.5rem; overflow: hidden; text-overflow: ellipsis; }
    .month-days { background: var(--line); border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
    .month-day, .month-gap { background: var(--surface); padding: 0.4rem 0.5rem; min-block-size: 5.5rem; }
    .month-gap { background: var(--paper); }
    .month-number { color: var(--ink-soft); font-size: 0.875rem; font-variant-numeric: tabular-nums; }
    .month-name { display: none; font-weight: 650; }
    .is-today .month-number { display: inline-block; min-inline-size: 1.6rem; padding-inline: 0.3rem; text-align: center; border-radius: 1rem; background: var(--accent); color: var(--accent-ink); }
    .month-day ul { display: grid; gap: 0.25rem; margin: 0.25rem 0 0; padding: 0; list-style: none; font-size: 0.8125rem; line-height: 1.3; }
    .month-day li { border-inline-start: 3px solid var(--line-strong); padding-inline-start: 0.4rem; overflow-wrap: anywhere; }
    .month-day .is-own { border-color: var(--accent); font-weight: 600; }
    .month-day .is-cancelled, .month-day .is-cancelled a { text-decoration: line-through; color: var(--ink-soft); }
    .month-day a { display: inline-block; min-block-size: 1.5rem; padding-block: 0.15rem; }
    .month-nothing { display: none; }
    @media (width < 48rem) {
      .month-week, .month-gap, .month-day.is-empty, .month-day .month-number { display: none; }
      .month-days { grid-template-columns: minmax(0, 1fr); }
      .month-days:not(:has(.month-day:not(.is-empty))) { display: none; }
      .month-day { min-block-size: 0; }
      .month-name { display: inline; }
      .month-day ul { font-size: 0.9375rem; }
      .month-day a { padding-block: 0.2rem; }
      .month-nothing { display: block; }
    }
  }
  """#

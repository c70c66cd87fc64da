/// On paper: no navigation, tables whole, links spelt out, black ink.
let printStyles: StaticString = #"""
  @layer utilities {
    .print-only { display: none; }
    @media print {
      :root, :root[data-theme] {
        color-scheme: light;
        --paper: white; --surface: white; --sunken: #f2f2f2; --ink: black; --ink-soft: #333;
        --line: #bbb; --line-strong: #777; --accent: #1b3d4f; --accent-wash: #eef2f4;
        --shadow: none; --shadow-high: none;
      }
      @page { margin: 18mm 16mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); } }
      html { font-size: 10.5pt; }
      .app:not(.is-plain) { display: block; }
      .app-header, .app-banner, .app-footer, .skip-link, .page-actions, .actions, .form-actions,
      .filter-bar, .pagination, .tabs, .breadcrumb, .undo-bar, .message-comment, dialog,
      button, .button, .row-select, .row-actions, .scale-option kbd, .no-print,
      .chart-table:not([open]) { display: none !important; }
      .print-only { display: revert; }
      main { display: block; max-inline-size: none; padding: 0; }
      main:has(> .review-screen) { block-size: auto; }
      .review-screen { display: block; }
      .review-screen > * + * { margin-block-start: var(--gap-l); }
      .review-conversation, .review-scorecard, .table-scroll, .chart-scroll { overflow: visible; }
      .table-scroll { border: 0; }
      .message { content-visibility: visible; max-inline-size: none; }
      .card, .stat, .message, .criterion, .empty, figure, tr, h2 + *, .notice { break-inside: avoid; }
      h1, h2, h3 { break-after: avoid; }
      thead { display: table-header-group; }
      tfoot { display: table-footer-group; }
      a { color: inherit; }
      main p a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; overflow-wrap: anywhere; }
      .chart-drawing { max-inline-size: 100%; min-inline-size: 0; }
      .is-new-page { break-before: page; }
    }
  }
  """#

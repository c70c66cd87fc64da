/// A conversation as a reader meets it: messages by role, notes apart, events between.
let conversationStyles: StaticString = #"""
  @layer components {
    .conversation { display: grid; gap: 0.75rem; padding: 0; list-style: none; }
    .conversation > li { min-inline-size: 0; }
    .message {
      --edge: var(--line-strong);
      position: relative; content-visibility: auto; contain-intrinsic-block-size: auto 6rem;
      padding: 0.7rem 1rem 0.8rem; background: var(--surface);
      border: 1px solid var(--line); border-inline-start: 3px solid var(--edge);
      border-radius: var(--radius); max-inline-size: 46rem;
    }
    .message[data-role="customer"] { margin-inline-end: clamp(0rem, 6%, 3rem); }
    .message[data-role="agent"] {
      --edge: var(--accent); background: var(--accent-wash); border-color: transparent;
      border-inline-start-color: var(--edge); margin-inline-start: clamp(0rem, 6%, 3rem);
    }
    .message:is([data-role="bot"], [data-role="system"]) {
      background: none; border-style: dotted; border-inline-start-style: solid;
      margin-inline-start: clamp(0rem, 6%, 3rem); color: var(--ink-soft);
    }
    .message.is-note {
      --edge: var(--warn); background: var(--warn-wash);
      border: 1px dashed var(--warn); border-inline-start: 3px solid var(--warn);
      margin-inline-start: clamp(0rem, 6%, 3rem); color: var(--ink);
    }
    .message:focus, .message:target, .message.is-marked {
      outline: 3px solid var(--focus); outline-offset: 1px;
    }
    .message-header {
      display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline;
      font-size: 0.875rem; color: var(--ink-soft);
    }
    .message-author { color: var(--ink); font-weight: 650; font-size: 0.9375rem; }
    .message-header time { margin-inline-start: auto; }
    .message-body { margin-block-start: 0.2rem; white-space: pre-line; max-inline-size: none; }
    .message-body p { max-inline-size: none; }
    .message-body > * + * { margin-block-start: var(--gap-s); }
    .message-attachments { display: flex; flex-wrap: wrap; gap: var(--gap-s); margin-block-start: var(--gap-s); font-size: 0.875rem; }
    .message-comments { display: grid; gap: var(--gap-s); margin-block-start: 0.75rem; }
    .message-comments:empty { display: none; }
    .comment {
      padding: 0.5rem 0.8rem; background: var(--surface); color: var(--ink);
      border: 1px solid var(--line); border-radius: var(--radius); font-size: 0.9375rem;
    }
    .comment > * + * { margin-block-start: var(--gap-xs); }
    .comment-header { display: flex; flex-wrap: wrap; gap: 0 0.6rem; color: var(--ink-soft); font-size: 0.875rem; }
    .quote {
      padding-inline-start: 0.7rem; border-inline-start: 3px solid var(--accent);
      color: var(--ink-soft); font-style: normal;
    }
    .message-comment { margin-block-start: 0.35rem; font-size: 0.9375rem; }
    .message-comment > summary {
      display: inline-flex; align-items: center; min-block-size: 1.75rem; padding-inline: 0.4rem;
      margin-inline-start: -0.4rem; border-radius: 0.3rem; color: var(--accent);
      font-size: 0.875rem; font-weight: 550; list-style: none;
    }
    .message-comment > summary::-webkit-details-marker { display: none; }
    .message-comment > summary::before { content: "+" / ""; margin-inline-end: 0.35em; }
    .message-comment[open] > summary::before { content: "−" / ""; }
    .message-comment > summary:hover { background: var(--sunken); }
    .message-comment form { display: grid; gap: var(--gap-s); padding-block-start: var(--gap-xs); }
    @media (hover: hover) and (pointer: fine) {
      .message-comment:not([open]) {
        position: absolute; inset-block-end: 0.4rem; inset-inline-end: 0.5rem; opacity: 0;
      }
      .message-comment:not([open]) > summary {
        margin: 0; padding-inline: 0.6rem; background: var(--surface);
        border: 1px solid var(--line);
      }
      .message:is(:hover, :focus, :focus-within) > .message-comment { opacity: 1; }
    }

    .event {
      display: flex; align-items: center; gap: 0.75rem; color: var(--ink-soft);
      font-size: 0.875rem; max-inline-size: 46rem;
    }
    .event::before, .event::after {
      content: ""; flex: 1 1 1rem; border-block-start: 1px solid var(--line);
    }
    .event > * { flex: 0 1 auto; text-align: center; }
    .conversation-day {
      justify-self: center; padding: 0 0.75rem; color: var(--ink-soft); font-size: 0.875rem;
      font-weight: 600;
    }
    .conversation-layout { display: grid; gap: var(--gap-l); align-items: start; }
    @media (width >= 60rem) {
      .conversation-layout { grid-template-columns: minmax(0, 1fr) minmax(16rem, 20rem); }
    }
    .conversation-layout > * { min-inline-size: 0; }
    .conversation-facts .facts { font-size: 0.9375rem; }
    .conversation-facts .facts > div { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
    .conversation-facts h2 { font-size: 1.0625rem; }
    .conversation-facts .card { padding: 1rem 1.1rem; }
  }
  """#

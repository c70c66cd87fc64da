/// The one stylesheet of every page, written by hand in parts and served as one file.
///
/// Layers decide what wins, not the order of files. Sizes and edges are logical (block, inline,
/// start, end), so that a Hebrew page mirrors itself without a second sheet.
let stylesheetText = served([
  foundationStyles, shellStyles, contentStyles, formStyles, conversationStyles, reviewStyles,
  workflowStyles, monthStyles, chartStyles, printStyles,
])

public import Markup

/// A page that stands alone: with its styles, without scripts and without links to anywhere.
///
/// The bytes are a whole HTML file in UTF-8.
public func document(_ title: String, _ body: HTML, _ text: Text) -> [UInt8] {
  let direction = text.language.isRightToLeft ? "rtl" : "ltr"
  let head: HTML = """
    <!doctype html>
    <html lang="\(text.language.rawValue)" dir="\(direction)" data-theme="auto">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title) · Attune</title>

    """
  let page: HTML = """
    </head>
    <body class="app is-plain">
    <main id="main" class="is-document"><h1 dir="auto">\(title)</h1>
    \(body)
    </main>
    </body>
    </html>

    """
  return Array((head.text + "<style>\n" + stylesheetText + "\n</style>\n" + page.text).utf8)
}

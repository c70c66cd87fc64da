internal import Kernel
internal import Markup
internal import People
internal import Web

/// What waits for somebody besides the reviews they write: one calm block, the most pressing first.
///
/// A dispute lapses and the time to answer a review runs out; a workshop or a procedure can wait.
struct Waiting {
  let work: Work
  let text: Text

  var html: HTML {
    let lines = lines
    guard let first = lines.first else { return "" }
    if lines.count == 1 { return "<p class=\"notice\">\(first)</p>" }
    let rest = Array(lines.dropFirst())
    // To fold a single line away would only put another in its place.
    let others: HTML =
      rest.count == 1
      ? "<p>\(rest.joined())</p>"
      : """
      <details class="disclosure"><summary>\(text("work.more", ["count": .integer(rest.count)]))</summary>
      <ul>\(rest.map { "<li>\($0)</li>" as HTML })</ul></details>
      """
    return """
      <section class="notice" aria-label="\(text("work.waiting"))"><p>\(first)</p>\(others)</section>
      """
  }

  private var lines: [HTML] {
    let asked = work.disputes.asked.map { link(.dispute($0), text("dispute.work.asked")) }
    let once = [toDecide, unread, toRate, workshops, practice, owed].compactMap(\.self)
    let late = work.lateAndUnnamed.map { cycle -> HTML in "\(LateNotice.sentence(cycle, text))" }
    return asked + once + late
  }

  private var toDecide: HTML? {
    counted(work.disputes.toDecide) { link("/disputes", text("dispute.work.decide", $0)) }
  }

  private var unread: HTML? {
    counted(work.unread) { link("/received", text("work.unread", $0)) }
  }

  private var toRate: HTML? {
    counted(work.duty.toRate) { link("/calibrations", text("reviewer.open", $0)) }
  }

  private var workshops: HTML? {
    counted(work.workshops.count) { values in
      let path: Path? = work.workshops.count == 1 ? work.workshops.first.map(Path.workshop) : nil
      return link(path ?? "/workshops", text("workshop.work", values))
    }
  }

  private var practice: HTML? {
    work.duty.isPractising ? link("/practice", text("reviewer.practise")) : nil
  }

  private var owed: HTML? {
    counted(work.owed.count) { values in
      let links = work.owed.enumerated().map { index, owed -> HTML in
        """
        \(index == 0 ? "" : ", ")<a href="\(Path.procedure(owed.procedure))"><bdi>\(owed.title)</bdi></a>
        """
      }
      return "\(text("procedure.work", values)) \(links)"
    }
  }

  private func link(_ path: Path, _ words: String) -> HTML {
    "<a href=\"\(path)\">\(words)</a>"
  }

  private func counted(_ count: Int, _ line: ([String: TextValue]) -> HTML) -> HTML? {
    count > 0 ? line(["count": .integer(count)]) : nil
  }
}

internal import Kernel
internal import Web

/// A report as one file that needs nothing else: to print, to keep, to send.
struct ReportDocument {
  let model: ReportModel
  let text: Text

  static func title(_ model: ReportModel, _ text: Text) -> String {
    text(
      "report.title",
      ["whose": .string(model.name), "month": .string(text.month(model.month.first))])
  }

  var bytes: [UInt8] {
    Web.document(
      Self.title(model, text), ReportView(model: model, text: text, hasLinks: false).html, text)
  }
}

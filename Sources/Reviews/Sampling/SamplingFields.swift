internal import Conversations
internal import Markup
internal import Web

/// The part of a plan's form that says how conversations are chosen.
struct SamplingFields {
  let text: Text
  /// What stands in the fields at first.
  let rule: SamplingRule
  let size: SampleSize
  /// The signals there are to choose from.
  let signals: [Signal]
  let sent: Form?

  /// Reads a rule; what a form does not ask for is as it was, and `nil` means that a field holds no
  /// number.
  static func rule(_ form: Form, over usual: SamplingRule = SamplingRule()) -> SamplingRule? {
    func number(_ name: String, _ usual: Int) -> Int? {
      form.optional(name).map { Int($0) } ?? usual
    }
    guard let average = number("average", usual.average),
      let flagged = number("flagged", usual.flagged), let topUp = number("topUp", usual.topUp),
      let target = number("target", usual.target)
    else { return nil }
    var rule = usual
    (rule.average, rule.flagged) = (average, flagged)
    (rule.topUp, rule.target) = (topUp, target)
    rule.purpose = SamplingRule.Purpose(rawValue: form["purpose"]) ?? usual.purpose
    rule.allocation = SamplingRule.Allocation(rawValue: form["allocation"]) ?? usual.allocation
    guard form.optional("flagged") != nil else { return rule }
    rule.countsFlagged = form.bool("counts")
    rule.marks = [:]
    for name in form.all("signal").prefix(50) {
      guard let mark = form.double("mark-\(name)") else { return nil }
      rule.marks[name] = mark
    }
    return rule
  }

  var html: HTML {
    """
    \(allocation)
    <details class="disclosure"\("open", if: isExtraOpen)><summary>\(text("sampling.flagged.title"))</summary>
    <div class="stack"><p>\(text("sampling.flagged.why"))</p>
    \(number("flagged", text("sampling.flagged"), rule.flagged, 0...SamplingRule.mostExtra, hint: text("sampling.flagged.hint")))
    <fieldset class="field"><legend>\(text("sampling.signals"))</legend><div class="choices">\(signals.map(choice))</div></fieldset>
    <div class="choices">\(check("counts", text("sampling.counts"), text("sampling.counts.hint"), isOn: sent.map { $0.bool("counts") } ?? rule.countsFlagged))</div></div></details>
    <details class="disclosure"\("open", if: isTopUpOpen)><summary>\(text("sampling.topUp.title"))</summary>
    <div class="stack"><p>\(text("sampling.topUp.why"))</p>
    <div class="fields">\(number("topUp", text("sampling.topUp"), rule.topUp, 0...SamplingRule.mostExtra))\(number("target", text("sampling.target"), rule.target, SamplingRule.targets))</div></div></details>
    """
  }

  private var isExtraOpen: Bool { (sent?.int("flagged") ?? rule.flagged) > 0 }
  private var isTopUpOpen: Bool { (sent?.int("topUp") ?? rule.topUp) > 0 }

  /// What the scores are for, as a choice that the suggestions follow.
  static func purposes(_ chosen: SamplingRule.Purpose, _ text: Text) -> HTML {
    let choices = SamplingRule.Purpose.allCases.map { purpose -> HTML in
      """
      <label class="choice"><input type="radio" name="purpose" value="\(purpose.rawValue)"\("checked", if: purpose == chosen)> <span>\(name(of: purpose, text)) <span class="hint">\(why(purpose, text))</span></span></label>
      """
    }
    return """
      <fieldset class="field"><legend>\(text("sampling.purpose"))</legend><div class="choices">\(choices)</div></fieldset>
      """
  }

  static func name(of purpose: SamplingRule.Purpose, _ text: Text) -> String {
    switch purpose {
    case .level: text("sampling.purpose.level")
    case .coaching: text("sampling.purpose.coaching")
    case .contract: text("sampling.purpose.contract")
    }
  }

  private static func why(_ purpose: SamplingRule.Purpose, _ text: Text) -> String {
    let width: [String: TextValue] = [
      "width": .string(text.number(purpose.halfWidth, digits: 0))
    ]
    return purpose == .coaching
      ? text("sampling.purpose.person", width) : text("sampling.purpose.team", width)
  }

  private var allocation: HTML {
    let chosen =
      sent.map { SamplingRule.Allocation(rawValue: $0["allocation"]) ?? .equal }
      ?? rule.allocation
    func radio(_ value: SamplingRule.Allocation, _ label: String, _ hint: String) -> HTML {
      """
      <label class="choice"><input type="radio" name="allocation" value="\(value.rawValue)"\("checked", if: value == chosen)> <span>\(label) <span class="hint">\(hint)</span></span></label>
      """
    }
    return """
      <fieldset class="field"><legend>\(text("sampling.allocation"))</legend><div class="choices">
      \(radio(.equal, text("sampling.allocation.equal"), text("sampling.allocation.equal.hint")))
      \(radio(.stability, text("sampling.allocation.stability"), text("sampling.allocation.stability.hint")))</div></fieldset>
      \(number("average", text("sampling.average"), max(rule.average, size.minimum), 1...60, hint: text("sampling.average.hint")))
      """
  }

  private func choice(_ signal: Signal) -> HTML {
    let name = signal.name
    let isOn =
      sent.map { $0.all("signal").contains(name) } ?? (rule.marks[name] != nil)
    let mark = sent?.optional("mark-\(name)") ?? bare(rule.marks[name] ?? signal.usualMark)
    let field = "mark-\(name)"
    // A rule that people wrote is called as they like, and an id has no blanks.
    let id = String(field.map { $0.isWhitespace ? "-" : $0 })
    let label = text("sampling.mark.\(signal.unit.rawValue)")
    let side = signal.countsBelow ? text("sampling.mark.below") : text("sampling.mark.above")
    return """
      <div class="choice-mark"><label class="choice"><input type="checkbox" name="signal" value="\(name)"\("checked", if: isOn)> <span>\(Signal.name(name, text))</span></label>
      <span class="inline-form"><label for="\(id)"><span class="visually-hidden">\(Signal.name(name, text)):</span> \(side)</label> <input id="\(id)" name="\(field)" inputmode="decimal" size="5" value="\(mark)"> <span>\(label)</span></span></div>
      """
  }

  private func bare(_ value: Double) -> String {
    Int(exactly: value).map { String($0) } ?? "\(value)"
  }

  private func number(
    _ name: String, _ label: String, _ usual: Int, _ range: ClosedRange<Int>, hint: String? = nil
  ) -> HTML {
    let note: HTML? = hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" }
    let described: HTML? = hint == nil ? nil : " aria-describedby=\"\(name)-hint\""
    return """
      <div class="field"><label for="\(name)">\(label)</label>\(note)
      <input id="\(name)" name="\(name)" type="number" required min="\(range.lowerBound)" max="\(range.upperBound)" value="\(sent?[name] ?? String(usual))"\(described)></div>
      """
  }

  private func check(_ name: String, _ label: String, _ hint: String, isOn: Bool) -> HTML {
    """
    <label class="choice"><input type="checkbox" name="\(name)" value="1"\("checked", if: isOn)> <span>\(label) <span class="hint">\(hint)</span></span></label>
    """
  }
}

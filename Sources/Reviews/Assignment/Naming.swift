internal import Kernel
internal import Markup
internal import Web

extension Cycle {
  /// When something happened to a review: to the minute, or only the day where nobody is named,
  /// because who was at work at that minute may be known.
  func shown(_ moment: Instant, _ text: Text) -> HTML {
    plan.namesReviewers ? text.moment(moment) : text.dayElement(text.zone.day(of: moment))
  }
}

/// What is said to somebody whose review is late where nobody is named, before they write it.
enum LateNotice {
  static func html(_ cycle: Cycle, _ text: Text) -> HTML {
    "<p class=\"notice\">\(sentence(cycle, text))</p>"
  }

  static func sentence(_ cycle: Cycle, _ text: Text) -> String {
    let values: [String: TextValue] = [
      "few": .integer(Author.fewestToHide), "day": .string(text.day(cycle.plan.shareOn)),
    ]
    return cycle.state == .shared ? text("naming.late", values) : text("naming.late.soon", values)
  }
}

/// Whether a cycle names reviewers, with what follows from it in plain words.
struct NamingChoice {
  let text: Text
  let isNamed: Bool

  var html: HTML {
    """
    <fieldset class="field"><legend>\(text("naming.title"))</legend><p class="hint">\(text("naming.hint"))</p>
    <div class="choices">\(choice("1", text("cycle.named"), text("naming.on.hint"), isNamed))
    \(choice("0", text("naming.off"), text("naming.off.hint", ["count": .integer(Author.fewestInHiding), "few": .integer(Author.fewestToHide)]), !isNamed))</div></fieldset>
    """
  }

  private func choice(_ value: String, _ label: String, _ hint: String, _ isOn: Bool) -> HTML {
    """
    <label class="choice"><input type="radio" name="named" value="\(value)"\("checked", if: isOn)> <span>\(label) <span class="hint">\(hint)</span></span></label>
    """
  }
}

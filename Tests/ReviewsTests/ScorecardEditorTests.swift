import Kernel
import Testing
import Web

@testable import Reviews

@Suite struct ScorecardEditorTests {
  let standard: Rubric = {
    var keys = Keys()
    return .standard(language: "en") { keys.next() }
  }()

  private func edited(_ fields: [(String, String)], _ rubric: Rubric? = nil) -> Rubric {
    var rubric = rubric ?? standard
    var last: Int64 = 1_000
    RubricForm.read(Form(fields), into: &rubric) {
      last += 1
      return last
    }
    return rubric
  }

  @Test func `a form that changes nothing leaves the rubric as it was`() {
    var fields: [(String, String)] = [("name", standard.name), ("purpose", standard.purpose)]
    for section in standard.sections {
      fields += [
        ("section-\(section.id)-name", section.name),
        ("section-\(section.id)-share", percent(section.share)),
      ]
      for criterion in section.criteria { fields += criterion.fields(in: section.id) }
    }
    #expect(edited(fields) == standard)
    #expect(edited([]) == standard)
  }

  @Test func `a typed weight rebalances the others and weights as shown change nothing`() {
    let thirds = Rubric.test([(1, [.test(1), .test(2), .test(3)])])
    var even = thirds
    even.sections[0].setShares([1, 1, 1])
    func fields(_ shares: [String]) -> [(String, String)] {
      shares.enumerated().map {
        ("criterion-\(Criterion.ID(rawValue: Int64($0.offset + 1)))-share", $0.element)
      }
    }
    #expect(edited(fields(["33.3", "33.3", "33.3"]), even) == even)
    let changed = edited(fields(["50", "33.3", "33.3"]), even)
    #expect(changed.criteria.map { percent($0.share) } == ["50", "25", "25"])
    let comma = edited(fields(["12,5", "33.3", "33.3"]), even)
    #expect(comma.criteria.map { percent($0.share) } == ["12.5", "43.8", "43.8"])
    let refused = edited(fields(["-5", "many", "1e9"]), even)
    #expect(refused == even)
  }

  @Test func `a condition, a move and other causes are taken over`() throws {
    let (first, second) = (standard.criteria[0], standard.criteria[1])
    let care = standard.sections[1].id
    var fields = second.fields(in: care)
    fields.append(("criterion-\(second.id)-condition", first.id.text))
    let waiting = edited(fields)
    #expect(waiting.section(of: second.id)?.id == care)
    #expect(
      waiting.criterion(second.id)?.condition
        == .init(criterion: first.id, options: [first.options[0].id]))
    var ticked = second.fields(in: care)
    ticked += [
      ("criterion-\(second.id)-condition", first.id.text),
      ("criterion-\(second.id)-condition-option", first.options[1].id.text),
      ("criterion-\(second.id)-condition-option", second.options[0].id.text),
    ]
    #expect(
      edited(ticked).criterion(second.id)?.condition?.options == [first.options[1].id])
    let option = first.options[0]
    var causes = first.fields(in: standard.sections[0].id)
    causes.removeAll { $0.0 == "option-\(option.id)-causes" }
    causes.append(("option-\(option.id)-causes", "Outdated article\r\n\r\n  New one  \nNew one"))
    let kept = try #require(edited(causes).criterion(first.id)?.options[0].causes)
    #expect(kept.map(\.text) == ["Outdated article", "New one"])
    #expect(kept[0].id == option.causes[1].id && !option.causes.map(\.id).contains(kept[1].id))
  }

  @Test func `a number's bands and stated values are read`() throws {
    let first = standard.criteria[0]
    var fields = first.fields(in: standard.sections[0].id)
    fields.removeAll { $0.0.hasSuffix("-measure") }
    fields += [
      ("criterion-\(first.id)-measure", "number"), ("criterion-\(first.id)-unit", "minutes"),
      ("option-\(first.options[0].id)-from", "30"), ("option-\(first.options[1].id)-from", "10"),
      ("option-\(first.options[1].id)-below", "30"), ("option-\(first.options[1].id)-value", "20"),
    ]
    let read = try #require(edited(fields).criterion(first.id))
    #expect(read.measure == .number(unit: "minutes"))
    #expect(read.options[0].band == .init(from: 30))
    #expect(read.options[1].band == .init(from: 10, below: 30))
    #expect(read.options[1].value == 0.2)
    #expect(read.flaws == [.bandsIncomplete])
  }

  @Test func `each button says what it does`() {
    let (section, criterion) = (standard.sections[0].id, standard.criteria[0].id)
    let option = standard.criteria[0].options[0].id
    let wishes: [(String, RubricForm.Wish)] = [
      ("", .save), ("save", .save), ("preview", .preview), ("publish", .publish),
      ("add-section", .edit(.addSection)), ("even-sections", .edit(.evenSections)),
      ("remove-section:\(section)", .edit(.removeSection(section))),
      ("up-section:\(section)", .edit(.moveSection(section, by: -1))),
      ("add-criterion:\(section)", .edit(.addCriterion(section))),
      ("even-criteria:\(section)", .edit(.evenCriteria(section))),
      ("down-criterion:\(criterion)", .edit(.moveCriterion(criterion, by: 1))),
      ("add-option:\(criterion)", .edit(.addOption(criterion))),
      ("remove-option:\(criterion):\(option)", .edit(.removeOption(criterion, option))),
      ("up-option:\(criterion):\(option)", .edit(.moveOption(criterion, option, by: 1))),
      ("remove-section:zzz", .save), ("drop-table", .save), ("up-option:\(criterion)", .save),
    ]
    for (value, wish) in wishes {
      #expect(RubricForm.wish(Form([("do", value)])) == wish, "\(value)")
    }
  }

  @Test func `a rubric cannot grow beyond what anybody can review with`() {
    var rubric = standard
    var last: Int64 = 1_000
    let key: () -> Int64 = {
      last += 1
      return last
    }
    for _ in 0..<100 {
      rubric.apply(.addSection, key: key)
      rubric.apply(.addCriterion(rubric.sections[0].id), key: key)
      rubric.apply(.addOption(rubric.criteria[0].id), key: key)
    }
    #expect(rubric.sections.count == Rubric.Limit.sections)
    #expect(rubric.criteria.count == Rubric.Limit.criteria)
    #expect(rubric.criteria[0].options.count == Rubric.Limit.options)
  }
}

extension Criterion {
  /// The fields the editor shows for this criterion, as a browser sends them.
  fileprivate func fields(in section: Rubric.Section.ID) -> [(String, String)] {
    var fields = [
      ("criterion-\(id)-name", name), ("criterion-\(id)-question", question),
      ("criterion-\(id)-share", percent(share)), ("criterion-\(id)-measure", "choice"),
      ("criterion-\(id)-section", section.text),
    ]
    if allowsNotApplicable { fields.append(("criterion-\(id)-na", "1")) }
    for option in options {
      fields += [
        ("option-\(option.id)-label", option.label), ("option-\(option.id)-anchor", option.anchor),
        ("option-\(option.id)-causes", option.causes.map(\.text).joined(separator: "\r\n")),
      ]
      if option.isCritical { fields.append(("option-\(option.id)-critical", "1")) }
      if option.isFatal { fields.append(("option-\(option.id)-fatal", "1")) }
      if option.needsComment { fields.append(("option-\(option.id)-comment", "1")) }
    }
    return fields
  }
}

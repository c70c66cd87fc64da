import Kernel

/// A change to the structure of a draft: what the editor's buttons do.
enum RubricEdit: Hashable, Sendable {
  case addSection
  case removeSection(Rubric.Section.ID)
  case moveSection(Rubric.Section.ID, by: Int)
  case addCriterion(Rubric.Section.ID)
  case removeCriterion(Criterion.ID)
  case moveCriterion(Criterion.ID, by: Int)
  /// Makes a criterion the last of another section.
  case transferCriterion(Criterion.ID, to: Rubric.Section.ID)
  case addOption(Criterion.ID)
  case removeOption(Criterion.ID, Criterion.Option.ID)
  case moveOption(Criterion.ID, Criterion.Option.ID, by: Int)
  case evenSections
  case evenCriteria(Rubric.Section.ID)
}

extension Rubric {
  /// How much a rubric may hold; beyond, nobody could review with it.
  enum Limit {
    static let sections = 20
    static let criteria = 40
    static let options = 11
  }

  /// Carries out one change; what is not there, or one too many, changes nothing.
  mutating func apply(_ edit: RubricEdit, key: () -> Int64) {
    switch edit {
    case .addSection: addSection(key)
    case .removeSection(let id): remove(section: id)
    case .moveSection(let id, let step):
      if let index = sections.firstIndex(where: { $0.id == id }) { sections.move(index, by: step) }
    case .addCriterion(let id): addCriterion(to: id, key)
    case .removeCriterion(let id): remove(criterion: id)
    case .moveCriterion(let id, let step): move(criterion: id, by: step)
    case .transferCriterion(let id, let section): transfer(id, to: section)
    case .addOption(let id):
      update(criterion: id) { $0.addOption(key) }
    case .removeOption(let id, let option):
      update(criterion: id) { $0.options.removeAll { $0.id == option } }
      forget(option: option)
    case .moveOption(let id, let option, let step):
      update(criterion: id) { criterion in
        guard let index = criterion.options.firstIndex(where: { $0.id == option }) else { return }
        criterion.options.move(index, by: step)
      }
    case .evenSections: setShares(sections.map { _ in 1 })
    case .evenCriteria(let id):
      guard let index = sections.firstIndex(where: { $0.id == id }) else { return }
      sections[index].setShares(sections[index].criteria.map { _ in 1 })
    }
  }

  /// Changes one criterion in place.
  mutating func update(criterion id: Criterion.ID, _ change: (inout Criterion) -> Void) {
    for section in sections.indices {
      for index in sections[section].criteria.indices
      where sections[section].criteria[index].id == id {
        change(&sections[section].criteria[index])
      }
    }
  }

  mutating func setShares(_ weights: [Double]) {
    for (index, share) in Shares(weights).values.enumerated() { sections[index].share = share }
  }

  private mutating func addSection(_ key: () -> Int64) {
    guard sections.count < Limit.sections else { return }
    let count = Double(sections.count)
    sections.append(Section(id: .init(rawValue: key()), name: ""))
    setShares(sections.dropLast().map { $0.share * count } + [1])
  }

  private mutating func remove(section id: Section.ID) {
    guard let index = sections.firstIndex(where: { $0.id == id }) else { return }
    let gone = sections.remove(at: index)
    for criterion in gone.criteria { forget(criterion: criterion.id) }
    setShares(sections.map(\.share))
  }

  private mutating func addCriterion(to id: Section.ID, _ key: () -> Int64) {
    guard criteria.count < Limit.criteria,
      let index = sections.firstIndex(where: { $0.id == id })
    else { return }
    var criterion = Criterion(id: .init(rawValue: key()), name: "", options: [])
    for _ in 0..<3 { criterion.addOption(key) }
    sections[index].append(criterion)
  }

  private mutating func remove(criterion id: Criterion.ID) {
    for index in sections.indices where sections[index].criteria.contains(where: { $0.id == id }) {
      sections[index].criteria.removeAll { $0.id == id }
      sections[index].setShares(sections[index].criteria.map(\.share))
      forget(criterion: id)
    }
  }

  private mutating func move(criterion id: Criterion.ID, by step: Int) {
    for section in sections.indices {
      if let index = sections[section].criteria.firstIndex(where: { $0.id == id }) {
        sections[section].criteria.move(index, by: step)
      }
    }
  }

  private mutating func transfer(_ id: Criterion.ID, to target: Section.ID) {
    guard let criterion = criterion(id), section(of: id)?.id != target,
      let to = sections.firstIndex(where: { $0.id == target })
    else { return }
    for index in sections.indices where sections[index].criteria.contains(where: { $0.id == id }) {
      sections[index].criteria.removeAll { $0.id == id }
      sections[index].setShares(sections[index].criteria.map(\.share))
    }
    sections[to].append(criterion)
  }

  /// Drops the conditions that waited for a criterion that is gone.
  private mutating func forget(criterion id: Criterion.ID) {
    for other in criteria where other.condition?.criterion == id {
      update(criterion: other.id) { $0.condition = nil }
    }
  }

  private mutating func forget(option id: Criterion.Option.ID) {
    for other in criteria where other.condition?.options.contains(id) ?? false {
      update(criterion: other.id) { criterion in
        criterion.condition?.options.remove(id)
        if criterion.condition?.options.isEmpty ?? false { criterion.condition = nil }
      }
    }
  }
}

extension Rubric.Section {
  mutating func setShares(_ weights: [Double]) {
    for (index, share) in Shares(weights).values.enumerated() { criteria[index].share = share }
  }

  /// Adds a criterion with an equal part; the others keep their proportions.
  mutating func append(_ criterion: Criterion) {
    let count = Double(criteria.count)
    criteria.append(criterion)
    setShares(criteria.dropLast().map { $0.share * count } + [1])
  }
}

extension Criterion {
  mutating func addOption(_ key: () -> Int64) {
    guard options.count < Rubric.Limit.options else { return }
    options.append(Option(id: .init(rawValue: key()), label: ""))
  }
}

extension Array {
  /// Moves one element some places on, as far as there is room.
  fileprivate mutating func move(_ index: Int, by step: Int) {
    let target = Swift.min(count - 1, Swift.max(0, index + step))
    guard indices.contains(index), target != index else { return }
    insert(remove(at: index), at: target)
  }
}

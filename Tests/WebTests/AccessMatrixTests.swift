import Kernel
import Testing

@testable import Web

/// Keys of the small company that the questions below are about.
private let me: Int64 = 7
private let colleague: Int64 = 8
private let myTeam: Int64 = 70
private let otherTeam: Int64 = 80

private func actor(_ grants: Grant...) -> Actor {
  Actor(
    person: Identifier(rawValue: me), name: "Noa", workspace: Identifier(rawValue: 1),
    grants: grants, teams: [Identifier(rawValue: myTeam)])
}

private func grant(_ role: Role) -> Grant {
  Grant(role, team: Identifier(rawValue: myTeam))
}

@Suite struct AccessMatrixTests {
  @Test func `the matrix reads without a fault and has a row for every resource`() throws {
    let policy = try Policy(table: Policy.matrix)
    for resource in Resource.allCases {
      #expect(policy.rule(for: resource).cells.count == Role.allCases.count)
    }
  }

  @Test func `a malformed table says where`() {
    #expect(throws: PolicyError.unknownResource("moon")) {
      try Policy(table: "resource | agent\nmoon | R:a")
    }
    #expect(throws: PolicyError.unknownColumn("pilot")) {
      try Policy(table: "resource | pilot\nteam | R:a")
    }
    #expect(throws: PolicyError.malformedCell(resource: "team", cell: "R:q")) {
      try Policy(table: "resource | agent\nteam | R:q")
    }
    #expect(throws: PolicyError.missingRow(.conversation)) {
      try Policy(table: "resource | agent\nteam | R:a")
    }
  }

  /// Every cell of the table, asked for every object, against a reading of the cell's own text.
  @Test(arguments: Resource.allCases)
  func `each role may do exactly what its cell says`(resource: Resource) throws {
    let lines = Policy.matrix.split(separator: "\n").map { line in
      line.split(separator: "|").map(\.trimmingBlanks)
    }
    let header = try #require(lines.first)
    let row = try #require(lines.first { $0.first == resource.rawValue })
    let never = try #require(header.firstIndex(of: "never"))
    for role in Role.allCases {
      let column = try #require(header.firstIndex(of: role.rawValue))
      for action in Action.allCases {
        let granted = letters(of: action, in: row[column])
        let refused = letters(of: action, in: row[never])
        for object in objects {
          let relations = relations(to: object)
          let expected =
            !relations.union(["a"]).isDisjoint(with: granted)
            && relations.isDisjoint(with: refused)
          #expect(
            actor(grant(role)).can(action, resource, object) == expected,
            "\(role) \(action) \(resource) \(object)")
        }
        #expect(actor(grant(role)).can(action, resource) == !granted.isEmpty)
      }
    }
  }

  private var objects: [Ownership] {
    let persons: [Int64?] = [nil, me, colleague]
    let teams: [Int64?] = [nil, myTeam, otherTeam]
    return persons.flatMap { person in
      teams.flatMap { team in
        persons.map { Ownership(person: person, team: team, assignedTo: $0) }
      }
    }
  }

  private func relations(to object: Ownership) -> Set<Character> {
    var relations: Set<Character> = []
    if object.person == me { relations.insert("o") }
    if object.assignedTo == me { relations.insert("s") }
    if object.team == myTeam { relations.formUnion(["m", "t"]) }
    return relations
  }

  private func letters(of action: Action, in cell: String) -> Set<Character> {
    var scopes: Set<Character> = []
    for entry in cell.split(separator: " ") {
      let halves = entry.split(separator: ":")
      guard halves.count == 2, halves[0].contains(action.letter) else { continue }
      scopes.formUnion(halves[1])
    }
    return scopes
  }
}

@Suite struct SeparationTests {
  private let everyHat = actor(
    Grant(.agent), Grant(.lead), Grant(.analyst), Grant(.planner))

  @Test func `nobody without a role may do anything`() {
    for resource in Resource.allCases {
      for action in Action.allCases {
        #expect(!actor().can(action, resource))
        #expect(!actor().can(action, resource, Ownership(person: me, assignedTo: me)))
      }
    }
  }

  @Test func `nobody reviews themselves, whatever they are`() {
    let mine = Ownership(person: me, team: myTeam, assignedTo: me)
    let another = Ownership(person: colleague, team: myTeam, assignedTo: me)
    #expect(!everyHat.can(.create, .review, mine))
    #expect(!everyHat.can(.change, .reviewDraft, mine))
    #expect(!everyHat.can(.change, .assignment, mine))
    #expect(everyHat.can(.create, .review, another))
    #expect(everyHat.can(.change, .reviewDraft, another))
  }

  @Test func `nobody decides a dispute about themselves or about their own review`() {
    #expect(!everyHat.can(.change, .dispute, Ownership(person: me, team: myTeam)))
    #expect(!everyHat.can(.change, .dispute, Ownership(person: colleague, assignedTo: me)))
    #expect(everyHat.can(.change, .dispute, Ownership(person: colleague, assignedTo: 9)))
  }

  @Test func `nobody corrects a score of their own work or of their own review`() {
    #expect(!everyHat.can(.create, .scoreChange, Ownership(person: me, team: myTeam)))
    #expect(!everyHat.can(.create, .scoreChange, Ownership(person: colleague, assignedTo: me)))
    #expect(everyHat.can(.create, .scoreChange, Ownership(person: colleague, assignedTo: 9)))
    #expect(!actor(grant(.agent)).can(.create, .scoreChange))
    #expect(actor(grant(.agent)).can(.read, .scoreChange, Ownership(person: me)))
  }

  @Test func `nobody rates their own conversation in a workshop, nor one uninvited`() {
    let mine = Ownership(person: me, team: myTeam, assignedTo: me)
    #expect(!everyHat.can(.use, .workshop, mine))
    #expect(everyHat.can(.use, .workshop, Ownership(person: colleague, assignedTo: me)))
    #expect(!everyHat.can(.use, .workshop, Ownership(person: colleague, assignedTo: 9)))
    #expect(!actor(grant(.agent)).can(.change, .workshop, Ownership(assignedTo: me)))
  }

  @Test(arguments: Resource.allCases)
  func `an auditor writes nothing but the own account, whatever else they are`(
    resource: Resource
  ) {
    let auditor = actor(Grant(.auditor), Grant(.analyst), Grant(.admin), Grant(.lead))
    for action in Action.allCases where action.writes && resource != .account {
      #expect(!auditor.can(action, resource, Ownership(person: colleague, team: myTeam)))
    }
  }

  @Test(arguments: Resource.allCases)
  func `an admin sees no content, whatever else they are`(resource: Resource) {
    let content = Policy.standard.rule(for: resource).isContent
    let admin = actor(Grant(.admin), Grant(.analyst), Grant(.lead), Grant(.agent))
    for action in Action.allCases where content {
      #expect(!admin.can(action, resource, Ownership(person: me, team: myTeam, assignedTo: me)))
    }
    #expect(!content || Policy.standard.rule(for: resource).cells[.admin] == [:])
  }

  @Test func `a lead reaches the teams they lead, and a lead of all teams all`() {
    let ofOne = actor(Grant(.lead, team: Identifier(rawValue: myTeam)))
    let ofAll = actor(Grant(.lead))
    #expect(ofOne.can(.read, .conversation, Ownership(team: myTeam)))
    #expect(!ofOne.can(.read, .conversation, Ownership(team: otherTeam)))
    #expect(!ofOne.can(.read, .conversation, Ownership()))
    #expect(ofAll.can(.read, .conversation, Ownership(team: otherTeam)))
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String { String(self).trimmingBlanks }
}

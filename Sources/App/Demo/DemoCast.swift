/// The invented people of the demo.
struct DemoCast: Sendable {
  let teams: [String]
  let agents: [DemoAgent]
  /// One lead for each team, in the order of the teams.
  let leads: [DemoColleague]
  let analyst = DemoColleague(name: "Ingrid Dahl", address: "ingrid")
  let planner = DemoColleague(name: "Omar Haddad", address: "omar")
  let admin = DemoColleague(name: "Ruth Keller", address: "ruth")
  let auditor = DemoColleague(name: "Björn Lindqvist", address: "bjorn")

  init(agents count: Int) {
    let teamCount = max(1, count / 6)
    teams = (0..<teamCount).map { index in
      let name = Self.teamNames[index % Self.teamNames.count]
      return index < Self.teamNames.count ? name : "\(name) \(index / Self.teamNames.count + 1)"
    }
    agents = (0..<count).map { index in
      DemoAgent(
        index: index, persona: Self.persona(index),
        team: min(index / 6, teamCount - 1))
    }
    leads = (0..<teamCount).map { index in
      let given = Self.leadNames[index % Self.leadNames.count]
      let round = index / Self.leadNames.count
      let name = round == 0 ? given : "\(given) \(round + 1)"
      let address = given.split(separator: " ").first.map { $0.lowercased() } ?? "lead"
      return DemoColleague(name: name, address: round == 0 ? address : "\(address)\(round + 1)")
    }
  }

  static let teamNames = ["Harbour", "Meadow", "Orchard", "Summit", "Willow", "Lagoon"]
  private static let leadNames = [
    "Grace Adeyemi", "Mateo Silva", "Freya Nilsen", "Samir Aziz", "Clara Weiss", "Jonas Berg",
  ]

  /// How a person is called, in their own script and in Latin letters.
  struct Persona: Sendable {
    let name: String
    let own: String
    let latin: String
    let address: String
    let languages: [String]
  }

  private static let personas: [Persona] = [
    .init("Amara Okafor", "Amara"),
    .init("Yusuf Demir", "Yusuf"),
    .init("Мария Орлова", "Мария", latin: "Maria", speaks: "ru"),
    .init("Priya Nair", "Priya"),
    .init("Lucas Moreau", "Lucas"),
    .init("נועה ברק", "נועה", latin: "Noa", speaks: "he"),
    .init("陈思远", "思远", latin: "Siyuan", speaks: "zh-Hans"),
    .init("Sofia Almeida", "Sofia"),
    .init("Kwame Mensah", "Kwame"),
    .init("Иван Соколов", "Иван", latin: "Ivan", speaks: "ru"),
    .init("Mei Lin Tan", "Mei", speaks: "zh-Hans"),
    .init("Dana Levi", "Dana", speaks: "he"),
  ]

  private static let families = [
    "Abara", "Brandt", "Castro", "Duarte", "Eriksen", "Farouk", "Gupta", "Hoang", "Ivers",
    "Jansen", "Kowal", "Lima", "Marsh", "Ndiaye", "Orban", "Petrov", "Quist", "Rahman",
  ]

  /// The first twelve by name; who comes after them borrows a first name.
  private static func persona(_ index: Int) -> Persona {
    let base = personas[index % personas.count]
    guard index >= personas.count else { return base }
    let round = index / personas.count - 1
    let family = families[(round + index) % families.count]
    let number = index + 1
    return Persona(
      "\(base.latin) \(family)", base.latin, latin: base.latin,
      address: "\(base.latin.lowercased())\(number)", languages: base.languages)
  }

  static let domain = "lantern-post.example.com"
}

extension DemoCast.Persona {
  fileprivate init(_ name: String, _ own: String, latin: String? = nil, speaks: String? = nil) {
    let latin = latin ?? own
    self.init(
      name, own, latin: latin, address: latin.lowercased(),
      languages: ["en"] + [speaks].compactMap(\.self))
  }

  fileprivate init(
    _ name: String, _ own: String, latin: String, address: String, languages: [String]
  ) {
    self.name = name
    self.own = own
    self.latin = latin
    self.address = address
    self.languages = languages
  }
}

/// Somebody of the demo who does not answer customers.
struct DemoColleague: Sendable {
  let name: String
  let address: String

  var email: String { "\(address)@\(DemoCast.domain)" }
}

/// Somebody of the demo who answers customers.
struct DemoAgent: Sendable {
  let index: Int
  let name: String
  let email: String
  let team: Int
  let languages: [String]
  private let own: String
  private let latin: String

  fileprivate init(index: Int, persona: DemoCast.Persona, team: Int) {
    self.index = index
    name = persona.name
    email = "\(persona.address)@\(DemoCast.domain)"
    self.team = team
    languages = persona.languages
    own = persona.own
    latin = persona.latin
  }

  /// The first name as it stands in a conversation of that language.
  func called(in language: String) -> String {
    language != "en" && languages.contains(language) ? own : latin
  }

  /// The language they read the product in, where it is not the workspace's.
  var home: String? { own != latin ? languages.last : nil }

  /// Half of them work from eight to four, half from noon to eight.
  var worksEarly: Bool { index.isMultiple(of: 2) }
}

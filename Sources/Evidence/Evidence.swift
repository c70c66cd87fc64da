internal import Kernel
internal import Linguistics
internal import Markup
public import Web
internal import Storage

extension Feature {
  /// What the texts show: detectors, rules that people write, and what was found in each
  /// conversation.
  public static let evidence = Feature(
    "evidence",
    migrations: [Migration("evidence-1", EvidenceSchema.tables)],
    words: evidenceWords + driverWords,
    navigation: [
      NavigationItem("/evidence", "evidence.title", allow: .read, .evidence, rank: 44)
    ],
    routes: { routes in
      EvidencePages.add(to: routes)
      RulePages.add(to: routes)
      DriverPages.add(to: routes)
      SignalCoursePages.add(to: routes)
    },
    jobs: [
      JobKind("evidence-reading", every: .seconds(20)) { run in
        try await EvidenceRenewal(
          database: run.database, scope: run.scope, world: run.world
        ).run()
      }
    ],
    finders: Sighting.Kind.allCases.map { kind in
      Finder(allow: .read, .evidence) { visit, words in
        let name = kind.name(visit.text)
        return name.matches(words)
          ? [Finding(.evidence(kind), name, note: visit.text("evidence.title"))] : []
      }
    } + [
      .page("/evidence/drivers", "driver.title", allow: .export, .teamReport),
      .page("/evidence/course", "course.title", allow: .export, .teamReport),
    ])
}

extension Path {
  static let evidence: Path = "/evidence"

  /// The page that explains a detector.
  static func evidence(_ kind: Sighting.Kind) -> Path {
    ("/evidence/kinds" as Path).appending(kind.word)
  }

  static func rule(_ id: KeptRule.ID) -> Path { ("/evidence/rules" as Path).appending(id.text) }
}

extension Sighting.Kind {
  /// Its name in addresses and keys of words.
  var word: String { "\(self)" }

  static func named(_ word: String) -> Sighting.Kind? { allCases.first { $0.word == word } }

  /// What it is called.
  func name(_ text: Text) -> String { text("evidence.kind.\(word)") }
}

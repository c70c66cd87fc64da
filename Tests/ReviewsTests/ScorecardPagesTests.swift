import Kernel
import Markup
import Storage
import Support
import Testing
import Web

@testable import Reviews

@Suite struct ScorecardPagesTests {
  @Test(arguments: Engine.available)
  func `an analyst edits without script, previews and publishes`(engine: Engine) async throws {
    try await withScorecardDesk(engine) { desk in
      let browser = desk.browser(desk.analyst)
      let list = try await browser.get("/scorecards")
      #expect(list.status == 200 && list.body.contains("Conversation quality"))
      let (scope, database) = (desk.scope, desk.database)
      @Sendable func card() async throws -> Scorecard {
        try #require(try await database.read { try Scorecard.all(scope, in: $0) }.first)
      }
      let id = try await card().id
      let path = "/scorecards/\(id)"
      #expect(try await browser.post("\(path)/drafts", [token]).status == 303)
      var draft = try #require(try await card().draft)
      let page = try await browser.get("\(path)/draft")
      #expect(page.status == 200)
      expectSound(page.body)

      let section = draft.rubric.sections[0]
      let criterion = section.criteria[0]
      let answer = try await browser.post(
        "\(path)/draft",
        [
          token, ("revision", "1"), ("do", "add-criterion:\(section.id)"), ("name", "Quality"),
          ("section-\(section.id)-share", "80"), ("criterion-\(criterion.id)-name", "Truth"),
          ("criterion-\(criterion.id)-na", "1"), ("criterion-\(criterion.id)-measure", "choice"),
        ])
      #expect(answer.status == 303)
      draft = try #require(try await card().draft)
      #expect(draft.rubric.name == "Quality")
      #expect(draft.rubric.sections.map { percent($0.share) } == ["80", "20"])
      #expect(draft.rubric.sections[0].criteria.map(\.name) == ["Truth", "Completeness", ""])
      #expect(draft.revision == 2)

      let stale = try await browser.post("\(path)/draft", [token, ("revision", "1")])
      #expect(stale.status == 409)
      let added = draft.rubric.sections[0].criteria[2]
      #expect(answer.headers["location"]?.hasSuffix("#criterion-\(added.id)") == true)
      let early = try await browser.get("\(path)/publication")
      #expect(early.body.contains("\(path)/draft#criterion-\(added.id)"), "the way to repair it")
      _ = try await browser.post(
        "\(path)/draft",
        [token, ("revision", "2"), ("do", "remove-criterion:\(added.id)"), ("name", "Quality")])
      let publication = try await browser.get("\(path)/publication")
      #expect(publication.body.contains("becomes version 2"))
      expectSound(publication.body)
      let published = try await browser.post(
        "\(path)/publication", [token, ("revision", "3"), ("note", "More weight on the answer")])
      #expect(published.status == 303)
      let after = try await card()
      #expect(after.draft == nil && after.current?.label == "2")
      for page in [path, "\(path)/versions/\(after.current?.id.text ?? "")", "\(path)/preview"] {
        let shown = try await browser.get(page)
        #expect(shown.status == 200, "\(page)")
        expectSound(shown.body)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `an agent reads and previews, and finds no way to change`(engine: Engine) async throws {
    try await withScorecardDesk(engine) { desk in
      let browser = desk.browser(desk.agent)
      #expect(try await browser.get("/scorecards").status == 200)
      let (scope, database) = (desk.scope, desk.database)
      let card = try #require(
        try await database.read { try Scorecard.all(scope, in: $0) }.first)
      let path = "/scorecards/\(card.id)"
      let shown = try await browser.get(path)
      #expect(shown.status == 200 && !shown.body.contains("<form method=\"post\" action=\"\(path)"))
      for hidden in ["/scorecards/new", "\(path)/draft", "\(path)/publication"] {
        #expect(try await browser.get(hidden).status == 404, "\(hidden)")
      }
      for action in ["drafts", "draft", "publication", "copies", "archive", "restoration"] {
        #expect(try await browser.post("\(path)/\(action)", [token]).status == 404, "\(action)")
      }
      let criterion = try #require(card.current?.rubric.criteria.first)
      let option = try #require(criterion.options.last)
      let answer = try await browser.post(
        "\(path)/preview", [token, ("rating-\(criterion.id)", option.id.text)],
        headers: ["X-Fragment": "1"])
      #expect(answer.status == 200)
      #expect(answer.body.contains("id=\"live-score\"") && answer.body.contains("100%"))
      #expect(try await browser.get("/scorecards/0000000000zzz").status == 404)
      #expect(try await browser.get("/scorecards/none").status == 404)
    }
  }

  @Test(arguments: ["en", "zh-Hans", "ru", "he"])
  func `every page speaks every language`(language: String) async throws {
    try await withScorecardDesk(.sqlite) { desk in
      let browser = desk.browser(desk.analyst, language: language)
      _ = try await browser.get("/scorecards")
      let (scope, world, database) = (desk.scope, desk.world, desk.database)
      let id = try await database.write { db in
        let card = try #require(try Scorecard.all(scope, in: db).first)
        let draft = try #require(try card.openDraft(scope: scope, world: world, in: db))
        try draft.save(.awkward(draft.rubric), scope: scope, world: world, in: db)
        return card.id
      }
      let path = "/scorecards/\(id)"
      for page in [
        "/scorecards", "/scorecards/new", path, "\(path)/draft", "\(path)/preview",
        "\(path)/publication",
      ] {
        let shown = try await browser.get(page)
        #expect(shown.status == 200, "\(page)")
        expectSound(shown.body)
        for start in [">scorecard.", ">criterion.", "\"scorecard.", ">estimate."] {
          #expect(!shown.body.contains(start), "\(page): \(start)")
        }
      }
    }
  }

  @Test func `the words of scorecards exist in all languages with the same keys`() {
    let words = Feature.scorecards.words
    #expect(words.duplicates.isEmpty)
    for language in Language.allCases {
      #expect(words.keys(in: language) == words.keys(in: .en), "\(language)")
    }
  }

  @Test func `a rating form ticks nothing and reads back what was answered`() throws {
    var keys = Keys()
    var rubric = Rubric.awkward(.standard(language: "en") { keys.next() })
    rubric.sections[0].criteria[0].options[0].causes = [.init(id: .init(rawValue: 900), text: "c")]
    let text = Text(Feature.scorecards.words, language: .en)
    let html = ScorecardForm.html(rubric, text: text).text
    #expect(!html.contains("checked"))
    expectSound(html)
    let first = rubric.criteria[0]
    let number = try #require(rubric.criteria.first { $0.measure != .choice })
    let form = Form([
      ("rating-\(first.id)", first.options[0].id.text), ("comment-\(first.id)", " seen "),
      ("cause-\(first.id)", Criterion.Cause.ID(rawValue: 900).text), ("number-\(number.id)", "3"),
    ])
    let (answers, problems) = ScorecardForm.read(form, rubric)
    #expect(answers[first.id]?.choice == .option(first.options[0].id))
    #expect(answers[first.id]?.comment == "seen")
    #expect(answers[first.id]?.causes == [.init(rawValue: 900)])
    #expect(answers[number.id]?.choice == .number(3))
    #expect(!problems.contains { $0.criterion == number.id })
    let again = ScorecardForm.html(rubric, answers: answers, problems: problems, text: text).text
    expectSound(again)
    #expect(again.contains("checked") && again.contains("value=\"3\""))
    let wrong = ScorecardForm.read(Form([("number-\(number.id)", "many")]), rubric)
    #expect(wrong.problems.contains(AnswerProblem(criterion: number.id, kind: .numberOutside)))
  }
}

private let token = ("csrf", "token")

extension Rubric {
  /// The rubric with everything that makes the pages say their rarer sentences.
  static func awkward(_ rubric: Rubric) -> Rubric {
    var rubric = rubric
    var last: Int64 = 5_000
    let key: () -> Int64 = {
      last += 1
      return last
    }
    let section = rubric.sections[0].id
    rubric.failsSection = true
    rubric.apply(.addCriterion(section), key: key)
    rubric.apply(.addCriterion(section), key: key)
    let first = rubric.criteria[0]
    let place = rubric.sections[0].criteria.count - 1
    rubric.sections[0].criteria[place].name = "Interruptions"
    rubric.sections[0].criteria[place].measure = .number(unit: "times")
    let bands: [Criterion.Band] = [.init(from: 5), .init(from: 1, below: 5), .init(below: 1)]
    for (index, band) in bands.enumerated() {
      rubric.sections[0].criteria[place].options[index].label = "band \(index)"
      rubric.sections[0].criteria[place].options[index].band = band
    }
    rubric.sections[0].criteria[1].condition = .init(
      criterion: first.id, options: [first.options[0].id])
    rubric.sections[0].criteria[1].options[2].value = 0.9
    rubric.apply(.addSection, key: key)
    return rubric
  }
}

/// Checks that ids are unique, tags balance and every label and description has its target.
func expectSound(_ html: String) {
  #expect(faults(in: html) == [])
}

import Kernel
import Statistics
import Testing
import Web

@testable import Evidence

/// Scores from people and a machine that is wrong on purpose.
@Suite struct CombinedEstimateTests {
  /// A month in two languages; the machine is 12 points too mild in one and 20 too hard in the
  /// other, and suspicious conversations are looked at three times as often.
  private func month(_ chance: inout SplitMix64, _ count: Int) -> [CombinedEstimate.Contact] {
    (0..<count).map { _ in
      let isHebrew = chance.unit() < 0.3
      let isSuspicious = chance.unit() < 0.15
      let noise = chance.unit() + chance.unit() + chance.unit() - 1.5
      let score = (isSuspicious ? 50.0 : 76) + 15 * noise
      let machine = score * 0.7 + (isHebrew ? 2.0 : 34) + 20 * (chance.unit() - 0.5)
      let probability = isSuspicious ? 0.36 : 0.12
      let rated = chance.unit() < probability
      return CombinedEstimate.Contact(
        machine: machine,
        rated: rated ? .init(value: score, probability: probability) : nil,
        stratum: isHebrew ? "he" : "en")
    }
  }

  @Test func `the combined interval covers the truth, the machine's number does not`() {
    var chance = SplitMix64(seed: 77)
    let truth = 0.85 * 76 + 0.15 * 50
    var (held, wrong, narrower) = (0, 0, 0)
    let rounds = 400
    for _ in 0..<rounds {
      let found = CombinedEstimate(month(&chance, 500))
      guard let both = found.both, let low = both.lower, let high = both.upper else { continue }
      if low <= truth && truth <= high { held += 1 }
      if abs((found.machine.value ?? 0) - truth) > 1 { wrong += 1 }
      if (both.halfWidth ?? 9) < (found.people.halfWidth ?? 0) { narrower += 1 }
    }
    let share = Double(held) / Double(rounds)
    #expect(share > 0.92 && share < 0.985, "\(share)")
    #expect(wrong > rounds * 9 / 10, "the machine must be wrong, or this shows nothing")
    #expect(narrower > rounds * 9 / 10)
  }

  @Test func `below ten reviews only people speak, and without a machine nothing is added`() {
    let few = (0..<30).map { number in
      CombinedEstimate.Contact(
        machine: 70, rated: number < 9 ? .init(value: 80, probability: 0.3) : nil, stratum: "en")
    }
    #expect(CombinedEstimate(few).both == nil)
    #expect(CombinedEstimate(few).people.n == 9)
    let unread = (0..<30).map { number in
      CombinedEstimate.Contact(
        machine: nil,
        rated: number < 12 ? .init(value: Double(number), probability: 0.4) : nil, stratum: "en")
    }
    #expect(CombinedEstimate(unread).both == nil)
    #expect(CombinedEstimate(unread).worth == 0)
  }

  @Test func `a small language joins the rest and is not lost`() {
    let all = (0..<60).map { number -> CombinedEstimate.Contact in
      let value = CombinedEstimate.Contact.Rated(
        value: Double(60 + number % 9), probability: 0.33)
      return CombinedEstimate.Contact(
        machine: Double(50 + number % 7), rated: number % 3 == 0 ? value : nil,
        stratum: number < 50 ? "en" : "ru")
    }
    let found = CombinedEstimate(all)
    #expect(found.both?.n == 20)
    #expect((found.correction ?? 0) > 5)
  }

  @Test func `a picture has a line for the whole and each criterion, and nobody below ten`() {
    let criterion = PublishedAnswers.Criterion(
      id: 7, scorecard: 1, name: "Care", weight: 1, points: LearnedFixture.points)
    let pool = (0..<80).map { number in
      PublishedAnswers.Pooled(
        sample: 1, conversation: Int64(number),
        person: Actor.ID(rawValue: number < 60 ? 1 : 2), day: LearnedFixture.day,
        channel: "chat", language: "en")
    }
    let rated = pool.filter { $0.conversation % 4 == 0 }.map { contact in
      PublishedAnswers.Rated(
        sample: 1, conversation: contact.conversation, person: contact.person, probability: 0.25,
        score: Double(60 + contact.conversation % 30),
        values: [7: Double(60 + contact.conversation % 30)])
    }
    let source = CombinedPicture.Source(
      criteria: [criterion], levels: [7: .suggested], pool: pool, rated: rated,
      machine: [
        7: pool.reduce(into: [:]) { $0[$1.conversation] = Double($1.conversation % 30) / 40 }
      ])
    let picture = CombinedPicture(source)
    #expect(picture.lines.map(\.criterion?.id) == [nil, 7])
    #expect(picture.lines.map(\.estimate.people.n) == [20, 20])
    #expect(picture.people.map(\.id.rawValue) == [1], "the other has five")
    #expect(picture.others == 1)
    #expect(picture.read == 80)
    let own = CombinedPicture(source, of: Actor.ID(rawValue: 2))
    #expect(own.lines.first?.estimate.people.n == 5)
    #expect(own.lines.first?.estimate.both == nil)
    #expect(own.people.isEmpty)
  }
}

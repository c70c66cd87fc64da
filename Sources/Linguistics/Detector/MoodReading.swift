internal import Glibc

/// How positive or negative a message sounds, −1…1, from words with their signs.
///
/// A word of feeling counts 1 to 3; a "not" up to three words before turns it round and weakens it,
/// "very" and "a bit" before it strengthen and weaken, what follows a "but" counts more than what
/// came before. The sum s becomes s ÷ √(s² + 12), so that many words approach the ends slowly.
public struct Mood: Hashable, Sendable {
  /// −1…1; 0 where there is no word of feeling.
  public let score: Double
  /// How many words of feeling there are.
  public let words: Int
}

struct MoodReading {
  /// A word of feeling with its sign after all that changes it.
  private struct Tone {
    var first: Int
    var last: Int
    var weight: Double
  }

  /// The mood of a message; adds the words of feeling to the sightings.
  static func mood(
    _ reading: TextReading, _ clues: ClueReading, turn: Int, into sightings: inout [Sighting]
  ) -> Mood {
    var (total, count) = (0.0, 0)
    for sentence in reading.sentences.indices {
      let words = reading.words(of: sentence)
      var tones: [Tone] = []
      var contrast = -1
      let marks = clues.marks(of: sentence)
      for mark in marks {
        if mark.clue == .contrast { contrast = mark.first }
        if mark.clue == .sentiment { take(mark, &tones) }
      }
      for tone in tones where tone.weight != 0 {
        var weight = changed(tone, words, marks, clues, reading)
        if contrast >= 0 { weight *= tone.first < contrast ? 0.6 : 1.4 }
        total += weight
        count += 1
        sightings.append(
          Sighting(
            weight > 0 ? .positive : .negative, turn: turn,
            range: reading.bytes(tone.first, tone.last),
            confidence: min(0.95, 0.5 + abs(weight) / 8)))
      }
      if !tones.isEmpty, reading.sentences[sentence].ending == .exclamation {
        total += total > 0 ? 0.4 : total < 0 ? -0.4 : 0
      }
    }
    return Mood(score: total / sqrt(total * total + 12), words: count)
  }

  /// Of phrases that overlap the longest counts.
  private static func take(_ mark: ClueReading.Mark, _ tones: inout [Tone]) {
    let tone = Tone(first: mark.first, last: mark.last, weight: Double(mark.value))
    guard let last = tones.last, last.last >= tone.first else {
      tones.append(tone)
      return
    }
    let (old, new) = (last.last - last.first, tone.last - tone.first)
    if new > old || new == old && abs(tone.weight) > abs(last.weight) {
      tones[tones.count - 1] = tone
    }
  }

  private static func changed(
    _ tone: Tone, _ sentence: Range<Int>, _ marks: ArraySlice<ClueReading.Mark>,
    _ clues: ClueReading, _ reading: TextReading
  ) -> Double {
    var weight = tone.weight
    let isHan = reading.token(tone.first).kind == .ideograph
    let from = max(sentence.lowerBound, tone.first - (isHan ? 2 : 3))
    for word in from..<tone.first {
      if clues.covers(.negation, word) {
        weight *= -0.6
        break
      }
    }
    if tone.first > sentence.lowerBound, clues.covers(.booster, tone.first - 1) {
      let softens = marks.contains { mark in
        mark.clue == .booster && mark.last == tone.first - 1 && mark.value < 0
      }
      weight *= softens ? 0.6 : 1.3
    }
    return weight
  }
}

/// The customer's mood through a conversation.
public struct MoodCourse: Hashable, Sendable {
  /// Means of the first and the last third of the customer's messages, weighted by words of feeling.
  public let start: Double
  public let end: Double
  /// The lowest message.
  public let lowest: Double
  /// Change from one message to the next on a straight line.
  public let slope: Double
  public let messages: Int

  /// How far the end is above the lowest point.
  public var recovery: Double { end - lowest }

  /// `nil` without a customer's message.
  init?(_ moods: [Mood]) {
    guard !moods.isEmpty else { return nil }
    let third = max(1, moods.count / 3)
    start = Self.mean(moods.prefix(third))
    end = Self.mean(moods.suffix(third))
    lowest = moods.map(\.score).min() ?? 0
    messages = moods.count
    let middle = Double(moods.count - 1) / 2
    let mean = moods.reduce(0) { $0 + $1.score } / Double(moods.count)
    var (up, square) = (0.0, 0.0)
    for (place, mood) in moods.enumerated() {
      up += (Double(place) - middle) * (mood.score - mean)
      square += (Double(place) - middle) * (Double(place) - middle)
    }
    slope = square > 0 ? up / square : 0
  }

  /// Messages without a word of feeling count little.
  private static func mean(_ moods: ArraySlice<Mood>) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for mood in moods {
      let own = 0.25 + Double(mood.words)
      sum += own * mood.score
      weight += own
    }
    return weight > 0 ? sum / weight : 0
  }
}

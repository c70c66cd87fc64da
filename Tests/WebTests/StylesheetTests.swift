import Testing

@testable import Web

@Suite struct StylesheetTests {
  @Test func `edges and sizes are logical, so that a Hebrew page mirrors itself`() {
    let physical = [
      "left", "right", "top", "bottom", "width", "height", "min-width", "max-width", "min-height",
      "max-height", "margin-left", "margin-right", "margin-top", "margin-bottom", "padding-left",
      "padding-right", "padding-top", "padding-bottom", "border-left", "border-right",
      "border-top", "border-bottom",
    ]
    for declaration in declarations {
      #expect(!physical.contains(declaration.name), "\(declaration)")
      let words = declaration.value.split { !$0.isLetter }
      #expect(!words.contains("left") && !words.contains("right"), "\(declaration)")
    }
  }

  @Test func `nothing is fetched from elsewhere`() {
    let addresses = stylesheetText.ranges(of: "url(").map { stylesheetText[$0.upperBound...] }
    #expect(addresses.allSatisfy { $0.hasPrefix("\"data:image/svg+xml,") })
    #expect(!stylesheetText.contains("@import"))
    #expect(!stylesheetText.contains("</"))
  }

  @Test func `blocks are closed`() {
    #expect(stylesheetText.filter { $0 == "{" }.count == stylesheetText.filter { $0 == "}" }.count)
  }

  @Test func `the first page stays below 100 kB with style and script`() {
    #expect(stylesheetText.utf8.count + scriptText.utf8.count < 90_000)
  }

  @Test(
    arguments: [
      "ink", "ink-soft", "accent", "accent-strong", "good", "warn", "bad",
    ], [Theme.light, .dark])
  func `words reach 4.5 to 1 on every ground`(ink: String, theme: Theme) throws {
    let grounds = ["paper", "surface", "accent-wash", "good-wash", "warn-wash", "bad-wash"]
    for ground in grounds + (ink.hasPrefix("ink") ? ["sunken"] : []) {
      let ratio = try color(ink, theme).contrast(with: color(ground, theme))
      #expect(ratio >= 4.5, "\(ink) on \(ground), \(theme): \(ratio)")
    }
  }

  @Test(arguments: [Theme.light, .dark])
  func `buttons, edges of fields and the focus ring can be seen`(theme: Theme) throws {
    #expect(try color("accent-ink", theme).contrast(with: color("accent", theme)) >= 4.5)
    #expect(try color("accent-ink", theme).contrast(with: color("accent-strong", theme)) >= 4.5)
    for ground in ["paper", "surface"] {
      #expect(try color("line-strong", theme).contrast(with: color(ground, theme)) >= 3)
      #expect(try color("focus", theme).contrast(with: color(ground, theme)) >= 3)
    }
  }

  @Test func `the script never turns text into markup past its policy`() {
    for sink in [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
    ] {
      #expect(!scriptText.contains(sink), "\(sink)")
    }
    #expect(scriptText.ranges(of: "parseFromString").count == 1)
    #expect(scriptText.ranges(of: "createPolicy").count == 1)
  }

  @Test func `the script knows every word it is given, and asks for no other`() {
    let given = Set(scriptWords.keys(in: .en).map { String($0.dropFirst("script.".count)) })
    let uses = given.filter { scriptText.contains("\"\($0)\"") }
    #expect(uses == given)
    for match in scriptText.matches(of: /word\("(\w+)"/) {
      #expect(given.contains(String(match.output.1)))
    }
  }

  private var declarations: [(name: String, value: String)] {
    stylesheetText.matches(of: /([a-z-]+)\s*:\s*([^;{}]+);/).map {
      (String($0.output.1), String($0.output.2))
    }
  }

  /// The colour that a custom property has in a theme.
  private func color(_ name: String, _ theme: Theme) throws -> Color {
    let pattern = try Regex(
      "--\(name): light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\);",
      as: (Substring, Substring, Substring).self)
    let match = try #require(stylesheetText.firstMatch(of: pattern), "\(name)")
    let parts = (theme == .light ? match.output.1 : match.output.2)
      .split(separator: " ").compactMap { Double($0.filter { $0 != "%" }) }
    try #require(parts.count == 3)
    return Color(lightness: parts[0] / 100, chroma: parts[1], hue: parts[2])
  }
}

enum Theme { case light, dark }

/// An OKLCH colour and its contrast after WCAG 2.2.
struct Color {
  let lightness: Double
  let chroma: Double
  let hue: Double

  func contrast(with other: Color) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Relative luminance from linear sRGB (Ottosson, "A perceptual color space", 2020).
  private var luminance: Double {
    let angle = hue * .pi / 180
    let (a, b) = (chroma * cosine(angle), chroma * cosine(angle - .pi / 2))
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    let red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
    let green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
    let blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    return 0.2126 * clamped(red) + 0.7152 * clamped(green) + 0.0722 * clamped(blue)
  }

  private func cube(_ value: Double) -> Double { value * value * value }
  private func clamped(_ value: Double) -> Double { min(1, max(0, value)) }

  /// The cosine by its series, which is exact enough within two turns.
  private func cosine(_ angle: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for index in stride(from: 2.0, through: 60, by: 2) {
      term *= -angle * angle / (index * (index - 1))
      sum += term
    }
    return sum
  }
}

internal import Conversations
internal import Kernel
internal import Statistics

/// An invented customer; every family name says that it is one.
struct DemoCustomer: Sendable {
  let first: String
  let party: PartyRecord

  init(_ number: Int, language: String, seed: UInt64) {
    var chance = SplitMix64(seed: seed, purpose: 4, number: number)
    let names = Self.names[language] ?? Self.english
    let family = chance.below(names.family.count)
    first = names.first[chance.below(names.first.count)]
    let name =
      names.isFamilyFirst ? names.family[family] + first : "\(first) \(names.family[family])"
    let key = "C\(number)"
    party = PartyRecord(
      externalID: key, name: name,
      email: "\(Self.english.family[family % Self.english.family.count].lowercased()).\(number)"
        + "@mail.example.com",
      phone: nil)
  }

  private struct Names: Sendable {
    let first: [String]
    let family: [String]
    var isFamilyFirst = false
  }

  private static let english = Names(
    first: [
      "Ada", "Ben", "Carla", "Deniz", "Elena", "Femi", "Gita", "Henrik", "Ines", "Jamal", "Karin",
      "Leon", "Maya", "Nils", "Olive", "Pedro", "Quinn", "Rosa", "Sven", "Tara", "Umar", "Vera",
      "Will", "Xenia", "Yara", "Zoe",
    ],
    family: [
      "Sampleton", "Demoview", "Exemplar", "Mockford", "Trialby", "Testwood", "Placeholm",
      "Fictionby", "Standin", "Pretendle", "Modelsen", "Draftman",
    ])

  private static let names: [String: Names] = [
    "en": english,
    "ru": Names(
      first: ["Саша", "Женя", "Валя", "Слава", "Лида", "Тимур", "Нина", "Олег", "Рита", "Глеб"],
      family: ["Примеренко", "Образченко", "Демонских", "Тестовых", "Учебных", "Черновик"]),
    "zh-Hans": Names(
      first: ["小雨", "明", "丽", "建国", "晓燕", "浩", "静", "欣"],
      family: ["示例", "样本", "演示", "试用"], isFamilyFirst: true),
    "he": Names(
      first: ["טל", "נועם", "שירה", "עומר", "יעל", "גיא", "רוני", "ליאור"],
      family: ["דוגמה", "לדוגמה", "הדגמה", "ניסיון", "טיוטה"]),
  ]
}

extension Facts {
  /// The words of one contact.
  init(_ plan: DemoPlan, _ story: DemoStory, customer: DemoCustomer, chance: inout SplitMix64) {
    self.init()
    let script = story.scripts[plan.script]
    set(.first, customer.first)
    set(.name, customer.party.name ?? customer.first)
    set(.agent, story.cast.agents[plan.agent].called(in: script.language))
    set(.team, story.cast.teams[story.cast.agents[plan.agent].team])
    set(.order, "L\(100_000 + chance.below(900_000))")
    set(.days, String(chance.within(5...10)))
    let cents = Self.cents[chance.below(Self.cents.count)]
    set(.amount, "€\(chance.within(9...189)).\(cents)")
    var words: [UInt8] = []
    script.tell(.product, nil, self, using: &chance, to: &words)
    set(.product) { $0 += words }
    words.removeAll(keepingCapacity: true)
    script.tell(.trouble, plan.reason, self, using: &chance, to: &words)
    set(.trouble) { $0 += words }
  }

  private static let cents = ["00", "50", "90", "95"]

  /// Sets the day of the week and the date; customers tell of the past, agents of what comes.
  mutating func setDay(_ day: Day, language: String, chance: inout SplitMix64, ahead: Bool) {
    let weekdays = Self.weekdays[language] ?? Self.englishWeekdays
    set(.weekday, weekdays[chance.below(weekdays.count)])
    let shift = chance.within(8...25)
    let (_, month, date) = day.advanced(by: ahead ? shift : -shift).civil
    set(.date, Self.date(date, month, language))
  }

  private static let englishWeekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let weekdays = [
    "en": englishWeekdays,
    "ru": ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу"],
    "zh-Hans": ["周一", "周二", "周三", "周四", "周五", "周六"],
    "he": ["ביום שני", "ביום שלישי", "ביום רביעי", "ביום חמישי", "ביום שישי", "ביום ראשון"],
  ]

  private static func date(_ date: Int, _ month: Int, _ language: String) -> String {
    switch language {
    case "ru": "\(date) \(russianMonths[month - 1])"
    case "zh-Hans": "\(month)月\(date)日"
    case "he": "\(date) ב\(hebrewMonths[month - 1])"
    default: "\(date) \(englishMonths[month - 1])"
    }
  }

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let russianMonths = [
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
  ]
  private static let hebrewMonths = [
    "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר",
    "נובמבר", "דצמבר",
  ]
}

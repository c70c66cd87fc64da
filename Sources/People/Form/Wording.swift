internal import Kernel
public import Web

extension PeopleError {
  /// What was refused and what to do, for the reader.
  public func message(_ text: Text) -> String {
    switch self {
    case .nameMissing: text("people.error.nameMissing")
    case .emailMalformed: text("people.error.emailMalformed")
    case .emailTaken: text("people.error.emailTaken")
    case .teamNameTaken: text("people.error.teamNameTaken")
    case .unknownPerson: text("people.error.unknownPerson")
    case .unknownTeam: text("people.error.unknownTeam")
    case .ownRole: text("people.error.ownRole")
    case .lastAdmin: text("people.error.lastAdmin")
    case .ownAccount: text("people.error.ownAccount")
    case .passwordTooShort: text("people.error.passwordTooShort")
    case .passwordTooLong: text("people.error.passwordTooLong")
    case .passwordCommon: text("people.error.passwordCommon")
    case .passwordWrong: text("people.error.passwordWrong")
    case .codeWrong: text("step.code.wrong")
    case .alreadySetUp: text("people.error.alreadySetUp")
    }
  }

  /// The complaint of a form, at the field that is meant.
  func complaint(_ text: Text) -> Complaint {
    let field: String? =
      switch self {
      case .nameMissing, .teamNameTaken: "name"
      case .emailMalformed, .emailTaken: "email"
      case .passwordTooShort, .passwordTooLong, .passwordCommon: "password"
      case .passwordWrong: "current"
      case .codeWrong: "code"
      default: nil
      }
    return Complaint(field: field, message: message(text))
  }
}

extension Problem {
  /// Too many passwords are being checked at this moment.
  static let crowded = Problem(.tooManyRequests, "people.error.busy", retryAfter: 2)
}

extension Role {
  func name(_ text: Text) -> String {
    switch self {
    case .agent: text("role.agent")
    case .lead: text("role.lead")
    case .analyst: text("role.analyst")
    case .planner: text("role.planner")
    case .admin: text("role.admin")
    case .auditor: text("role.auditor")
    }
  }

  /// What the role is for, in a sentence.
  func purpose(_ text: Text) -> String {
    switch self {
    case .agent: text("role.agent.purpose")
    case .lead: text("role.lead.purpose")
    case .analyst: text("role.analyst.purpose")
    case .planner: text("role.planner.purpose")
    case .admin: text("role.admin.purpose")
    case .auditor: text("role.auditor.purpose")
    }
  }
}

extension Theme {
  func name(_ text: Text) -> String {
    switch self {
    case .system: text("theme.system")
    case .light: text("theme.light")
    case .dark: text("theme.dark")
    }
  }
}

/// The days of a week by their names.
public enum Weekday {
  /// The name of a day, 1 for Monday to 7 for Sunday.
  public static func name(_ day: Int, _ text: Text) -> String {
    switch day {
    case 1: text("weekday.monday")
    case 2: text("weekday.tuesday")
    case 3: text("weekday.wednesday")
    case 4: text("weekday.thursday")
    case 5: text("weekday.friday")
    case 6: text("weekday.saturday")
    default: text("weekday.sunday")
    }
  }
}

extension Weekday {
  /// The days in the order of a language's calendars; the week begins on Sunday in Hebrew.
  public static func week(_ language: Language) -> [Int] {
    language == .he ? [7] + Array(1...6) : Array(1...7)
  }
}

/// What lists of languages and zones offer.
public enum Offer {
  static let languages = Language.allCases.map { (value: $0.rawValue, label: $0.ownName) }

  /// The zones people live in, and UTC.
  public static let zones =
    (["UTC"] + Zone.names.filter { $0.contains("/") && !$0.hasPrefix("Etc/") })
    .map { (value: $0, label: String($0.map { $0 == "_" ? " " : $0 })) }
}

extension PeopleError: CustomStringConvertible {
  /// The refusal in English, for the command line.
  public var description: String { message(Text(peopleWords, language: .en)) }
}

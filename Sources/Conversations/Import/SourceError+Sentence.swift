extension SourceError {
  /// What happened and what to do, in plain English for the command line and the record.
  public var sentence: String {
    switch self {
    case .unreadable(let path): "The file \(path) cannot be read."
    case .fileTooLarge(let limit):
      "The file is larger than \(limit >> 30) GiB. Cut it into parts and import them one by one."
    case .recordTooLong(let row, let limit):
      "Row \(row) is longer than \(limit >> 20) MiB; rows before it were taken. Is a quote missing?"
    case .tooManyColumns(let row, let limit):
      "Row \(row) has more than \(limit) columns; rows before it were taken. Is the delimiter right?"
    case .tooManyRows(let limit):
      "The file has more than \(limit) rows; the rows up to there were taken."
    case .notText(let kind):
      "This is a \(kind) file. Unpack it, or export it as CSV or JSON Lines, and try again."
    case .empty: "The file is empty."
    case .mapping(let reason): "The mapping does not fit: \(reason)"
    }
  }
}

extension Expectation {
  /// What should have stood there, as words for the command line.
  public var sentence: String {
    switch self {
    case .utf8: "text in the file's encoding"
    case .json: "JSON"
    case .object: "an object"
    case .list: "a list"
    case .text: "text"
    case .date: "a date"
    case .number: "a number"
    case .wholeNumber: "a whole number"
    case .duration: "a duration"
    case .truth: "yes or no"
    case .value: "a value"
    case .closedQuote: "a closing quote before the end of the file"
    case .uniqueKey: "each name once"
    case .columns: "as many cells as columns"
    case .shallowNesting: "at most 64 levels of nesting"
    case .identity: "a key or a name"
    case .time: "start --> end"
    case .shortRecord: "at most 1 MiB"
    case .knownType: "conversation, message, call, survey_response, agent, queue or agent_state"
    case .scoreInScale: "a score within its scale"
    }
  }
}

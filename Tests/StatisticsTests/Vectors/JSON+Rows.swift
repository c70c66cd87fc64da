import Statistics
import Support

typealias JSON = VectorJSON

extension JSON {
  /// The members of an object; none when this is no object.
  var members: [String: JSON] {
    if case .object(let members) = self { members } else { [:] }
  }

  /// An array of arrays of numbers, with what is missing left out.
  var rows: [[Double]] { items.map(\.numbers) }

  /// An array of arrays of numbers, some of them missing.
  var optionalRows: [[Double?]] { items.map(\.optionals) }

  var ratings: Ratings { Ratings(optionalRows) }

  /// The members of an object that are numbers.
  var numbersByName: [String: Double] { members.compactMapValues(\.number) }
}

import Foundation

extension DecodingError {
  /// What is wrong in a file of JSON, and where.
  var fault: String {
    switch self {
    case .keyNotFound(let key, let context): "does not say \(Self.place(context, key))"
    case .typeMismatch(let type, let context):
      "\(Self.place(context)) is not \(Self.name(type))"
    case .valueNotFound(let type, let context):
      "\(Self.place(context)) is empty, expected \(Self.name(type))"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "is not JSON" : "\(Self.place(context)) cannot be read"
    @unknown default: "cannot be read"
    }
  }

  /// Where in the file, such as `calls[2]`.
  private static func place(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
    let keys = context.codingPath + (last.map { [$0] } ?? [])
    let place = keys.reduce("") { place, key in
      if let index = key.intValue { return "\(place)[\(index)]" }
      return place.isEmpty ? key.stringValue : "\(place).\(key.stringValue)"
    }
    return place.isEmpty ? "the file" : place
  }

  private static func name(_ type: Any.Type) -> String {
    switch type {
    case is Double.Type: "a number"
    case is Int.Type: "a whole number"
    case is Bool.Type: "true or false"
    case is String.Type: "a text"
    case is [String: Any].Type: "an object with names and values"
    default: "a list"
    }
  }
}

public import Web

extension Feature {
  /// How many people it needs, when, and how sure.
  public static var workforce: Feature { Feature("workforce") }
}

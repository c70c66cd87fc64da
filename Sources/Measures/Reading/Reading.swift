internal import Kernel
public import Statistics

/// A metric read over a period: the value with what it is made of and how sure it is.
public struct Reading: Hashable, Sendable {
  public let question: Question
  public let period: Period
  /// The value in the metric's ``Metric/unit`` with its interval.
  public let estimate: Estimate
  /// What was counted: hits of a share, milliseconds of a mean, promoters less detractors of an
  /// index.
  public let numerator: Int
  /// Out of how many.
  public let denominator: Int
  /// Whether later events may still change it, such as a customer who comes back within the week.
  public let isProvisional: Bool
  /// Why there is nothing to read; `nil` when there is.
  public let absence: Absence?

  public init(
    _ question: Question, over period: Period, estimate: Estimate, numerator: Int,
    denominator: Int, isProvisional: Bool = false, absence: Absence? = nil
  ) {
    self.question = question
    self.period = period
    self.estimate = estimate
    self.numerator = numerator
    self.denominator = denominator
    self.isProvisional = isProvisional
    self.absence = absence
  }

  /// How many observations it rests on.
  public var n: Int { estimate.n }

  /// What keeps a metric from being read.
  public enum Absence: String, Hashable, Sendable {
    /// Nothing of the kind happened in the period.
    case nothing
    /// The source never says what the metric needs.
    case untold
    /// No part of the product holds it yet.
    case unheld
    /// Nobody promised anything about it.
    case unpromised
  }
}

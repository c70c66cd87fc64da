import Glibc

/// P(X = k) of the number of successes in n trials; `nil` outside n ≥ 0, 0 ≤ p ≤ 1.
public func binomialPMF(_ k: Int, n: Int, p: Double) -> Double? {
  guard n >= 0, p >= 0, p <= 1 else { return nil }
  guard k >= 0, k <= n else { return 0 }
  if k == 0 { return exp(Double(n) * log1p(-p)).nanAs(n == 0 ? 1 : 0) }
  if k == n { return exp(Double(n) * log(p)) }
  guard p > 0, p < 1 else { return 0 }
  let (good, bad) = (Double(k), Double(n - k))
  return betaPower(a: good, b: bad, x: p, complement: 1 - p) / good / bad * Double(n)
}

/// P(X ≤ k) of the number of successes in n trials; `nil` outside n ≥ 0, 0 ≤ p ≤ 1.
public func binomialCDF(_ k: Int, n: Int, p: Double) -> Double? {
  binomialTails(k, n: n, p: p)?.lower
}

/// P(X > k), with all its digits where it is small; `nil` outside n ≥ 0, 0 ≤ p ≤ 1.
public func binomialUpperTail(_ k: Int, n: Int, p: Double) -> Double? {
  binomialTails(k, n: n, p: p)?.upper
}

/// P(X ≤ k) and P(X > k), each with its digits.
func binomialTails(_ k: Int, n: Int, p: Double) -> (lower: Double, upper: Double)? {
  guard n >= 0, p >= 0, p <= 1 else { return nil }
  if k < 0 { return (0, 1) }
  if k >= n { return (1, 0) }
  let tails = betaTails(a: Double(k + 1), b: Double(n - k), x: p, complement: 1 - p)
  return (tails.upper, tails.lower)
}

extension Double {
  fileprivate func nanAs(_ other: Double) -> Double { isNaN ? other : self }
}

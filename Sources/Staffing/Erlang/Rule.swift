import Statistics

/// Points and weights on −1…1, made once.
enum Rule {
  static let ten = GaussLegendre(10)
  static let sixteen = GaussLegendre(16)
}

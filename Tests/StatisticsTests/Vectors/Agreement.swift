import Statistics
import Testing

let agreementFunctions: VectorFunctions = [:]

import Statistics
import Testing

let effectsFunctions: VectorFunctions = [:]

import Statistics
import Testing

let ppiFunctions: VectorFunctions = [:]

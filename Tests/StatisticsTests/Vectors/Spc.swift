import Statistics
import Testing

let spcFunctions: VectorFunctions = [:]

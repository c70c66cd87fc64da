import Statistics
import Testing

let goalsFunctions: VectorFunctions = [:]

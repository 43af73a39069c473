/// An upper bound on how many more shares can be placed: the largest flow from one axis over a second to the third,
/// where the classes of a pair of values add up. It forgets which region goes with which operator where the vendor is
/// in the middle, so it is exact where at most two axes bind, and the least of the three middles is used.
struct CommitteeBound: Sendable {
    private let axes: (first: SpreadAxis, middle: SpreadAxis, last: SpreadAxis)
    private let counts: (first: Int, middle: Int, last: Int)
    /// For each class, its edge from first to middle and its edge from middle to last.
    private var edgesOfClass: [(Int, Int)] = []
    private let edgeCount: Int
    private var network: FlowNetwork
    private var capacities: [Int]

    init(_ classes: CommitteeClasses, middle: SpreadAxis) {
        let ends = SpreadAxis.allCases.filter { $0 != middle }
        axes = (ends[0], middle, ends[1])
        counts = (classes.count(of: ends[0]), classes.count(of: middle), classes.count(of: ends[1]))
        let (middleIn, middleOut) = (1 + counts.first, 1 + counts.first + counts.middle)
        let lastBase = middleOut + counts.middle
        let sink = lastBase + counts.last
        var edges: [(from: Int, to: Int)] = []
        edges += (0..<counts.first).map { (from: 0, to: 1 + $0) }
        edges += (0..<counts.middle).map { (from: middleIn + $0, to: middleOut + $0) }
        edges += (0..<counts.last).map { (from: lastBase + $0, to: sink) }
        var known: [[Int]: Int] = [:]
        for kind in classes.classes {
            let pairs = [
                [1 + kind[axes.first], middleIn + kind[axes.middle]],
                [middleOut + kind[axes.middle], lastBase + kind[axes.last]],
            ]
            let numbers = pairs.map { pair in
                if let number = known[pair] { return number }
                known[pair] = edges.count
                edges.append((from: pair[0], to: pair[1]))
                return edges.count - 1
            }
            edgesOfClass.append((numbers[0], numbers[1]))
        }
        edgeCount = edges.count
        network = FlowNetwork(nodeCount: sink + 1, edges: edges)
        capacities = [Int](repeating: 0, count: edges.count)
    }

    /// - Parameters:
    ///   - supply: how many more members each class can give, at most `need`.
    ///   - room: how many shares each value of each axis still takes.
    /// - Returns: whether the bound is at least `need`.
    mutating func allows(_ need: Int, supply: [Int], room: ShareRoom) -> Bool {
        var base = 0
        for axis in [axes.first, axes.middle, axes.last] {
            for places in room[axis] {
                capacities[base] = places
                base += 1
            }
        }
        for edge in base..<edgeCount { capacities[edge] = 0 }
        for (number, edges) in edgesOfClass.enumerated() {
            capacities[edges.0] += supply[number]
            capacities[edges.1] += supply[number]
        }
        return network.flow(capacities, upTo: need) >= need
    }
}

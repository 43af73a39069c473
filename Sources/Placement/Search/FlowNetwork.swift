/// A network whose largest flow is found by augmenting along shortest paths (Edmonds and Karp 1972). Node 0 is the
/// source, the last node is the sink.
struct FlowNetwork: Sendable {
    private let nodeCount: Int
    /// Edge 2i goes from `ends[2i + 1]` to `ends[2i]`; edge 2i + 1 is its way back.
    private let ends: [Int]
    /// The edges out of node v are `outgoing[starts[v]..<starts[v + 1]]`.
    private let starts: [Int]
    private let outgoing: [Int]
    private var rest: [Int]
    private var reached: [Int]
    private var queue: [Int] = []

    init(nodeCount: Int, edges: [(from: Int, to: Int)]) {
        self.nodeCount = nodeCount
        ends = edges.flatMap { [$0.to, $0.from] }
        var lists = [[Int]](repeating: [], count: nodeCount)
        for (number, edge) in edges.enumerated() {
            lists[edge.from].append(2 * number)
            lists[edge.to].append(2 * number + 1)
        }
        outgoing = lists.flatMap { $0 }
        starts = lists.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        rest = [Int](repeating: 0, count: ends.count)
        reached = [Int](repeating: -1, count: nodeCount)
    }

    /// The largest flow, or `limit` where it is no less.
    ///
    /// - Parameter capacities: one for each edge.
    mutating func flow(_ capacities: [Int], upTo limit: Int) -> Int {
        for (number, capacity) in capacities.enumerated() {
            rest[2 * number] = capacity
            rest[2 * number + 1] = 0
        }
        var flow = 0
        while flow < limit, findPath() {
            flow += augment(upTo: limit - flow)
        }
        return flow
    }

    /// Finds by which edge each node is reached first; whether the sink is.
    private mutating func findPath() -> Bool {
        for node in 0..<nodeCount { reached[node] = -1 }
        queue.removeAll(keepingCapacity: true)
        queue.append(0)
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for position in starts[node]..<starts[node + 1] {
                let edge = outgoing[position]
                let end = ends[edge]
                guard rest[edge] > 0, reached[end] < 0, end != 0 else { continue }
                reached[end] = edge
                if end == nodeCount - 1 { return true }
                queue.append(end)
            }
        }
        return false
    }

    private mutating func augment(upTo limit: Int) -> Int {
        var amount = limit
        var node = nodeCount - 1
        while node != 0 {
            let edge = reached[node]
            amount = min(amount, rest[edge])
            node = ends[edge ^ 1]
        }
        node = nodeCount - 1
        while node != 0 {
            let edge = reached[node]
            rest[edge] -= amount
            rest[edge ^ 1] += amount
            node = ends[edge ^ 1]
        }
        return amount
    }
}

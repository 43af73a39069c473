/// A prefix code by Huffman's construction (1952), with ties broken as bzip2's encoder does: by the depth of the trees,
/// and by a binary heap.
struct Bzip2Code {
    /// By symbol, the bits of its code word.
    private(set) var lengths: [Int] = []
    /// A node's weight, and in the lowest eight bits its depth.
    private var weights: [Int] = [0]
    private var parents: [Int] = [-2]
    /// Nodes from position 1 on, none lighter than the one at half its position; position 0 is lighter than all.
    private var heap: [Int] = [0]

    /// - Parameters:
    ///   - frequencies: by symbol; those that do not occur count as one.
    ///   - longest: the most bits of a code word; weights are halved until none is longer.
    init(frequencies: [Int], longest: Int) {
        var scaled = frequencies.map { max($0, 1) << 8 }
        repeat {
            build(scaled)
            scaled = scaled.map { (1 + ($0 >> 8) / 2) << 8 }
        } while lengths.contains { $0 > longest }
    }

    private mutating func build(_ leaves: [Int]) {
        weights = [0] + leaves
        parents = [-2] + leaves.map { _ in -1 }
        heap = [0]
        for leaf in 1...leaves.count { insert(leaf) }
        while heap.count > 2 {
            let (first, second) = (removeLightest(), removeLightest())
            let node = weights.count
            parents[first] = node
            parents[second] = node
            parents.append(-1)
            let depth = 1 + max(weights[first] & 0xff, weights[second] & 0xff)
            weights.append((weights[first] & ~0xff) + (weights[second] & ~0xff) | depth)
            insert(node)
        }
        lengths = (1...leaves.count).map { leaf in
            var (node, length) = (leaf, 0)
            while parents[node] >= 0 {
                node = parents[node]
                length += 1
            }
            return length
        }
    }

    private mutating func insert(_ node: Int) {
        heap.append(node)
        var position = heap.count - 1
        while weights[node] < weights[heap[position >> 1]] {
            heap[position] = heap[position >> 1]
            position >>= 1
        }
        heap[position] = node
    }

    private mutating func removeLightest() -> Int {
        let lightest = heap[1]
        let moved = heap.removeLast()
        guard heap.count > 1 else { return lightest }
        var position = 1
        while position * 2 < heap.count {
            var child = position * 2
            if child + 1 < heap.count, weights[heap[child + 1]] < weights[heap[child]] { child += 1 }
            guard weights[moved] >= weights[heap[child]] else { break }
            heap[position] = heap[child]
            position = child
        }
        heap[position] = moved
        return lightest
    }
}

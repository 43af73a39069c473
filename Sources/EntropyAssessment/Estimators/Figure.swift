/// One number of an assessment, by the name that NIST's tool prints it with.
package struct Figure: Equatable, Sendable {
    package let name: String
    package let value: Double

    package init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }

    package init(_ name: String, _ count: Int) {
        self.init(name, Double(count))
    }
}

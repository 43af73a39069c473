/// A place in a picture, pixels from its upper left corner.
package struct Position: Hashable, Sendable {
    package let x: Double
    package let y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A stretch of past bins whose mean is a regressor.
package struct LagWindow: Hashable, Sendable {
    /// Bins between the origin and the stretch's last bin; 0 is the origin itself.
    package let age: Int
    /// Bins.
    package let length: Int
}

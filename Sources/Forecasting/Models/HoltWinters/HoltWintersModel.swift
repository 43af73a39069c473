/// What all series of a ``HoltWinters`` share.
package struct HoltWintersModel: Hashable, Sendable {
    package let grid: TimeGrid
    package let horizons: [HoltWintersHorizon]
}

/// The rectangle that a series is drawn in.
struct PlotArea {
    let time: TimeAxis
    /// Pixels from the top of the picture.
    let top: Double
    /// Pixels from the top of the picture.
    let bottom: Double

    private var left: Double { time.pixels.lowerBound }
    private var right: Double { time.pixels.upperBound }

    /// Pixels from the top of the picture.
    ///
    /// - Parameter height: 0 at the bottom of the plot, 1 at its top.
    func y(of height: Double) -> Double { bottom - height * (bottom - top) }

    /// Thin lines at the ticks of both axes, and the labels of the vertical one.
    func drawGrid(in document: inout SVGDocument, _ ticks: [AxisTick]) {
        for tick in time.ticks {
            let x = time.x(of: tick.time)
            let style = tick.isBoundary ? "day" : "grid"
            document.line(from: Position(x: x, y: top), to: Position(x: x, y: bottom), style)
        }
        for tick in ticks {
            let y = y(of: tick.height)
            document.line(from: Position(x: left, y: y), to: Position(x: right, y: y), "grid")
            let place = Position(x: left - ChartMargin.label, y: y + 4)
            document.text(tick.label, at: place, "muted", anchor: .end)
        }
        drawHorizontal(in: &document, at: bottom, "axis")
    }

    /// The labels of the horizontal axis.
    ///
    /// - Parameter width: of the picture.
    func drawTimes(in document: inout SVGDocument, width: Double) {
        for tick in time.ticks {
            let x = time.x(of: tick.time)
            document.line(from: Position(x: x, y: bottom), to: Position(x: x, y: bottom + 4), "axis")
            drawTime(in: &document, tick.label, x, bottom + 17, "muted", width)
            if let context = tick.context { drawTime(in: &document, context, x, bottom + 33, "date", width) }
        }
    }

    /// A line across.
    func drawHorizontal(in document: inout SVGDocument, at y: Double, _ style: String) {
        document.line(from: Position(x: left, y: y), to: Position(x: right, y: y), style)
    }

    /// A text in the middle, of a plot without anything else.
    func drawEmpty(in document: inout SVGDocument, _ text: String) {
        let middle = Position(x: (left + right) / 2, y: (top + bottom) / 2 + 5)
        document.text(text, at: middle, "empty", anchor: .middle)
    }

    private func drawTime(
        in document: inout SVGDocument, _ text: String, _ x: Double, _ y: Double, _ style: String, _ width: Double
    ) {
        let half = TextWidth.of(text, size: ChartMargin.textSize) / 2 + 4
        document.text(text, at: Position(x: min(max(x, half), width - half), y: y), style, anchor: .middle)
    }
}

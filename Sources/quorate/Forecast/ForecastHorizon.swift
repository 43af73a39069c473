import ArgumentParser

/// How far ahead to forecast, as people write it: 90m, 24h, 1d, 3600s.
struct ForecastHorizon: ExpressibleByArgument {
    private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]

    let seconds: Int64

    init(seconds: Int64) {
        self.seconds = seconds
    }

    init?(argument: String) {
        guard let unit = argument.last.flatMap({ Self.units[$0] }), let number = Int64(argument.dropLast()),
            (1...86_400).contains(number), number * unit <= 86_400
        else { return nil }
        seconds = number * unit
    }

    var defaultValueDescription: String { "24h" }
}

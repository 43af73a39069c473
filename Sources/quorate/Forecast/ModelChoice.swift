import ArgumentParser
import Forecasting

/// The models that forecasts can be evaluated with.
enum ModelChoice: String, CaseIterable, ExpressibleByArgument {
    case ensemble
    case linear
    case lstm
    case holtWinters = "holt-winters"
    case seasonalNaive = "seasonal-naive"

    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

    var type: any SeriesModel.Type {
        switch self {
        case .ensemble: KeyForecaster.self
        case .linear: GlobalLinear.self
        case .lstm: RecurrentForecaster.self
        case .holtWinters: HoltWinters.self
        case .seasonalNaive: SeasonalNaive.self
        }
    }
}

@testable import Forecasting
import Testing

@Suite("Weights of an ensemble's members")
struct ExpertWeightsTests {
    private func weights(_ count: Int, lead: Double = 0) -> ExpertWeights {
        ExpertWeights(count: count, memory: 100, lead: lead)
    }

    @Test("members of which nothing is known make their median")
    func median() {
        #expect(weights(3).combine([5, 1, 100]) == 5)
        #expect(weights(4).combine([1, 4, 100, 2]) == 3)
        #expect(weights(1).combine([7]) == 7)
        #expect(weights(5).combine([2, 2, 2, 2, 2]) == 2)
    }

    @Test("the member that is right gets nearly all weight, and loses it to another that is right later")
    func best() {
        var weights = weights(3)
        for _ in 0..<200 { weights.learn(10, forecasts: [10, 14, 30], average: 10) }
        #expect(abs(weights.combine([1, 50, 60]) - 1) < 1e-6)
        for _ in 0..<2_000 { weights.learn(10, forecasts: [20, 10, 30], average: 10) }
        #expect(abs(weights.combine([1, 50, 60]) - 50) < 1e-6)
    }

    @Test("further ahead a small advantage decides less")
    func lead() {
        var near = weights(3)
        var far = weights(3, lead: 1)
        for _ in 0..<500 {
            near.learn(10, forecasts: [12, 12.5, 12.5], average: 10)
            far.learn(10, forecasts: [12, 12.5, 12.5], average: 10)
        }
        #expect(near.combine([0, 100, 101]) < 1)
        #expect(far.combine([0, 100, 101]) > 50)
    }

    @Test("lies among the forecasts, and moves with them", arguments: [0.0, 0.04, 1])
    func bounds(lead: Double) {
        var weights = weights(4, lead: lead)
        for step in 0..<100 {
            weights.learn(Double(step % 7), forecasts: [1, 2, 3, Float(step % 5)], average: 3)
        }
        let value = weights.combine([3, 9, 4, 6])
        #expect(value >= 3 && value <= 9)
        #expect(abs(weights.combine([13, 19, 14, 16]) - value - 10) < 1e-9)
    }
}

/// A sum that keeps what each addition rounds away (Kahan 1965).
struct CompensatedSum {
    private(set) var value = 0.0
    private var lost = 0.0

    mutating func add(_ term: Double) {
        let corrected = term - lost
        let sum = value + corrected
        lost = (sum - value) - corrected
        value = sum
    }
}

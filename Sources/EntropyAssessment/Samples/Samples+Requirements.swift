extension Samples {
    /// - Throws: ``AssessmentError`` with `.oneSymbol` where all samples are equal.
    func requireEntropy() throws(AssessmentError) {
        guard alphabetSize > 1 else {
            throw AssessmentError(
                .oneSymbol, "all \(count) samples are \(raw.first ?? 0): no entropy can be awarded to such a source")
        }
    }
}

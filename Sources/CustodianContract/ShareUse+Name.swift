extension ShareUse.Action {
    /// What it is called in audit records and traces.
    package var name: String {
        switch self {
        case .evaluatePRF: "EvaluatePRF"
        case .evaluateReplicated: "EvaluateReplicated"
        case .commitNonces: "CommitNonces"
        case .sign: "SignShare"
        case .agree: "AgreeShare"
        case .perform: "RebuildKey"
        case .makeImportKey: "MakeImportKey"
        }
    }
}

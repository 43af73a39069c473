/// One statement of a key policy.
struct PolicyStatement: Sendable {
    enum Effect: String, Sendable {
        case allow = "Allow"
        case deny = "Deny"
    }

    let sid: String?
    let effect: Effect
    let principals: PolicyPrincipals
    /// A statement without actions or resources is accepted and has no effect, as AWS documents.
    let actions: PolicyMatcher?
    let resources: PolicyMatcher?
    let conditions: [PolicyCondition]

    func applies(to request: AccessRequest, _ attribute: AccessRequest.Attribute) -> Bool {
        guard let actions, let resources else { return false }
        return principals.include(request.caller) && actions.matches(request.action)
            && resources.matches(request.resource.arn) && conditions.allSatisfy { $0.holds(for: request, attribute) }
    }
}

extension KeyPolicy {
    /// The policy that AWS gives a key made without one: it leaves access to the account, whose users may do everything.
    package static func standard(account: String) -> String {
        """
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::\(account):root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """
    }

    /// What the policy says to a request: a denying statement wins over every allowing one, and what no statement allows
    /// is not allowed.
    ///
    /// - Parameter attribute: what the request has of the condition keys that the policy asks for.
    package func decide(_ request: AccessRequest, _ attribute: AccessRequest.Attribute) -> AccessDecision {
        var decision = AccessDecision.notAllowed
        for statement in statements where statement.applies(to: request, attribute) {
            if statement.effect == .deny { return .explicitlyDenied }
            decision = .allowed
        }
        return decision
    }

    /// Refuses a policy that its author could never replace.
    ///
    /// - Parameters:
    ///   - caller: who sets the policy.
    ///   - resource: the key it is for.
    ///   - attribute: what the request has of the condition keys that the policy asks for.
    /// - Throws: ``PolicyError`` with `.lockout`.
    package func checkLockout(
        of caller: AccessRequest.Caller, on resource: AccessRequest.Resource, _ attribute: AccessRequest.Attribute
    ) throws(PolicyError) {
        let request = AccessRequest(caller: caller, action: "kms:PutKeyPolicy", resource: resource)
        guard decide(request, attribute) == .allowed else {
            throw PolicyError(
                .lockout,
                "The new key policy will not allow you to update the key policy in the future. Allow kms:PutKeyPolicy to "
                    + "\(caller.arn), or set BypassPolicyLockoutSafetyCheck.")
        }
    }
}

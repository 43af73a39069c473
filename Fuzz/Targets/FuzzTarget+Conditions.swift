import AccessPolicy
import StrictJSON

extension FuzzTarget {
    /// Values of conditions. An input is two texts with a zero byte between, of the policy and of the request, which
    /// every operator compares: no two of its answers may contradict each other.
    static let conditions = FuzzTarget("conditions") { (bytes) throws(BrokenProperty) in
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let value = String(validating: parts[0], as: UTF8.self),
            let found = String(validating: parts[1], as: UTF8.self)
        else { return false }
        var wasRead = false
        for (positive, negative) in opposites {
            let answers = (holds(positive, value, found), holds(negative, value, found))
            try require(
                (answers.0 == nil) == (answers.1 == nil), "\(positive) reads a value that \(negative) does not")
            if let (holds, opposite) = both(answers) {
                try require(holds != opposite, "\(positive) and \(negative) agree")
                wasRead = wasRead || !positive.hasPrefix("String")
            }
        }
        for kind in ["Numeric", "Date"] { try checkOrder(kind, value, found) }
        for operatorName in ["Bool", "BinaryEquals"] where holds(operatorName, value, value) != nil {
            try require(holds(operatorName, value, value) == true, "a value of \(operatorName) does not equal itself")
            wasRead = true
        }
        return wasRead
    }

    private static let opposites = [
        ("StringEquals", "StringNotEquals"), ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
        ("StringLike", "StringNotLike"), ("NumericEquals", "NumericNotEquals"), ("DateEquals", "DateNotEquals"),
        ("IpAddress", "NotIpAddress"), ("ArnEquals", "ArnNotEquals"), ("ArnLike", "ArnNotLike"),
    ]

    /// Of two numbers or moments exactly one of smaller, equal and larger holds; every value equals itself.
    private static func checkOrder(_ kind: String, _ value: String, _ found: String) throws(BrokenProperty) {
        guard holds("\(kind)Equals", value, value) != nil else { return }
        try require(holds("\(kind)Equals", value, value) == true, "a value of \(kind) does not equal itself")
        let isComparable = holds("\(kind)Equals", found, found) != nil
        let answers = ["LessThan", "Equals", "GreaterThan"].map { holds(kind + $0, value, found) == true }
        let count = answers.count { $0 }
        try require(count == (isComparable ? 1 : 0), "\(kind): \(count) of smaller, equal and larger hold")
        let less = holds("\(kind)LessThanEquals", value, found) == true
        let greater = holds("\(kind)GreaterThanEquals", value, found) == true
        try require(less == (answers[0] || answers[1]), "\(kind)LessThanEquals is not LessThan or Equals")
        try require(greater == (answers[2] || answers[1]), "\(kind)GreaterThanEquals is not GreaterThan or Equals")
    }

    private static func both(_ answers: (Bool?, Bool?)) -> (Bool, Bool)? {
        guard let first = answers.0, let second = answers.1 else { return nil }
        return (first, second)
    }

    /// Whether a condition holds; nil where the policy's value is none for the operator.
    private static func holds(_ operatorName: String, _ value: String, _ found: String) -> Bool? {
        var writer = JSONObjectWriter()
        writer.member("Statement") { statement in
            for (name, text) in [("Effect", "Allow"), ("Principal", "*"), ("Action", "*"), ("Resource", "*")] {
                statement.member(name, text)
            }
            statement.member("Condition") { condition in
                condition.member(operatorName) { $0.member("kms:RequestAlias", value) }
            }
        }
        guard let policy = try? KeyPolicy(String(decoding: writer.finish(), as: UTF8.self)) else { return nil }
        let request = AccessRequest(
            caller: AccessRequest.Caller(arn: "arn:aws:iam::111122223333:user/dev", account: "111122223333"),
            action: "kms:Encrypt",
            resource: AccessRequest.Resource(
                arn: "arn:aws:kms:eu-west-1:111122223333:key/1", region: "eu-west-1", keySpec: "", keyUsage: ""))
        return policy.decide(request) { _ in [found] } == .allowed
    }
}

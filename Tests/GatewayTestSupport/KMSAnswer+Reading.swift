package import Gateway
package import StrictJSON

extension KMSAnswer {
    /// The name of the error, or nil where the call succeeded.
    package var error: String? { status == 200 ? nil : self["__type"]?.text }

    package var message: String { self["message"]?.text ?? "" }

    /// A member of the answer.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let object)? = try? JSONValue(parsing: body) else { return nil }
        return object[name]
    }

    /// A string member; empty where it is absent.
    package func text(_ name: String) -> String { self[name]?.text ?? "" }

    /// A member in base64; empty where it is absent.
    package func blob(_ name: String) -> [UInt8] { Base64.decode(text(name)) ?? [] }
}

extension JSONValue {
    package var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    package var items: [JSONValue] {
        if case .array(let items) = self { return items }
        return []
    }

    package var isTrue: Bool {
        if case .bool(true) = self { return true }
        return false
    }

    package subscript(name: String) -> JSONValue? {
        if case .object(let object) = self { return object[name] }
        return nil
    }
}

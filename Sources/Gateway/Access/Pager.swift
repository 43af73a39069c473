import AWSProtocol
import StrictJSON

/// Cuts sorted lists into pages. A marker names the list and the last item that was returned, so that it stays good while
/// items come and go.
enum Pager {
    /// - Parameters:
    ///   - items: ascending in the UTF-8 bytes of their names, which are unique.
    ///   - list: the name of the operation.
    /// - Throws: ``AWSError`` with `.invalidMarker`.
    static func page<Item: Sendable>(
        _ items: [Item], _ request: PageRequest, list: String, name: (Item) -> String
    ) throws(AWSError) -> Page<Item> {
        var rest = items[...]
        if let marker = request.marker {
            let last = try lastName(in: marker, list: list)
            rest = rest.drop { !last.precedesByBytes(name($0)) }
        }
        let page = Array(rest.prefix(request.limit))
        guard rest.count > page.count, let last = page.last else { return Page(items: page, nextMarker: nil) }
        return Page(items: page, nextMarker: Base64.encode(Array("\(list):\(name(last))".utf8)))
    }

    private static func lastName(in marker: String, list: String) throws(AWSError) -> String {
        guard let bytes = Base64.decode(marker), let text = String(validating: bytes, as: UTF8.self),
            text.hasPrefix("\(list):")
        else {
            throw AWSError(
                .invalidMarker,
                "The marker in the request is not valid. Send the NextMarker of an earlier \(list) answer, unchanged.")
        }
        return String(text.dropFirst(list.count + 1))
    }
}

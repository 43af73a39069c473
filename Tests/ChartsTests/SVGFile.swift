import Foundation
import FoundationXML

/// An SVG file as its reader sees it.
final class SVGFile: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]

        var style: String { attributes["class"] ?? "" }

        func number(_ name: String) -> Double { attributes[name].flatMap(Double.init) ?? .nan }
    }

    private(set) var elements: [Element] = []
    /// What stands in `text` and `title` elements.
    private(set) var texts: [String] = []
    private(set) var isWellFormed = false
    private var isText = false

    init(_ file: String) {
        super.init()
        let parser = XMLParser(data: Data(file.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    func elements(_ style: String) -> [Element] { elements.filter { $0.style == style } }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes))
        isText = name == "text" || name == "title"
        if isText { texts.append("") }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        isText = false
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if isText { texts[texts.count - 1] += text }
    }

    /// The numbers of all coordinates.
    var coordinates: [Substring] {
        let names = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d"]
        return elements.filter { $0.style != "ground" }.flatMap { element in
            names.flatMap { (element.attributes[$0] ?? "").split { "MLZh, ".contains($0) } }
        }
    }
}

package import CustodianContract
import FleetProto
import SwiftProtobuf

extension Refusal {
    package var wire: Wire.Refusal {
        .with {
            $0.code = Wire.Refusal.Code(code)
            $0.message = message
        }
    }

    package init(wire refusal: Wire.Refusal) {
        self.init(Code(wire: refusal.code), PeerText.limited(refusal.message))
    }
}

extension Wire.Refusal {
    typealias Code = Quorate_Custodian_V1_RefusalCode
}

extension Wire.Refusal.Code {
    init(_ code: Refusal.Code) {
        self = Wire.Refusal.Code(rawValue: Int(code.rawValue)) ?? .unspecified
    }
}

extension Refusal.Code {
    /// A code that this release does not know is a refusal to serve.
    init(wire code: Wire.Refusal.Code) {
        self = UInt8(exactly: code.rawValue).flatMap(Refusal.Code.init(rawValue:)) ?? .unavailable
    }
}

import Gateway
import KeyMap
import KeyMaterial
import Testing

@Suite("Data key pairs made ahead")
struct DataKeyPairStockTests {
    @Test("RSA pairs wait once one was asked for, are taken from the stock, and are made again; no two are the same")
    func stock() async throws {
        let stock = DataKeyPairStock()
        #expect(stock.ready(.rsa2048) == 0)
        var seen = [try await stock.take(.rsa2048).publicKey]
        try await Self.filled(stock)
        var wasTakenFromStock = false
        for _ in 0..<3 {
            seen.append(try await stock.take(.rsa2048).publicKey)
            // Unless the next was made in the meantime, which takes a busy machine.
            wasTakenFromStock = wasTakenFromStock || stock.ready(.rsa2048) < DataKeyPairStock.depth
            try await Self.filled(stock)
        }
        #expect(wasTakenFromStock)
        #expect(Set(seen).count == seen.count)
        #expect(stock.ready(.rsa4096) == 0)
    }

    @Test("pairs that are made at once are not kept")
    func ellipticCurves() async throws {
        let stock = DataKeyPairStock()
        _ = try await stock.take(.p256)
        #expect(stock.ready(.p256) == 0)
    }

    private static func filled(_ stock: DataKeyPairStock) async throws {
        for _ in 0..<12_000 where stock.ready(.rsa2048) < DataKeyPairStock.depth {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(stock.ready(.rsa2048) == DataKeyPairStock.depth)
    }
}

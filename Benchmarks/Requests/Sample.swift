/// The parts of one GenerateDataKey request and its answer.
enum Sample {
    static let account = "000000000000"
    static let region = "us-east-1"
    static let accessKeyID = "AKIDEXAMPLE"
    static let requestID = "1234abcd-12ab-34cd-56ef-1234567890ab"
    static let key = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    static let body = Array(#"{"KeyId":"\#(key)","KeySpec":"AES_256"}"#.utf8)
    static let ciphertext = [UInt8](repeating: 7, count: 250)
    static let plaintext = [UInt8](repeating: 3, count: 32)
    /// Seconds since 1970.
    static let now: Int64 = 1_790_000_000
}

/// Where the sources of a machine are, as far as that is for its operator to say.
package struct SourceOptions: Sendable {
    /// On the disk whose timing is measured.
    package var timingFolder: String?
    package var tpm: TPMEndpoint
    /// Bits a byte that the operator claims of the TPM.
    package var tpmMinEntropy: Double
    package var token: TokenOptions?
    /// Where the kernel shows classes of devices.
    package var classes: String
    /// Bits a reading that the operator claims of the sensors.
    package var ambientMinEntropy: Double

    package init(
        timingFolder: String? = nil, tpm: TPMEndpoint = .standard, tpmMinEntropy: Double = 0,
        token: TokenOptions? = nil, classes: String = "/sys/class", ambientMinEntropy: Double = 0
    ) {
        self.timingFolder = timingFolder
        self.tpm = tpm
        self.tpmMinEntropy = tpmMinEntropy
        self.token = token
        self.classes = classes
        self.ambientMinEntropy = ambientMinEntropy
    }
}

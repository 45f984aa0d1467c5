#if canImport(CryptoKit)
  internal import CryptoKit
#else
  internal import CCrypto
#endif

/// An incremental SHA-256 digest.
public struct SHA256Digest {
  #if canImport(CryptoKit)
    private var state = CryptoKit.SHA256()
  #else
    private final class Context {
      let pointer = EVP_MD_CTX_new()
      init() { EVP_DigestInit_ex(pointer, EVP_sha256(), nil) }
      deinit { EVP_MD_CTX_free(pointer) }
    }
    private let context = Context()
  #endif

  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    #if canImport(CryptoKit)
      state.update(bufferPointer: bytes)
    #else
      EVP_DigestUpdate(context.pointer, bytes.baseAddress, bytes.count)
    #endif
  }

  /// The digest as 64 lowercase hexadecimal digits. Call once, at the end.
  public consuming func finalize() -> String {
    #if canImport(CryptoKit)
      let digest = Array(state.finalize())
    #else
      var digest = [UInt8](repeating: 0, count: 32)
      EVP_DigestFinal_ex(context.pointer, &digest, nil)
    #endif
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// The digest of a whole buffer.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> String {
    var digest = SHA256Digest()
    digest.update(bytes)
    return digest.finalize()
  }
}

import CTurboJPEG
import Foundation
import HebbSupport

/// JPEG through TurboJPEG.
enum JPEGDecoder {
  /// Decodes to grey or RGB. What the decoder only warns of, such as a file that ends early, counts as unreadable here:
  /// half an image is not the sample it claims to be.
  static func decode(_ file: URL) throws -> DecodedImage {
    guard let decoder = tjInitDecompress() else {
      throw Problem("the JPEG decoder cannot be started (out of memory?)", at: file.path)
    }
    defer { tjDestroy(decoder) }
    func reason() -> String { String(cString: tjGetErrorStr2(decoder)) }

    let bytes = [UInt8](try InputFile.contents(of: file))
    var (width, height, subsampling, colourSpace) = (Int32(0), Int32(0), Int32(0), Int32(0))
    guard
      tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &subsampling, &colourSpace) == 0
    else { throw DecodedImage.unreadable(file, "JPEG", because: reason()) }

    try DecodedImage.check(height: Int(height), width: Int(width), of: file)
    let isGrey = colourSpace == Int32(TJCS_GRAY.rawValue)
    let channels = isGrey ? 1 : 3
    let format = Int32(isGrey ? TJPF_GRAY.rawValue : TJPF_RGB.rawValue)
    var interleaved = [UInt8](repeating: 0, count: channels * Int(height) * Int(width))
    guard
      tjDecompress2(decoder, bytes, UInt(bytes.count), &interleaved, width, 0, height, format, 0) == 0
    else { throw DecodedImage.unreadable(file, "JPEG", because: reason()) }
    return DecodedImage(channels: channels, height: Int(height), width: Int(width), interleaved: interleaved)
  }
}

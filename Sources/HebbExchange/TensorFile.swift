public import Foundation
import HebbSupport
public import HebbTensor

/// Named tensors in any of the formats that Hebb shares with Python, told apart by the file's name: `.safetensors`,
/// `.npz`, or a folder of `.npy` files.
public enum TensorFile {
  /// - Throws: `Problem` for another ending, or if the file cannot be written.
  public static func write(_ tensors: [String: Tensor], metadata: [String: String], to url: URL) throws {
    switch try kind(of: url) {
    case .safetensors: try SafeTensors(tensors: tensors, metadata: metadata).write(to: url)
    case .archive: try NumPyArchive.write(tensors, to: url)
    case .folder:
      do { try Folder.make(url) } catch {
        throw Problem(
          "the folder cannot be made: \(error.reason)", at: url.path, advice: "Give a place that you may write to.")
      }
      for (name, tensor) in tensors { try NumPyArray.write(tensor, to: url.appendingPathComponent("\(name).npy")) }
    }
  }

  /// - Throws: `Problem` for another ending, or if the file is missing or damaged.
  public static func read(_ url: URL) throws -> [String: Tensor] {
    switch try kind(of: url) {
    case .safetensors: return try SafeTensors(contentsOf: url).tensors
    case .archive: return try NumPyArchive.read(url)
    case .folder:
      guard let files = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil) else {
        throw Problem("there is no such folder", at: url.path, advice: "Give a folder that holds .npy files.")
      }
      return try files.filter { $0.pathExtension == "npy" }.reduce(into: [:]) {
        $0[$1.deletingPathExtension().lastPathComponent] = try NumPyArray.read($1)
      }
    }
  }

  private enum Kind { case safetensors, archive, folder }

  private static func kind(of url: URL) throws -> Kind {
    switch url.pathExtension.lowercased() {
    case "safetensors": return .safetensors
    case "npz": return .archive
    case "": return .folder
    default:
      throw Problem(
        "“.\(url.pathExtension)” is no format for weights", at: url.path,
        advice: "Use NAME.safetensors, NAME.npz, or a folder (a name without an ending) for .npy files.")
    }
  }
}

import Foundation

// Sizes and checksums are those that TensorFlow Datasets records for the same files
// (tensorflow_datasets/url_checksums: cifar10.txt, cifar100.txt, mnist.txt, fashion_mnist.txt, omniglot.txt).
extension DatasetEntry {
  /// > Reference: A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
  public static let cifar10 = DatasetEntry(
    name: "cifar10", summary: "60,000 colour photographs, 32 × 32, in 10 classes", imageCount: 60_000,
    homepage: address("https://www.cs.toronto.edu/~kriz/cifar.html"), reader: CIFARReader.cifar10,
    files: [
      RemoteFile(
        address: address("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), size: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        archive: CIFARReader.cifar10.archive)
    ])

  /// > Reference: A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
  public static let cifar100 = DatasetEntry(
    name: "cifar100", summary: "60,000 colour photographs, 32 × 32, in 100 classes", imageCount: 60_000,
    homepage: address("https://www.cs.toronto.edu/~kriz/cifar.html"), reader: CIFARReader.cifar100,
    files: [
      RemoteFile(
        address: address("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"), size: 168_513_733,
        sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
        archive: CIFARReader.cifar100.archive)
    ])

  /// From the copy that the Common Visual Data Foundation serves: the authors' own server no longer hands the files out.
  ///
  /// > Reference: Y. LeCun et al., "Gradient-based learning applied to document recognition", Proc. IEEE 86 (1998).
  public static let mnist = DatasetEntry(
    name: "mnist", summary: "70,000 handwritten digits, grey, 28 × 28, in 10 classes", imageCount: 70_000,
    homepage: address("http://yann.lecun.com/exdb/mnist/"), reader: IDXReader(classNames: (0...9).map(String.init)),
    files: idxFiles(
      at: "https://storage.googleapis.com/cvdf-datasets/mnist/",
      trainingImages: (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
      trainingLabels: (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
      testImages: (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
      testLabels: (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")))

  /// The server speaks only HTTP; the checksums make up for it.
  ///
  /// > Reference: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST", arXiv:1708.07747 (2017).
  public static let fashionMNIST = DatasetEntry(
    name: "fashion-mnist", summary: "70,000 articles of clothing, grey, 28 × 28, in 10 classes", imageCount: 70_000,
    homepage: address("https://github.com/zalandoresearch/fashion-mnist"),
    reader: IDXReader(classNames: [
      "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    ]),
    files: idxFiles(
      at: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      trainingImages: (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
      trainingLabels: (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
      testImages: (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
      testLabels: (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")))

  /// The small archives share Greek and Latin: 5,800 files, 4,840 different drawings.
  ///
  /// > Reference: as for `omniglot`.
  public static let omniglotSmall = DatasetEntry(
    name: "omniglot-small", summary: "4,840 drawings of 242 characters of 8 alphabets, grey, 28 × 28",
    imageCount: 4840, homepage: address("https://github.com/brendenlake/omniglot"), reader: OmniglotReader.small,
    files: omniglotFiles([
      ("images_background_small1", (1_319_022, "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4")),
      ("images_background_small2", (1_580_917, "3ccaa407515a8778e5d0861875af38b17e418f301ad5bb3b5a6b65d901a41c7f")),
    ]))

  /// > Reference: B. M. Lake, R. Salakhutdinov, J. B. Tenenbaum, "Human-level concept learning through probabilistic
  /// > program induction", Science 350 (2015).
  public static let omniglot = DatasetEntry(
    name: "omniglot", summary: "32,460 drawings of 1,623 characters of 50 alphabets, grey, 28 × 28",
    imageCount: 32_460, homepage: address("https://github.com/brendenlake/omniglot"), reader: OmniglotReader.complete,
    files: omniglotFiles([
      ("images_background", (9_464_212, "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640")),
      ("images_evaluation", (6_462_886, "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee")),
    ]))

  /// The archives are read as they are, so that nothing is unpacked.
  private static func omniglotFiles(_ archives: [(name: String, pin: Pin)]) -> [RemoteFile] {
    archives.map { name, pin in
      RemoteFile(
        address: address("https://raw.githubusercontent.com/brendenlake/omniglot/master/python/\(name).zip"),
        size: pin.size, sha256: pin.sha256)
    }
  }

  private typealias Pin = (size: Int, sha256: String)

  private static func idxFiles(
    at base: String, trainingImages: Pin, trainingLabels: Pin, testImages: Pin, testLabels: Pin
  ) -> [RemoteFile] {
    [
      ("train-images-idx3-ubyte.gz", trainingImages), ("train-labels-idx1-ubyte.gz", trainingLabels),
      ("t10k-images-idx3-ubyte.gz", testImages), ("t10k-labels-idx1-ubyte.gz", testLabels),
    ].map { name, pin in RemoteFile(address: address(base + name), size: pin.size, sha256: pin.sha256) }
  }

  /// Only for the literals above, which the tests visit.
  private static func address(_ text: String) -> URL { URL(string: text)! }
}

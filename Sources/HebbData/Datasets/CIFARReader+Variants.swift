extension CIFARReader {
  /// CIFAR-10: 50,000 training and 10,000 test images of 10 classes.
  public static let cifar10 = CIFARReader(
    folder: "cifar-10-batches-bin",
    trainingFiles: (1...5).map { "data_batch_\($0).bin" }, testFiles: ["test_batch.bin"],
    labelBytes: 1,
    classNames: ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
    classNamesFile: "batches.meta.txt")

  /// CIFAR-100: 50,000 training and 10,000 test images of 100 classes (the fine labels).
  public static let cifar100 = CIFARReader(
    folder: "cifar-100-binary",
    trainingFiles: ["train.bin"], testFiles: ["test.bin"],
    labelBytes: 2,
    classNames: """
      apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle \
      caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant \
      flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man \
      maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree \
      plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper \
      snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train \
      trout tulip turtle wardrobe whale willow_tree wolf woman worm
      """.split(separator: " ").map(String.init),
    classNamesFile: "fine_label_names.txt")
}

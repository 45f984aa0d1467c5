import ArgumentParser

/// How a command prints its results.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON object on standard output, for programs to read; errors too.")
  var json = false
}

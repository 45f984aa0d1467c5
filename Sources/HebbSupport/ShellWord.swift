/// Words of a command line that is shown to be copied, or written into a script.
public enum ShellWord {
  private static let safe = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%")

  /// The text so that a shell takes it as one word, whatever is in it.
  public static func quoted(_ text: String) -> String {
    guard text.isEmpty || !text.allSatisfy(safe.contains) else { return text }
    return "'\(text.replacing("'", with: #"'\''"#))'"
  }
}

package dev.glissade.train;

/// How many examples a step averages over.
public sealed interface BatchSize {
  /// All of them: batch gradient descent.
  record Full() implements BatchSize {}

  /// This many; 1 is stochastic gradient descent. The last batch of an epoch may be smaller.
  record Fixed(int examples) implements BatchSize {
    /// Checks the number.
    public Fixed {
      if (examples < 1) {
        throw new IllegalArgumentException(
            "batch-size: expected a positive number, full or auto, but got " + examples);
      }
    }
  }

  /// All up to 2000 examples, otherwise the power of two from 64 to 512 that is fastest in a short
  /// probe.
  record Auto() implements BatchSize {
    /// The largest size that is tried.
    public static final int LARGEST = 512;
  }

  /// A number of examples, and why it is this one.
  record Choice(int examples, String reason) {}

  /// Reads `full`, `auto` or a number.
  static BatchSize parse(String text) {
    return switch (text) {
      case "full" -> new Full();
      case "auto" -> new Auto();
      default -> {
        try {
          yield new Fixed(Integer.parseInt(text));
        } catch (NumberFormatException _) {
          throw new IllegalArgumentException(
              "batch-size: expected a positive number, full or auto, but got '" + text + "'");
        }
      }
    };
  }
}

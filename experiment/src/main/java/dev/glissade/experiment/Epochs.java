package dev.glissade.experiment;

/// How many passes over the training part: a number, or `auto`, which is 30, or more where that
/// would be fewer than 690 steps.
record Epochs(String text) {
  /// The word for a choice by the size of the data.
  static final String AUTO = "auto";

  private static final int USUAL = 30;
  private static final int FEWEST_STEPS = 690;

  /// Checks the number.
  ///
  /// @throws IllegalArgumentException if it is neither a positive number nor `auto`
  Epochs {
    if (!text.equals(AUTO) && number(text) < 1) {
      throw wrong(text);
    }
  }

  /// The number where an epoch has so many steps.
  int resolve(long stepsPerEpoch) {
    return text.equals(AUTO)
        ? (int) Math.max(USUAL, Math.ceilDiv(FEWEST_STEPS, Math.max(1, stepsPerEpoch)))
        : number(text);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "epochs: expected a whole number of at least 1, or auto, but got " + text);
  }
}

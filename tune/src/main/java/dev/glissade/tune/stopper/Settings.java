package dev.glissade.tune.stopper;

import dev.glissade.tune.Described;

/// Settings without a default.
final class Settings {
  private Settings() {}

  /// The argument of this name.
  ///
  /// @throws IllegalArgumentException if it was not given
  static Described needed(Described described, String key) {
    return described
        .part(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    described.name() + ": expected " + key + ", but got " + described));
  }

  /// The whole number of this name.
  ///
  /// @throws IllegalArgumentException if it was not given, or is none
  static int whole(Described described, String key) {
    needed(described, key);
    return described.whole(key, 0);
  }
}

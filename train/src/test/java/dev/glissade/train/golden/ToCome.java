package dev.glissade.train.golden;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.opentest4j.TestAbortedException;

/// The kinds of golden files that are known, but whose feature does not exist yet: each with a
/// pattern that a name of the code matches once it does. Then its files fail until they are
/// checked, and the kind is to be removed here. A kind that is neither here nor checked fails.
enum ToCome {
  SCHEDULE(Map.of()),
  OPTIMIZER(Map.of()),
  SETTING(Map.ofEntries(Map.entry("regularisation of vectors in a network", "L2|CoupledDecay")));

  private final Map<String, String> kinds;

  ToCome(Map<String, String> kinds) {
    this.kinds = kinds;
  }

  /// Skips the file if its kind is one to come; fails if the kind is unknown, or exists by now.
  ///
  /// @return never; a value only so that a `switch` can yield it
  <T> T skip(String file, String kind) {
    String pattern = kinds.get(kind);
    if (pattern == null) {
      throw new AssertionError(
          "golden %s: expected a known %s (to come: %s), but got '%s' — help: check it, or list it in ToCome"
              .formatted(file, word(), new TreeMap<>(kinds).keySet(), kind));
    }
    Optional<String> found = Vocabulary.find(pattern);
    if (found.isPresent()) {
      throw new AssertionError(
          "golden %s: expected '%s' to be checked, since %s exists — help: add it to the golden tests and remove it from ToCome"
              .formatted(file, kind, found.get()));
    }
    throw new TestAbortedException("the %s '%s' does not exist yet".formatted(word(), kind));
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

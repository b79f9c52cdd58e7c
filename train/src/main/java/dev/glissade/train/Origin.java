package dev.glissade.train;

import dev.glissade.optim.Meaning;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a checkpoint says of the training it comes from.
///
/// @param seed of the training
/// @param meaning what its optimiser's name stood for; empty for one without a name
/// @param begun the step at which the optimiser began anew with its slots, its products and its
///     count of steps; usually 0
public record Origin(long seed, Optional<Meaning> meaning, long begun) {
  private static final String OPTIMIZER = "optimizer";
  private static final String DIALECT = "dialect";
  private static final String CONVENTION = "convention/";
  private static final String BEGUN = "optimizer_begun";

  void put(Map<String, String> texts) {
    texts.put("seed", Long.toString(seed));
    texts.put(BEGUN, Long.toString(begun));
    meaning.ifPresent(
        it -> {
          texts.put(OPTIMIZER, it.optimizer());
          texts.put(DIALECT, it.dialect());
          it.choices().forEach((name, choice) -> texts.put(CONVENTION + name, choice));
        });
  }

  /// Older files do not say what is not the seed.
  static Origin decode(String name, Map<String, String> texts) {
    long begun = texts.containsKey(BEGUN) ? Checkpoint.whole(name, texts, BEGUN) : 0;
    return new Origin(Checkpoint.whole(name, texts, "seed"), meaning(texts), begun);
  }

  private static Optional<Meaning> meaning(Map<String, String> texts) {
    if (!texts.containsKey(OPTIMIZER)) {
      return Optional.empty();
    }
    LinkedHashMap<String, String> choices = new LinkedHashMap<>();
    texts.forEach(
        (key, choice) -> {
          if (key.startsWith(CONVENTION)) {
            choices.put(key.substring(CONVENTION.length()), choice);
          }
        });
    return Optional.of(
        new Meaning(texts.getOrDefault(OPTIMIZER, ""), texts.getOrDefault(DIALECT, ""), choices));
  }

  /// Whether slots of the one training are slots of the other.
  boolean isSameMemory(Optional<Meaning> other) {
    return meaning.isPresent() && other.isPresent()
        ? meaning.get().isSameMemory(other.get())
        : meaning.isEmpty() && other.isEmpty();
  }
}

package dev.glissade.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// What an optimiser's name means in a dialect, where dialects differ: conventions by name, each
/// with the choice. Two dialects with equal conventions give the same bits, and with others other
/// ones.
public record Conventions(SequencedMap<String, String> choices) {
  private static final String VELOCITY = "velocity";
  private static final String EPSILON = "epsilon";
  private static final String ADAMS_EPSILON = "Adam's epsilon";
  private static final String OUTSIDE = "√s + ε";
  private static final String INSIDE = "√(s + ε)";
  private static final String CORRECTED = "√ŝ + ε";
  private static final String HAT = "(√s + ε) / √(1 - β₂ᵗ)";

  /// Keeps an unmodifiable copy.
  public Conventions {
    choices = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(choices));
  }

  /// The conventions of an optimiser in a dialect; none where all dialects agree.
  public static Conventions of(NamedOptimizer optimizer, Dialect dialect) {
    SequencedMap<String, String> choices = new LinkedHashMap<>();
    switch (optimizer) {
      case MOMENTUM, NESTEROV, SAM, ASAM -> choices.put(VELOCITY, velocity(dialect));
      case RMSPROP ->
          choices.put(EPSILON, isOneOf(dialect, Dialect.PYTORCH, Dialect.DL4J) ? OUTSIDE : INSIDE);
      case ADAM, ADAMW, CAUTIOUS_ADAMW, LOOKAHEAD, SOAP ->
          choices.put(EPSILON, adamsEpsilon(dialect));
      case ADAGRAD -> adaGrad(dialect, choices);
      case ADAMAX, NADAM, RADAM, AMSGRAD, ADABELIEF, ADAN ->
          relativesOfAdam(optimizer, dialect, choices);
      default -> others(optimizer, dialect, choices);
    }
    return new Conventions(choices);
  }

  private static void relativesOfAdam(
      NamedOptimizer optimizer, Dialect dialect, Map<String, String> choices) {
    switch (optimizer) {
      case ADAMAX -> choices.put(EPSILON, adamax(dialect));
      case NADAM -> choices.put("momentum", nadam(dialect));
      case RADAM -> choices.put(EPSILON, dialect == Dialect.PYTORCH ? HAT : CORRECTED);
      case AMSGRAD -> {
        choices.put(EPSILON, adamsEpsilon(dialect));
        choices.put(
            "maximum", dialect == Dialect.OPTAX ? "of ŝ, corrected" : "of s, not corrected");
      }
      case ADABELIEF ->
          choices.put(
              EPSILON,
              dialect == Dialect.DL4J ? HAT + ", and ε in s" : CORRECTED + ", and 1e-16 in s");
      case ADAN ->
          choices.put(
              "change of the gradient", dialect == Dialect.OPTAX ? "times 1 - β₂" : "times β₂");
      default -> throw new IllegalArgumentException("conventions: expected a relative of Adam");
    }
  }

  private static void others(
      NamedOptimizer optimizer, Dialect dialect, Map<String, String> choices) {
    switch (optimizer) {
      case LAMB ->
          choices.put(
              "trust ratio", dialect == Dialect.KERAS ? "without the decay" : "with the decay");
      case MUON, NORMUON -> muon(optimizer, dialect, choices);
      case ADAFACTOR -> adafactor(dialect, choices);
      case RPROP ->
          choices.put("step", dialect == Dialect.OPTAX ? "taken one step late" : "taken at once");
      case SCHEDULE_FREE_ADAM -> choices.put("weight in the average", weighting(dialect));
      default -> {
        // All dialects agree, or have no such optimiser: `ConventionsTest` holds this true.
      }
    }
  }

  private static boolean isOneOf(Dialect dialect, Dialect... some) {
    return java.util.Arrays.asList(some).contains(dialect);
  }

  private static String velocity(Dialect dialect) {
    return switch (dialect) {
      case TEXTBOOK -> "v = β v + (1 - β) g";
      case PYTORCH, OPTAX -> "v = β v + g";
      case KERAS, DL4J, DJL -> "v = β v + α g";
    };
  }

  private static String adamsEpsilon(Dialect dialect) {
    return Epsilon.of(dialect) == Epsilon.HAT ? HAT : CORRECTED;
  }

  private static void adaGrad(Dialect dialect, Map<String, String> choices) {
    boolean isInside = isOneOf(dialect, Dialect.KERAS, Dialect.OPTAX);
    choices.put(EPSILON, isInside ? INSIDE : OUTSIDE);
    choices.put("first square", isInside ? "0.1" : dialect == Dialect.DL4J ? "ε" : "0");
  }

  private static String adamax(Dialect dialect) {
    return switch (dialect) {
      case KERAS -> "max(β₂ u, |g|) + ε";
      case DL4J -> "1e-32 in place of ε";
      case TEXTBOOK, PYTORCH, OPTAX, DJL -> "max(β₂ u, |g| + ε)";
    };
  }

  private static String nadam(Dialect dialect) {
    return switch (dialect) {
      case OPTAX -> "β₁, corrected one step ahead";
      case KERAS -> "β₁ (1 - 0.96ᵗ / 2)";
      case DL4J -> "β₁, corrected for this step; squares not corrected";
      case TEXTBOOK, PYTORCH, DJL -> "β₁ (1 - 0.96^(0.004 t) / 2)";
    };
  }

  private static void muon(NamedOptimizer optimizer, Dialect dialect, Map<String, String> choices) {
    choices.put(
        VELOCITY,
        switch (dialect) {
          case KERAS -> "v = β v + g";
          case OPTAX -> "v = β v + (1 - β) g, corrected";
          case TEXTBOOK, PYTORCH, DL4J, DJL -> "v = β v + (1 - β) g";
        });
    if (optimizer == NamedOptimizer.MUON) {
      choices.put(
          "norm",
          switch (dialect) {
            case PYTORCH -> "max(‖v‖, 1e-7)";
            case OPTAX -> "‖v‖ + 1e-8";
            case TEXTBOOK, KERAS, DL4J, DJL -> "‖v‖ + 1e-7";
          });
    }
    choices.put(ADAMS_EPSILON, adamsEpsilon(dialect));
  }

  private static void adafactor(Dialect dialect, Map<String, String> choices) {
    choices.put(EPSILON, dialect == Dialect.PYTORCH ? "least of s" : "in g²");
    choices.put("rate", dialect == Dialect.OPTAX ? "α" : "at most 1 / √t");
  }

  private static String weighting(Dialect dialect) {
    return switch (dialect) {
      case KERAS -> "1";
      case OPTAX -> "square of the largest next rate";
      case TEXTBOOK, PYTORCH, DL4J, DJL -> "square of the largest rate";
    };
  }

  /// As in `epsilon: √ŝ + ε; maximum: of s, not corrected`.
  @Override
  public String toString() {
    return choices.isEmpty()
        ? "the same in all dialects"
        : choices.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("; "));
  }
}

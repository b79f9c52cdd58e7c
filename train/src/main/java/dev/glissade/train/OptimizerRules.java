package dev.glissade.train;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Role;
import dev.glissade.nn.Trace;
import dev.glissade.optim.AveragedDescent;
import dev.glissade.optim.ByRole;
import dev.glissade.optim.Fromage;
import dev.glissade.optim.Ftrl;
import dev.glissade.optim.Muon;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.WeightDecay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the linter looks for in the optimiser. Decay and ε are tried out, not looked up, so the
/// rules hold for optimisers of any kind, also a user's own.
final class OptimizerRules {
  /// A gradient such as an element of a weight often has.
  private static final double USUAL_GRADIENT = 1e-3;

  /// Steps after which an average of squares without correction is no longer near 0.
  private static final int SETTLED = 20;

  private static final double SHRUNK = 1.0 / 3;
  private static final Map<String, Double> TINY_EPSILON = Map.of("epsilon", 1e-6);

  private OptimizerRules() {}

  static List<Finding> findings(Optimizer optimizer, Trace trace) {
    List<Finding> found = new ArrayList<>();
    if (isMuonRefused(optimizer, trace.parameters(), found)) {
      return found;
    }
    if (isMuonFor(optimizer, Role.WEIGHT)) {
      embeddings(trace, found);
    }
    probe(optimizer, trace)
        .ifPresent(
            probe -> {
              decay(probe, found);
              epsilon(probe, found);
            });
    return found;
  }

  /// None of an optimiser that looks at the cost elsewhere, since here are gradients only, nor of
  /// one to whose rule it belongs that all parameters shrink.
  private static Optional<OptimizerProbe> probe(Optimizer optimizer, Trace trace) {
    try {
      return isShrinking(optimizer)
          ? Optional.empty()
          : Optional.of(new OptimizerProbe(optimizer, trace.parameters()));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  private static boolean isShrinking(Optimizer optimizer) {
    return switch (optimizer) {
      case Ftrl _, Fromage _, AveragedDescent _ -> true;
      case Optimizer.Chained chained -> isShrinking(chained.inner());
      case Optimizer.Scaled scaled -> isShrinking(scaled.inner());
      default -> false;
    };
  }

  private static boolean isMuonRefused(
      Optimizer optimizer, List<Parameter> parameters, List<Finding> found) {
    List<String> others =
        parameters.stream()
            .filter(parameter -> parameter.shape().rank() != 2)
            .filter(parameter -> isMuonFor(optimizer, parameter.role()))
            .map(Parameter::path)
            .toList();
    if (!others.isEmpty()) {
      found.add(
          new Finding(
              "muon-without-matrix",
              "muon is to train " + String.join(", ", others) + ", which are no matrices",
              "it makes the directions of a matrix equally long; a vector has one direction only",
              "ByRole with muon for weights and adam for the rest"));
    }
    return !others.isEmpty();
  }

  /// A matrix that multiplies words in one-hot form is a table of them.
  private static void embeddings(Trace trace, List<Finding> found) {
    for (Tensor node : trace.output().graph().nodes()) {
      if (node.op() instanceof Op.MatMul && isOneHot(node.inputs().getFirst())) {
        ModelRules.variable(node.inputs().getLast())
            .ifPresent(
                name ->
                    found.add(
                        new Finding(
                            "muon-on-embedding",
                            "muon is to train " + name + ", a table with a row for each word",
                            "it turns all rows in every step, also those of words that the batch"
                                + " does not have",
                            "another optimiser for this parameter, such as adam")));
      }
    }
  }

  private static boolean isOneHot(Tensor x) {
    return x.op() instanceof Op.OneHot
        || (x.op() instanceof Op.Reshape && isOneHot(x.inputs().getFirst()));
  }

  private static boolean isMuonFor(Optimizer optimizer, Role role) {
    return switch (optimizer) {
      case Muon _ -> true;
      case ByRole both -> isMuonFor(role == Role.WEIGHT ? both.weights() : both.others(), role);
      case Optimizer.Chained chained -> isMuonFor(chained.inner(), role);
      case Optimizer.Scaled scaled -> isMuonFor(scaled.inner(), role);
      case WeightDecay.Decayed decayed -> isMuonFor(decayed.inner(), role);
      default -> false;
    };
  }

  /// Without a gradient only decay moves a parameter by an amount that depends on it.
  private static void decay(OptimizerProbe probe, List<Finding> found) {
    Map<String, double[]> zeros = probe.changes(0, _ -> 0, Map.of(), 1);
    Map<String, double[]> ones = probe.changes(1, _ -> 0, Map.of(), 1);
    List<String> decayed =
        Stream.of(Role.values())
            .map(Role::label)
            .filter(role -> !role.equals(Role.WEIGHT.label()) && ones.containsKey(role))
            .filter(role -> first(ones, role) < first(zeros, role))
            .toList();
    if (!decayed.isEmpty()) {
      found.add(
          new Finding(
              "decay-of-vectors",
              "weight decay also pulls at parameters of the role " + String.join(", ", decayed),
              "biases and the gains and shifts of normalisations do not overfit; pulling them to 0"
                  + " only takes away what the layer can express",
              "a decay for weights only"));
    }
  }

  private static double first(Map<String, double[]> changes, String role) {
    return changes.getOrDefault(role, new double[1])[0];
  }

  private static void epsilon(OptimizerProbe probe, List<Finding> found) {
    double with = length(probe, Map.of());
    double without = length(probe, TINY_EPSILON);
    if (with < SHRUNK * without) {
      found.add(
          new Finding(
              "epsilon-rules",
              "epsilon makes the change of an element whose gradient is %s %.0f times smaller"
                  .formatted(USUAL_GRADIENT, without / with),
              "epsilon then outweighs the root of the squares, and an adaptive optimiser becomes"
                  + " gradient descent at a small rate",
              "a smaller epsilon, such as 1e-8"));
    }
  }

  private static double length(OptimizerProbe probe, Map<String, Double> factors) {
    return probe.changes(1, _ -> USUAL_GRADIENT, factors, SETTLED).values().stream()
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .sum();
  }
}

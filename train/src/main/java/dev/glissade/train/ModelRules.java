package dev.glissade.train;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Role;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.nn.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the linter looks for in the layers. It reads the graph and not the list of layers, so it
/// sees through layers of any kind, also a user's own.
final class ModelRules {
  /// Behind a product a normalisation sees dropout's noise averaged; little of it does no harm.
  private static final double MUCH_DROPOUT = 0.3;

  private final Trace trace;
  private final List<Finding> found = new ArrayList<>();

  private ModelRules(Trace trace) {
    this.trace = trace;
  }

  static List<Finding> findings(Trace trace, Loss loss, Linter.Facts facts) {
    ModelRules rules = new ModelRules(trace);
    rules.normalisations(facts);
    rules.lastActivation(loss);
    return rules.found;
  }

  private void normalisations(Linter.Facts facts) {
    List<Tensor> all =
        trace.output().graph().nodes().stream()
            .filter(node -> node.op() instanceof Op.BatchNorm)
            .toList();
    if (all.isEmpty()) {
      return;
    }
    batches(facts);
    Set<String> biases =
        trace.parameters().stream()
            .filter(parameter -> parameter.role() == Role.BIAS)
            .map(Parameter::path)
            .collect(Collectors.toSet());
    for (Tensor norm : all) {
      bias(norm, biases);
      dropout(norm);
    }
  }

  private void batches(Linter.Facts facts) {
    if (facts.batch() == 1) {
      found.add(
          new Finding(
              "batch-norm-of-one",
              "batches of 1 example are normalised over the batch",
              "a single example has variance 0, so every unit gives its shift and learns nothing",
              "batches of 16 examples or more, or no batch normalisation"));
    } else if (facts.lastBatch() < Math.max(2, facts.batch() / 8)) {
      found.add(
          new Finding(
              "short-last-batch",
              "the last batch of an epoch has %d of %d examples and is normalised by itself"
                  .formatted(facts.lastBatch(), facts.batch()),
              "its mean and variance are mostly noise, and they enter the running averages that"
                  + " evaluation uses",
              "another batch size: with %d, the last one is full enough".formatted(fuller(facts))));
    }
  }

  /// The nearest smaller batch size whose last batch is at least half full.
  private static int fuller(Linter.Facts facts) {
    for (int size = facts.batch() - 1; size > 1; size--) {
      int last = facts.examples() % size;
      if (last == 0 || 2 * last >= size) {
        return size;
      }
    }
    return facts.examples();
  }

  private void bias(Tensor norm, Set<String> biases) {
    Tensor x = norm.inputs().getFirst();
    while (x.op() instanceof Op.Reshape || x.op() instanceof Op.Dropout) {
      x = x.inputs().getFirst();
    }
    if (x.op() instanceof Op.Binary(BinaryFunction function) && function == BinaryFunction.ADD) {
      x.inputs().stream()
          .flatMap(operand -> variable(operand).stream())
          .filter(biases::contains)
          .forEach(name -> uselessBias(name, norm.path()));
    }
  }

  /// The name of the variable that this is, or is made of without arithmetic.
  static Optional<String> variable(Tensor operand) {
    return switch (operand.op()) {
      case Op.Variable(String name, _) -> Optional.of(name);
      case Op.Reshape _, Op.Broadcast _ -> variable(operand.inputs().getFirst());
      default -> Optional.empty();
    };
  }

  private void uselessBias(String bias, String norm) {
    found.add(
        new Finding(
            "bias-before-batch-norm",
            bias + " is added in front of " + norm,
            "the normalisation takes the mean away and the bias with it; its gradient is rounding"
                + " that adaptive optimisers blow up",
            "use the layer withoutBias(); the shift of the normalisation does its work"));
  }

  /// Dropout changes the variance in training only, so the running variance is not that of use (Li
  /// et al. 2019).
  private void dropout(Tensor norm) {
    Set<String> reported = new TreeSet<>();
    search(norm.inputs().getFirst(), norm, false, reported);
  }

  private void search(Tensor x, Tensor norm, boolean isBehindProduct, Set<String> reported) {
    switch (x.op()) {
      case Op.BatchNorm _, Op.Input _, Op.Variable _, Op.Scalar _, Op.Constant _ -> {}
      case Op.Dropout(String stream) -> {
        double rate = rate(x);
        if (rate > 0 && (!isBehindProduct || rate >= MUCH_DROPOUT) && reported.add(stream)) {
          varianceShift(stream, rate, norm.path());
        }
        search(x.inputs().getFirst(), norm, isBehindProduct, reported);
      }
      case Op.MatMul _ -> x.inputs().forEach(operand -> search(operand, norm, true, reported));
      default -> x.inputs().forEach(operand -> search(operand, norm, isBehindProduct, reported));
    }
  }

  private double rate(Tensor dropout) {
    return dropout.inputs().get(1).op() instanceof Op.Scalar(String knob)
        ? trace.knobs().getOrDefault(knob, 0.0)
        : 0;
  }

  private void varianceShift(String dropout, double rate, String norm) {
    found.add(
        new Finding(
            "dropout-before-batch-norm",
            String.format(
                Locale.ROOT,
                "%s drops %s in front of %s",
                dropout.replaceAll("\\.dropout$", ""),
                rate,
                norm),
            String.format(
                Locale.ROOT,
                "dropping makes the variance up to %.2f times as large in training, and the running"
                    + " variance is then wrong in use",
                1 / (1 - rate)),
            "drop behind the last normalisation only, less than 0.3, or not at all"));
  }

  private void lastActivation(Loss loss) {
    Tensor output = trace.output();
    while (output.op() instanceof Op.Reshape) {
      output = output.inputs().getFirst();
    }
    boolean isSoftmax = loss instanceof SoftmaxCrossEntropy;
    if (!isSoftmax && !(loss instanceof BinaryCrossEntropy)) {
      return;
    }
    String applied = isSoftmax ? "softmax" : "sigmoid";
    String last =
        switch (output.op()) {
          case Op.Softmax _ -> "softmax";
          case Op.Unary(UnaryFunction function) -> function.name().toLowerCase(Locale.ROOT);
          default -> "";
        };
    if (Set.of("softmax", "sigmoid", "tanh", "relu").contains(last)) {
      found.add(
          new Finding(
              "activation-before-loss",
              "the model ends with %s, and the loss applies %s to what it is given"
                  .formatted(last, applied),
              last.equals(applied)
                  ? "twice %s squeezes the outputs together: the loss cannot come near 0, and"
                          .formatted(applied)
                      + " gradients are small"
                  : "%s keeps the logits from going where the loss pulls them".formatted(last),
              "leave the last activation out; the loss wants logits"));
    }
  }
}

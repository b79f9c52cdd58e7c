package dev.glissade.bench;

import dev.glissade.engine.Op;
import dev.glissade.engine.Reference;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.train.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Compares one training step with the textbook in double precision.
///
/// What a step changes is compared as a whole, `‖ours - textbook‖ / ‖textbook - before‖`. Slots and
/// statistics depend smoothly on the gradient; Adam's first update of a parameter is nearly its
/// sign, so that a gradient lost in rounding moves a parameter the other way, and parameters get
/// more room. A unit so near to ReLU's kink that rounding decides its side spoils a whole batch:
/// then another batch is asked.
record StepCheck(String workload, Steps steps, int batch) {
  /// The textbook takes a nanosecond or more for each of these.
  private static final double MOST_OPERATIONS = 4e8;

  private static final int MOST_BATCHES = 3;
  private static final double PARAMETERS = 2e-2;
  private static final double OTHERS = 1e-4;

  /// Does the first step of `steps` and compares it; leaves the state as it was.
  ///
  /// @throws WrongResultException if something differs by more than rounding
  void run() {
    Network network = steps.network();
    State before = network.state().copy();
    Optional<String> difference = Optional.empty();
    for (int attempt = 0; attempt < MOST_BATCHES; attempt++) {
      difference = difference(attempt);
      network.state().restore(before);
      if (difference.isEmpty()) {
        return;
      }
    }
    throw new WrongResultException(
        "%s: expected a step as in the textbook, but got this: %s"
            .formatted(workload, difference.orElseThrow()));
  }

  /// Whether the textbook is quick enough for this step.
  static boolean isAffordable(Step step) {
    double operations = 0;
    for (Tensor node : step.graph().nodes()) {
      if (node.op() instanceof Op.MatMul product) {
        int inner = node.inputs().getFirst().shape().extent(product.transposeLeft() ? 0 : 1);
        operations += 2.0 * node.shape().size() * inner;
      }
    }
    return operations <= MOST_OPERATIONS;
  }

  private Optional<String> difference(int number) {
    Network network = steps.network();
    Step step = network.trainingStep(batch);
    Map<String, double[]> before = variables(step, network.state());
    steps.step(number);
    Map<String, double[]> inputs =
        Map.of(
            "x", doubles(steps.batches().features(number)),
            "targets", doubles(steps.batches().classes(number)));
    Reference reference =
        Reference.of(inputs, steps.numbers().byName(), before, network.seed(), number);
    Map<Tensor, double[]> values = reference.evaluate(List.copyOf(step.updates().values()));
    return step.updates().entrySet().stream()
        .flatMap(
            update -> {
              String name = update.getKey();
              double[] textbook = Objects.requireNonNull(values.get(update.getValue()));
              double[] then = Objects.requireNonNull(before.get(name));
              return compare(name, doubles(network.state().view(name)), textbook, then).stream();
            })
        .findFirst();
  }

  private static Map<String, double[]> variables(Step step, State state) {
    Map<String, double[]> variables = new HashMap<>();
    for (Tensor node : step.graph().nodes()) {
      if (node.op() instanceof Op.Variable variable) {
        variables.put(variable.name(), doubles(state.view(variable.name())));
      }
    }
    step.updates().keySet().forEach(name -> variables.put(name, doubles(state.view(name))));
    return variables;
  }

  private static Optional<String> compare(
      String name, double[] ours, double[] textbook, double[] before) {
    double error = 0;
    double change = 0;
    for (int i = 0; i < textbook.length; i++) {
      error += square(ours[i] - textbook[i]);
      change += square(textbook[i] - before[i]);
    }
    double ratio = Math.sqrt(error) / Math.max(Math.sqrt(change), Double.MIN_NORMAL);
    double limit = name.startsWith("parameters/") ? PARAMETERS : OTHERS;
    return ratio <= limit
        ? Optional.empty()
        : Optional.of("'%s' is off by %.1e of its change".formatted(name, ratio));
  }

  private static double square(double x) {
    return x * x;
  }

  static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}

package dev.glissade.train;

import dev.glissade.engine.Op;
import dev.glissade.engine.Program;
import dev.glissade.engine.State;
import dev.glissade.engine.Tensor;
import dev.glissade.optim.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Looks for what began a spike: the examples of the batch whose losses stand out when each is
/// evaluated alone, else those whose features stand out by far (an absurd row may be classified
/// correctly); and the first tensor in which they do.
final class SpikeSearch {
  private final Stepper stepper;
  private final double threshold;

  SpikeSearch(Stepper stepper, double threshold) {
    this.stepper = stepper;
    this.threshold = threshold;
  }

  /// Examples that stand out, and where.
  record Found(List<Integer> examples, String where) {}

  /// The median loss of the examples of the batch that comes next, each by itself.
  double usualLoss(Clock clock) {
    return median(losses(batch(clock), clock));
  }

  /// A program with the batch of a step.
  private Program batch(Clock clock) {
    Program program = stepper.network().training(stepper.batches().size((int) clock.batch()));
    stepper.fill(clock, program);
    return program;
  }

  /// Searches the step that begins at `clock`; state and products are those before it, and stay so.
  Found search(Clock clock, UsualCost usual) {
    State before = stepper.network().state().copy();
    Map<String, Double> products = stepper.knobs().products();
    stepper.step(clock);
    stepper.network().state().restore(before);
    stepper.knobs().restoreProducts(products);
    Program program = batch(clock);
    int[] places = standOut(losses(program, clock), usual.isKnown() ? usual.value() : 0, threshold);
    if (places.length == 0) {
      int batch = stepper.batches().size((int) clock.batch());
      places =
          standOut(
              largest(StepReference.widen(program.input("x")), batch), 0, threshold * threshold);
    }
    int[] rows = stepper.batches().rows(clock.epoch(), (int) clock.batch());
    List<Integer> examples =
        Arrays.stream(places).map(place -> rows[place]).distinct().boxed().toList();
    return new Found(examples, where(clock, before, program, places));
  }

  /// The loss of every example by itself, as the model is used.
  private double[] losses(Program batch, Clock clock) {
    Program single = stepper.network().inference(1);
    float[] x = single.input("x");
    float[] targets = single.input("targets");
    double[] losses = new double[stepper.batches().size((int) clock.batch())];
    for (int i = 0; i < losses.length; i++) {
      System.arraycopy(batch.input("x"), i * x.length, x, 0, x.length);
      System.arraycopy(batch.input("targets"), i * targets.length, targets, 0, targets.length);
      stepper.knobs().set(single, clock);
      single.run();
      losses[i] = single.number("loss");
    }
    return losses;
  }

  /// Without examples that stand out, the first tensor that is not finite.
  private String where(Clock clock, State before, Program program, int[] places) {
    StepReference reference = StepReference.of(stepper, clock, before, program);
    List<Tensor> cost = new ArrayList<>(reference.step().outputs().values());
    Map<Tensor, double[]> values = reference.reference().evaluate(cost);
    List<Tensor> inOrder =
        values.keySet().stream().sorted(Comparator.comparingInt(Tensor::id)).toList();
    int batch = stepper.batches().size((int) clock.batch());
    for (Tensor node : inOrder) {
      double[] value = values.getOrDefault(node, new double[0]);
      boolean isLoud =
          places.length == 0
              ? Arrays.stream(value).anyMatch(v -> !Float.isFinite((float) v))
              : isBatch(node, batch) && isAnyLoud(largest(value, batch), places);
      if (isLoud) {
        return node.toString();
      }
    }
    return "the cost";
  }

  private boolean isAnyLoud(double[] largest, int[] places) {
    int[] loud = standOut(largest, 0, threshold);
    return Arrays.stream(places).anyMatch(place -> Arrays.binarySearch(loud, place) >= 0);
  }

  private static boolean isBatch(Tensor node, int batch) {
    return node.shape().rank() > 0
        && node.shape().extent(0) == batch
        && !(node.op() instanceof Op.Variable);
  }

  /// The places of values that are more than `factor` times the median and `least`.
  private static int[] standOut(double[] values, double least, double factor) {
    double limit = factor * Math.max(least, median(values));
    return IntStream.range(0, values.length).filter(i -> !(values[i] <= limit)).toArray();
  }

  /// The largest absolute value of each row.
  private static double[] largest(double[] values, int rows) {
    double[] largest = new double[rows];
    int width = values.length / rows;
    for (int i = 0; i < values.length; i++) {
      largest[i / width] = Math.max(largest[i / width], Math.abs(values[i]));
    }
    return largest;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}

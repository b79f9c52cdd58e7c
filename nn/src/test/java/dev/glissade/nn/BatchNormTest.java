package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.PlainKernels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchNormTest {
  private static final int ROWS = 64;
  private static final int BATCHES = 6;

  /// A batch of two units: the first with mean 1e5 and deviation 1, the second standard normal.
  private static float[] batch(int number) {
    RandomNumbers random = RandomNumbers.of(number, "batch");
    float[] x = new float[2 * ROWS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.normal(i) + (i % 2 == 0 ? 1e5 : 0));
    }
    return x;
  }

  private static double mean(float[] x, int unit) {
    double sum = 0;
    for (int i = unit; i < x.length; i += 2) {
      sum += x[i];
    }
    return sum / ROWS;
  }

  private static double variance(float[] x, int unit) {
    double mean = mean(x, unit);
    double sum = 0;
    for (int i = unit; i < x.length; i += 2) {
      sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / ROWS;
  }

  /// A layer with a state, trained on `BATCHES` batches.
  private static final class Running implements AutoCloseable {
    final BatchNorm layer;
    final State state;
    final ThreadTeam team = new ThreadTeam(1);
    double product = 1;

    Running(BatchNorm layer) {
      this.layer = layer;
      Trace trace = trace(new Graph(), Mode.TRAINING);
      Map<String, Shape> shapes = new LinkedHashMap<>();
      trace.parameters().forEach(each -> shapes.put(each.path(), each.shape()));
      trace.statistics().forEach(each -> shapes.put(each.path(), each.shape()));
      state = new State(State.layout(shapes));
      state.set("gamma", 1, 1);
      trace
          .statistics()
          .forEach(
              each -> {
                float[] initial = new float[each.shape().size()];
                java.util.Arrays.fill(initial, (float) each.initial());
                state.set(each.path(), initial);
              });
    }

    private Trace trace(Graph graph, Mode mode) {
      Trace.Builder builder = new Trace.Builder(graph, mode);
      Tensor x = graph.input("x", Shape.of(ROWS, 2));
      return builder.build(layer.apply(x, new Scope(builder, "")));
    }

    float[] run(Mode mode, float[] x) {
      Graph graph = new Graph();
      Trace trace = trace(graph, mode);
      Step step = new Step(graph, Map.of("y", trace.output()), trace.updates());
      Program program = Program.compile(step, state, PlainKernels.kernels(), team);
      if (mode == Mode.TRAINING) {
        product *= layer.decay();
      }
      for (String scalar : program.scalars()) {
        program.set(scalar, scalar.equals("decay") ? layer.decay() : product);
      }
      System.arraycopy(x, 0, program.input("x"), 0, x.length);
      program.run();
      return program.read("y");
    }

    @Override
    public void close() {
      team.close();
    }
  }

  @Test
  void aLargeMeanDoesNotDrownTheDeviationInFloats() {
    try (Running running = new Running(BatchNorm.of())) {
      float[] x = batch(0);
      float[] y = running.run(Mode.TRAINING, x);
      for (int unit = 0; unit < 2; unit++) {
        double deviation = Math.sqrt(variance(x, unit) + 1e-5);
        for (int i = unit; i < x.length; i += 2) {
          assertEquals((x[i] - mean(x, unit)) / deviation, y[i], 2e-6);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void runningStatisticsAreThoseOfTheFormulas(BatchNorm.Average average) {
    double[] mean = new double[2];
    double[] variance = new double[2];
    double start = average == BatchNorm.Average.FROM_ONE ? 1 : 0;
    java.util.Arrays.fill(variance, start);
    try (Running running = new Running(new BatchNorm(0.8, 1e-5, average, false))) {
      for (int i = 0; i < BATCHES; i++) {
        running.run(Mode.TRAINING, batch(i));
        double decay =
            switch (average) {
              case FROM_FIRST -> i == 0 ? 0 : 0.8;
              case CUMULATIVE -> i / (i + 1.0);
              case CORRECTED, FROM_ZERO, FROM_ONE -> 0.8;
            };
        for (int unit = 0; unit < 2; unit++) {
          mean[unit] = decay * mean[unit] + (1 - decay) * mean(batch(i), unit);
          variance[unit] = decay * variance[unit] + (1 - decay) * variance(batch(i), unit);
        }
      }
      for (int unit = 0; unit < 2; unit++) {
        double tolerance = 1e-6 * (1 + Math.abs(mean[unit]));
        assertEquals(mean[unit], running.state.view("mean")[unit], tolerance);
        assertEquals(variance[unit], running.state.view("variance")[unit], 1e-5);
      }
      double correction = average == BatchNorm.Average.CORRECTED ? 1 - Math.pow(0.8, BATCHES) : 1;
      float[] x = batch(99);
      float[] y = running.run(Mode.INFERENCE, x);
      for (int i = 1; i < x.length; i += 2) {
        double deviation = Math.sqrt(variance[1] / correction + 1e-5);
        assertEquals((x[i] - mean[1] / correction) / deviation, y[i], 1e-5);
      }
    }
  }

  @Test
  void theFirstEvaluationAfterOneBatchIsAlreadyRight() {
    try (Running running = new Running(BatchNorm.of())) {
      float[] trained = running.run(Mode.TRAINING, batch(0));
      float[] used = running.run(Mode.INFERENCE, batch(0));
      for (int i = 1; i < used.length; i += 2) {
        assertEquals(trained[i], used[i], 1e-5);
      }
    }
  }

  @Test
  void theUnbiasedVarianceIsAveragedWhereAsked() {
    try (Running running = new Running(BatchNorm.pytorch())) {
      running.run(Mode.TRAINING, batch(0));

      double unbiased = variance(batch(0), 1) * ROWS / (ROWS - 1);
      assertEquals(0.9 + 0.1 * unbiased, running.state.view("variance")[1], 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CORRECTED", "FROM_ONE"})
  void beforeAnyTrainingNothingIsNormalized(BatchNorm.Average average) {
    try (Running running = new Running(new BatchNorm(0.9, 1e-5, average, false))) {
      assertArrayEquals(batch(0), running.run(Mode.INFERENCE, batch(0)), 1f);
      float[] y = running.run(Mode.INFERENCE, batch(0));
      assertEquals(batch(0)[1], y[1], 1e-4);
    }
  }
}

package dev.glissade.bench;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Batch normalisation of activations `[batch, units]`.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class BatchNormBenchmark {
  private static final double EPSILON = 1e-5;

  @Param({"plain", "vector"})
  private String kernels = "";

  @Param({"128x512", "512x2048"})
  private String size = "";

  private Compiled forward;
  private Compiled backward;
  private long elements;

  /// Compiles both directions.
  @Setup
  public void setUp() {
    String[] sizes = size.split("x", -1);
    Shape shape = Shape.of(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    elements = shape.size();
    Shape units = shape.without(0);
    Graph graph = new Graph();
    Tensor x = graph.input("x", shape);
    Tensor moments = graph.add(new Op.Moments(1), x);
    Tensor gamma = graph.input("gamma", units);
    Tensor y = graph.add(new Op.BatchNorm(1, EPSILON), x, moments, gamma, graph.input("b", units));
    forward = Compiled.of(graph, y, kernels).fill("x").fill("gamma").fill("b");
    Tensor dx = gradient(shape);
    backward = Compiled.of(dx.graph(), dx, kernels).fill("x").fill("dy").fill("gamma");
    // Means of 0 and variances of 1.
    float[] given = backward.program().input("moments");
    java.util.Arrays.fill(given, 2 * units.size(), 3 * units.size(), 1);
  }

  private static Tensor gradient(Shape shape) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", shape);
    Tensor dy = graph.input("dy", shape);
    Tensor moments = graph.input("moments", Shape.of(3, shape.extent(1)));
    Tensor gamma = graph.input("gamma", shape.without(0));
    Tensor sums = graph.add(new Op.BatchNormSums(1, EPSILON), dy, x, moments);
    return graph.add(new Op.BatchNormGradient(1, EPSILON), dy, x, moments, sums, gamma);
  }

  /// Ends the threads.
  @TearDown
  public void tearDown() {
    forward.close();
    backward.close();
  }

  /// Moments, then the normalisation: `x` is read and `y` written.
  @Benchmark
  public void forward(Bytes count) {
    forward.program().run();
    count.gigabytes += 8 * elements;
  }

  /// Sums, then the gradient: `x` and `dy` are read, `dx` is written.
  @Benchmark
  public void backward(Bytes count) {
    backward.program().run();
    count.gigabytes += 12 * elements;
  }
}

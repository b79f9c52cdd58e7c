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

/// Softmax cross-entropy of logits `[batch, classes]` and its gradient.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class CrossEntropyBenchmark {
  @Param({"plain", "vector"})
  private String kernels = "";

  @Param({"128x10", "256x1000"})
  private String size = "";

  private Compiled loss;
  private Compiled gradient;
  private long elements;

  /// Compiles both.
  @Setup
  public void setUp() {
    String[] sizes = size.split("x", -1);
    Shape shape = Shape.of(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    elements = shape.size();
    Graph first = new Graph();
    Tensor losses =
        first.add(new Op.CrossEntropy(), first.input("z", shape), first.input("q", shape));
    loss = Compiled.of(first, losses, kernels).fill("z").fill("q");
    Graph second = new Graph();
    Tensor dy = second.input("dy", shape.without(1));
    Tensor dz =
        second.add(
            new Op.CrossEntropyGradient(), dy, second.input("z", shape), second.input("q", shape));
    gradient = Compiled.of(second, dz, kernels).fill("dy").fill("z").fill("q");
  }

  /// Ends the threads.
  @TearDown
  public void tearDown() {
    loss.close();
    gradient.close();
  }

  /// The loss of each row: logits and targets are read.
  @Benchmark
  public void loss(Bytes count) {
    loss.program().run();
    count.gigabytes += 8 * elements;
  }

  /// The gradient for the logits: logits and targets are read, the gradient is written.
  @Benchmark
  public void gradient(Bytes count) {
    gradient.program().run();
    count.gigabytes += 12 * elements;
  }
}

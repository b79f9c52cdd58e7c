package dev.glissade.bench;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
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

/// Element-wise passes over activations `[128, 512]`, which lie in the second-level cache.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class ElementwiseBenchmark {
  private static final int SIZE = 128 * 512;

  /// What is computed.
  public enum Chain {
    /// `max(x, 0)`
    RELU,
    /// `y > 0 ? dy : 0`, as a product
    RELU_GRADIENT,
    /// `x + b` with one `b` for each column
    BIAS,
    /// `e^x`
    EXPONENTIAL,
    /// `tanh x`
    TANH,
    /// `x / (1 + e^-x)`
    SILU
  }

  @Param({"plain", "vector"})
  private String kernels = "";

  @Param private Chain chain = Chain.RELU;

  private Compiled compiled;

  /// Compiles the chain.
  @Setup
  public void setUp() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(128, 512));
    compiled = Compiled.of(graph, chain(graph, x), kernels).fill("x");
    if (chain == Chain.BIAS || chain == Chain.RELU_GRADIENT) {
      compiled.fill("other");
    }
  }

  private Tensor chain(Graph graph, Tensor x) {
    return switch (chain) {
      case RELU -> x.map(UnaryFunction.RELU);
      case RELU_GRADIENT -> x.greater(graph.constant(0)).times(graph.input("other", x.shape()));
      case BIAS -> x.plus(graph.input("other", Shape.of(512)));
      case EXPONENTIAL -> x.map(UnaryFunction.EXPONENTIAL);
      case TANH -> x.map(UnaryFunction.TANH);
      case SILU -> x.times(x.map(UnaryFunction.SIGMOID));
    };
  }

  /// Ends the threads.
  @TearDown
  public void tearDown() {
    compiled.close();
  }

  /// One pass.
  @Benchmark
  public void pass(Bytes count) {
    compiled.program().run();
    count.gigabytes += (chain == Chain.RELU_GRADIENT ? 12L : 8L) * SIZE;
  }
}

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

/// The matrix products of the workloads' dense layers: `batch × inputs × units` is a layer
/// `x [batch, inputs] -> [batch, units]`.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class MatMulBenchmark {
  /// The three products of a layer.
  public enum Product {
    /// `x · w`
    FORWARD,
    /// `xᵀ · dy`
    WEIGHT_GRADIENT,
    /// `dy · wᵀ`
    INPUT_GRADIENT
  }

  @Param({"plain", "vector"})
  private String kernels = "";

  @Param({
    "128x784x512",
    "128x512x512",
    "128x512x10",
    "64x784x128",
    "32x16x64",
    "256x54x256",
    "512x2048x2048"
  })
  private String layer = "";

  @Param private Product product = Product.FORWARD;

  private Compiled compiled;
  private long operations;

  /// Compiles the product.
  @Setup
  public void setUp() {
    String[] sizes = layer.split("x", -1);
    int batch = Integer.parseInt(sizes[0]);
    int inputs = Integer.parseInt(sizes[1]);
    int units = Integer.parseInt(sizes[2]);
    operations = 2L * batch * inputs * units;
    Graph graph = new Graph();
    Shape x = Shape.of(batch, inputs);
    Shape w = Shape.of(inputs, units);
    Shape dy = Shape.of(batch, units);
    Tensor y =
        switch (product) {
          case FORWARD -> graph.input("a", x).matMul(graph.input("b", w));
          case WEIGHT_GRADIENT ->
              graph.add(new Op.MatMul(true, false), graph.input("a", x), graph.input("b", dy));
          case INPUT_GRADIENT ->
              graph.add(new Op.MatMul(false, true), graph.input("a", dy), graph.input("b", w));
        };
    compiled = Compiled.of(graph, y, kernels).fill("a").fill("b");
  }

  /// Ends the threads.
  @TearDown
  public void tearDown() {
    compiled.close();
  }

  /// One product.
  @Benchmark
  public void product(Operations count) {
    compiled.program().run();
    count.gigaflops += operations;
  }
}

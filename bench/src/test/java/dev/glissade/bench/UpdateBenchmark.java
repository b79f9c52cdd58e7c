package dev.glissade.bench;

import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RmsProp;
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

/// Optimisers' fused updates of one block of parameters: the 668,672 weights of `step/mlp-mid`, and
/// ten million, which fit no cache.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class UpdateBenchmark {
  /// Which update, and the bytes of a parameter that it reads or writes.
  public enum Rule {
    /// θ and g
    GRADIENT_DESCENT(12),
    /// θ, g and one slot
    MOMENTUM(20),
    /// θ, g and one slot
    RMS_PROP(20),
    /// θ, g and two slots
    ADAM(28),
    /// θ, g and two slots
    ADAM_W(28);

    private final int bytes;

    Rule(int bytes) {
      this.bytes = bytes;
    }

    private Optimizer optimizer() {
      return switch (this) {
        case GRADIENT_DESCENT -> GradientDescent.of();
        case MOMENTUM -> Momentum.of();
        case RMS_PROP -> RmsProp.of();
        case ADAM -> Adam.of();
        case ADAM_W -> AdamW.of();
      };
    }
  }

  @Param({"plain", "vector"})
  private String kernels = "";

  @Param private Rule rule = Rule.ADAM;

  @Param({"668672", "10000000"})
  private int parameters;

  @Param({"1", "2"})
  private int threads;

  private Compiled compiled;
  private Numbers numbers;

  /// Compiles the update.
  @Setup
  public void setUp() {
    TracedUpdate traced = TracedUpdate.of(rule.optimizer(), parameters);
    compiled = new Compiled(traced.step(), traced.layout(), kernels, threads).fill("gradient");
    numbers =
        new Numbers(
            compiled.program(),
            traced.declared().knobs(),
            traced.declared().products(),
            rule.optimizer());
  }

  /// Ends the threads.
  @TearDown
  public void tearDown() {
    compiled.close();
  }

  /// One update.
  @Benchmark
  public void update(Bytes count) {
    numbers.next();
    compiled.program().run();
    count.gigabytes += (long) rule.bytes * parameters;
  }
}

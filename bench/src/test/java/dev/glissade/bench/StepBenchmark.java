package dev.glissade.bench;

import dev.glissade.engine.kernels.KernelSelection;
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

/// Whole training steps of the workloads that come along.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class StepBenchmark {
  @Param({"plain", "vector"})
  private String kernels = "";

  @Param({"mlp-tiny", "mlp-small", "mlp-mid", "tabular", "softmax-regression"})
  private String workload = "";

  @Param({"1", "2"})
  private int threads;

  private Steps steps;
  private int index;

  /// Compiles the step.
  @Setup
  public void setUp() {
    if (Workloads.builtIn().select(workload).getFirst() instanceof Workload.TrainingStep step) {
      var means = new Steps.Means(KernelSelection.choose(kernels).kernels(), threads, 0);
      steps = new Steps(step.network(), step.optimizer(), step.batches(), means);
    }
  }

  /// Ends the threads.
  @TearDown
  public void tearDown() {
    steps.close();
  }

  /// One step.
  @Benchmark
  public void step() {
    StepBench.step(steps, index++);
  }
}

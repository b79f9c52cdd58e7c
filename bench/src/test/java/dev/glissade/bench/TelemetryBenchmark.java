package dev.glissade.bench;

import dev.glissade.data.Dataset;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.train.Run;
import dev.glissade.train.Trainer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Warmup;

/// A training of 15 360 steps with and without looking at one step in 256.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class TelemetryBenchmark {
  private static final int FEATURES = 128;
  private static final int EXAMPLES = 1280;

  @Param({"false", "true"})
  private boolean isObserved;

  private Trainer trainer;
  private Splits splits;

  /// Makes the data.
  @Setup
  public void setUp() {
    Random random = new Random(1);
    float[][] x = new float[EXAMPLES][FEATURES];
    for (float[] row : x) {
      for (int i = 0; i < FEATURES; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    int[] labels = IntStream.range(0, EXAMPLES).map(i -> x[i][0] > 0 ? 1 : 0).toArray();
    Dataset all = Dataset.of(x, labels, List.of("no", "yes"));
    splits = Splits.of(all, all.subset(new int[0]), all.subset(new int[0]));
    var layers =
        Sequential.of(
            Dense.of(128), BatchNorm.of(), Relu.of(), Dense.of(64), Relu.of(), Dense.of(2));
    trainer =
        Trainer.of(layers, SoftmaxCrossEntropy.of())
            .optimizer(Adam.of())
            .batchSize(64)
            .epochs(768)
            .threads(1)
            .listener(_ -> {}, isObserved ? Integer.MAX_VALUE : 0);
  }

  /// The whole training.
  @Benchmark
  public Run training() {
    return trainer.fit(splits);
  }
}

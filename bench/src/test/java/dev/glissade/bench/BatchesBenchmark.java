package dev.glissade.bench;

import dev.glissade.data.Batches;
import dev.glissade.data.Dataset;
import dev.glissade.data.ImageSource;
import dev.glissade.data.Images;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/// The assembly of shuffled mini-batches of 128: bytes of images that become floats, and rows of
/// floats.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class BatchesBenchmark {
  private static final int EXAMPLES = 20_000;
  private static final int BATCH = 128;
  private static final int[] IMAGE = {28, 28};
  private static final int WIDTH = 784;

  /// Where the examples come from.
  public enum Kind {
    /// Images as bytes
    IMAGES,
    /// Rows of floats
    ROWS
  }

  @Param private Kind kind = Kind.IMAGES;

  private Batches batches;
  private final float[] x = new float[BATCH * WIDTH];
  private final float[] y = new float[BATCH];
  private int next;

  /// Makes the examples.
  @Setup
  public void setUp() {
    batches = Batches.of(kind == Kind.IMAGES ? images() : rows(), BATCH, 0);
  }

  private static Dataset images() {
    byte[] pixels = new byte[EXAMPLES * WIDTH];
    byte[] labels = new byte[EXAMPLES];
    new Random(1).nextBytes(pixels);
    for (int i = 0; i < EXAMPLES; i++) {
      labels[i] = (byte) (i % 10);
    }
    return ImageSource.of("images", Images.of("images", IMAGE, pixels, labels))
        .split(1, 0, 0)
        .train();
  }

  private static Dataset rows() {
    float[][] rows = new float[EXAMPLES][];
    Arrays.setAll(rows, row -> RandomBatches.uniform("row " + row, WIDTH));
    return Dataset.of(rows, new int[EXAMPLES], List.of("a", "b"));
  }

  /// One batch.
  @Benchmark
  public float[] fill(Bytes count) {
    int batch = next++;
    int full = EXAMPLES / BATCH;
    batches.fill(batch / full, batch % full, x, y);
    count.gigabytes += (kind == Kind.IMAGES ? 5L : 8L) * BATCH * WIDTH;
    return x;
  }
}

package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.data.Dataset;
import dev.glissade.engine.Program;
import dev.glissade.engine.State;
import java.util.Locale;

/// Chooses a batch size by the rule of practice: up to 2000 examples all at once; otherwise the
/// power of two from 64 to 512 that does the most examples a second in a short probe. The probe
/// leaves no trace in the state.
final class BatchSizeProbe {
  private static final int SMALL = 2_000;
  private static final int WARM_UP = 20;
  private static final int MEASURED = 30;

  private final Network network;
  private final Dataset data;

  BatchSizeProbe(Network network, Dataset data) {
    this.network = network;
    this.data = data;
  }

  /// The number of examples for a wish; only `Auto` takes time.
  static BatchSize.Choice choose(BatchSize wanted, Network network, Dataset data) {
    int all = data.size();
    return switch (wanted) {
      case BatchSize.Full _ -> new BatchSize.Choice(all, "all");
      case BatchSize.Fixed(int examples) ->
          new BatchSize.Choice(Math.min(all, examples), examples > all ? "all" : "as set");
      case BatchSize.Auto _ -> new BatchSizeProbe(network, data).choose();
    };
  }

  BatchSize.Choice choose() {
    if (data.size() <= SMALL) {
      return new BatchSize.Choice(
          data.size(), "at most %d examples: the full batch".formatted(SMALL));
    }
    State before = network.state().copy();
    int best = 64;
    double fastest = 0;
    for (int size = 64; size <= BatchSize.Auto.LARGEST; size *= 2) {
      double speed = examplesPerSecond(size);
      if (speed > fastest) {
        fastest = speed;
        best = size;
      }
    }
    network.state().restore(before);
    return new BatchSize.Choice(
        best,
        String.format(Locale.ROOT, "fastest of 64 to 512 in a probe: %.0f examples/s", fastest));
  }

  private double examplesPerSecond(int size) {
    Batches batches = Batches.inOrder(data, size);
    Program program = network.training(size);
    batches.fill(0, 0, program.input("x"), program.input("targets"));
    for (int i = 0; i < WARM_UP; i++) {
      program.run();
    }
    long start = System.nanoTime();
    for (int i = 0; i < MEASURED; i++) {
      program.run();
    }
    return MEASURED * size / ((System.nanoTime() - start) / 1e9);
  }
}

package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A step whose batch goes through the network in parts, one after the other, for networks or
/// batches that would need too much memory at once.
///
/// The gradient of the batch is `Σ wᵢ gᵢ / Σ wᵢ`: the parts' gradients `gᵢ` with their weights
/// `wᵢ`, usually examples, summed in double and rounded once. It is that of the undivided batch up
/// to the rounding of sums, and so are the steps; there is no counter besides the steps of the
/// clock. A last, shorter batch is divided in the same way. Dropout has the same mask for an
/// example in any division. Keras and Lightning take the mean of the parts' means, count parts as
/// batches, and call the size of a part the batch size.
///
/// Mixed examples are those of the undivided batch, which is kept as a whole for that.
///
/// Batch normalisation sees one part at a time: it is the ghost batch normalisation of Hoffer et
/// al. (2017). Its averages move once in a step, by the mean over the parts.
final class Accumulation {
  private final Network network;
  private final Batches batches;
  private final int parts;
  private final Optional<Mixer> mixer;
  private final Sum[] sums;
  private final @Nullable Program[] partOf;
  private final @Nullable Program[] joinOf;
  private final @Nullable MixedBatch[] mixedOf;

  /// The sum of one result of the parts.
  private record Sum(String name, double[] values, float[] part) {
    Sum(String name, int size) {
      this(name, new double[size], new float[size]);
    }

    boolean isGradient() {
      return name.startsWith(StepTracing.GRADIENT);
    }

    void add(Program program, double weight) {
      program.read(name, part);
      for (int i = 0; i < values.length; i++) {
        values[i] += weight * part[i];
      }
    }

    void mean(double weight, float[] to) {
      for (int i = 0; i < values.length; i++) {
        to[i] = (float) (values[i] / weight);
      }
    }
  }

  Accumulation(Network network, Batches batches, int parts, Optional<Mixer> mixer) {
    this.network = network;
    this.batches = batches;
    this.parts = parts;
    this.mixer = mixer;
    this.partOf = new @Nullable Program[batches.batchSize() + 1];
    this.joinOf = new @Nullable Program[batches.batchSize() + 1];
    this.mixedOf = new @Nullable MixedBatch[batches.batchSize() + 1];
    Program join = network.join(batches.batchSize());
    this.sums =
        join.inputs().stream()
            .map(name -> new Sum(name, join.input(name).length))
            .toArray(Sum[]::new);
  }

  /// Takes the step that begins at `clock`, when the products of `knobs` have been moved on; gives
  /// its cost.
  float step(Knobs knobs, Clock clock) {
    int batch = (int) clock.batch();
    int size = batches.size(batch);
    for (Sum sum : sums) {
      Arrays.fill(sum.values(), 0);
    }
    double weight = 0;
    double loss = 0;
    for (int i = 0; i < parts; i++) {
      int first = (int) ((long) i * size / parts);
      int count = (int) ((i + 1L) * size / parts) - first;
      if (count == 0) {
        continue;
      }
      Program part = part(count);
      fill(part, clock, first, count);
      part.first(first);
      knobs.set(part, clock);
      part.step(clock.step());
      part.run();
      double own = part.number("weight");
      // The mean over nothing is NaN, and counts for nothing.
      loss += own == 0 ? 0 : own * part.number("loss");
      weight += own;
      add(part, own, count);
    }
    Program join = join(size, weight);
    knobs.set(join, clock);
    join.step(clock.step());
    join.run();
    return (float) (loss / weight + join.number("penalty"));
  }

  /// Gives a program the examples of the batch from `first` on.
  private void fill(Program part, Clock clock, int first, int count) {
    if (mixer.isEmpty()) {
      int from = (int) clock.batch() * batches.batchSize() + first;
      batches.fill(clock.epoch(), from, count, part.input("x"), part.input("targets"));
      return;
    }
    int size = batches.size((int) clock.batch());
    MixedBatch mixed = mixedOf[size];
    if (mixed == null) {
      mixed = new MixedBatch(size, part, count);
      mixedOf[size] = mixed;
    }
    if (first == 0) {
      mixed.fill(batches, mixer.get(), clock);
    }
    mixed.copy(first, count, part);
  }

  /// Kept here by size, so that a step allocates nothing.
  private Program part(int examples) {
    Program part = partOf[examples];
    if (part == null) {
      part = network.part(examples);
      partOf[examples] = part;
    }
    return part;
  }

  private void add(Program part, double weight, int examples) {
    for (Sum sum : sums) {
      if (!sum.isGradient()) {
        sum.add(part, examples);
      } else if (weight != 0) {
        sum.add(part, weight);
      }
    }
  }

  /// The joining program with the means as its inputs.
  private Program join(int examples, double weight) {
    Program join = joinOf[examples];
    if (join == null) {
      join = network.join(examples);
      joinOf[examples] = join;
    }
    for (Sum sum : sums) {
      sum.mean(sum.isGradient() ? weight : examples, join.input(sum.name()));
    }
    return join;
  }
}

package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;

/// A whole batch of mixed examples, of which parts are given to programs: each example is mixed
/// with the one at the other end of the batch, which is in another part.
final class MixedBatch {
  private final int size;
  private final float[] x;
  private final float[] targets;
  private final float[] others;
  private float share;

  /// For batches of `size`; `part` is a program for `examples` of them.
  MixedBatch(int size, Program part, int examples) {
    this.size = size;
    this.x = new float[part.input("x").length / examples * size];
    this.targets = new float[part.input("targets").length / examples * size];
    this.others = new float[targets.length];
  }

  /// Mixes the batch of the step that begins at `clock`.
  void fill(Batches batches, Mixer mixer, Clock clock) {
    batches.fill(clock.epoch(), (int) clock.batch(), x, targets);
    share = mixer.mix(clock.step(), size, x, targets, others);
  }

  /// Gives a program the examples from `first` on.
  void copy(int first, int examples, Program part) {
    copy(x, first, part.input("x"), examples);
    copy(targets, first, part.input("targets"), examples);
    copy(others, first, part.input(Network.OTHERS), examples);
    part.input(Network.SHARE)[0] = share;
  }

  private void copy(float[] all, int first, float[] some, int examples) {
    System.arraycopy(all, all.length / size * first, some, 0, all.length / size * examples);
  }
}

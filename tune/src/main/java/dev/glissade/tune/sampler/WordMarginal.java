package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import java.util.Arrays;

/// Kernels of a parameter with words in no order: `(1 + ε) / (1 + Cε)` for the trial's own word and
/// `ε / (1 + Cε)` for each other, where `ε = 1 / (n + 1)` for `n` trials on one side and `C` words.
/// The prior is `1 / C`.
final class WordMarginal implements Marginal {
  private static final int ABSENT = -1;

  private final int count;
  private int[] word = new int[16];
  private boolean[] isBelow = new boolean[0];
  private final double[] epsilon = new double[2];
  private final double[] own = new double[2];
  private final double[] other = new double[2];

  WordMarginal(Param.Finite param) {
    count = param.size();
  }

  @Override
  public void set(int trial, double unit) {
    if (trial >= word.length) {
      word = Arrays.copyOf(word, 2 * word.length);
    }
    word[trial] = Double.isNaN(unit) ? ABSENT : cell(unit);
  }

  private int cell(double unit) {
    return (int) Math.clamp(Math.floor(unit * count), 0, count - 1.0);
  }

  @Override
  public void fit(int[] moved, boolean[] isBelow) {
    this.isBelow = isBelow;
    int[] known = new int[2];
    for (int i = 0; i < isBelow.length; i++) {
      known[side(i)] += word[i] == ABSENT ? 0 : 1;
    }
    for (int side = 0; side < 2; side++) {
      epsilon[side] = 1.0 / (known[side] + 1);
      // Relative to 1 / C.
      double whole = (1 + count * epsilon[side]) / count;
      own[side] = Math.log((1 + epsilon[side]) / whole);
      other[side] = Math.log(epsilon[side] / whole);
    }
  }

  private int side(int trial) {
    return isBelow[trial] ? 1 : 0;
  }

  @Override
  public void add(double at, int[] trials, double[] logs) {
    int cell = cell(at);
    for (int i = 0; i < trials.length; i++) {
      int its = word[trials[i]];
      if (its != ABSENT) {
        int side = side(trials[i]);
        logs[i] += its == cell ? own[side] : other[side];
      }
    }
  }

  @Override
  public double prior(double at) {
    return -Math.log(count);
  }

  @Override
  public double draw(int trial, Draws draws) {
    boolean isOwn =
        trial >= 0
            && word[trial] != ABSENT
            && draws.uniform() * (1 + count * epsilon[side(trial)]) < 1;
    return ((isOwn ? word[trial] : draws.below(count)) + 0.5) / count;
  }
}

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
  private double[] own = new double[16];
  private double[] other = new double[16];
  private double[] smoothing = new double[16];

  WordMarginal(Param.Finite param) {
    count = param.size();
  }

  @Override
  public void set(int trial, double unit) {
    if (trial >= word.length) {
      word = Arrays.copyOf(word, 2 * word.length);
      own = Arrays.copyOf(own, word.length);
      other = Arrays.copyOf(other, word.length);
      smoothing = Arrays.copyOf(smoothing, word.length);
    }
    word[trial] = Double.isNaN(unit) ? ABSENT : cell(unit);
    own[trial] = 0;
    other[trial] = 0;
  }

  private int cell(double unit) {
    return (int) Math.clamp(Math.floor(unit * count), 0, count - 1.0);
  }

  @Override
  public void fit(int[] moved, boolean[] isBelow) {
    int[] known = new int[2];
    for (int i = 0; i < isBelow.length; i++) {
      known[isBelow[i] ? 1 : 0] += word[i] == ABSENT ? 0 : 1;
    }
    double[] epsilon = new double[2];
    double[] hit = new double[2];
    double[] miss = new double[2];
    for (int side = 0; side < 2; side++) {
      epsilon[side] = 1.0 / (known[side] + 1);
      // Relative to 1 / C.
      double whole = (1 + count * epsilon[side]) / count;
      hit[side] = Math.log((1 + epsilon[side]) / whole);
      miss[side] = Math.log(epsilon[side] / whole);
    }
    for (int i = 0; i < isBelow.length; i++) {
      int side = isBelow[i] ? 1 : 0;
      own[i] = word[i] == ABSENT ? 0 : hit[side];
      other[i] = word[i] == ABSENT ? 0 : miss[side];
      smoothing[i] = epsilon[side];
    }
  }

  @Override
  public double log(double at, int trial) {
    return word[trial] == cell(at) ? own[trial] : other[trial];
  }

  @Override
  public void add(double at, double[] logs) {
    int cell = cell(at);
    for (int i = 0; i < logs.length; i++) {
      logs[i] += word[i] == cell ? own[i] : other[i];
    }
  }

  @Override
  public double prior(double at) {
    return -Math.log(count);
  }

  @Override
  public double draw(int trial, Draws draws) {
    boolean isOwn =
        trial >= 0 && word[trial] != ABSENT && draws.uniform() * (1 + count * smoothing[trial]) < 1;
    return ((isOwn ? word[trial] : draws.below(count)) + 0.5) / count;
  }
}

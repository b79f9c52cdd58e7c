package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Kernels of a parameter with finitely many values in an order: the mass of a normal distribution,
/// cut to `[0, 1]`, in the cell of each value.
///
/// Kernels of equal centre and width have equal masses, which are kept where there are few values.
final class CellMarginal implements Marginal {
  private static final int FEW = 512;
  private static final int MOST_ROWS = 4096;

  private final Param.Finite param;
  private final int count;
  private final Bandwidths bandwidths = new Bandwidths();
  private final Row prior;
  private final Map<Key, Row> rows = new HashMap<>();
  private Row[] kernels = new Row[16];

  private record Key(double centre, double width) {}

  CellMarginal(Param.Finite param) {
    this.param = param;
    this.count = param.size();
    this.prior = new Row(0.5, 1);
    Arrays.fill(kernels, prior);
  }

  /// One kernel: the logarithm of its mass in each cell, as far as it has been asked for.
  private final class Row {
    private final double centre;
    private final double width;
    private final double whole;
    private final double[] masses;

    Row(double centre, double width) {
      this.centre = centre;
      this.width = width;
      whole = Normal.logMass(-centre / width, (1 - centre) / width);
      masses = new double[count <= FEW ? count : 0];
      Arrays.fill(masses, Double.NaN);
    }

    double mass(int cell) {
      if (masses.length == 0) {
        return compute(cell);
      }
      if (Double.isNaN(masses[cell])) {
        masses[cell] = compute(cell);
      }
      return masses[cell];
    }

    private double compute(int cell) {
      double from = (edge(cell) - centre) / width;
      double to = (edge(cell + 1) - centre) / width;
      return Normal.logMass(from, to) - whole;
    }
  }

  /// Where a cell begins.
  private double edge(int cell) {
    if (param instanceof Param.LogWhole(long low, long high)) {
      return Math.log((low - 0.5 + cell) / (low - 0.5)) / Math.log((high + 0.5) / (low - 0.5));
    }
    return (double) cell / count;
  }

  private int cell(double unit) {
    return param instanceof Param.LogWhole
        ? param.index(param.at(unit))
        : (int) Math.clamp(Math.floor(unit * count), 0, count - 1.0);
  }

  @Override
  public void set(int trial, double unit) {
    if (trial >= kernels.length) {
      int old = kernels.length;
      kernels = Arrays.copyOf(kernels, 2 * old);
      Arrays.fill(kernels, old, 2 * old, prior);
    }
    bandwidths.set(trial, unit);
    kernels[trial] = prior;
  }

  @Override
  public void fit(int[] moved, boolean[] isBelow) {
    if (rows.size() > MOST_ROWS) {
      rows.clear();
    }
    bandwidths.fit(moved, isBelow, this::settle);
  }

  private void settle(int trial) {
    var key = new Key(bandwidths.centre(trial), bandwidths.width(trial));
    kernels[trial] = rows.computeIfAbsent(key, it -> new Row(it.centre(), it.width()));
  }

  @Override
  public void add(double at, int[] trials, double[] logs) {
    int cell = cell(at);
    double base = prior.mass(cell);
    for (int i = 0; i < trials.length; i++) {
      logs[i] += kernels[trials[i]].mass(cell) - base;
    }
  }

  @Override
  public double prior(double at) {
    return prior.mass(cell(at));
  }

  @Override
  public double draw(int trial, Draws draws) {
    Row row = trial < 0 ? prior : kernels[trial];
    int cell = cell(Marginal.inside(row.centre, row.width, draws));
    return param instanceof Param.LogWhole ? param.unit(param.value(cell)) : (cell + 0.5) / count;
  }
}

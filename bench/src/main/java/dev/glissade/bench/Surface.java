package dev.glissade.bench;

import dev.glissade.engine.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A cost to descend, for comparing optimisers: where it begins, and how far down is enough.
///
/// Bowls are turned by a reflection, so that no method is helped by axes that are those of the
/// bowl. All parameters are one matrix `[n, 1]` of weights.
public enum Surface {
  /// `x² / 2 - y² / 2 + y⁴ / 4` from beside the ridge: the gradient shows the way out at first with
  /// a thousandth of its size.
  SADDLE("saddle", "x²/2 − y²/2 + y⁴/4 from (1, 0.001) to below −0.2", -0.2, 1, 0.001f) {
    @Override
    Tensor cost(Tensor x) {
      Tensor b = part(x, 1);
      Tensor along = part(x, 0).square().minus(b.square()).times(0.5);
      return along.plus(b.square().square().times(0.25));
    }
  },
  /// `1 - e^(-(x² + y²) / 2)` from where it is nearly flat.
  PLATEAU(
      "plateau",
      "1 − exp(−(x² + y²)/2) from (3, 2), flat to 1 part in 100, to below 0.1",
      0.1,
      3,
      2) {
    @Override
    Tensor cost(Tensor x) {
      Tensor half = x.square().sum().times(-0.5);
      return half.map(dev.glissade.engine.kernels.UnaryFunction.EXPONENTIAL).subtractedFrom(1);
    }
  },
  /// A bowl whose steepest direction is 10 times as steep as its flattest.
  BOWL_10("bowl 10", "a turned bowl in 10 dimensions, condition 10, to a ten-thousandth", 1e-4) {
    @Override
    Tensor cost(Tensor x) {
      return bowl(x, 10);
    }
  },
  /// The same, 100 times.
  BOWL_100("bowl 10²", "the same, condition 10²", 1e-4) {
    @Override
    Tensor cost(Tensor x) {
      return bowl(x, 100);
    }
  },
  /// The same, 10⁴ times.
  BOWL_10000("bowl 10⁴", "the same, condition 10⁴", 1e-4) {
    @Override
    Tensor cost(Tensor x) {
      return bowl(x, 1e4);
    }
  },
  /// The same, 10⁶ times.
  BOWL_1000000("bowl 10⁶", "the same, condition 10⁶", 1e-4) {
    @Override
    Tensor cost(Tensor x) {
      return bowl(x, 1e6);
    }
  },
  /// Rosenbrock's valley (1960).
  ROSENBROCK(
      "rosenbrock", "(1 − x)² + 100 (y − x²)² from (−1.2, 1) to below 0.001", 1e-3, -1.2f, 1) {
    @Override
    Tensor cost(Tensor x) {
      Tensor a = part(x, 0);
      Tensor valley = part(x, 1).minus(a.square()).square().times(100);
      return a.subtractedFrom(1).square().plus(valley);
    }
  },
  /// A bowl with noise on every gradient; the cost counts as its running mean.
  NOISY(
      "noisy",
      "the bowl of condition 10, with normal noise of 0.1 on every gradient, to a hundredth",
      1e-2) {
    @Override
    Tensor cost(Tensor x) {
      return bowl(x, 10);
    }

    @Override
    double noise() {
      return 0.1;
    }
  };

  private static final int DIMENSIONS = 10;

  private final String label;
  private final String description;
  private final double target;
  private final float[] start;

  Surface(String label, String description, double target, float... start) {
    this.label = label;
    this.description = description;
    this.target = target;
    this.start = start.length > 0 ? start : generic();
  }

  /// No round numbers, which steps of equal length would meet exactly.
  private static float[] generic() {
    float[] start = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      start[i] = (float) (1 + 0.7 * Math.sin(5.0 * i + 1));
    }
    return start;
  }

  /// The cost of a vector.
  abstract Tensor cost(Tensor x);

  /// The standard deviation of what is added to every gradient.
  double noise() {
    return 0;
  }

  private static Tensor part(Tensor x, int i) {
    return x.slice(0, i, i + 1).sum();
  }

  /// `Σ λᵢ zᵢ² / Σ λᵢ zᵢ²(start)`, `λ` from `1 / condition` to 1, `z` the vector reflected at the
  /// hyperplane of a fixed normal.
  private static Tensor bowl(Tensor x, double condition) {
    int n = x.shape().size();
    double[] normal = new double[n];
    double length = 0;
    for (int i = 0; i < n; i++) {
      normal[i] = 1 + Math.sin(3.0 * i);
      length += normal[i] * normal[i];
    }
    Double[] v = new Double[n];
    Double[] lambda = new Double[n];
    for (int i = 0; i < n; i++) {
      v[i] = normal[i] / Math.sqrt(length);
      lambda[i] = Math.pow(condition, -(double) i / (n - 1));
    }
    Function<Double[], Tensor> literal = values -> x.graph().literal(x.shape(), List.of(values));
    Tensor w = literal.apply(v);
    Tensor z = x.minus(w.times(w.times(x).sum().times(2)));
    return literal.apply(lambda).times(z.square()).sum().times(0.5);
  }

  /// The name in tables.
  public String label() {
    return label;
  }

  /// Cost, beginning and end in words.
  public String description() {
    return description;
  }

  /// Whether a cost is low enough, where the way began at `first`.
  boolean isReached(double cost, double first) {
    return cost <= (isRelative() ? target * first : target);
  }

  private boolean isRelative() {
    return start.length == DIMENSIONS;
  }

  /// Where the way begins.
  float[] start() {
    return start.clone();
  }

  /// Those that a word of an option means: `bowl` is all bowls.
  ///
  /// @throws IllegalArgumentException if it means none
  public static List<Surface> named(String word) {
    List<Surface> found =
        Arrays.stream(values())
            .filter(
                each -> each.name().toLowerCase(java.util.Locale.ROOT).split("_")[0].equals(word))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "surface: expected saddle, plateau, bowl, rosenbrock or noisy, but got '" + word + "'");
    }
    return found;
  }
}

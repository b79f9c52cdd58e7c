package dev.glissade.testkit;

import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// The contract of matrix products: every transposition, odd sizes, operands in the middle of an
/// array, epilogues; nothing outside of the result is written.
public final class OperationProducts {
  private static final int BEFORE = 5;
  private static final float UNTOUCHED = -77;

  private static final int[][] SIZES = {
    {0, 3, 2},
    {3, 0, 2},
    {3, 2, 0},
    {1, 1, 1},
    {1, 1, 2000},
    {1, 17, 5},
    {5, 1, 33},
    {64, 1, 100},
    {2, 3, 4},
    {3, 31, 7},
    {4, 16, 16},
    {7, 33, 15},
    {8, 64, 64},
    {15, 65, 63},
    {17, 63, 65},
    {31, 128, 129},
    {63, 48, 24},
    {64, 96, 207},
    {65, 64, 1},
    {66, 130, 511},
    {33, 72, 513},
    {130, 200, 1100},
    {300, 70, 40},
    {1, 1000, 300},
    {207, 10, 784},
    {700, 24, 24}
  };

  private OperationProducts() {}

  /// All sizes, each with and without transposition of either operand.
  public static List<MatMul.Sizes> sizes() {
    List<MatMul.Sizes> all = new ArrayList<>();
    for (int[] size : SIZES) {
      for (boolean left : new boolean[] {false, true}) {
        for (boolean right : new boolean[] {false, true}) {
          all.add(new MatMul.Sizes(size[0], size[1], size[2], left, right));
        }
      }
    }
    return all;
  }

  /// The product must agree with nested loops in double, with and without epilogue, and have the
  /// same bits for every team.
  public static void check(Kernels kernels, MatMul.Sizes sizes, List<ThreadTeam> teams) {
    float[] a = draw("a", sizes.m() * sizes.k());
    float[] b = draw("b", sizes.k() * sizes.n());
    float[] bias = draw("bias", sizes.n());
    MatMul.Epilogue added = MatMul.Epilogue.bias(bias, BEFORE);
    double[] product = product(sizes, a, b);
    double[] biased = product.clone();
    double[] rectified = product.clone();
    for (int i = 0; i < product.length; i++) {
      biased[i] = BinaryFunction.ADD.apply(product[i], bias[BEFORE + i % sizes.n()]);
      rectified[i] = UnaryFunction.RELU.apply(biased[i]);
    }
    compare(kernels, sizes, a, b, MatMul.Epilogue.NONE, product, teams);
    compare(kernels, sizes, a, b, added, biased, teams);
    compare(kernels, sizes, a, b, added.then(UnaryFunction.RELU), rectified, teams);
  }

  private static float[] draw(String name, int size) {
    RandomNumbers random = RandomNumbers.of(1, name);
    float[] values = new float[BEFORE + size + 1];
    Arrays.fill(values, Float.NaN);
    for (int i = 0; i < size; i++) {
      values[BEFORE + i] = (float) (2 * random.uniform(i) - 1);
    }
    return values;
  }

  private static double[] product(MatMul.Sizes s, float[] a, float[] b) {
    double[] c = new double[s.m() * s.n()];
    for (int i = 0; i < s.m(); i++) {
      for (int j = 0; j < s.n(); j++) {
        for (int p = 0; p < s.k(); p++) {
          double left = a[BEFORE + (s.transposeLeft() ? p * s.m() + i : i * s.k() + p)];
          double right = b[BEFORE + (s.transposeRight() ? j * s.k() + p : p * s.n() + j)];
          c[i * s.n() + j] += left * right;
        }
      }
    }
    return c;
  }

  private static void compare(
      Kernels kernels,
      MatMul.Sizes sizes,
      float[] a,
      float[] b,
      MatMul.Epilogue epilogue,
      double[] expected,
      List<ThreadTeam> teams) {
    MatMul.Product plan = kernels.matMul().product(sizes);
    float[] first = run(plan, expected.length, a, b, epilogue, teams.getFirst());
    double[] inside = Comparison.widen(Arrays.copyOfRange(first, BEFORE, BEFORE + expected.length));
    String what = kernels.name() + " product " + sizes;
    Comparison.assertClose(what, inside, expected, 1e-6 * Math.sqrt(sizes.k() + 1.0));
    for (int i = 0; i < first.length; i++) {
      boolean isOutside = i < BEFORE || i >= BEFORE + expected.length;
      if (isOutside && first[i] != UNTOUCHED) {
        throw new AssertionError(what + ": expected nothing to be written outside, but got " + i);
      }
    }
    for (ThreadTeam team : teams) {
      if (!Arrays.equals(first, run(plan, expected.length, a, b, epilogue, team))) {
        throw new AssertionError(
            "%s: expected the same bits for %d and %d threads, but got others"
                .formatted(what, teams.getFirst().size(), team.size()));
      }
    }
  }

  private static float[] run(
      MatMul.Product plan,
      int size,
      float[] a,
      float[] b,
      MatMul.Epilogue epilogue,
      ThreadTeam team) {
    float[] c = new float[BEFORE + size + 20];
    Arrays.fill(c, UNTOUCHED);
    team.run(new Parts(plan.begin(), part -> plan.pack(part, a, BEFORE, b, BEFORE)));
    team.run(
        new Parts(
            plan.tiles(), part -> plan.tile(part, c, BEFORE, a, BEFORE, b, BEFORE, epilogue)));
    return c;
  }

  private record Parts(int parts, IntConsumer body) implements ThreadTeam.Task {
    @Override
    public void run(int part, int worker) {
      body.accept(part);
    }
  }
}

package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;

/// The points of Sobol (1967) in up to 64 dimensions, by index, scrambled: of the first `2^k` each
/// interval of width `2^-k` has one in each coordinate, and pairs of coordinates are even too.
///
/// The scrambling is that of Owen (1995), a random flip of each digit that depends on the digits
/// before it, by the hash of Laine and Karras (2011) in the form of Burley (2020). It keeps the
/// evenness, and each point by itself is uniform.
public final class SobolSequence {
  /// The most coordinates.
  public static final int MOST_DIMENSIONS = 64;

  private static final int BITS = 32;
  private static final int[][] DIRECTIONS = directions();

  private final int[] scrambles;

  /// Points of so many coordinates, scrambled by numbers drawn.
  ///
  /// @throws IllegalArgumentException if there are more than 64
  public SobolSequence(int dimensions, Draws draws) {
    if (dimensions > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "sobol: expected at most "
              + MOST_DIMENSIONS
              + " parameters, but got "
              + dimensions
              + " — help: use halton");
    }
    scrambles = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      scrambles[i] = (int) draws.bits();
    }
  }

  /// The point at an index, which counts from 0 as an unsigned number; inside of the open cube.
  public double[] point(int index) {
    double[] point = new double[scrambles.length];
    for (int i = 0; i < point.length; i++) {
      int digits = scrambled(digits(index, i), scrambles[i]);
      point[i] = (Integer.toUnsignedLong(digits) + 0.5) * 0x1.0p-32;
    }
    return point;
  }

  /// The binary digits of one coordinate before scrambling, in the order of Gray codes (Antonov and
  /// Saleev 1979).
  static int digits(int index, int dimension) {
    int digits = 0;
    for (int rest = index ^ (index >>> 1); rest != 0; rest &= rest - 1) {
      digits ^= DIRECTIONS[dimension][Integer.numberOfTrailingZeros(rest)];
    }
    return digits;
  }

  private static int scrambled(int digits, int seed) {
    // In reverse order a product carries from earlier digits to later ones only.
    int x = Integer.reverse(digits) + seed;
    x ^= x * 0x6C50B47C;
    x ^= x * 0xB82F1E52;
    x ^= x * 0xC7AFE638;
    x ^= x * 0x8D22F6E6;
    return Integer.reverse(x);
  }

  private static int[][] directions() {
    String[] rows = JoeKuo.ROWS.strip().split("\n");
    int[][] directions = new int[MOST_DIMENSIONS][BITS];
    for (int k = 0; k < BITS; k++) {
      directions[0][k] = 1 << (BITS - 1 - k);
    }
    for (int i = 1; i < MOST_DIMENSIONS; i++) {
      fill(directions[i], rows[i - 1].strip().split(" "));
    }
    return directions;
  }

  /// The recurrence of Bratley and Fox (1988) from a primitive polynomial and first numbers.
  private static void fill(int[] directions, String[] row) {
    int polynomial = Integer.parseInt(row[0]);
    int degree = row.length - 1;
    for (int k = 0; k < BITS; k++) {
      if (k < degree) {
        directions[k] = Integer.parseInt(row[k + 1]) << (BITS - 1 - k);
        continue;
      }
      directions[k] = directions[k - degree] ^ (directions[k - degree] >>> degree);
      for (int i = 1; i < degree; i++) {
        if ((polynomial >>> (degree - i) & 1) == 1) {
          directions[k] ^= directions[k - i];
        }
      }
    }
  }
}

package dev.glissade.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Divides rows into a training, a validation and a test part. Each part is sorted.
final class Splitter {
  private static final int PARTS = 3;
  private static final double ROUNDING = 1e-9;
  private static final long STREAM = 0x5B117;

  private Splitter() {}

  /// Parts with the same mix of classes: of every class, each part gets its share up to less than
  /// one row, and the training part at least one row. The rest of the rounding is carried from
  /// class to class, so that the parts as wholes have their sizes too.
  static int[][] stratified(int[] classOf, int classes, Fractions fractions, long seed) {
    int[][] rowsOf = rowsByClass(classOf, classes);
    int[] partOf = new int[classOf.length];
    double[] carry = new double[PARTS];
    for (int c = 0; c < classes; c++) {
      SplitMix.shuffle(rowsOf[c], SplitMix.key(seed, STREAM + c));
      assign(rowsOf[c], shares(rowsOf[c].length, fractions, carry), partOf);
    }
    return parts(partOf);
  }

  /// Parts of random rows.
  static int[][] shuffled(int rows, Fractions fractions, long seed) {
    int[] order = IntStream.range(0, rows).toArray();
    SplitMix.shuffle(order, SplitMix.key(seed, STREAM));
    return divided(order, fractions);
  }

  /// The first rows for training, the next for validation, the last for the test.
  static int[][] inOrder(int rows, Fractions fractions) {
    return divided(IntStream.range(0, rows).toArray(), fractions);
  }

  private static int[][] divided(int[] order, Fractions fractions) {
    int[] partOf = new int[order.length];
    assign(order, shares(order.length, fractions, new double[PARTS]), partOf);
    return parts(partOf);
  }

  /// Whole shares of `count`, each the exact one rounded down or up: up for the parts that lack
  /// most, what `carry` says of earlier calls included. What they differ from the exact ones is
  /// added to `carry`.
  private static int[] shares(int count, Fractions fractions, double[] carry) {
    int[] shares = new int[PARTS];
    double[] remainders = new double[PARTS];
    int left = count;
    for (int part = 0; part < PARTS; part++) {
      double exact = count * fractions.get(part);
      shares[part] = (int) Math.floor(exact + ROUNDING);
      remainders[part] = exact - shares[part];
      carry[part] += remainders[part];
      left -= shares[part];
    }
    for (; left > 0; left--) {
      int part = neediest(carry, remainders);
      remainders[part]--;
      give(1, part, shares, carry);
    }
    if (count > 0 && shares[0] == 0) {
      give(-1, shares[2] == 0 || remainders[1] < remainders[2] ? 1 : 2, shares, carry);
      give(1, 0, shares, carry);
    }
    return shares;
  }

  private static void give(int rows, int part, int[] shares, double[] carry) {
    shares[part] += rows;
    carry[part] -= rows;
  }

  private static int neediest(double[] carry, double[] remainders) {
    int neediest = 0;
    for (int part = 1; part < PARTS; part++) {
      boolean needier = carry[part] > carry[neediest] || remainders[neediest] < ROUNDING;
      if (remainders[part] > ROUNDING && needier) {
        neediest = part;
      }
    }
    return neediest;
  }

  private static void assign(int[] order, int[] shares, int[] partOf) {
    int next = 0;
    for (int part = 0; part < PARTS; part++) {
      for (int i = 0; i < shares[part]; i++) {
        partOf[order[next++]] = part;
      }
    }
  }

  private static int[][] rowsByClass(int[] classOf, int classes) {
    int[][] rowsOf = new int[classes][];
    int[] counts = new int[classes];
    for (int c : classOf) {
      counts[c]++;
    }
    Arrays.setAll(rowsOf, c -> new int[counts[c]]);
    for (int row = classOf.length - 1; row >= 0; row--) {
      rowsOf[classOf[row]][--counts[classOf[row]]] = row;
    }
    return rowsOf;
  }

  private static int[][] parts(int[] partOf) {
    int[][] parts = new int[PARTS][];
    Arrays.setAll(
        parts,
        part -> IntStream.range(0, partOf.length).filter(row -> partOf[row] == part).toArray());
    return parts;
  }
}

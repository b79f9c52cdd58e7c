package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsPropertyTest {
  private static final double[][] FRACTIONS = {
    {0.8, 0.1, 0.1},
    {0.6, 0.2, 0.2},
    {0.34, 0.33, 0.33},
    {0.7, 0, 0.3},
    {0.9, 0.1, 0},
    {1, 0, 0},
    {0.1, 0.45, 0.45}
  };

  private static int[] randomClasses(SplittableRandom random, int classes) {
    int[] classOf = new int[classes + random.nextInt(400)];
    Arrays.setAll(
        classOf, row -> row < classes ? row : random.nextInt(1 + random.nextInt(classes)));
    return classOf;
  }

  private static void assertDisjointAndComplete(int rows, int[][] parts) {
    int[] all = Arrays.stream(parts).flatMapToInt(Arrays::stream).sorted().toArray();
    assertArrayEquals(IntStream.range(0, rows).toArray(), all);
    for (int[] part : parts) {
      assertArrayEquals(Arrays.stream(part).sorted().toArray(), part);
    }
  }

  @Test
  void everyPartGetsItsShareOfEveryClassUpToLessThanOneRow() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2000; round++) {
      int classes = 2 + random.nextInt(12);
      int[] classOf = randomClasses(random, classes);
      double[] wanted = FRACTIONS[round % FRACTIONS.length];
      Fractions fractions = new Fractions(wanted[0], wanted[1], wanted[2]);

      int[][] parts = Splitter.stratified(classOf, classes, fractions, round);

      assertDisjointAndComplete(classOf.length, parts);
      for (int c = 0; c < classes; c++) {
        int label = c;
        long count = Arrays.stream(classOf).filter(found -> found == label).count();
        for (int part = 0; part < 3; part++) {
          long share = Arrays.stream(parts[part]).filter(row -> classOf[row] == label).count();
          double exact = count * wanted[part];
          String what = round + ": class " + c + " of " + count + ", part " + part + ": " + share;
          assertTrue(Math.abs(share - exact) < 1 - 1e-9 || share == Math.rint(exact), what);
          assertTrue(part > 0 || share > 0, what);
          assertTrue(wanted[part] > 0 || share == 0, what);
        }
      }
    }
  }

  @Test
  void partsAsWholesHaveTheirSizes() {
    int[] classOf = new int[1000];
    Arrays.setAll(classOf, row -> row % 37);

    int[][] parts = Splitter.stratified(classOf, 37, new Fractions(0.8, 0.1, 0.1), 5);

    assertEquals(800, parts[0].length, 2);
    assertEquals(100, parts[1].length, 2);
    assertEquals(100, parts[2].length, 2);
  }

  @Test
  void randomPartsHaveTheirSizesAreDisjointAndComplete() {
    for (int rows = 1; rows < 60; rows++) {
      for (double[] wanted : FRACTIONS) {
        Fractions fractions = new Fractions(wanted[0], wanted[1], wanted[2]);

        int[][] parts = Splitter.shuffled(rows, fractions, rows);

        assertDisjointAndComplete(rows, parts);
        assertTrue(parts[0].length > 0);
        for (int part = 0; part < 3; part++) {
          assertEquals(rows * wanted[part], parts[part].length, 1);
        }
      }
    }
  }

  @Test
  void partsDependOnTheSeedAlone() {
    int[] classOf = new int[300];
    Arrays.setAll(classOf, row -> row % 3);
    Fractions fractions = new Fractions(0.6, 0.2, 0.2);

    int[][] one = Splitter.stratified(classOf, 3, fractions, 7);

    assertTrue(Arrays.deepEquals(one, Splitter.stratified(classOf, 3, fractions, 7)));
    assertFalse(Arrays.deepEquals(one, Splitter.stratified(classOf, 3, fractions, 8)));
    assertTrue(
        Arrays.deepEquals(
            Splitter.shuffled(300, fractions, 7), Splitter.shuffled(300, fractions, 7)));
    assertFalse(
        Arrays.deepEquals(
            Splitter.shuffled(300, fractions, 7), Splitter.shuffled(300, fractions, 8)));
  }

  @Test
  void everyRowComesEquallyOftenIntoTheTest() {
    int[] classOf = new int[20];
    Arrays.setAll(classOf, row -> row % 2);
    int[] tested = new int[20];
    for (int seed = 0; seed < 4000; seed++) {
      int[][] parts = Splitter.stratified(classOf, 2, new Fractions(0.7, 0.1, 0.2), seed);
      for (int row : parts[2]) {
        tested[row]++;
      }
    }
    for (int row = 0; row < 20; row++) {
      assertEquals(800, tested[row], 130, "row " + row); // five standard deviations
    }
  }

  @Test
  void aRareClassIsInTheTrainingPart() {
    int[] classOf = {0, 0, 0, 0, 0, 0, 0, 0, 1};

    for (int seed = 0; seed < 50; seed++) {
      int[][] parts = Splitter.stratified(classOf, 2, new Fractions(0.4, 0.3, 0.3), seed);
      assertTrue(IntStream.of(parts[0]).anyMatch(row -> row == 8));
    }
  }

  @Test
  void fractionsThatMakeNoSenseAreRefused() {
    Source iris = Datasets.iris();

    assertEquals(
        "split: expected fractions that sum to 1, but got 0.5 + 0.25 + 0.125 = 0.875",
        Written.refusal(() -> iris.split(0.5, 0.25, 0.125)));
    assertEquals(
        "split: expected a validation fraction from 0 to 1, but got -0.5",
        Written.refusal(() -> iris.split(1, -0.5, 0.5)));
    assertEquals(
        "split: expected a training fraction from 0 to 1, but got NaN",
        Written.refusal(() -> iris.split(Double.NaN, 0.5, 0.5)));
    assertEquals(
        "split: expected a training fraction above 0, but got 0.0",
        Written.refusal(() -> iris.split(0, 0.5, 0.5)));
  }

  @Test
  void aLabelThatIsNoClassIsRefused() {
    Dataset odd =
        new Dataset() {
          @Override
          public int size() {
            return 3;
          }

          @Override
          public int[] featureShape() {
            return new int[] {1};
          }

          @Override
          public Task task() {
            return new Task.Classification(List.of("a", "b"));
          }

          @Override
          public void features(int example, float[] out, int offset) {
            out[offset] = 0;
          }

          @Override
          public void targets(int example, float[] out, int offset) {
            out[offset] = example;
          }
        };

    assertEquals(
        "odd: example 3: expected the index of a class from 0 to 1, but got 2.0",
        Written.refusal(() -> Source.of("odd", odd).split(0.5, 0.25, 0.25)));
  }
}

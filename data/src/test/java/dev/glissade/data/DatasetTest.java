package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final float[][] X = {{1, 2}, {3, 4}, {5, 6}};

  @Test
  void examplesInMemoryAreCopied() {
    float[][] x = {{1, 2}, {3, 4}};
    Dataset data = Dataset.of(x, new int[] {1, 0}, List.of("a", "b"));
    x[0][0] = 9;

    float[] out = new float[3];
    data.features(0, out, 1);
    assertArrayEquals(new float[] {0, 1, 2}, out);
    data.targets(0, out, 0);
    assertEquals(1, out[0]);
    assertEquals(new Task.Classification(List.of("a", "b")), data.task());
    assertEquals("example 2", data.position(1));
  }

  @Test
  void severalNumbersMayBePredicted() {
    Dataset data = Dataset.of(X, new float[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});

    float[] y = new float[3];
    data.targets(1, y, 0);
    assertArrayEquals(new float[] {4, 5, 6}, y);
    assertEquals(3, data.targetWidth());
    assertEquals(new Task.Regression(List.of("target_1", "target_2", "target_3")), data.task());
    assertEquals(3, data.task().outputs());
  }

  @Test
  void subsetOfASubsetRefersToTheWhole() {
    Dataset data = Dataset.of(X, new float[] {7, 8, 9});

    Dataset subset = data.subset(new int[] {2, 0, 2}).subset(new int[] {2, 1});

    float[] y = new float[1];
    subset.targets(0, y, 0);
    assertEquals(9, y[0]);
    assertEquals("example 1", subset.position(1));
    assertEquals(2, subset.size());
    assertEquals(
        "subset: expected examples from 0 to 2, but got 3",
        Written.refusal(() -> data.subset(new int[] {0, 3})));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertEquals(
        "Dataset: expected labels from 0 to 1, but got 2 for example 3",
        Written.refusal(() -> Dataset.of(X, new int[] {0, 1, 2}, List.of("a", "b"))));
    assertEquals(
        "Dataset: expected features and targets of as many examples, but got 3 rows of features and"
            + " 2 of targets",
        Written.refusal(() -> Dataset.of(X, new float[] {1, 2})));
    assertEquals(
        "Dataset: expected 2 features, but got 1 for example 2",
        Written.refusal(() -> Dataset.of(new float[][] {{1, 2}, {3}}, new float[] {1, 2})));
    assertEquals(
        "Dataset: expected finite features, but got NaN for example 1",
        Written.refusal(() -> Dataset.of(new float[][] {{Float.NaN}}, new float[] {1})));
    assertEquals(
        "Dataset: expected at least one example, but got none",
        Written.refusal(() -> Dataset.of(new float[0][], new float[0])));
    assertEquals(
        "Classification: expected at least two classes, but got [a]",
        Written.refusal(() -> Dataset.of(X, new int[] {0, 0, 0}, List.of("a"))));
  }

  @Test
  void fingerprintInMemoryIsOfTheContent() {
    String one = Source.of("a", Dataset.of(X, new float[] {7, 8, 9})).fingerprint();

    assertEquals(one, Source.of("b", Dataset.of(X, new float[] {7, 8, 9})).fingerprint());
    assertNotEquals(one, Source.of("a", Dataset.of(X, new float[] {7, 8, 10})).fingerprint());
    assertNotEquals(
        one, Source.of("a", Dataset.of(X, new int[] {0, 1, 1}, List.of("a", "b"))).fingerprint());
  }

  @Test
  void summaryTellsWhatAColumnHolds() {
    assertEquals(
        new ColumnSummary("n", Column.Kind.NUMERIC, 1, 2, 1, 5.0 / 3, 3, ""),
        ColumnSummary.of(new Column.Numeric("n", new double[] {1, 3, Double.NaN, 1})));
    assertEquals(
        new ColumnSummary(
            "w", Column.Kind.CATEGORICAL, 1, 2, Double.NaN, Double.NaN, Double.NaN, "b"),
        ColumnSummary.of(Column.Categorical.of("w", List.of("b", "", "a", "b"))));
  }

  @Test
  void listsOfNamesStayShort() {
    assertEquals("a".repeat(80) + "…, b", Names.list(List.of("a".repeat(100_000), "b")));
    assertEquals(
        "x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x,"
            + " … (31 in all)",
        Names.list(java.util.Collections.nCopies(31, "x")));
  }
}

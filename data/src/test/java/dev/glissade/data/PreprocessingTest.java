package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  private static final double NONE = Double.NaN;

  private static Table table(Column... columns) {
    return Table.of(List.of(columns));
  }

  private static Column numbers(String name, double... values) {
    return new Column.Numeric(name, values);
  }

  private static Column words(String name, String... values) {
    return Column.Categorical.of(name, List.of(values));
  }

  /// The first eight rows for training, the last two for the test.
  private static Splits split(Table table) {
    return TableSource.of("table", table, Target.last()).inOrder().split(0.8, 0, 0.2);
  }

  private static float[] features(Dataset dataset, int example) {
    float[] x = new float[dataset.featureCount()];
    dataset.features(example, x, 0);
    return x;
  }

  private static float target(Dataset dataset, int example) {
    float[] y = new float[1];
    dataset.targets(example, y, 0);
    return y[0];
  }

  private static final Column CLASSES =
      words("class", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b");

  @Test
  void numbersAreStandardisedByTheTrainingPart() {
    Splits splits = split(table(numbers("n", 1, 2, 3, 4, 1, 2, 3, 4, 100, -100), CLASSES));

    double scale = Math.sqrt(1.25);
    assertEquals(
        new TablePreprocessing(
            List.of(new Encoding.Standardised("n", 2.5, scale, false)),
            new TargetEncoding.Labels("class", Column.Kind.CATEGORICAL, List.of("a", "b"))),
        splits.preprocessing());
    assertEquals((float) (-1.5 / scale), features(splits.train(), 0)[0]);
    assertEquals((float) (97.5 / scale), features(splits.test(), 0)[0]);
  }

  @Test
  void otherRowsThanThoseOfTrainingDoNotChangeTheFit() {
    Splits one =
        split(
            table(
                numbers("n", 1, 2, 3, 4, 5, 6, 7, NONE, 9, 10),
                words("w", "x", "y", "x", "y", "x", "x", "x", "x", "x", "x"),
                numbers("y", 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
    Splits other =
        split(
            table(
                numbers("n", 1, 2, 3, 4, 5, 6, 7, NONE, 1e6, NONE),
                words("w", "x", "y", "x", "y", "x", "x", "x", "x", "z", ""),
                numbers("y", 0.5, 1, 2, 3, 4, 5, 6, 7, -1e6, 42)));

    assertEquals(one.preprocessing(), other.preprocessing());
    for (int example = 0; example < 8; example++) {
      assertArrayEquals(features(one.train(), example), features(other.train(), example));
      assertEquals(target(one.train(), example), target(other.train(), example));
    }
  }

  @Test
  void aRowOfTrainingChangesTheFit() {
    Splits one = split(table(numbers("n", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), CLASSES));
    Splits other = split(table(numbers("n", 1, 2, 3, 4, 5, 6, 7, 8.5, 9, 10), CLASSES));

    assertNotEquals(one.preprocessing(), other.preprocessing());
  }

  @Test
  void standardisedTrainingPartHasMeanZeroAndDeviationOne() {
    double[] values = new double[1000];
    for (int row = 0; row < values.length; row++) {
      values[row] = 1e5 + Math.sin(row * 0.7);
    }
    Column classes =
        words(
            "c",
            Collections.nCopies(500, "a,b").stream()
                .flatMap(two -> List.of(two.split(",")).stream())
                .toArray(String[]::new));

    Dataset train =
        TableSource.of("table", table(numbers("n", values), classes), Target.last())
            .split(0.8, 0.1, 0.1, 3)
            .train();

    double sum = 0;
    double squares = 0;
    for (int example = 0; example < train.size(); example++) {
      double x = features(train, example)[0];
      sum += x;
      squares += x * x;
    }
    assertEquals(0, sum / train.size(), 1e-7);
    assertEquals(1, squares / train.size(), 1e-6);
  }

  @Test
  void aConstantColumnBecomesZeros() {
    double[] tenths = new double[10];
    java.util.Arrays.fill(tenths, 0.1);
    Splits splits = split(table(numbers("n", tenths), CLASSES));

    TablePreprocessing fitted = (TablePreprocessing) splits.preprocessing();
    assertEquals(new Encoding.Standardised("n", 0.1, 1, false), fitted.features().getFirst());
    assertArrayEquals(new float[] {0}, features(splits.train(), 3));
  }

  @Test
  void aColumnWithoutValuesBecomesZerosAndAnIndicator() {
    double[] none = new double[10];
    java.util.Arrays.fill(none, NONE);
    Splits splits = split(table(numbers("n", none), CLASSES));

    assertEquals(List.of("n", "n is missing"), splits.preprocessing().featureNames());
    assertArrayEquals(new float[] {0, 1}, features(splits.train(), 0));
  }

  @Test
  void aMissingNumberIsTheMeanAndIsIndicated() {
    Splits splits = split(table(numbers("n", 1, 3, NONE, 1, 3, 1, 3, NONE, NONE, 5), CLASSES));

    assertEquals(List.of("n", "n is missing"), splits.preprocessing().featureNames());
    assertArrayEquals(new int[] {2}, splits.preprocessing().featureShape());
    assertArrayEquals(new float[] {-1, 0}, features(splits.train(), 0));
    assertArrayEquals(new float[] {0, 1}, features(splits.train(), 2));
    assertArrayEquals(new float[] {0, 1}, features(splits.test(), 0));
    assertArrayEquals(new float[] {3, 0}, features(splits.test(), 1));
  }

  @Test
  void aNumberMissingOnlyLaterIsTheMeanWithoutAnIndicator() {
    Splits splits = split(table(numbers("n", 1, 3, 1, 3, 1, 3, 1, 3, NONE, 5), CLASSES));

    assertEquals(List.of("n"), splits.preprocessing().featureNames());
    assertArrayEquals(new float[] {0}, features(splits.test(), 0));
  }

  @Test
  void wordsBecomeOneOfSeveral() {
    Splits splits =
        split(table(words("w", "y", "x", "z", "x", "y", "x", "z", "x", "z", "new"), CLASSES));

    assertEquals(List.of("w = x", "w = y", "w = z"), splits.preprocessing().featureNames());
    assertArrayEquals(new float[] {0, 1, 0}, features(splits.train(), 0));
    assertArrayEquals(new float[] {1, 0, 0}, features(splits.train(), 1));
    assertArrayEquals(new float[] {0, 0, 1}, features(splits.test(), 0));
  }

  @Test
  void aWordThatTrainingDidNotHaveBecomesZeros() {
    Splits splits =
        split(table(words("w", "y", "x", "z", "x", "y", "x", "z", "x", "z", "new"), CLASSES));

    assertArrayEquals(new float[] {0, 0, 0}, features(splits.test(), 1));
  }

  @Test
  void aMissingWordIsTheMostFrequentAndIsIndicated() {
    Splits splits =
        split(table(words("w", "y", "x", "", "y", "", "y", "x", "x", "", "y"), CLASSES));

    TablePreprocessing fitted = (TablePreprocessing) splits.preprocessing();
    assertEquals(
        new Encoding.OneHot("w", List.of("x", "y"), 0, true), fitted.features().getFirst());
    assertEquals(List.of("w = x", "w = y", "w is missing"), fitted.featureNames());
    assertArrayEquals(new float[] {1, 0, 1}, features(splits.train(), 2));
    assertArrayEquals(new float[] {1, 0, 1}, features(splits.test(), 0));
    assertArrayEquals(new float[] {0, 1, 0}, features(splits.test(), 1));
  }

  @Test
  void featuresOverwriteWhatWasThere() {
    Splits splits =
        split(table(words("w", "y", "x", "", "y", "", "y", "x", "x", "", "y"), CLASSES));
    float[] x = {9, 9, 9, 9, 9};

    splits.test().features(1, x, 1);

    assertArrayEquals(new float[] {9, 0, 1, 0, 9}, x);
  }

  @Test
  void targetsAreDecodedToTheUnitsOfTheData() {
    Splits splits =
        split(
            table(
                numbers("n", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                numbers("y", 10, 30, 10, 30, 10, 30, 10, 30, 50.5, 20)));
    Preprocessing fitted = splits.preprocessing();

    assertEquals(new Task.Regression(List.of("y")), fitted.task());
    assertEquals(-1, target(splits.train(), 0));
    assertEquals(3.05f, target(splits.test(), 0));
    assertEquals(50.5, fitted.decode(0, target(splits.test(), 0)), 1e-5);
    assertEquals(20, fitted.decode(0, 0));
    assertEquals(10, fitted.targetScale(0));
  }

  @Test
  void classesAreTheirIndexAndStaySo() {
    Splits splits = split(table(numbers("n", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), CLASSES));

    assertEquals(0, target(splits.train(), 0));
    assertEquals(1, target(splits.train(), 1));
    assertEquals(1, splits.preprocessing().decode(0, 1));
    assertEquals(1, splits.preprocessing().targetScale(0));
  }

  @Test
  void wholeNumbersAsClassesAreInTheOrderOfNumbers() {
    List<Double> labels = new ArrayList<>();
    for (int row = 0; row < 60; row++) {
      labels.add(new double[] {10, 2, -1}[row % 3]);
    }
    double[] classes = labels.stream().mapToDouble(Double::doubleValue).toArray();

    Splits splits =
        TableSource.of(
                "table", table(numbers("n", new double[60]), numbers("c", classes)), Target.last())
            .inOrder()
            .split(1, 0, 0);

    assertEquals(new Task.Classification(List.of("-1", "2", "10")), splits.train().task());
    assertEquals(2, target(splits.train(), 0));
    assertEquals(0, target(splits.train(), 2));
  }

  @Test
  void kindsAreThoseToReadAFileWith() {
    Table table =
        table(
            numbers("n", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            words("w", "y", "x", "z", "x", "y", "x", "z", "x", "z", "z"),
            CLASSES);

    assertEquals(
        Map.of(
            "n", Column.Kind.NUMERIC,
            "w", Column.Kind.CATEGORICAL,
            "class", Column.Kind.CATEGORICAL),
        ((TablePreprocessing) split(table).preprocessing()).kinds());
  }

  @Test
  void aNumberBeyondAllComparisonIsRefused() {
    Table table = table(numbers("n", 1, 1 + 1e-10, 1, 1, 1, 1, 1, 1, 1, 1e38), CLASSES);
    TablePreprocessing fitted =
        new TablePreprocessing(
            List.of(new Encoding.Standardised("n", 0, 1e-10, false)),
            new TargetEncoding.Labels("class", Column.Kind.CATEGORICAL, List.of("a", "b")));

    assertEquals(
        "row 10, column 1: expected a number comparable with those of the training part in column"
            + " 'n', but got 1.0E38, where mean=0.0 and scale=1.0E-10",
        Written.refusal(() -> fitted.apply(table)));
  }

  @Test
  void imagesAreStandardisedByThePixelsOfTheTrainingPart() {
    byte[] pixels = {0, 0, -1, -1, 10, 20, 30, 40};
    Images images = Images.of("images", new int[] {1, 2}, pixels, new byte[] {1, 2, 1, 2});

    ImagePreprocessing fitted = ImagePreprocessing.fit(images, new int[] {0, 1}, List.of("1", "2"));

    assertEquals(new ImagePreprocessing(List.of(1, 2), 127.5, 127.5, List.of("1", "2")), fitted);
    Dataset all = fitted.apply(images);
    assertArrayEquals(new int[] {1, 2}, all.featureShape());
    assertArrayEquals(new float[] {1, 1}, features(all, 1));
    assertArrayEquals(
        new float[] {(float) (-97.5 / 127.5), (float) (-87.5 / 127.5)}, features(all, 3));
    assertEquals(1, target(all, 3));
    assertEquals(
        1,
        ImagePreprocessing.fit(images, new int[] {0}, List.of("1", "2")).scale(),
        "the scale of equal pixels");
  }

  @Test
  void dataInMemoryIsUsedAsItIs() {
    Dataset dataset = Dataset.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}, new float[] {7, 8, 9});

    Splits splits = Source.of("memory", dataset).split(1, 0, 0);

    assertEquals(
        new NoPreprocessing(List.of(2), new Task.Regression(List.of("target"))),
        splits.preprocessing());
    assertArrayEquals(new float[] {3, 4}, features(splits.train(), 1));
    assertEquals(8, target(splits.train(), 1));
    assertEquals(Optional.empty(), Target.last().column());
  }
}

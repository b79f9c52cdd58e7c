package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
  @Test
  void digitsAreTenClassesOfSmallImages() {
    Source digits = Datasets.digits();

    assertEquals(1797, digits.size());
    assertEquals(
        new Task.Classification(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")),
        digits.task());
    assertEquals(
        "classification of 'class': its values are 10 different whole numbers in 1797 rows",
        digits.taskReason());
    assertEquals(65, digits.columns().size());
    assertArrayEquals(
        new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, classCounts(digits));
    Splits splits = digits.split(0.8, 0.1, 0.1);
    assertArrayEquals(new int[] {64}, splits.train().featureShape());
  }

  @Test
  void irisAreThreeSpecies() {
    Source iris = Datasets.iris();

    assertEquals(150, iris.size());
    assertEquals(
        new Task.Classification(List.of("setosa", "versicolor", "virginica")), iris.task());
    assertEquals("classification of 'class': its values are words", iris.taskReason());
    assertArrayEquals(new int[] {50, 50, 50}, classCounts(iris));
  }

  @Test
  void melbourneIsADayFromTheSevenBefore() {
    double[] series = Datasets.melbourneSeries();
    TableSource melbourne = assertInstanceOf(TableSource.class, Datasets.melbourne());

    assertEquals(3650, series.length);
    assertEquals(0, Arrays.stream(series).min().orElseThrow());
    assertEquals(26.3, Arrays.stream(series).max().orElseThrow());
    assertEquals(11.1778, Arrays.stream(series).average().orElseThrow(), 5e-5);
    assertEquals(3643, melbourne.size());
    assertEquals(
        List.of(
            "7_days_before",
            "6_days_before",
            "5_days_before",
            "4_days_before",
            "3_days_before",
            "2_days_before",
            "1_day_before",
            "temp_min_c"),
        melbourne.table().names());
    assertEquals(new Task.Regression(List.of("temp_min_c")), melbourne.task());
    List<Column> columns = melbourne.table().columns();
    for (int row : new int[] {0, 1, 3642}) {
      for (int column = 0; column < 8; column++) {
        double value = ((Column.Numeric) columns.get(column)).values()[row];
        assertEquals(series[row + column], value, "row " + row + ", column " + column);
      }
    }
  }

  @Test
  void fingerprintsStayAsTheyAre() {
    assertEquals(
        "4631c8ad7942451d85bb55b23150b6825903e4fdd01781380cd02342451e4be8",
        Datasets.digits().fingerprint());
    assertEquals(
        "88aaf3b86eeffd91d2615ea7d3a2508bba9e14bcaa45b43fb4ce20db6ee3457d",
        Datasets.iris().fingerprint());
    assertEquals(
        "d3759fba880d967f0193b9d3f6e81200813bed86c7308c051bf1a87c1ea94643",
        Datasets.melbourne().fingerprint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "iris", "melbourne"})
  void provenanceNamesTheFileThatComesAlong(String name)
      throws IOException, GeneralSecurityException {
    String provenance = Datasets.provenance(name);
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    try (InputStream zipped = Datasets.class.getResourceAsStream(name + "/" + name + ".csv.gz")) {
      hash.update(new GZIPInputStream(zipped).readAllBytes());
    }

    assertTrue(provenance.startsWith("# " + name + "\n"), provenance);
    assertTrue(provenance.contains("`" + HexFormat.of().formatHex(hash.digest()) + "`"));
    assertTrue(provenance.contains("**Licence:**"));
  }

  @Test
  void everyNameIsOpened() {
    assertEquals(List.of("digits", "iris", "melbourne"), Datasets.names());
    for (String name : Datasets.names()) {
      assertEquals(name, Datasets.named(name).name());
      assertEquals(Datasets.named(name).fingerprint(), Sources.open(name).fingerprint());
    }
  }

  @Test
  void unknownNameNamesTheNearest() {
    String expected =
        "Datasets: expected one of the names digits, iris, melbourne, but got 'digit' — help: did"
            + " you mean 'digits'?";

    assertEquals(expected, Written.refusal(() -> Datasets.named("digit")));
    assertEquals(expected, Written.refusal(() -> Datasets.provenance("digit")));
  }

  @Test
  void anotherColumnMayBeTheTarget() {
    Source iris = Sources.open("iris", Target.named("petal_width_cm"));

    assertEquals(new Task.Regression(List.of("petal_width_cm")), iris.task());
    assertEquals(
        List.of(
            "sepal_length_cm",
            "sepal_width_cm",
            "petal_length_cm",
            "class = setosa",
            "class = versicolor",
            "class = virginica"),
        iris.split(1, 0, 0).preprocessing().featureNames());
  }

  private static int[] classCounts(Source source) {
    Dataset all = source.split(1, 0, 0).train();
    int[] counts = new int[all.task().outputs()];
    float[] target = new float[1];
    for (int example = 0; example < all.size(); example++) {
      all.targets(example, target, 0);
      counts[(int) target[0]]++;
    }
    return counts;
  }
}

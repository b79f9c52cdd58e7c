package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Columns that are left out before anything is decided.
class IgnoredColumnsTest {
  /// `when` mixes numbers and a word, which alone is refused.
  private static final String TRAINING =
      """
      name,when,size,price
      Ann,1,1,10
      Bob,2,3,30.5
      Cy,Monday,1,10
      Di,4,3,30.5
      """;

  @TempDir Path folder;

  private String write(String name, String text) {
    return Written.text(folder, name, text).toString();
  }

  private TableSource open(String text, Target target) {
    return (TableSource) Sources.open(write("train.csv", text), target);
  }

  private static Target without(String... names) {
    return Target.last().ignoring(List.of(names));
  }

  @Test
  void theOthersAreFeaturesAndTarget() {
    TableSource source = open(TRAINING, without("name", "when"));

    assertEquals(List.of("size", "price"), source.table().names());
    assertEquals("price", source.target());
    assertEquals(2, source.columns().size());
    assertEquals(List.of("size"), source.split(1, 0, 0).preprocessing().featureNames());
  }

  @Test
  void theirContentMayBeAnything() {
    assertEquals(
        folder.resolve("train.csv")
            + ":4:2: expected a number in column 'when', but got 'Monday' — help: 3 of the 4 values"
            + " of this column are numbers; correct it, or leave the field empty where the value is"
            + " missing",
        Written.refusal(() -> open(TRAINING, without("name"))));
    String other = TRAINING.replace("Monday", "Tuesday").replace("Ann", "");

    String fingerprint = open(TRAINING, without("name", "when")).fingerprint();

    assertEquals(fingerprint, open(other, without("name", "when")).fingerprint());
    assertNotEquals(
        fingerprint, open(other.replace("30.5", "31"), without("name", "when")).fingerprint());
  }

  @Test
  void aNameThatIsNotThereIsRefusedWithTheNearest() {
    assertEquals(
        "train.csv: ignore: expected one of the columns name, when, size, price, but got 'nam' —"
            + " help: did you mean 'name'?",
        Written.refusal(() -> open(TRAINING, without("when", "nam"))));
  }

  @Test
  void theTargetIsNeverIgnored() {
    String refusal =
        "train.csv: ignore: expected columns beside the target, but got '%s', which is the target"
            + " — help: name another target";
    assertEquals(
        refusal.formatted("price"),
        Written.refusal(() -> open(TRAINING, without("when", "price"))));
    assertEquals(
        refusal.formatted("size"),
        Written.refusal(
            () -> open(TRAINING, Target.named("size").ignoring(List.of("when", "size")))));
  }

  @Test
  void somethingMustStay() {
    assertEquals(
        folder.resolve("train.csv") + ":1: expected columns that are not ignored, but got none",
        Written.refusal(() -> open(TRAINING, without("name", "when", "size", "price"))));
    assertEquals(
        "train.csv: expected at least one feature column beside the target 'price', but got no"
            + " other column",
        Written.refusal(() -> open(TRAINING, without("name", "when", "size"))));
  }

  @Test
  void filesToEvaluateMayHaveThemOrNot() {
    Preprocessing fitted = open(TRAINING, without("name", "when")).split(1, 0, 0).preprocessing();
    String with = write("with.csv", TRAINING.replace("Monday", "5"));
    String without = write("without.csv", "price,size\n10,1\n30.5,3\n10,1\n30.5,3\n");

    for (String file : List.of(with, without)) {
      Dataset data = Sources.labelled(file, fitted);
      float[] row = new float[2];
      data.features(1, row, 0);
      data.targets(1, row, 1);
      assertEquals(4, data.size());
      assertArrayEquals(new float[] {1, 1}, row);
    }
    assertEquals(2, Sources.unlabelled(write("new.csv", "size\n1\n2\n"), fitted).size());
  }

  @Test
  void tablesThatComeAlongAndTablesInMemoryAreCutToo() {
    Source iris = Sources.open("iris", without("sepal_length_cm"));
    assertEquals(4, iris.columns().size());
    assertEquals(3, iris.split(1, 0, 0).preprocessing().featureNames().size());

    Table table = open(TRAINING, without("name", "when")).table();
    assertEquals(
        "memory: ignore: expected one of the columns name, when, size, price, but got 'x'",
        Written.refusal(() -> TableSource.of("memory", table, without("x"))));
  }

  @Test
  void imagesHaveNoColumns() {
    Path images = folder.resolve("images");
    images.toFile().mkdir();

    assertEquals(
        "ignore: expected no columns, as images have none, but got a",
        Written.refusal(() -> Sources.open(images.toString(), without("a"))));
  }

  @Test
  void aColumnOfNamesSaysHowToIgnoreIt() {
    StringBuilder text = new StringBuilder("full name,y\n");
    for (int row = 0; row < 1001; row++) {
      text.append("name ").append(row).append(',').append(row).append('\n');
    }

    assertEquals(
        "train.csv: expected at most 1000 categories in column 'full name', but got 1001 different"
            + " words — help: leave it out with --ignore 'full name' if its words are names,"
            + " numbers of records or free text",
        Written.refusal(() -> open(text.toString(), Target.last())));
  }
}

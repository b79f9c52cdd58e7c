package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files to learn from, to evaluate and to predict.
class SourcesTest {
  private static final String TRAINING =
      """
      size,colour,price
      1,red,10
      3,blue,30.5
      1,red,10
      3,,30.5
      """;

  @TempDir Path folder;

  private Preprocessing fitted;

  @BeforeEach
  void fit() {
    fitted = Sources.open(write("train.csv", TRAINING)).split(1, 0, 0).preprocessing();
  }

  private String write(String name, String text) {
    return Written.text(folder, name, text).toString();
  }

  private static float[] row(Dataset dataset, int example) {
    float[] row = new float[dataset.featureCount() + 1];
    dataset.features(example, row, 0);
    dataset.targets(example, row, dataset.featureCount());
    return row;
  }

  private static void assertRefused(String expected, Runnable reading) {
    assertEquals(expected, Written.refusal(reading::run));
  }

  @Test
  void aLabelledFileIsEncodedAsInTraining() {
    Dataset data = Sources.labelled(folder.resolve("train.csv").toString(), fitted);

    assertEquals(
        List.of("size", "colour = blue", "colour = red", "colour is missing"),
        fitted.featureNames());
    assertEquals(4, data.size());
    assertArrayEquals(new float[] {-1, 0, 1, 0, -1}, row(data, 0));
    assertArrayEquals(new float[] {1, 1, 0, 0, 1}, row(data, 1));
    assertArrayEquals(new float[] {1, 0, 1, 1, 1}, row(data, 3));
    assertEquals(folder.resolve("train.csv") + ":3", data.position(1));
  }

  @Test
  void columnsMayComeInAnotherOrderWithOthersBetween() {
    String file =
        write(
            "other.csv",
            "price,note,colour,id,size\n20.25,\"a, b\",blue,x1,2\n10,,green,1e999,5\n");

    Dataset data = Sources.labelled(file, fitted);

    assertArrayEquals(new float[] {0, 1, 0, 0, 0}, row(data, 0));
    assertArrayEquals(new float[] {3, 0, 0, 0, -1}, row(data, 1));
    assertArrayEquals(row(data, 1), row(Sources.unlabelled(file, fitted), 1));
  }

  @Test
  void theTargetMayBeAbsentOrEmptyWherePredicted() {
    Dataset absent = Sources.unlabelled(write("a.csv", "colour,size\nred,1\n"), fitted);
    Dataset empty =
        Sources.unlabelled(write("b.csv", "size,colour,price\n1,red,\n3,red,10\n"), fitted);

    assertArrayEquals(new float[] {-1, 0, 1, 0, Float.NaN}, row(absent, 0));
    assertArrayEquals(new float[] {-1, 0, 1, 0, Float.NaN}, row(empty, 0));
    assertArrayEquals(new float[] {1, 0, 1, 0, -1}, row(empty, 1));
  }

  @Test
  void theTargetMustBeThereWhereEvaluated() {
    String absent = write("a.csv", "colour,id,size\nred,7,1\n");
    assertRefused(
        absent
            + ": preprocessing: expected the target column 'price', but got only colour, id, size",
        () -> Sources.labelled(absent, fitted));

    String empty = write("b.csv", "size,note,colour,price\n1,x,red,10\n3,y,red,\n");
    assertRefused(
        empty
            + ":3:4: expected a value in the target column 'price', but got an empty field — help:"
            + " fill it in or remove the row",
        () -> Sources.labelled(empty, fitted));
  }

  @Test
  void aColumnOfTrainingMustBeThere() {
    String file = write("a.csv", "Size,price\n1,10\n");

    assertRefused(
        file
            + ": preprocessing: expected the columns that the model was trained on, but got none"
            + " named 'size', 'colour' among Size, price — help: is 'Size' the column 'size'?",
        () -> Sources.labelled(file, fitted));
    String none = write("b.csv", "a,b\n1,10\n");
    assertRefused(
        none + ":1: expected some of the columns colour, price, size, but got only a, b",
        () -> Sources.unlabelled(none, fitted));
  }

  @Test
  void aWordInAColumnOfNumbersIsRefused() {
    String file = write("a.csv", "size,colour\nlarge,red\n");

    assertRefused(
        file
            + ":2:1: expected a number in column 'size', but got 'large' — help: correct it, or"
            + " leave the field empty where the value is missing",
        () -> Sources.unlabelled(file, fitted));
  }

  @Test
  void numbersAreWelcomeInAColumnOfWords() {
    Dataset data = Sources.unlabelled(write("a.csv", "size,colour\n1,7\n3,8\n"), fitted);

    assertArrayEquals(new float[] {-1, 0, 0, 0, Float.NaN}, row(data, 0));
  }

  @Test
  void aClassThatTrainingDidNotHaveIsRefused() {
    String train = write("t.csv", "a,income\n1,<=50K\n2,>50K\n3,<=50K\n4,>50K\n");
    Preprocessing classes = Sources.open(train).split(1, 0, 0).preprocessing();
    String file = write("a.csv", "a,income\n1,<=50K\n2,>50K.\n");

    assertRefused(
        file + ":3:2: expected one of the classes <=50K, >50K, but got '>50K.'",
        () -> Sources.labelled(file, classes));
    assertEquals(1, row(Sources.labelled(write("b.csv", "a,income\n1,>50K\n"), classes), 0)[1]);
  }

  @Test
  void numericClassesAreToldByValue() {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int row = 0; row < 40; row++) {
      text.append(row).append(',').append(row % 2).append('\n');
    }
    Preprocessing classes =
        Sources.open(write("t.csv", text.toString())).split(1, 0, 0).preprocessing();
    assertEquals(1, row(Sources.labelled(write("a.csv", "a,y\n1,1.0\n2,1\n"), classes), 0)[1]);

    String file = write("b.csv", "a,y\n1,1\n2,2\n");
    assertRefused(
        file + ":3:2: expected one of the classes 0, 1, but got '2'",
        () -> Sources.labelled(file, classes));
  }

  @Test
  void aNameThatIsNothingIsRefused() {
    assertRefused(
        "data: expected a CSV file, a folder of IDX files or one of digits, iris, melbourne, but"
            + " got 'irs', which does not exist — help: did you mean 'iris'?",
        () -> Sources.open("irs"));
    assertRefused(
        "data: expected a CSV file, a folder of IDX files or one of digits, iris, melbourne, but"
            + " got 'no/such/file.csv', which does not exist",
        () -> Sources.open("no/such/file.csv"));
    assertRefused("data: expected a path, but got 'a\uFFFDb'", () -> Sources.open("a\0b"));
    assertRefused(
        "data: expected a CSV file, a folder of IDX files or one of digits, iris, melbourne, but"
            + " got '', which does not exist",
        () -> Sources.open(""));
  }

  @Test
  void imagesAreLearnedFromAndTheirTestPartIsEvaluated() {
    Written.bytes(folder, "train-images-idx3-ubyte", Written.images(20));
    Written.bytes(folder, "train-labels-idx1-ubyte", Written.labels(20));
    Written.bytes(folder, "t10k-images-idx3-ubyte", Written.images(6));
    Written.bytes(folder, "t10k-labels-idx1-ubyte", Written.labels(6));
    String images = folder.toString();

    Preprocessing fitted = Sources.open(images).split(0.8, 0.2, 0).preprocessing();

    assertEquals(6, Sources.labelled(images, fitted).size());
    assertEquals(6, Sources.unlabelled(images, fitted).size());
    assertTrue(Sources.labelled(images, fitted).position(5).endsWith("ubyte: image 6"));
    assertRefused(
        "target: expected no column, as images have labels, but got 'class'",
        () -> Sources.open(images, Target.named("class")));
    assertRefused(
        "task: expected classification, as images have labels, but got regression",
        () -> Sources.open(images, Target.last().as(Task.Kind.REGRESSION)));
    assertRefused(
        "data: expected a folder of IDX files, as the model was trained on images, but got"
            + " 'digits'",
        () -> Sources.labelled("digits", fitted));
    String file = folder.resolve("train.csv").toString();
    assertRefused(
        "data: expected a folder of IDX files, as the model was trained on images, but got the"
            + " file "
            + file,
        () -> Sources.labelled(file, fitted));
    assertRefused(
        "data: expected a CSV file, as the model was trained on a table, but got the folder "
            + images,
        () -> Sources.labelled(images, this.fitted));
  }

  @Test
  void bundledDataIsEvaluatedByName() {
    for (String name : Datasets.names()) {
      Splits splits = Sources.open(name).split(0.8, 0.1, 0.1);
      Dataset all = Sources.labelled(name, splits.preprocessing());
      assertEquals(Sources.open(name).size(), all.size());
    }
  }

  @Test
  void dataInMemoryCannotBeReadAgain() {
    Dataset dataset = Dataset.of(new float[][] {{1}, {2}}, new float[] {1, 2});
    Preprocessing none = Source.of("memory", dataset).split(1, 0, 0).preprocessing();

    assertRefused(
        "data: expected a model that was trained on a file, but got one trained on data in memory,"
            + " which says nothing of how to read iris",
        () -> Sources.labelled("iris", none));
  }
}

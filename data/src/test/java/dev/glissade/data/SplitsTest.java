package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {
  private static List<String> positions(Dataset part) {
    return IntStream.range(0, part.size()).mapToObj(part::position).toList();
  }

  private static float[] row(Dataset dataset, int example) {
    float[] row = new float[dataset.featureCount() + dataset.targetWidth()];
    dataset.features(example, row, 0);
    dataset.targets(example, row, dataset.featureCount());
    return row;
  }

  private static Images images(int count, int firstLabel) {
    byte[] pixels = new byte[count * 4];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      Arrays.fill(pixels, i * 4, i * 4 + 4, (byte) i);
      labels[i] = (byte) (firstLabel + i % 2);
    }
    return Images.of("images from " + firstLabel, new int[] {2, 2}, pixels, labels);
  }

  @Test
  void equalSeedsGiveEqualParts() {
    Splits one = Datasets.iris().split(0.6, 0.2, 0.2, 5);
    Splits same = Datasets.iris().split(0.6, 0.2, 0.2, 5);
    Splits other = Datasets.iris().split(0.6, 0.2, 0.2, 6);

    assertEquals(positions(one.train()), positions(same.train()));
    assertEquals(positions(one.test()), positions(same.test()));
    assertEquals(one.preprocessing(), same.preprocessing());
    assertFalse(positions(one.test()).equals(positions(other.test())));
    for (int example = 0; example < one.test().size(); example++) {
      assertArrayEquals(row(one.test(), example), row(same.test(), example));
    }
  }

  @Test
  void everyPartOfIrisHasEverySpecies() {
    Splits splits = Datasets.iris().split(0.6, 0.2, 0.2, 5);

    assertArrayEquals(new int[] {30, 30, 30}, counts(splits.train()));
    assertArrayEquals(new int[] {10, 10, 10}, counts(splits.validation()));
    assertArrayEquals(new int[] {10, 10, 10}, counts(splits.test()));
  }

  private static int[] counts(Dataset part) {
    int[] counts = new int[part.task().outputs()];
    for (int example = 0; example < part.size(); example++) {
      counts[(int) row(part, example)[part.featureCount()]]++;
    }
    return counts;
  }

  @Test
  void melbourneIsDividedInTheOrderOfTime() {
    Splits splits = Datasets.melbourne().split(0.8, 0.1, 0.1, 3);
    double[] series = Datasets.melbourneSeries();

    assertEquals(3643, splits.train().size() + splits.validation().size() + splits.test().size());
    int day = 7;
    for (Dataset part : List.of(splits.train(), splits.validation(), splits.test())) {
      for (int example = 0; example < part.size(); example++) {
        float target = row(part, example)[7];
        assertEquals(series[day], splits.preprocessing().decode(0, target), 1e-5, "day " + day);
        day++;
      }
    }
    assertEquals(3650, day);
    assertEquals(
        positions(splits.test()), positions(Datasets.melbourne().split(0.8, 0.1, 0.1, 4).test()));
  }

  @Test
  void partsMayBeEmpty() {
    Splits splits = Datasets.iris().split(1, 0, 0);

    assertEquals(150, splits.train().size());
    assertTrue(splits.validation().isEmpty());
    assertTrue(splits.test().isEmpty());
  }

  @Test
  void imagesWithATestPartOfTheirOwnKeepIt() {
    ImageSource source = ImageSource.of("images", images(100, 3), images(10, 3));

    Splits splits = source.split(0.8, 0.1, 0.1, 7);

    assertEquals(110, source.size());
    assertEquals(89, splits.train().size(), 1); // 8 : 1 of 100
    assertEquals(100, splits.train().size() + splits.validation().size());
    assertEquals(10, splits.test().size());
    assertEquals("images from 3: image 10", splits.test().position(9));
    assertArrayEquals(new int[] {5, 5}, counts(splits.test()));
    double mean = ((ImagePreprocessing) splits.preprocessing()).mean();
    double sum = 0;
    for (String position : positions(splits.train())) {
      sum += Integer.parseInt(position.substring("images from 3: image ".length())) - 1;
    }
    assertEquals(sum / splits.train().size(), mean, 1e-12);
  }

  @Test
  void imagesWithoutATestPartAreDividedInThree() {
    Splits splits = ImageSource.of("images", images(100, 0)).split(0.6, 0.2, 0.2, 7);

    assertEquals(60, splits.train().size());
    assertEquals(20, splits.validation().size());
    assertEquals(20, splits.test().size());
    assertArrayEquals(new int[] {2, 2}, splits.test().featureShape());
  }

  @Test
  void partsMustFitTogether() {
    Dataset two = Dataset.of(new float[][] {{1, 2}}, new float[] {1});
    Dataset three = Dataset.of(new float[][] {{1, 2, 3}}, new float[] {1});
    Dataset classes = Dataset.of(new float[][] {{1, 2}}, new int[] {1}, List.of("a", "b"));

    assertEquals(
        "Splits: expected features of shape [2] as for training, but got [3] for test",
        Written.refusal(() -> Splits.of(two, two, three)));
    assertEquals(
        "Splits: expected one task for all parts, but got another for validation than for training",
        Written.refusal(() -> Splits.of(two, classes, two)));
    assertEquals(
        "Splits: expected at least one example for training, but got none",
        Written.refusal(() -> Splits.of(two.subset(new int[0]), two, two)));
  }
}

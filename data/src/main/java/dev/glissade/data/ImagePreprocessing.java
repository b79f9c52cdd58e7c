package dev.glissade.data;

import java.util.List;
import java.util.stream.IntStream;

/// How images become features: every value `(pixel - mean) / scale`, one mean and one scale for
/// all.
///
/// @param shape the shape of one image
/// @param mean the mean of all pixels of the training part, which lie from 0 to 255
/// @param scale their biased standard deviation; 1 if they are all equal
/// @param classes the labels in order, as text
public record ImagePreprocessing(
    List<Integer> shape, double mean, double scale, List<String> classes) implements Preprocessing {
  /// Checks all of it.
  public ImagePreprocessing {
    shape = Shapes.checked("ImagePreprocessing", shape);
    Shapes.checkScale("ImagePreprocessing", mean, scale);
    classes = new Task.Classification(classes).classes();
  }

  /// Fits mean and scale on some of the images.
  static ImagePreprocessing fit(Images images, int[] rows, List<String> classes) {
    long[] counts = images.histogram(rows);
    double count = 0;
    double sum = 0;
    for (int value = 0; value < counts.length; value++) {
      count += counts[value];
      sum += (double) counts[value] * value;
    }
    double mean = sum / count;
    double squares = 0;
    for (int value = 0; value < counts.length; value++) {
      squares += counts[value] * (value - mean) * (value - mean);
    }
    double scale = Math.sqrt(squares / count);
    List<Integer> shape = IntStream.of(images.shape()).boxed().toList();
    return new ImagePreprocessing(shape, mean, scale > 1e-9 ? scale : 1, classes);
  }

  @Override
  public Task task() {
    return new Task.Classification(classes);
  }

  @Override
  public int[] featureShape() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public List<String> featureNames() {
    return List.of();
  }

  @Override
  public double decode(int target, double value) {
    return value;
  }

  @Override
  public double targetScale(int target) {
    return 1;
  }

  /// Images of the same shape as examples; a label that training did not have is an error.
  public Dataset apply(Images images) {
    return ImageDataset.of(this, images);
  }
}

package dev.glissade.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Images to be classified, with a test part of their own or without.
public final class ImageSource implements Source {
  private final String name;
  private final Images train;
  private final Optional<Images> test;
  private final List<String> classes;

  private ImageSource(String name, Images train, Optional<Images> test) {
    this.name = name;
    this.train = train;
    this.test = test;
    this.classes = IntStream.of(train.distinctLabels()).mapToObj(Integer::toString).toList();
    if (classes.size() < 2) {
      throw DataException.expected(
          train.name(),
          "at least two classes",
          "only the label " + classes.getFirst() + " in all " + train.size() + " images");
    }
    test.ifPresent(this::checkTest);
  }

  /// Images of which a part is to be set aside as the test.
  public static ImageSource of(String name, Images images) {
    return new ImageSource(name, images, Optional.empty());
  }

  /// Images with a test part of their own, which `split` uses whatever fraction it is given.
  public static ImageSource of(String name, Images train, Images test) {
    return new ImageSource(name, train, Optional.of(test));
  }

  private void checkTest(Images part) {
    if (!Arrays.equals(part.shape(), train.shape())) {
      throw DataException.expected(
          part.name(),
          "images of shape " + Arrays.toString(train.shape()) + " as in " + train.name(),
          Arrays.toString(part.shape()));
    }
    for (int image = 0; image < part.size(); image++) {
      if (!classes.contains(Integer.toString(part.label(image)))) {
        throw DataException.expected(
            part.name(),
            "labels that occur in " + train.name() + ", " + Names.list(classes),
            part.label(image) + " for image " + (image + 1));
      }
    }
  }

  /// The images without the test part.
  public Images train() {
    return train;
  }

  /// The test part, if there is one.
  public Optional<Images> test() {
    return test;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Task task() {
    return new Task.Classification(classes);
  }

  @Override
  public String taskReason() {
    return "classification: images have labels";
  }

  @Override
  public int size() {
    return train.size() + test.map(Images::size).orElse(0);
  }

  @Override
  public String fingerprint() {
    ContentHash hash = new ContentHash("images");
    train.addTo(hash);
    test.ifPresent(part -> part.addTo(hash));
    return hash.hex();
  }

  @Override
  public List<ColumnSummary> columns() {
    return List.of();
  }

  /// With a test part of its own, the other images are divided in the proportion of `train` to
  /// `validation`, and the test is that part, whole.
  @Override
  public Splits split(double trainPart, double validationPart, double testPart, long seed) {
    Fractions fractions = new Fractions(trainPart, validationPart, testPart);
    if (test.isPresent()) {
      double both = trainPart + validationPart;
      fractions = new Fractions(trainPart / both, validationPart / both, 0);
    }
    int[][] parts = Splitter.stratified(labels(), classes.size(), fractions, seed);
    ImagePreprocessing fitted = ImagePreprocessing.fit(train, parts[0], classes);
    Dataset whole = fitted.apply(train);
    return new Splits(
        whole.subset(parts[0]),
        whole.subset(parts[1]),
        test.map(fitted::apply).orElseGet(() -> whole.subset(parts[2])),
        fitted);
  }

  private int[] labels() {
    int[] distinct = train.distinctLabels();
    return IntStream.range(0, train.size())
        .map(image -> Arrays.binarySearch(distinct, train.label(image)))
        .toArray();
  }
}

package dev.glissade.data;

import java.util.List;
import java.util.stream.IntStream;

/// A data set in memory that is divided but not changed.
record DatasetSource(String name, Dataset dataset) implements Source {
  @Override
  public Task task() {
    return dataset.task();
  }

  @Override
  public String taskReason() {
    return task().kind().word() + ": as the data set says";
  }

  @Override
  public int size() {
    return dataset.size();
  }

  @Override
  public String fingerprint() {
    float[] x = new float[dataset.featureCount()];
    float[] y = new float[dataset.targetWidth()];
    ContentHash hash = new ContentHash("dataset").add(dataset.featureShape()).add(dataset.size());
    switch (task()) {
      case Task.Classification(List<String> classes) -> hash.add("classes").add(classes);
      case Task.Regression(List<String> targets) -> hash.add("targets").add(targets);
    }
    for (int example = 0; example < dataset.size(); example++) {
      dataset.features(example, x, 0);
      dataset.targets(example, y, 0);
      hash.add(x).add(y);
    }
    return hash.hex();
  }

  @Override
  public List<ColumnSummary> columns() {
    return List.of();
  }

  @Override
  public Splits split(double train, double validation, double test, long seed) {
    Fractions fractions = new Fractions(train, validation, test);
    int[][] parts =
        switch (task()) {
          case Task.Classification(List<String> classes) ->
              Splitter.stratified(labels(classes.size()), classes.size(), fractions, seed);
          case Task.Regression _ -> Splitter.shuffled(size(), fractions, seed);
        };
    return Splits.of(dataset.subset(parts[0]), dataset.subset(parts[1]), dataset.subset(parts[2]));
  }

  private int[] labels(int classes) {
    float[] label = new float[1];
    return IntStream.range(0, size()).map(example -> label(example, classes, label)).toArray();
  }

  private int label(int example, int classes, float[] label) {
    dataset.targets(example, label, 0);
    int index = (int) label[0];
    if (index != label[0] || index < 0 || index >= classes) {
      throw DataException.expected(
          name + ": " + dataset.position(example),
          "the index of a class from 0 to " + (classes - 1),
          Float.toString(label[0]));
    }
    return index;
  }
}

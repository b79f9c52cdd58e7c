package dev.glissade.data;

/// Some examples of another data set. A subset of a subset refers to the whole.
final class SubsetDataset implements Dataset {
  private final Dataset whole;
  private final int[] rows;

  private SubsetDataset(Dataset whole, int[] rows) {
    this.whole = whole;
    this.rows = rows;
  }

  static Dataset of(Dataset dataset, int[] rows) {
    int[] copy = rows.clone();
    for (int row : copy) {
      if (row < 0 || row >= dataset.size()) {
        throw DataException.expected(
            "subset", "examples from 0 to " + (dataset.size() - 1), Integer.toString(row));
      }
    }
    if (dataset instanceof SubsetDataset subset) {
      for (int i = 0; i < copy.length; i++) {
        copy[i] = subset.rows[copy[i]];
      }
      return new SubsetDataset(subset.whole, copy);
    }
    return new SubsetDataset(dataset, copy);
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int[] featureShape() {
    return whole.featureShape();
  }

  @Override
  public Task task() {
    return whole.task();
  }

  @Override
  public void features(int example, float[] out, int offset) {
    whole.features(rows[example], out, offset);
  }

  @Override
  public void targets(int example, float[] out, int offset) {
    whole.targets(rows[example], out, offset);
  }

  @Override
  public String position(int example) {
    return whole.position(rows[example]);
  }
}

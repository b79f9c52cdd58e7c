package dev.glissade.data;

import java.util.Arrays;

/// Images whose bytes become numbers when they are asked for.
final class ImageDataset implements Dataset {
  private static final int BYTES = 256;

  private final Images images;
  private final Task task;
  private final float[] valueOf;
  private final int[] classOf;

  private ImageDataset(Images images, Task task, float[] valueOf, int[] classOf) {
    this.images = images;
    this.task = task;
    this.valueOf = valueOf;
    this.classOf = classOf;
  }

  static ImageDataset of(ImagePreprocessing fitted, Images images) {
    if (!Arrays.equals(images.shape(), fitted.featureShape())) {
      throw DataException.expected(
          images.name(),
          "images of shape " + fitted.shape() + ", as in training",
          Arrays.toString(images.shape()));
    }
    int[] classOf = new int[BYTES];
    for (int label = 0; label < BYTES; label++) {
      classOf[label] = fitted.classes().indexOf(Integer.toString(label));
    }
    for (int image = 0; image < images.size(); image++) {
      if (classOf[images.label(image)] < 0) {
        throw DataException.expected(
            images.name(),
            "labels among those of training, " + Names.list(fitted.classes()),
            images.label(image) + " for image " + (image + 1));
      }
    }
    float[] valueOf = new float[BYTES];
    for (int value = 0; value < BYTES; value++) {
      valueOf[value] = (float) ((value - fitted.mean()) / fitted.scale());
    }
    return new ImageDataset(images, fitted.task(), valueOf, classOf);
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public int[] featureShape() {
    return images.shape();
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public void features(int example, float[] out, int offset) {
    images.write(example, valueOf, out, offset);
  }

  @Override
  public void targets(int example, float[] out, int offset) {
    out[offset] = classOf[images.label(example)];
  }

  @Override
  public String position(int example) {
    return images.name() + ": image " + (example + 1);
  }
}

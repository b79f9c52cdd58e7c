package dev.glissade.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Images of one shape with a label each, one byte per value. Owns its arrays; they must not be
/// changed afterwards.
public final class Images {
  private final String name;
  private final int[] shape;
  private final byte[] pixels;
  private final byte[] labels;

  private Images(String name, int[] shape, byte[] pixels, byte[] labels) {
    this.name = name;
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
  }

  /// Images in memory.
  ///
  /// @param name what they are called in messages
  /// @param shape the shape of one image, rows first
  /// @param pixels image after image, row after row, from 0 to 255
  /// @param labels one for each image, from 0 to 255
  public static Images of(String name, int[] shape, byte[] pixels, byte[] labels) {
    long size = 1;
    for (int extent : shape) {
      if (extent < 1) {
        throw DataException.expected(name, "a shape of positive extents", Arrays.toString(shape));
      }
      size = Math.multiplyExact(size, extent);
    }
    if (shape.length == 0 || labels.length == 0) {
      throw DataException.expected(name, "at least one image of at least one value", "none");
    }
    if (size * labels.length != pixels.length) {
      throw DataException.expected(
          name,
          labels.length + " images of shape " + Arrays.toString(shape),
          pixels.length + " bytes");
    }
    return new Images(name, shape.clone(), pixels, labels);
  }

  /// What they are called in messages.
  public String name() {
    return name;
  }

  /// How many images.
  public int size() {
    return labels.length;
  }

  /// The shape of one image, rows first.
  public int[] shape() {
    return shape.clone();
  }

  /// How many values one image has.
  public int pixelCount() {
    return pixels.length / labels.length;
  }

  /// The label of an image, from 0 to 255.
  public int label(int image) {
    return labels[image] & 0xff;
  }

  /// The value at this place of an image, from 0 to 255.
  public int pixel(int image, int index) {
    return pixels[image * pixelCount() + index] & 0xff;
  }

  /// The labels that occur, in order.
  int[] distinctLabels() {
    return IntStream.range(0, size()).map(this::label).distinct().sorted().toArray();
  }

  /// How often each value from 0 to 255 occurs in these images.
  long[] histogram(int[] images) {
    long[] counts = new long[256];
    int width = pixelCount();
    for (int image : images) {
      int first = image * width;
      for (int i = first; i < first + width; i++) {
        counts[pixels[i] & 0xff]++;
      }
    }
    return counts;
  }

  /// Writes the values of an image, each looked up in a table of 256.
  void write(int image, float[] valueOf, float[] out, int offset) {
    int width = pixelCount();
    int first = image * width;
    for (int i = 0; i < width; i++) {
      out[offset + i] = valueOf[pixels[first + i] & 0xff];
    }
  }

  void addTo(ContentHash hash) {
    hash.add(shape).add(pixels).add(labels);
  }
}

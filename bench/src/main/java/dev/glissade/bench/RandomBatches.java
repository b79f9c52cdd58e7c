package dev.glissade.bench;

import dev.glissade.engine.RandomNumbers;

/// Random values, equal in every run: features uniform in `[0, 1)`, any class as likely.
final class RandomBatches {
  private final float[][] features;
  private final float[][] classes;

  RandomBatches(Workload.Network network, int batches) {
    int width = network.input().stream().reduce(1, Math::multiplyExact);
    features = new float[batches][];
    classes = new float[batches][network.batch()];
    for (int batch = 0; batch < batches; batch++) {
      features[batch] = uniform("features " + batch, network.batch() * width);
      float[] fractions = uniform("classes " + batch, network.batch());
      for (int i = 0; i < fractions.length; i++) {
        classes[batch][i] = (float) Math.floor(fractions[i] * network.classes());
      }
    }
  }

  /// Values in `[0, 1)`.
  static float[] uniform(String stream, int count) {
    RandomNumbers random = RandomNumbers.of(0, stream);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (random.bits(i) >>> 40) * 0x1p-24f;
    }
    return values;
  }

  int count() {
    return features.length;
  }

  float[] features(int batch) {
    return features[batch % features.length];
  }

  float[] classes(int batch) {
    return classes[batch % classes.length];
  }
}

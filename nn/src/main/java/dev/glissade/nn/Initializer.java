package dev.glissade.nn;

import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Shape;

/// How a parameter begins. Weights are `[inputs, outputs]`, so `fanIn` is the first extent and
/// `fanOut` the last.
public sealed interface Initializer {
  /// The values for one parameter.
  float[] values(Shape shape, RandomNumbers random);

  /// All zeros.
  static Initializer zeros() {
    return new Constant(0);
  }

  /// All ones.
  static Initializer ones() {
    return new Constant(1);
  }

  /// Uniform with variance `2 / (fanIn + fanOut)`: for tanh and sigmoid (Glorot and Bengio 2010).
  /// Keras' default.
  static Initializer glorot() {
    return new Scaled(1, Fan.AVERAGE, false);
  }

  /// Normal with variance `2 / fanIn`: for ReLU (He et al. 2015).
  static Initializer he() {
    return new Scaled(2, Fan.IN, true);
  }

  /// Normal with variance `1 / fanIn`: for SELU (LeCun et al. 1998).
  static Initializer leCun() {
    return new Scaled(1, Fan.IN, true);
  }

  /// A matrix with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014).
  static Initializer orthogonal() {
    return new Orthogonal(1);
  }

  /// Which neighbours a variance is divided by.
  enum Fan {
    /// Inputs of the layer.
    IN,
    /// The mean of inputs and outputs.
    AVERAGE
  }

  /// The same value everywhere.
  record Constant(double value) implements Initializer {
    @Override
    public float[] values(Shape shape, RandomNumbers random) {
      float[] values = new float[shape.size()];
      java.util.Arrays.fill(values, (float) value);
      return values;
    }
  }

  /// Random with variance `gain / fan`; normal values are not truncated (Keras truncates at two
  /// deviations).
  record Scaled(double gain, Fan fan, boolean isNormal) implements Initializer {
    @Override
    public float[] values(Shape shape, RandomNumbers random) {
      double in = shape.rank() == 0 ? 1 : shape.extent(0);
      double out = shape.rank() == 0 ? 1 : shape.extent(-1);
      double divisor = Math.max(1, fan == Fan.IN ? in : (in + out) / 2);
      double deviation = Math.sqrt(gain / divisor);
      float[] values = new float[shape.size()];
      for (int i = 0; i < values.length; i++) {
        double unit = isNormal ? random.normal(i) : (2 * random.uniform(i) - 1) * Math.sqrt(3);
        values[i] = (float) (deviation * unit);
      }
      return values;
    }
  }

  /// Orthonormal rows or columns times `gain`, by modified Gram-Schmidt on normal vectors, twice
  /// for accuracy.
  record Orthogonal(double gain) implements Initializer {
    @Override
    public float[] values(Shape shape, RandomNumbers random) {
      int rows = shape.rank() == 0 ? 1 : shape.extent(0);
      int columns = rows == 0 ? 0 : shape.size() / rows;
      boolean isWide = columns >= rows;
      int count = isWide ? rows : columns;
      int length = isWide ? columns : rows;
      double[][] vectors = new double[count][length];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < length; j++) {
          vectors[i][j] = random.normal((long) i * length + j);
        }
        for (int pass = 0; pass < 2; pass++) {
          for (int earlier = 0; earlier < i; earlier++) {
            removeComponent(vectors[i], vectors[earlier]);
          }
        }
        normalize(vectors[i]);
      }
      float[] values = new float[shape.size()];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < length; j++) {
          values[isWide ? i * columns + j : j * columns + i] = (float) (gain * vectors[i][j]);
        }
      }
      return values;
    }

    private static void removeComponent(double[] vector, double[] direction) {
      double dot = 0;
      for (int j = 0; j < vector.length; j++) {
        dot += vector[j] * direction[j];
      }
      for (int j = 0; j < vector.length; j++) {
        vector[j] -= dot * direction[j];
      }
    }

    private static void normalize(double[] vector) {
      double squares = 0;
      for (double value : vector) {
        squares += value * value;
      }
      double length = Math.sqrt(squares);
      for (int j = 0; j < vector.length; j++) {
        vector[j] /= length;
      }
    }
  }
}

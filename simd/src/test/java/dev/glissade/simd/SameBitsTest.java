package dev.glissade.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.engine.kernels.PlainKernels;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A loop that changes over from plain Java to vectors in the middle of a training must not change
/// a bit of it.
class SameBitsTest {
  private static final Kernels VECTORS = new VectorKernelProvider().kernels(0);
  private static final Kernels PLAIN = PlainKernels.kernels();

  /// As at the beginning of a training.
  private static final Kernels COLD = new VectorKernelProvider().kernels(Long.MAX_VALUE);

  private static final int SIZE = 331;
  private static final int WHOLE = 320;
  private static final int AT = 5;

  private interface Run {
    void run(Kernels kernels, float[] out);
  }

  private static void assertSameBits(Run run) {
    float[] expected = values(99);
    float[] actual = expected.clone();
    run.run(PLAIN, expected);
    run.run(VECTORS, actual);
    for (int i = 0; i < expected.length; i++) {
      int bits = Float.floatToIntBits(expected[i]);
      assertEquals(bits, Float.floatToIntBits(actual[i]), "at " + i + ": " + expected[i]);
    }
  }

  /// Random numbers of all sizes, every now and then something special.
  private static float[] values(long seed) {
    float[] special = {0f, -0f, 1e-42f, Float.POSITIVE_INFINITY, Float.NaN, -Float.MAX_VALUE, 1f};
    float[] values = new float[4 * SIZE];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < values.length; i++) {
      float ordinary = (float) (random.nextGaussian() * Math.exp(8 * random.nextGaussian()));
      values[i] = random.nextInt(8) == 0 ? special[random.nextInt(special.length)] : ordinary;
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void everyUnaryFunction(UnaryFunction f) {
    float[] x = values(1);
    assertSameBits((kernels, out) -> kernels.elementwise().unary(f, out, AT, x, 3, SIZE));
  }

  @ParameterizedTest
  @EnumSource
  void everyBinaryFunction(BinaryFunction f) {
    float[] a = values(1);
    float[] b = values(2);
    System.arraycopy(a, 3, b, 7, SIZE / 2);
    assertSameBits((kernels, out) -> kernels.elementwise().binary(f, out, AT, a, 3, b, 7, SIZE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.999})
  void dropoutFromEveryElement(double rate) {
    float[] x = values(1);
    int threshold = (int) (rate * 0x1.0p24);
    for (int from = 0; from < 40; from++) {
      int first = from;
      assertSameBits(
          (kernels, out) ->
              kernels.elementwise().dropout(out, x, 1.25f, -77, first, threshold, WHOLE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "5, 17, 9",
    "7, 64, 3",
    "32, 64, 16",
    "36, 64, 5",
    "54, 200, 7",
    "66, 10, 40",
    "130, 150, 1",
    "12, 40, 1025",
    "97, 129, 64",
    "200, 10, 33",
    "64, 3, 70",
    "128, 128, 128"
  })
  void products(int m, int n, int k) {
    float[] bias = ordinary(n);
    var epilogue = MatMul.Epilogue.bias(bias, 0).then(UnaryFunction.RELU);
    assertSameProducts(m, n, k, 1f, epilogue);
    assertSameProducts(m, n, k, 1f, MatMul.Epilogue.NONE);
    // Products of such numbers are zeros of either sign.
    assertSameProducts(m, n, k, 1e-30f, MatMul.Epilogue.NONE);
  }

  private static void assertSameProducts(
      int m, int n, int k, float scale, MatMul.Epilogue epilogue) {
    float[] a = scaled(scale, m * k);
    float[] b = scaled(scale, k * n);
    for (boolean left : new boolean[] {false, true}) {
      for (boolean right : new boolean[] {false, true}) {
        var sizes = new MatMul.Sizes(m, n, k, left, right);
        float[] expected = product(COLD, sizes, a, b, epilogue);
        float[] actual = product(VECTORS, sizes, a, b, epilogue);
        for (int i = 0; i < m * n; i++) {
          int bits = Float.floatToRawIntBits(expected[i]);
          assertEquals(bits, Float.floatToRawIntBits(actual[i]), sizes + " at " + i);
        }
      }
    }
  }

  private static float[] scaled(float scale, int size) {
    float[] values = ordinary(size);
    for (int i = 0; i < size; i++) {
      values[i] *= scale;
    }
    return values;
  }

  /// What a product with few columns computes turned has the bits that it has otherwise.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void turnedProducts(int n) {
    int m = 150;
    int k = 37;
    float[] a = ordinary(m * k);
    float[] turned = new float[m * k];
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        turned[p * m + i] = a[i * k + p];
      }
    }
    float[] b = ordinary(k * n);
    var none = MatMul.Epilogue.NONE;

    float[] expected = product(VECTORS, new MatMul.Sizes(m, n, k, false, false), a, b, none);
    float[] actual = product(VECTORS, new MatMul.Sizes(m, n, k, true, false), turned, b, none);

    assertArrayEquals(expected, actual);
  }

  private static float[] ordinary(int size) {
    float[] values = new float[size];
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] product(
      Kernels kernels, MatMul.Sizes sizes, float[] a, float[] b, MatMul.Epilogue epilogue) {
    MatMul.Product product = kernels.matMul().product(sizes);
    float[] c = new float[sizes.m() * sizes.n()];
    int packs = product.begin();
    for (int i = 0; i < packs; i++) {
      product.pack(i, a, 0, b, 0);
    }
    for (int i = 0; i < product.tiles(); i++) {
      product.tile(i, c, 0, a, 0, b, 0, epilogue);
    }
    return c;
  }
}

package dev.glissade.engine.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.engine.kernels.Normalization.Extents;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns that are worked on row by row, in bands, have the bits that they have one by one.
class PlainBandsTest {
  private static final int ROWS = 24;
  private static final int AT = 5;
  private static final double EPSILON = 1e-5;

  private final Normalization loops = new PlainNormalization();

  private static float[] values(long seed, int size, double mean) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (mean + random.nextGaussian());
    }
    return values;
  }

  /// Pairs of rows as two positions of an image.
  private static float[] image(float[] matrix, int channels) {
    float[] image = matrix.clone();
    for (int row = 0; row < ROWS; row++) {
      for (int c = 0; c < channels; c++) {
        image[AT + (row / 2 * channels + c) * 2 + row % 2] = matrix[AT + row * channels + c];
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 512, 513, 1100})
  void aMatrixIsNormalisedAsAnImage(int channels) {
    var rows = new Extents(ROWS, channels, 1);
    var positions = new Extents(ROWS / 2, channels, 2);
    float[] x = values(channels, AT + ROWS * channels, 1e3);
    float[] dy = values(2, AT + ROWS * channels, 0);
    float[] gamma = values(3, channels, 1);
    float[] beta = values(4, channels, 0);
    float[] moments = new float[3 * channels];
    float[] expected = moments.clone();
    loops.moments(moments, 0, x, AT, rows, 0, channels);
    loops.moments(expected, 0, image(x, channels), AT, positions, 0, channels);
    assertArrayEquals(expected, moments);

    float[] sums = new float[2 * channels];
    float[] expectedSums = sums.clone();
    loops.sums(sums, 0, dy, AT, x, AT, moments, 0, EPSILON, rows, 0, channels);
    loops.sums(
        expectedSums,
        0,
        image(dy, channels),
        AT,
        image(x, channels),
        AT,
        moments,
        0,
        EPSILON,
        positions,
        0,
        channels);
    assertArrayEquals(expectedSums, sums);

    float[] y = x.clone();
    float[] expectedY = image(x, channels);
    loops.normalize(y, AT, x, AT, moments, 0, gamma, 0, beta, 0, EPSILON, rows, 1, ROWS);
    loops.normalize(y, AT, x, AT, moments, 0, gamma, 0, beta, 0, EPSILON, rows, 0, 1);
    loops.normalize(
        expectedY,
        AT,
        expectedY.clone(),
        AT,
        moments,
        0,
        gamma,
        0,
        beta,
        0,
        EPSILON,
        positions,
        0,
        ROWS / 2);
    assertArrayEquals(expectedY, image(y, channels));

    float[] dx = dy.clone();
    float[] expectedDx = image(dy, channels);
    loops.gradient(dx, AT, dy, AT, x, AT, moments, 0, sums, 0, gamma, 0, EPSILON, rows, 0, ROWS);
    loops.gradient(
        expectedDx,
        AT,
        expectedDx.clone(),
        AT,
        image(x, channels),
        AT,
        moments,
        0,
        sums,
        0,
        gamma,
        0,
        EPSILON,
        positions,
        0,
        ROWS / 2);
    assertArrayEquals(expectedDx, image(dx, channels));
  }

  /// Sums are rounded to float after so many rows.
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 600", "4096, 3", "4097, 3", "9000, 2"})
  void columnsAreSummedInDouble(int rows, int columns) {
    float[] x = values(rows, AT + rows * columns, 1e3);
    float[] sums = new float[columns];
    new PlainReductions().sumColumns(sums, 0, x, AT, rows, columns, 0, columns);
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum = (i % 4096 == 0 ? (float) sum : sum) + x[AT + i * columns + j];
      }
      assertEquals((float) sum, sums[j], "column " + j);
    }
  }
}

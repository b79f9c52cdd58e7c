package dev.glissade.engine.kernels;

import java.util.Arrays;

/// Eigenvectors of symmetric matrices by rotations (Jacobi 1846), in double, beginning with a basis
/// that may be nearly right already: then a sweep or two is enough, and columns keep their places.
///
/// It belongs to a program, since it has memory of its own; `n` is the matrices' extent.
public final class EigenBasis {
  private static final int MOST_SWEEPS = 30;
  private static final double NEGLIGIBLE = 1e-20;

  private final int n;
  private final double[] a;
  private final double[] q;
  private final double[] work;

  /// For matrices `[n, n]`.
  public EigenBasis(int n) {
    this.n = n;
    a = new double[n * n];
    q = new double[n * n];
    work = new double[n * n];
  }

  /// `y` becomes an orthonormal basis of eigenvectors of `(x + xᵀ) / 2`, in columns, found from
  /// `previous`. Where `x` is zero, or not finite, `y` is `previous`; a `previous` of zeros is the
  /// identity.
  public void of(float[] y, int yAt, float[] x, int xAt, float[] previous, int previousAt) {
    for (int i = 0; i < n * n; i++) {
      a[i] = x[xAt + i];
      q[i] = previous[previousAt + i];
    }
    run();
    for (int i = 0; i < n * n; i++) {
      y[yAt + i] = (float) q[i];
    }
  }

  /// The same of doubles.
  public double[] of(double[] x, double[] previous) {
    System.arraycopy(x, 0, a, 0, n * n);
    System.arraycopy(previous, 0, q, 0, n * n);
    run();
    return q.clone();
  }

  private void run() {
    boolean isUnknown = Arrays.stream(q).allMatch(each -> each == 0);
    if (isUnknown) {
      toIdentity();
    }
    double size = symmetrize();
    if (!(size > 0 && size <= Double.MAX_VALUE)) {
      return;
    }
    orthonormalize();
    intoBasis();
    for (int sweep = 0; sweep < MOST_SWEEPS && besideDiagonal() > NEGLIGIBLE * size; sweep++) {
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          rotate(i, j);
        }
      }
    }
  }

  private void toIdentity() {
    Arrays.fill(q, 0);
    for (int i = 0; i < n; i++) {
      q[i * n + i] = 1;
    }
  }

  /// Gives the sum of squares.
  private double symmetrize() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double mean = (a[i * n + j] + a[j * n + i]) / 2;
        a[i * n + j] = mean;
        a[j * n + i] = mean;
        sum += (i == j ? 1 : 2) * mean * mean;
      }
    }
    return sum;
  }

  /// By Gram and Schmidt; rounding to `float` has moved a basis a little.
  private void orthonormalize() {
    for (int column = 0; column < n; column++) {
      for (int other = 0; other < column; other++) {
        add(column, other, -product(column, other));
      }
      double norm = Math.sqrt(product(column, column));
      if (!(norm > 1e-3)) {
        toIdentity();
        return;
      }
      for (int i = 0; i < n; i++) {
        q[i * n + column] /= norm;
      }
    }
  }

  private double product(int column, int other) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += q[i * n + column] * q[i * n + other];
    }
    return sum;
  }

  private void add(int column, int other, double share) {
    for (int i = 0; i < n; i++) {
      q[i * n + column] += share * q[i * n + other];
    }
  }

  /// `a ← qᵀ a q`
  private void intoBasis() {
    Arrays.fill(work, 0);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double factor = a[i * n + k];
        for (int j = 0; j < n; j++) {
          work[i * n + j] += factor * q[k * n + j];
        }
      }
    }
    Arrays.fill(a, 0);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        double factor = q[k * n + i];
        for (int j = 0; j < n; j++) {
          a[i * n + j] += factor * work[k * n + j];
        }
      }
    }
  }

  private double besideDiagonal() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * a[i * n + j] * a[i * n + j];
      }
    }
    return sum;
  }

  /// Makes `a[i, j]` zero by the smaller of the two angles that do.
  private void rotate(int i, int j) {
    double off = a[i * n + j];
    if (off == 0) {
      return;
    }
    double ratio = (a[j * n + j] - a[i * n + i]) / (2 * off);
    double t = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < n; k++) {
      turn(a, k * n + i, k * n + j, c, s);
      turn(q, k * n + i, k * n + j, c, s);
    }
    for (int k = 0; k < n; k++) {
      turn(a, i * n + k, j * n + k, c, s);
    }
  }

  private static void turn(double[] x, int i, int j, double c, double s) {
    double u = x[i];
    double v = x[j];
    x[i] = c * u - s * v;
    x[j] = s * u + c * v;
  }
}

package dev.glissade.tune.sampler;

/// Small dense matrices as rows: factorisations of symmetric ones, of which the lower triangle is
/// looked at.
final class Matrices {
  private static final int SWEEPS = 60;

  private Matrices() {}

  /// Replaces the lower triangle of `a` by the `L` of Cholesky's `a = L Lᵀ`; above the diagonal the
  /// matrix stays as it was.
  ///
  /// @return whether `a` is positive definite; if not, its content is undefined
  static boolean cholesky(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      double[] row = a[i];
      for (int j = 0; j < i; j++) {
        row[j] = (row[j] - dot(row, a[j], j)) / a[j][j];
      }
      double square = row[i] - dot(row, row, i);
      if (!(square > 0)) {
        return false;
      }
      row[i] = Math.sqrt(square);
    }
    return true;
  }

  /// The inverse of a lower triangle, itself one.
  static double[][] inverse(double[][] l) {
    double[][] inverse = new double[l.length][l.length];
    for (int i = 0; i < l.length; i++) {
      double[] row = inverse[i];
      for (int k = 0; k < i; k++) {
        add(row, -l[i][k], inverse[k], k + 1);
      }
      double scale = 1 / l[i][i];
      for (int j = 0; j < i; j++) {
        row[j] *= scale;
      }
      row[i] = scale;
    }
    return inverse;
  }

  /// The lower triangle of `lᵀ l` of a lower triangle: the inverse of `a` where `l` is that of its
  /// Cholesky factor.
  static double[][] gram(double[][] l) {
    double[][] product = new double[l.length][l.length];
    for (int k = 0; k < l.length; k++) {
      for (int i = 0; i <= k; i++) {
        add(product[i], l[k][i], l[k], i + 1);
      }
    }
    return product;
  }

  /// `l x` of a lower triangle.
  static double[] times(double[][] l, double[] x) {
    double[] y = new double[l.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = dot(l[i], x, i + 1);
    }
    return y;
  }

  /// `lᵀ x` of a lower triangle.
  static double[] transposedTimes(double[][] l, double[] x) {
    double[] y = new double[l.length];
    for (int i = 0; i < y.length; i++) {
      add(y, x[i], l[i], i + 1);
    }
    return y;
  }

  /// The scalar product of the first `size` numbers, in four sums that run beside each other.
  static double dot(double[] x, double[] y, int size) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i <= size - 4; i += 4) {
      sum0 += x[i] * y[i];
      sum1 += x[i + 1] * y[i + 1];
      sum2 += x[i + 2] * y[i + 2];
      sum3 += x[i + 3] * y[i + 3];
    }
    for (; i < size; i++) {
      sum0 += x[i] * y[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /// Adds `scale · x` to the first `size` numbers of `y`.
  static void add(double[] y, double scale, double[] x, int size) {
    for (int i = 0; i < size; i++) {
      y[i] += scale * x[i];
    }
  }

  /// Eigenvalues, and eigenvectors as columns, of a symmetric matrix.
  record Eigen(double[] values, double[][] vectors) {}

  /// The eigenvalues of a symmetric matrix by Jacobi's rotations (1846), until what is off the
  /// diagonal is below rounding.
  static Eigen eigen(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = new double[n][];
    double[][] vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = symmetric[i].clone();
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && !isDiagonal(a); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, vectors, p, q);
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return new Eigen(values, vectors);
  }

  private static boolean isDiagonal(double[][] a) {
    double off = 0;
    double diagonal = 0;
    for (int i = 0; i < a.length; i++) {
      diagonal += a[i][i] * a[i][i];
      for (int j = 0; j < i; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off <= 1e-30 * diagonal;
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double cosine = 1 / Math.hypot(t, 1);
    double sine = t * cosine;
    for (double[] row : a) {
      turn(row, p, q, cosine, sine);
    }
    for (int k = 0; k < a.length; k++) {
      double up = a[p][k];
      a[p][k] = cosine * up - sine * a[q][k];
      a[q][k] = sine * up + cosine * a[q][k];
    }
    for (double[] row : vectors) {
      turn(row, p, q, cosine, sine);
    }
  }

  private static void turn(double[] row, int p, int q, double cosine, double sine) {
    double left = row[p];
    row[p] = cosine * left - sine * row[q];
    row[q] = sine * left + cosine * row[q];
  }
}

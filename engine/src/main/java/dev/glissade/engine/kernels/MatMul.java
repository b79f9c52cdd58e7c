package dev.glissade.engine.kernels;

/// Matrix products `c = op(a) · op(b)` of fixed sizes, where `op` transposes or not; all matrices
/// are stored row by row without gaps.
public interface MatMul {
  /// Prepares one product: chooses the blocking and allocates the packing buffers once.
  Product product(Sizes sizes);

  /// `a` is `[m, k]` (or `[k, m]` if transposed), `b` is `[k, n]` (or `[n, k]`), `c` is `[m, n]`.
  record Sizes(int m, int n, int k, boolean transposeLeft, boolean transposeRight) {
    /// Multiplications and additions of one product.
    public long operations() {
      return 2L * m * n * k;
    }
  }

  /// One product, run in two phases. Within a phase the parts are independent, so threads may share
  /// them in any order; between the phases all threads must have met. Extents of 0 are allowed:
  /// `k = 0` gives zeros.
  interface Product {
    /// Begins a run, in which the numbers of parts do not change; the number of parts of the
    /// packing phase, 0 if nothing is packed.
    int begin();

    /// Packs part `index` of the operands.
    void pack(int index, float[] a, int aAt, float[] b, int bAt);

    /// The number of parts of the output.
    int tiles();

    /// Computes part `index` of `c` (overwriting it), then applies the epilogue to that part.
    void tile(
        int index, float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, Epilogue epilogue);
  }

  /// What is done to a finished part of `c` while it is still in the cache: a row vector is added,
  /// then a function applied.
  final class Epilogue {
    /// Does nothing.
    public static final Epilogue NONE =
        new Epilogue(new float[0], -1, UnaryFunction.ABSOLUTE, false);

    private final float[] bias;
    private final int biasAt;
    private final UnaryFunction function;
    private final boolean hasFunction;

    private Epilogue(float[] bias, int biasAt, UnaryFunction function, boolean hasFunction) {
      this.bias = bias;
      this.biasAt = biasAt;
      this.function = function;
      this.hasFunction = hasFunction;
    }

    /// Adds `bias[biasAt + j]` to every element of column `j`.
    public static Epilogue bias(float[] bias, int biasAt) {
      return new Epilogue(bias, biasAt, UnaryFunction.ABSOLUTE, false);
    }

    /// The same, followed by `function`.
    public Epilogue then(UnaryFunction function) {
      return new Epilogue(bias, biasAt, function, true);
    }

    /// Finishes the elements `[columnFrom, columnTo)` of one row of `c`; `rowAt` is the position of
    /// the row's first column.
    public void apply(Elementwise elementwise, float[] c, int rowAt, int columnFrom, int columnTo) {
      int at = rowAt + columnFrom;
      int n = columnTo - columnFrom;
      if (hasBias()) {
        elementwise.binary(BinaryFunction.ADD, c, at, c, at, bias, biasAt + columnFrom, n);
      }
      if (hasFunction) {
        applyFunction(elementwise, c, at, n);
      }
    }

    /// Applies the function, which there must be, to `n` elements that already have their bias.
    public void applyFunction(Elementwise elementwise, float[] c, int at, int n) {
      elementwise.unary(function, c, at, c, at, n);
    }

    /// Whether a row vector is added.
    public boolean hasBias() {
      return biasAt >= 0;
    }

    /// The array of the row vector.
    public float[] bias() {
      return bias;
    }

    /// Where in its array the row vector begins.
    public int biasAt() {
      return biasAt;
    }

    /// Whether a function is applied.
    public boolean hasFunction() {
      return hasFunction;
    }

    /// Whether there is nothing to do.
    public boolean isNone() {
      return biasAt < 0 && !hasFunction;
    }
  }
}

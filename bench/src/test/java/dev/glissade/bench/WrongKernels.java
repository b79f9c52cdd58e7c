package dev.glissade.bench;

import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.engine.kernels.Softmax;

/// Kernels that are fast because they do not do what they should, to see that it is noticed.
final class WrongKernels {
  private WrongKernels() {}

  /// Products whose last tile is left as it was.
  static Kernels withLazyProducts() {
    Kernels right = KernelSelection.current().kernels();
    return new Kernels(
        "lazy",
        right.elementwise(),
        right.chains(),
        right.reductions(),
        right.softmax(),
        right.normalization(),
        sizes -> new LazyProduct(right.matMul().product(sizes)));
  }

  /// Gradients of the loss that are a fiftieth too long.
  static Kernels withLongGradients() {
    Kernels right = KernelSelection.current().kernels();
    return new Kernels(
        "long",
        right.elementwise(),
        right.chains(),
        right.reductions(),
        new LongGradients(right.softmax()),
        right.normalization(),
        right.matMul());
  }

  private record LazyProduct(MatMul.Product right) implements MatMul.Product {
    @Override
    public int begin() {
      return right.begin();
    }

    @Override
    public void pack(int index, float[] a, int aAt, float[] b, int bAt) {
      right.pack(index, a, aAt, b, bAt);
    }

    @Override
    public int tiles() {
      return Math.max(0, right.tiles() - 1);
    }

    @Override
    public void tile(
        int index,
        float[] c,
        int cAt,
        float[] a,
        int aAt,
        float[] b,
        int bAt,
        MatMul.Epilogue epilogue) {
      right.tile(index, c, cAt, a, aAt, b, bAt, epilogue);
    }
  }

  private record LongGradients(Softmax right) implements Softmax {
    @Override
    public void softmax(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
      right.softmax(out, outAt, x, xAt, columns, from, to);
    }

    @Override
    public void logSoftmax(
        float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
      right.logSoftmax(out, outAt, x, xAt, columns, from, to);
    }

    @Override
    public void crossEntropy(
        float[] loss,
        int lossAt,
        float[] logits,
        int logitsAt,
        float[] targets,
        int targetsAt,
        int columns,
        int from,
        int to) {
      right.crossEntropy(loss, lossAt, logits, logitsAt, targets, targetsAt, columns, from, to);
    }

    @Override
    public void crossEntropyGradient(
        float[] dLogits,
        int dLogitsAt,
        float[] dLoss,
        int dLossAt,
        float[] logits,
        int logitsAt,
        float[] targets,
        int targetsAt,
        int columns,
        int from,
        int to) {
      right.crossEntropyGradient(
          dLogits, dLogitsAt, dLoss, dLossAt, logits, logitsAt, targets, targetsAt, columns, from,
          to);
      for (int i = from * columns; i < to * columns; i++) {
        dLogits[dLogitsAt + i] *= 1.02f;
      }
    }
  }
}

package dev.glissade.engine.kernels;

/// The complete set of kernels in plain Java, usable on every JVM.
public final class PlainKernels {
  private PlainKernels() {}

  /// The kernels.
  public static Kernels kernels() {
    Elementwise elementwise = new PlainElementwise();
    return new Kernels(
        "plain",
        elementwise,
        Chains.NONE,
        new PlainReductions(),
        new ElementwiseSoftmax(elementwise),
        new PlainNormalization(),
        new PlainMatMul(elementwise));
  }
}

package dev.glissade.engine.kernels;

/// The complete set of kernels in plain Java, usable on every JVM.
public final class PlainKernels {
  private PlainKernels() {}

  /// The kernels.
  public static Kernels kernels() {
    return new Kernels(
        "plain",
        new PlainElementwise(),
        Chains.NONE,
        new PlainReductions(),
        new PlainSoftmax(),
        new PlainNormalization(),
        new PlainMatMul());
  }
}

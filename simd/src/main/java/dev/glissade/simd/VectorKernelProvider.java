package dev.glissade.simd;

import dev.glissade.engine.kernels.KernelProvider;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.PlainNormalization;
import dev.glissade.engine.kernels.PlainReductions;
import dev.glissade.engine.kernels.PlainSoftmax;

/// The table of contents of these kernels; a family that gains nothing from the Vector API is the
/// engine's plain one.
public final class VectorKernelProvider implements KernelProvider {
  private static final int FEWEST_LANES = 4;

  /// For `ServiceLoader`.
  public VectorKernelProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public boolean isUsable() {
    try {
      return Lanes.LENGTH >= FEWEST_LANES;
    } catch (NoClassDefFoundError _) {
      return false; // on the class path, without --add-modules jdk.incubator.vector
    }
  }

  @Override
  public String description() {
    return isUsable()
        ? "Vector API, vectors of " + Lanes.SPECIES.vectorBitSize() + " bits"
        : "Vector API, which is absent — help: --add-modules jdk.incubator.vector";
  }

  @Override
  public Kernels kernels() {
    return new Kernels(
        "vector",
        new VectorElementwise(),
        new PlainReductions(),
        new PlainSoftmax(),
        new PlainNormalization(),
        new VectorMatMul());
  }
}

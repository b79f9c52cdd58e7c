package dev.glissade.simd;

import dev.glissade.engine.kernels.*;

/// x
public final class VectorKernelProvider implements KernelProvider {
  /// x
  public VectorKernelProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public boolean isUsable() {
    return true;
  }

  @Override
  public String description() {
    return "";
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

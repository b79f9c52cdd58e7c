package dev.glissade.simd;

import dev.glissade.engine.kernels.ElementwiseSoftmax;
import dev.glissade.engine.kernels.KernelProvider;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.PlainNormalization;
import dev.glissade.engine.kernels.PlainReductions;

/// Kernels on the Vector API where they are faster, otherwise those in plain Java.
public final class VectorKernelProvider implements KernelProvider {
  private static final String MODULE = "jdk.incubator.vector";

  /// For `ServiceLoader`.
  public VectorKernelProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  /// Vectors of four floats are worth it on ARM only: an x86 processor without wider ones has no
  /// fused multiply-add either, which would then be computed in software.
  @Override
  public boolean isUsable() {
    return hasModule() && (Lanes.LENGTH >= 8 || isArm() && Lanes.LENGTH == 4);
  }

  private static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  private static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }

  @Override
  public String description() {
    return hasModule()
        ? "Vector API, %d floats at a time".formatted(Lanes.LENGTH)
        : "no Vector API: the JVM was started without --add-modules " + MODULE;
  }

  @Override
  public Kernels kernels() {
    return kernels(WarmUp.ENOUGH);
  }

  /// Loops change over to vectors after `enough` elements.
  Kernels kernels(long enough) {
    WarmUp warmUp = new WarmUp(enough);
    WarmElementwise elementwise = new WarmElementwise(warmUp);
    return new Kernels(
        name(),
        elementwise,
        new WarmChains(warmUp),
        new PlainReductions(),
        new ElementwiseSoftmax(elementwise),
        new PlainNormalization(),
        new WarmMatMul(warmUp, elementwise));
  }
}

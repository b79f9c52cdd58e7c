package dev.glissade.engine.kernels;

/// A source of kernels, found by `ServiceLoader`.
public interface KernelProvider {
  /// The name by which `-Dglissade.kernels=NAME` selects it.
  String name();

  /// Whether this machine and JVM can run it well.
  boolean isUsable();

  /// What `doctor` prints: instruction set, lanes.
  String description();

  /// The kernels. Called only if usable.
  Kernels kernels();
}

/// Kernels: loops over `float[]`. Outputs come first, then saved values, inputs, sizes; they
/// allocate nothing, check nothing (the caller has) and never call an interface per element. Every
/// array comes with the offset of its first element. A range `[from, to)` is the part of the work
/// that one call does, so that a caller can divide it among threads; the result never depends on
/// how it is divided.
///
/// `PlainKernels` is the complete provider in plain Java. A faster one is found by `ServiceLoader`
/// through `KernelProvider`.
package dev.glissade.engine.kernels;

/// The kernels of `dev.glissade.engine.kernels` on the Vector API, found by `ServiceLoader`.
///
/// Begin with `Lanes` (the one species), `VectorElementwise` (a family on vectors) and `WarmUp`,
/// which lets it take over from its plain twin; then `VectorMatMul`. No other module may use
/// `jdk.incubator.vector`.
import dev.glissade.engine.kernels.KernelProvider;
import dev.glissade.simd.VectorKernelProvider;
import org.jspecify.annotations.NullMarked;

@NullMarked
module dev.glissade.simd {
  requires dev.glissade.engine;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides KernelProvider with
      VectorKernelProvider;
}

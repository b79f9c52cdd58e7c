package dev.glissade.simd;

import dev.glissade.engine.kernels.MatMul;
import java.util.Set;

/// A matrix product on vectors.
interface VectorProduct extends MatMul.Product {
  /// The blocks that it consists of.
  Set<Block> blocks();
}

package dev.glissade.engine;

import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.Normalization;

/// Turns the operations of batch normalisation into tasks.
final class NormalizationLowering {
  private final Memory memory;
  private final Kernels kernels;

  NormalizationLowering(Memory memory, Kernels kernels) {
    this.memory = memory;
    this.kernels = kernels;
  }

  private Memory.View input(Tensor node, int index) {
    return memory.view(node.inputs().get(index));
  }

  private static RangeTask rows(int rows, long work, RangeTask.Body body) {
    return RangeTask.of(rows, work, 1, body);
  }

  private static Normalization.Extents extents(Shape shape, int axis) {
    return new Normalization.Extents(
        shape.size(0, axis), shape.extent(axis), shape.size(axis + 1, shape.rank()));
  }

  /// Channels are divided into bands, since means need all rows of a channel.
  private static RangeTask channels(Normalization.Extents extents, RangeTask.Body body) {
    return RangeTask.of(extents.channels(), 2L * extents.count(), RangeTask.BAND, body);
  }

  /// Means, what they lack, and variances.
  RangeTask moments(Tensor node, int axis) {
    Memory.View x = input(node, 0);
    Memory.View y = memory.view(node);
    var extents = extents(node.inputs().get(0).shape(), axis);
    return channels(
        extents,
        (from, to, _) ->
            kernels
                .normalization()
                .moments(y.array(), y.at(), x.array(), x.at(), extents, from, to));
  }

  /// `γ (x - μ) / √(σ² + ε) + β`
  RangeTask normalize(Tensor node, Op.BatchNorm op) {
    Memory.View x = input(node, 0);
    Memory.View moments = input(node, 1);
    Memory.View gamma = input(node, 2);
    Memory.View beta = input(node, 3);
    Memory.View y = memory.view(node);
    var extents = extents(node.shape(), op.axis());
    return rows(
        extents.parts(),
        2L * node.shape().size() / Math.max(1, extents.parts()),
        (from, to, _) ->
            kernels
                .normalization()
                .normalize(
                    y.array(),
                    y.at(),
                    x.array(),
                    x.at(),
                    moments.array(),
                    moments.at(),
                    gamma.array(),
                    gamma.at(),
                    beta.array(),
                    beta.at(),
                    op.epsilon(),
                    extents,
                    from,
                    to));
  }

  /// `Σ dy` and `Σ dy ẑ`
  RangeTask sums(Tensor node, Op.BatchNormSums op) {
    Memory.View dy = input(node, 0);
    Memory.View x = input(node, 1);
    Memory.View moments = input(node, 2);
    Memory.View y = memory.view(node);
    var extents = extents(node.inputs().get(0).shape(), op.axis());
    return channels(
        extents,
        (from, to, _) ->
            kernels
                .normalization()
                .sums(
                    y.array(),
                    y.at(),
                    dy.array(),
                    dy.at(),
                    x.array(),
                    x.at(),
                    moments.array(),
                    moments.at(),
                    op.epsilon(),
                    extents,
                    from,
                    to));
  }

  /// The gradient of what was normalised.
  RangeTask gradient(Tensor node, Op.BatchNormGradient op) {
    Memory.View dy = input(node, 0);
    Memory.View x = input(node, 1);
    Memory.View moments = input(node, 2);
    Memory.View sums = input(node, 3);
    Memory.View gamma = input(node, 4);
    Memory.View dx = memory.view(node);
    var extents = extents(node.shape(), op.axis());
    return rows(
        extents.parts(),
        3L * node.shape().size() / Math.max(1, extents.parts()),
        (from, to, _) ->
            kernels
                .normalization()
                .gradient(
                    dx.array(),
                    dx.at(),
                    dy.array(),
                    dy.at(),
                    x.array(),
                    x.at(),
                    moments.array(),
                    moments.at(),
                    sums.array(),
                    sums.at(),
                    gamma.array(),
                    gamma.at(),
                    op.epsilon(),
                    extents,
                    from,
                    to));
  }
}

package dev.glissade.engine;

/// Tensors that only look at another one's elements: reshapes, what is detached, and slices whose
/// elements lie together.
final class Views {
  private Views() {}

  /// Whether a node only looks at another one's elements.
  static boolean isView(Tensor node) {
    return switch (node.op()) {
      case Op.Reshape _, Op.Detach _ -> true;
      case Op.Slice slice -> node.inputs().get(0).shape().size(0, slice.axis()) == 1;
      default -> false;
    };
  }

  /// The tensor whose elements are looked at in the end.
  static Tensor root(Tensor tensor) {
    Tensor root = tensor;
    while (isView(root)) {
      root = root.inputs().get(0);
    }
    return root;
  }

  /// Where in its root the elements of a tensor begin.
  static int offsetInRoot(Tensor tensor) {
    int offset = 0;
    for (Tensor at = tensor; isView(at); at = at.inputs().get(0)) {
      if (at.op() instanceof Op.Slice slice) {
        offset +=
            slice.from() * at.inputs().get(0).shape().size(slice.axis() + 1, at.shape().rank());
      }
    }
    return offset;
  }
}

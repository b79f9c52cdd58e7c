package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Chain;
import dev.glissade.engine.kernels.Chain.Kind;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds common chains of element-wise nodes that one loop can do: an exponentially weighted
/// average, a step along a direction, the direction of Adam. Numbers among the operands become
/// factors, which no tile has to hold.
final class TilePatterns {
  /// One loop: what it does, the node that it computes, and the tensors that it reads.
  record Loop(Tensor node, Kind kind, List<Tensor> operands) {}

  /// `factor · tensor`; `inner` is the product itself, which no longer has to be computed, unless
  /// the factor is 1.
  private record Scaled(Tensor tensor, int factor, List<Tensor> inner) {}

  private final List<Tensor> nodes;
  private final Placement placement;
  private final Map<Integer, Integer> readers = new HashMap<>();
  private final List<Integer> own;
  private final boolean[] absorbed;

  private TilePatterns(List<Tensor> nodes, Placement placement) {
    this.nodes = nodes;
    this.placement = placement;
    this.own = nodes.stream().map(Tensor::id).toList();
    this.absorbed = new boolean[nodes.getLast().id() + 1];
    for (Tensor node : nodes) {
      node.inputs().forEach(input -> readers.merge(input.id(), 1, Integer::sum));
    }
  }

  /// The loops for a group of nodes, in order.
  static List<Loop> loops(List<Tensor> nodes, Placement placement) {
    TilePatterns patterns = new TilePatterns(nodes, placement);
    List<Loop> loops = new ArrayList<>();
    for (Tensor node : nodes.reversed()) {
      if (!patterns.absorbed[node.id()]) {
        loops.addFirst(patterns.loop(node));
      }
    }
    return loops;
  }

  private Loop loop(Tensor node) {
    return switch (node.op()) {
      case Op.Unary unary -> new Loop(node, new Kind.Unary(unary.function()), node.inputs());
      case Op.Binary binary -> binary(node, binary.function());
      case Op.Select _ -> new Loop(node, new Kind.Select(), node.inputs());
      case Op.Broadcast _ -> new Loop(node, new Kind.Copy(), node.inputs());
      case Op.Dropout _ -> new Loop(node, new Kind.Dropout(), node.inputs());
      default ->
          throw new IllegalArgumentException(
              "tiles: expected an element-wise node, but got " + node);
    };
  }

  private Loop binary(Tensor node, BinaryFunction function) {
    Loop plain = new Loop(node, new Kind.Binary(function), node.inputs());
    return switch (function) {
      case ADD -> combination(node, false, plain);
      case SUBTRACT -> combination(node, true, plain);
      case DIVIDE -> ratio(node, plain);
      case MULTIPLY, MAXIMUM, MINIMUM, GREATER -> plain;
    };
  }

  private Loop combination(Tensor node, boolean isDifference, Loop otherwise) {
    Scaled a = scaled(node.inputs().get(0), node);
    Scaled b = scaled(node.inputs().get(1), node);
    if (a.inner().isEmpty() && b.inner().isEmpty()) {
      return otherwise;
    }
    absorb(a.inner());
    absorb(b.inner());
    boolean isSquare = isPrivate(b.tensor(), node) && isUnary(b.tensor(), UnaryFunction.SQUARE);
    Tensor second = b.tensor();
    if (isSquare) {
      absorb(List.of(second));
      second = second.inputs().get(0);
    }
    Kind kind = new Kind.Combine(a.factor(), b.factor(), isDifference, isSquare);
    return new Loop(node, kind, List.of(a.tensor(), second));
  }

  private Loop ratio(Tensor node, Loop otherwise) {
    Scaled numerator = scaled(node.inputs().get(0), node);
    Tensor denominator = node.inputs().get(1);
    if (!isPrivate(denominator, node)
        || !isBinary(denominator, BinaryFunction.ADD)
        || !isNumber(denominator.inputs().get(1))) {
      return otherwise;
    }
    Tensor root = denominator.inputs().get(0);
    if (!isPrivate(root, node) || !isUnary(root, UnaryFunction.SQUARE_ROOT)) {
      return otherwise;
    }
    Scaled radicand = scaled(root.inputs().get(0), node);
    absorb(numerator.inner());
    absorb(List.of(denominator, root));
    absorb(radicand.inner());
    int e = denominator.inputs().get(1).id();
    Kind kind = new Kind.Ratio(numerator.factor(), radicand.factor(), e);
    return new Loop(node, kind, List.of(numerator.tensor(), radicand.tensor()));
  }

  private void absorb(List<Tensor> nodes) {
    nodes.forEach(node -> absorbed[node.id()] = true);
  }

  private Scaled scaled(Tensor x, Tensor reader) {
    if (isPrivate(x, reader) && isBinary(x, BinaryFunction.MULTIPLY)) {
      Tensor a = x.inputs().get(0);
      Tensor b = x.inputs().get(1);
      if (isNumber(b) && !isNumber(a)) {
        return new Scaled(a, b.id(), List.of(x));
      }
      if (isNumber(a) && !isNumber(b)) {
        return new Scaled(b, a.id(), List.of(x));
      }
    }
    return new Scaled(x, Chain.NO_FACTOR, List.of());
  }

  /// Whether nothing else reads a node of this group, so that a loop may do its work as well.
  private boolean isPrivate(Tensor x, Tensor reader) {
    return own.contains(x.id())
        && !placement.isStored(x)
        && readers.getOrDefault(x.id(), 0) == 1
        && x.shape().equals(reader.shape())
        && x.inputs().stream().noneMatch(read -> isOverwritten(read, x, reader));
  }

  /// Whether a node between the two puts a new value of the state in the place of `read`, which
  /// `reader` would come too late for.
  private boolean isOverwritten(Tensor read, Tensor from, Tensor to) {
    if (!(Views.root(read).op() instanceof Op.Variable)) {
      return false;
    }
    Placement.Place old = placement.place(read);
    return nodes.stream()
        .filter(node -> node.id() > from.id() && node.id() < to.id() && placement.isStored(node))
        .anyMatch(node -> placement.place(node).equals(old));
  }

  private boolean isNumber(Tensor x) {
    return placement.isNumber(x);
  }

  private static boolean isUnary(Tensor x, UnaryFunction wanted) {
    return x.op() instanceof Op.Unary(UnaryFunction function) && function == wanted;
  }

  private static boolean isBinary(Tensor x, BinaryFunction wanted) {
    return x.op() instanceof Op.Binary(BinaryFunction function) && function == wanted;
  }
}

package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Decides which nodes are computed together, and in which order.
///
/// Every node has a level: an element-wise node that of its inputs, any other one more than that.
/// Element-wise nodes of one level and size run as one pass over memory; no path can leave such a
/// group and come back, because that would raise the level, and so does a slice. Groups of one
/// level run by size, since broadcasting only leads from small to large. Element-wise nodes move up
/// to the level of their first reader, so that their values are not stored in between.
final class Fusion {
  /// One entry of the schedule.
  sealed interface Unit {
    /// The nodes that it computes, in order.
    List<Tensor> nodes();

    /// What it reads from memory or from its own tiles.
    List<Tensor> reads();
  }

  /// A node with a kernel of its own.
  record Kernel(Tensor node) implements Unit {
    @Override
    public List<Tensor> nodes() {
      return List.of(node);
    }

    @Override
    public List<Tensor> reads() {
      return node.inputs();
    }
  }

  /// `matMul + bias`, perhaps with a function applied: `node` is the last of them.
  record Product(
      Tensor node, Tensor matMul, Optional<Tensor> bias, Optional<UnaryFunction> function)
      implements Unit {
    @Override
    public List<Tensor> nodes() {
      return List.of(node);
    }

    @Override
    public List<Tensor> reads() {
      List<Tensor> reads = new ArrayList<>(matMul.inputs());
      bias.ifPresent(reads::add);
      return reads;
    }
  }

  /// Element-wise nodes of one size, run as one pass.
  record Tiles(List<Tensor> nodes) implements Unit {
    @Override
    public List<Tensor> reads() {
      return nodes.stream().flatMap(node -> node.inputs().stream()).toList();
    }
  }

  private final List<Tensor> nodes;
  private final boolean[] live;
  private final boolean[] isNumber;
  private final boolean[] absorbed;
  private final int[] readers;
  private final int[] level;
  private final Product[] products;

  private Fusion(Step step) {
    nodes = step.graph().nodes();
    live = Liveness.of(nodes, step.targets());
    isNumber = ScalarEvaluation.mark(nodes);
    absorbed = new boolean[nodes.size()];
    readers = new int[nodes.size()];
    level = new int[nodes.size()];
    products = new Product[nodes.size()];
    countReaders(step);
  }

  /// The schedule of a step.
  static List<Unit> schedule(Step step) {
    Fusion fusion = new Fusion(step);
    fusion.absorbIntoProducts();
    fusion.assignLevels();
    fusion.moveToReaders(step);
    return fusion.units();
  }

  static boolean isSource(Tensor node) {
    return switch (node.op()) {
      case Op.Input _, Op.Variable _, Op.Literal _ -> true;
      default -> false;
    };
  }

  private static boolean isElementwise(Tensor node) {
    return switch (node.op()) {
      case Op.Unary _, Op.Binary _, Op.Select _, Op.Dropout _, Op.Broadcast _ -> true;
      default -> false;
    };
  }

  private boolean isComputed(Tensor node) {
    return live[node.id()]
        && !isNumber[node.id()]
        && !absorbed[node.id()]
        && !Views.isView(node)
        && !isSource(node);
  }

  private void countReaders(Step step) {
    for (Tensor node : nodes) {
      if (live[node.id()]) {
        node.inputs().forEach(input -> readers[input.id()]++);
      }
    }
    step.targets().forEach(target -> readers[target.id()]++);
  }

  private void absorbIntoProducts() {
    Tensor[] onlyReader = new Tensor[nodes.size()];
    for (Tensor node : nodes) {
      if (live[node.id()]) {
        node.inputs().forEach(input -> onlyReader[input.id()] = node);
      }
    }
    for (Tensor node : nodes) {
      if (!live[node.id()] || !(node.op() instanceof Op.MatMul)) {
        continue;
      }
      Product product = new Product(node, node, Optional.empty(), Optional.empty());
      Tensor reader = readers[node.id()] == 1 ? onlyReader[node.id()] : null;
      if (reader != null && biasOf(reader, node).isPresent()) {
        absorbed[node.id()] = true;
        product = new Product(reader, node, biasOf(reader, node), Optional.empty());
        Tensor next = readers[reader.id()] == 1 ? onlyReader[reader.id()] : null;
        if (next != null && next.op() instanceof Op.Unary(UnaryFunction function)) {
          absorbed[reader.id()] = true;
          product = new Product(next, node, product.bias(), Optional.of(function));
        }
      }
      products[product.node().id()] = product;
    }
  }

  /// The other operand of `reader` if that adds one value to each column of `product`.
  private static Optional<Tensor> biasOf(Tensor reader, Tensor product) {
    if (!(reader.op() instanceof Op.Binary(BinaryFunction f)) || f != BinaryFunction.ADD) {
      return Optional.empty();
    }
    int columns = product.shape().extent(1);
    return reader.inputs().stream()
        .filter(operand -> operand != product)
        .filter(operand -> isSource(operand) && operand.shape().size() == columns)
        // An input may lie elsewhere in the next run; a product keeps its bias.
        .filter(operand -> !(Views.root(operand).op() instanceof Op.Input))
        .filter(operand -> operand.shape().rank() > 0 && operand.shape().extent(-1) == columns)
        .filter(_ -> reader.shape().equals(product.shape()))
        .findFirst();
  }

  private void assignLevels() {
    for (Tensor node : nodes) {
      int deepest = 0;
      for (Tensor input : inputs(node)) {
        deepest = Math.max(deepest, level[input.id()]);
      }
      boolean opensLevel = isComputed(node) && !isTile(node) || node.op() instanceof Op.Slice;
      level[node.id()] = deepest + (opensLevel ? 1 : 0);
    }
  }

  private boolean isTile(Tensor node) {
    return isElementwise(node) && products[node.id()] == null;
  }

  /// What the computation of a node reads.
  private List<Tensor> inputs(Tensor node) {
    Product product = products[node.id()];
    return product == null ? node.inputs() : product.reads();
  }

  /// An update waits for the end if nothing else needs it, because then everything else has read
  /// the variable.
  private void moveToReaders(Step step) {
    int[] earliest = new int[nodes.size()];
    java.util.Arrays.fill(earliest, Integer.MAX_VALUE);
    int last = 0;
    for (Tensor node : nodes) {
      last = live[node.id()] ? Math.max(last, level[node.id()]) : last;
    }
    for (Tensor update : step.updates().values()) {
      earliest[update.id()] = last;
    }
    for (Tensor output : step.outputs().values()) {
      earliest[output.id()] = level[output.id()];
    }
    for (Tensor node : nodes.reversed()) {
      if (!live[node.id()] || absorbed[node.id()]) {
        continue;
      }
      boolean movable = isTile(node) && isComputed(node) || Views.isView(node);
      if (movable && earliest[node.id()] != Integer.MAX_VALUE) {
        level[node.id()] = Math.max(level[node.id()], earliest[node.id()]);
      }
      boolean sameLevel = isTile(node) || Views.isView(node) && !(node.op() instanceof Op.Slice);
      int latest = level[node.id()] - (sameLevel ? 0 : 1);
      for (Tensor input : inputs(node)) {
        earliest[input.id()] = Math.min(earliest[input.id()], latest);
      }
    }
  }

  private List<Unit> units() {
    var byLevel = new TreeMap<Integer, List<Tensor>>();
    for (Tensor node : nodes) {
      if (isComputed(node)) {
        byLevel.computeIfAbsent(level[node.id()], _ -> new ArrayList<>()).add(node);
      }
    }
    List<Unit> units = new ArrayList<>();
    for (List<Tensor> together : byLevel.values()) {
      var bySize = new TreeMap<Integer, List<Tensor>>();
      for (Tensor node : together) {
        if (products[node.id()] != null) {
          units.add(products[node.id()]);
        } else if (isElementwise(node)) {
          bySize.computeIfAbsent(node.shape().size(), _ -> new ArrayList<>()).add(node);
        } else {
          units.add(new Kernel(node));
        }
      }
      bySize.values().forEach(group -> units.add(new Tiles(group)));
    }
    return units;
  }
}

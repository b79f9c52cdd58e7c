package dev.glissade.engine;

import java.util.List;
import java.util.Map;

/// The same expression at another point: what an expression would be if some tensors were others.
///
/// Whatever depends on a replaced tensor is made anew in the same graph; the rest is shared. Random
/// masks are functions of seed, stream and step, so they are the same at both points.
public final class Substitution {
  private Substitution() {}

  /// `expression` with the keys of `replacements` replaced by their values, which have the same
  /// shapes.
  ///
  /// @throws ShapeException if a shape differs
  public static Tensor of(Tensor expression, Map<Tensor, Tensor> replacements) {
    replacements.forEach(Substitution::requireSameShape);
    Graph graph = expression.graph();
    List<Tensor> nodes = List.copyOf(graph.nodes().subList(0, expression.id() + 1));
    Tensor[] changed = new Tensor[nodes.size()];
    for (Tensor node : nodes) {
      Tensor replacement = replacements.get(node);
      changed[node.id()] = replacement != null ? replacement : remade(node, changed);
    }
    return changed[expression.id()];
  }

  private static Tensor remade(Tensor node, Tensor[] changed) {
    Tensor[] inputs = node.inputs().stream().map(each -> changed[each.id()]).toArray(Tensor[]::new);
    boolean isSame = List.of(inputs).equals(node.inputs());
    return isSame ? node : node.graph().at(node.path(), () -> node.graph().add(node.op(), inputs));
  }

  private static void requireSameShape(Tensor before, Tensor after) {
    if (!before.shape().equals(after.shape())) {
      throw new ShapeException(
          "substitution: expected %s for %s, but got %s"
              .formatted(before.shape(), before, after.shape()));
    }
  }
}

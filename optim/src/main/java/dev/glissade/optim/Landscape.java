package dev.glissade.optim;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Substitution;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The cost as a function of the parameters, for optimisers that look at it elsewhere than where
/// they are: SAM, L-BFGS, Sophia.
///
/// The cost at another point is the same expression with other parameters, so all of it is part of
/// the one compiled step, over the same batch and with the same random masks; running statistics
/// see only the point where the parameters are. Each look costs as much as the forward pass, or
/// forward and backward pass, of the step itself.
final class Landscape {
  private final List<Update> updates;
  private final Tensor cost;

  private Landscape(List<Update> updates, Tensor cost) {
    this.updates = updates;
    this.cost = cost;
  }

  /// The cost around the parameters of some blocks.
  static Landscape of(List<Update> updates) {
    return new Landscape(updates, updates.getFirst().cost());
  }

  /// The cost where the parameters are.
  Tensor cost() {
    return cost;
  }

  /// The cost at other values of the blocks.
  Tensor costAt(List<Tensor> blocks) {
    return Substitution.of(cost, replacements(blocks));
  }

  /// The gradients of the blocks at other values of them: what the gradients are as expressions,
  /// with the other values in them.
  List<Tensor> gradientsAt(List<Tensor> blocks) {
    Map<Tensor, Tensor> replaced = replacements(blocks);
    return gradients(cost).stream().map(each -> Substitution.of(each, replaced)).toList();
  }

  /// `H · direction`, `H` the matrix of second derivatives: the gradient of
  /// `⟨gradient, direction⟩`.
  ///
  /// @throws UnsupportedOperationException if the cost has operations without second derivatives
  List<Tensor> curvatureAlong(List<Tensor> gradients, List<Tensor> directions) {
    Tensor along = cost.graph().constant(0);
    for (int i = 0; i < directions.size(); i++) {
      along = along.plus(gradients.get(i).times(directions.get(i)).sum());
    }
    return gradients(along);
  }

  private Map<Tensor, Tensor> replacements(List<Tensor> blocks) {
    Map<Tensor, Tensor> replaced = new HashMap<>();
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      for (Update.Segment segment : update.segments()) {
        Tensor variable = update.variable(segment);
        replaced.put(variable, update.part(blocks.get(i), segment).reshape(variable.shape()));
      }
    }
    return replaced;
  }

  /// Of `value` for each block, as vectors.
  private List<Tensor> gradients(Tensor value) {
    List<Tensor> all = new ArrayList<>();
    for (Update update : updates) {
      List<Tensor> parameters = update.segments().stream().map(update::variable).toList();
      all.add(
          update.join(
              Derivatives.gradients(value, parameters).stream()
                  .map(each -> each.reshape(Shape.of(each.shape().size())))
                  .toList()));
    }
    return all;
  }
}

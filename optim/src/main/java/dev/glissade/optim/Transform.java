package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// One symbolic step on the way from gradient to update.
///
/// ```java
/// Transform sign = (gradient, update) -> gradient.map(UnaryFunction.SIGN);
/// ```
@FunctionalInterface
public interface Transform {
  /// The changed gradient of one block of parameters.
  Tensor apply(Tensor gradient, Update update);

  /// The changed gradients of all blocks; to be overridden by what looks at all of them together.
  default List<Tensor> applyToAll(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> changed = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      changed.add(apply(gradients.get(i), updates.get(i)));
    }
    return changed;
  }
}

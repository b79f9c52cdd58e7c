package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// One optimiser for weights and another one for biases, γ and β, whose knobs begin with `others.`
/// and whose learning rate is `ratio` times that of the first.
public record ByRole(Optimizer weights, Optimizer others, double ratio) implements Optimizer {
  /// Checks the ratio.
  public ByRole {
    Ranges.requireFinite("by-role", "ratio", ratio);
  }

  @Override
  public Schedule learningRate() {
    return weights.learningRate();
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  @Override
  public List<Transform> transforms() {
    return List.of(new Split(weights.scaled(), others.scaled(), ratio));
  }

  private record Split(Optimizer weights, Optimizer others, double ratio) implements Transform {
    @Override
    public Tensor apply(Tensor gradient, Update update) {
      return applyToAll(List.of(gradient), List.of(update)).getFirst();
    }

    @Override
    public List<Tensor> applyToAll(List<Tensor> gradients, List<Update> updates) {
      List<Tensor> changes = new ArrayList<>(gradients);
      change(weights, changes, updates, true);
      change(others, changes, updates, false);
      return changes;
    }

    private void change(
        Optimizer optimizer, List<Tensor> changes, List<Update> updates, boolean isForWeights) {
      List<Integer> places = new ArrayList<>();
      List<Tensor> changed = new ArrayList<>();
      List<Update> own = new ArrayList<>();
      for (int i = 0; i < updates.size(); i++) {
        Update update = updates.get(i);
        if (update.block().equals("weight") == isForWeights) {
          places.add(i);
          changed.add(changes.get(i));
          own.add(isForWeights ? update : update.within("others.", ratio));
        }
      }
      if (places.isEmpty()) {
        return;
      }
      List<Tensor> result = Jointly.through(optimizer.transforms(), changed, own);
      for (int i = 0; i < places.size(); i++) {
        changes.set(places.get(i), result.get(i));
      }
    }
  }
}

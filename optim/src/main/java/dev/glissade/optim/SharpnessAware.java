package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/// SAM (Foret et al. 2021): another optimiser with the gradient at the worst point nearby,
/// `θ + ρ g / ‖g‖`, so that it looks for flat valleys. The norm is that of all parameters together.
///
/// With `isAdaptive` it is ASAM (Kwon et al. 2021), whose neighbourhood is relative to each
/// parameter: `θ + ρ T² g / ‖T g‖` with `T = |θ| + 0.01`.
///
/// Both gradients are of the same batch and part of one step, which costs twice as much; running
/// statistics see the first point only. Optax' `sam` with `opaque_mode` is the same; without it,
/// Optax takes the two gradients in two steps.
public record SharpnessAware(Optimizer inner, double radius, boolean isAdaptive)
    implements Optimizer {
  private static final double LEAST_NORM = 1e-12;
  private static final double LEAST_SIZE = 0.01;

  /// Checks the radius.
  public SharpnessAware {
    Ranges.requirePositive("sam", "radius", radius);
  }

  /// SAM with a radius of 0.05.
  public static SharpnessAware of(Optimizer inner) {
    return new SharpnessAware(inner, 0.05, false);
  }

  @Override
  public Schedule learningRate() {
    return inner.learningRate();
  }

  @Override
  public boolean isScaled() {
    return inner.isScaled();
  }

  @Override
  public List<Transform> transforms() {
    return inner.before(Jointly.of(this::gradientsNearby)).transforms();
  }

  private List<Tensor> gradientsNearby(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> scaled = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      scaled.add(gradients.get(i).times(size(updates.get(i))));
    }
    Tensor rho = updates.getFirst().knob("sam-radius", radius);
    Tensor share = rho.dividedBy(Jointly.norm(scaled).plus(LEAST_NORM));
    List<Tensor> places = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      places.add(update.parameter().plus(scaled.get(i).times(size(update)).times(share)));
    }
    return Landscape.of(updates).gradientsAt(places);
  }

  /// `T`
  private Tensor size(Update update) {
    return isAdaptive
        ? update.parameter().map(UnaryFunction.ABSOLUTE).plus(LEAST_SIZE)
        : update.graph().constant(1);
  }
}

package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;

/// NorMuon (Li et al. 2025): Muon whose units step equally far. `O` is Muon's orthogonal matrix;
/// with one number `v` for each unit,
///
/// `v ← β₂ v + (1 - β₂) mean(O²) over the unit's inputs; u = O / (√v + ε)`, then
/// `θ ← θ - α 0.2 √(rows columns) u / ‖u‖`
///
/// so that the change of a matrix has a root mean square of `0.2 α`, about as long as Adam's,
/// whatever `Muon.Scale` says. For matrices only, as Muon.
///
/// @param muon how `O` is made
public record NorMuon(Muon muon, double beta2, double epsilon) implements Optimizer {
  /// Checks β₂ and ε.
  public NorMuon {
    Betas.check("beta2", beta2);
    Betas.checkEpsilon(epsilon);
  }

  /// Around Muon with β 0.95; β₂ 0.95 and ε 1e-8.
  public static NorMuon of(double rate) {
    return new NorMuon(Muon.of(rate), 0.95, 1e-8);
  }

  @Override
  public Schedule learningRate() {
    return muon.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    return update.each(
        muon.momentum(g, update),
        (part, segment) -> normalized(muon.orthogonal(part, segment), segment, update));
  }

  private Tensor normalized(Tensor o, Update.Segment segment, Update update) {
    int inputs = muon.isUnitARow() ? 1 : 0;
    Shape perUnit = o.shape().with(inputs, 1);
    Tensor squares = o.square().sum(inputs).dividedBy(o.shape().extent(inputs));
    Tensor b = update.knob("beta2", beta2);
    String slot = "unit-square/" + segment.path();
    Tensor before = update.slot(slot, squares.shape());
    Tensor v = update.set(slot, b.times(before).plus(b.subtractedFrom(1).times(squares)));
    Tensor u = o.dividedBy(v.squareRoot().plus(epsilon).reshape(perUnit));
    double length = Muon.RMS_OF_ADAM * Math.sqrt(segment.shape().size());
    return u.times(Update.quotient(update.graph().constant(length), u.norm().maximum(epsilon)));
  }
}

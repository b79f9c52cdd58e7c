package dev.glissade.train;

import java.util.List;

/// What was done about a spike. A checkpoint keeps it, so that a continued training repeats it.
public sealed interface Remedy {
  /// The step from which on it holds.
  long step();

  /// The step of the spike.
  long spike();

  /// These examples of the training part are left out.
  record Quarantine(long step, long spike, List<Integer> examples) implements Remedy {
    /// Copies the list.
    public Quarantine {
      examples = List.copyOf(examples);
    }
  }

  /// The learning rate is `factor` times what its schedule says.
  record LowerRate(long step, long spike, double factor) implements Remedy {}
}

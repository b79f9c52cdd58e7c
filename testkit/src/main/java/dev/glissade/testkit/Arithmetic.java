package dev.glissade.testkit;

import dev.glissade.engine.State;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.Kernels;

/// A way to compute steps: compiled to kernels, in `float`, or by `Reference`, in double. A test
/// that is written once can run in each.
public sealed interface Arithmetic {
  /// The name in reports, for example `float32 plain`.
  String name();

  /// Whether numbers are rounded to `float`.
  boolean isSingle();

  /// Variables of this layout, zeros at first.
  Variables over(State.Layout layout);

  /// In `float` with these kernels, as `Program` does it.
  record Compiled(Kernels kernels, ThreadTeam team) implements Arithmetic {
    @Override
    public String name() {
      return "float32 " + kernels.name();
    }

    @Override
    public boolean isSingle() {
      return true;
    }

    @Override
    public Variables over(State.Layout layout) {
      return new CompiledVariables(this, layout);
    }
  }

  /// In double, as `Reference` does it.
  record Textbook() implements Arithmetic {
    @Override
    public String name() {
      return "float64 reference";
    }

    @Override
    public boolean isSingle() {
      return false;
    }

    @Override
    public Variables over(State.Layout layout) {
      return new TextbookVariables(layout);
    }
  }
}

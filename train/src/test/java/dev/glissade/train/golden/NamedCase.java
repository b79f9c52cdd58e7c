package dev.glissade.train.golden;

import dev.glissade.testkit.Arithmetic;

/// A case with the name of what it checks, for the tables of the documentation.
record NamedCase(String name, GoldenCase it) implements GoldenCase {
  /// Named after the class of a layer or a loss.
  static NamedCase of(Object checked, GoldenCase it) {
    return new NamedCase(checked.getClass().getSimpleName(), it);
  }

  @Override
  public void check(Arithmetic arithmetic, Findings findings) {
    it.check(arithmetic, findings);
  }
}

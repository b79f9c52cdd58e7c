package dev.glissade.nn;

/// How the losses of examples become one number.
public enum Reduction {
  /// Their mean; the usual choice.
  MEAN,
  /// Their sum.
  SUM,
  /// Not at all.
  NONE
}

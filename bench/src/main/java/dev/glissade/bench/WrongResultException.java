package dev.glissade.bench;

/// What was measured did not compute what it should have: its speed means nothing.
public final class WrongResultException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /// With a message that names the workload and both numbers.
  WrongResultException(String message) {
    super(message);
  }
}

package dev.glissade.tune;

/// A worker was silent for too long, and somebody else has its work now.
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Of this lease.
  public LeaseLostException(Lease lease) {
    super(lease.worker() + " no longer has work " + lease.work());
  }
}

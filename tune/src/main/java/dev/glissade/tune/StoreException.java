package dev.glissade.tune;

/// The storage could not do what was asked: the disk is full, the database is gone, a file is
/// damaged. Nothing that was acknowledged is lost.
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// With a message for people and what caused it.
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.glissade.engine;

/// An operation was asked to combine shapes that do not fit; the message names the operation, what it expects and what it
/// got.
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// A complaint in the form `operation: expected A, but got B`.
  public ShapeException(String message) {
    super(message);
  }

  /// The same complaint, made inside the layer at `path`.
  public ShapeException at(String path) {
    return new ShapeException(path + ": " + getMessage());
  }
}

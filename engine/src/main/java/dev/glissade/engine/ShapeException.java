package dev.glissade.engine;

/// An operation was asked to combine shapes that do not fit; the message names the operation, what
/// it expects and what it got.
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String complaint;

  /// A complaint in the form `operation: expected A, but got B`.
  public ShapeException(String message) {
    super(message);
    this.complaint = message;
  }

  /// The same complaint, made inside the layer at `path`; an inner layer's path is kept.
  public ShapeException at(String path) {
    return complaint.startsWith(path) ? this : new ShapeException(path + ": " + complaint);
  }
}

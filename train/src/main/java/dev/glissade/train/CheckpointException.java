package dev.glissade.train;

import org.jspecify.annotations.Nullable;

/// A file with saved numbers is damaged, or belongs to something else. The message names the file
/// and the reason.
public final class CheckpointException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// A complaint about a file.
  public CheckpointException(String message) {
    this(message, null);
  }

  /// A complaint about a file, and what caused it.
  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

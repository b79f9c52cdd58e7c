package dev.glissade.tune;

import java.util.List;

/// What a parameter was for trials that do not name it, because it was added or renamed since.
public sealed interface Former {
  /// Those trials had this value, without saying so: what was fixed before varies now.
  record Had(Value value) implements Former {}

  /// Those trials call it by one of these names.
  record Named(List<String> names) implements Former {
    /// Copies the names.
    public Named {
      names = List.copyOf(names);
    }
  }
}

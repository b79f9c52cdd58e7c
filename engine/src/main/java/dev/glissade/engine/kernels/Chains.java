package dev.glissade.engine.kernels;

/// Loops that each run a whole chain, so that what one operation hands to the next stays in a
/// register.
public interface Chains {
  /// No such loops: every chain is run one operation after the other.
  Chains NONE = _ -> Loop.NEVER;

  /// The loop of a chain, with the bits of its operations run one after the other.
  Loop loop(Chain chain);

  /// One loop; may be used by several threads.
  interface Loop {
    /// Handles no element.
    Loop NEVER = (_, _, _, _) -> 0;

    /// Handles the first of `n` elements, and says how many: none while the loop is not worth it
    /// or not yet compiled. Array `i` begins at `arrays[i][at[i]]`.
    int run(float[][] arrays, int[] at, float[] numbers, int n);
  }
}

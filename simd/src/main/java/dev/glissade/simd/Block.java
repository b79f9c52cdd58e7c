package dev.glissade.simd;

/// The sizes of blocks that `MicroKernel` has a loop for.
enum Block {
  SIX_BY_FOUR(6, 4),
  FOUR_BY_FOUR(4, 4),
  FOUR_BY_THREE(4, 3),
  FOUR_BY_TWO(4, 2),
  EIGHT_BY_ONE(8, 1);

  private final int rows;
  private final int vectors;

  Block(int rows, int vectors) {
    this.rows = rows;
    this.vectors = vectors;
  }

  int rows() {
    return rows;
  }

  /// In floats.
  int width() {
    return vectors * Lanes.LENGTH;
  }

  /// The block with as many vectors, six rows only if asked for.
  static Block of(int rows, int width) {
    return switch (width / Lanes.LENGTH) {
      case 1 -> EIGHT_BY_ONE;
      case 2 -> FOUR_BY_TWO;
      case 3 -> FOUR_BY_THREE;
      default -> rows == 6 ? SIX_BY_FOUR : FOUR_BY_FOUR;
    };
  }
}

package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Chain;
import dev.glissade.engine.kernels.Chain.Kind;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.UnaryFunction;

/// A chain of element-wise operations run tile by tile: intermediate values stay in tiles that fit
/// the first-level cache, and each instruction is one shared, compiled loop.
///
/// The elements are seen as rows of `width` if an operand repeats along rows or columns; a tile
/// then holds whole rows, or part of one.
final class TileProgram implements RangeTask.Body {
  /// How an operand is found.
  enum Access {
    /// Element `i` of memory.
    FULL,
    /// A tile of the worker.
    TILE,
    /// One number, repeated.
    SCALAR,
    /// One row, repeated.
    ROW,
    /// One number for each row.
    COLUMN,
    /// Any other repetition.
    GENERAL
  }

  /// An operand; `tile` is the worker's tile that holds it, unless it is `FULL`.
  record Operand(Access access, Memory.View view, int tile, Repetition repetition) {
    float[] array() {
      return view.array();
    }

    int base() {
      return view.at();
    }
  }

  /// One loop: `out = f(a, b, c)`; operands that a kind does not use are `a` again.
  record Instruction(
      Kind kind, Operand out, Operand a, Operand b, Operand c, int stream, int rate) {}

  private final Elementwise kernels;
  private final Operand[] loads;
  private final Instruction[] instructions;
  private final int width;
  private final int tileLength;
  private final float[][] tiles;
  private final RunContext context;
  private final FusedChain fused;

  TileProgram(
      Kernels kernels,
      Operand[] loads,
      Instruction[] instructions,
      Geometry geometry,
      RunContext context) {
    this.kernels = kernels.elementwise();
    this.loads = loads;
    this.instructions = instructions;
    this.width = geometry.width();
    this.tileLength = geometry.tileLength();
    this.tiles = geometry.tiles();
    this.context = context;
    this.fused = FusedChain.of(instructions, context, kernels.chains(), tiles.length);
  }

  /// The width of rows (0 if there are none), the elements of a tile, and each worker's tiles.
  record Geometry(int width, int tileLength, float[][] tiles) {
    /// Elements that a range must be a multiple of.
    int multiple() {
      return width > tileLength ? width : tileLength;
    }
  }

  @Override
  public void run(int from, int to, int worker) {
    int done = fused.run(from, to - from, worker);
    if (done < to - from) {
      runTiles(from + done, to, worker);
    }
  }

  private void runTiles(int from, int to, int worker) {
    float[] own = tiles[worker];
    for (Operand load : loads) {
      loadOnce(load, own, Math.min(tileLength, to - from));
    }
    int position = from;
    while (position < to) {
      int n = Math.min(tileLength, to - position);
      if (width > tileLength) {
        n = Math.min(n, width - position % width);
      }
      for (Operand load : loads) {
        loadTile(load, own, position, n);
      }
      for (Instruction instruction : instructions) {
        execute(instruction, own, position, n);
      }
      position += n;
    }
  }

  /// What is the same for every tile.
  private void loadOnce(Operand load, float[] own, int n) {
    int at = load.tile() * tileLength;
    if (load.access() == Access.SCALAR) {
      java.util.Arrays.fill(own, at, at + n, load.array()[load.base()]);
    } else if (load.access() == Access.ROW && width <= tileLength) {
      for (int i = 0; i < n; i += width) {
        System.arraycopy(load.array(), load.base(), own, at + i, Math.min(width, n - i));
      }
    }
  }

  private void loadTile(Operand load, float[] own, int position, int n) {
    int at = load.tile() * tileLength;
    switch (load.access()) {
      case COLUMN -> {
        for (int i = 0; i < n; ) {
          int row = (position + i) / width;
          int end = Math.min(n, (row + 1) * width - position);
          java.util.Arrays.fill(own, at + i, at + end, load.array()[load.base() + row]);
          i = end;
        }
      }
      case GENERAL -> load.repetition().gather(own, at, load.array(), load.base(), position, n);
      case ROW -> {
        if (width > tileLength) {
          System.arraycopy(load.array(), load.base() + position % width, own, at, n);
        }
      }
      case FULL, TILE, SCALAR -> {}
    }
  }

  private void execute(Instruction instruction, float[] own, int position, int n) {
    float[] out = array(instruction.out(), own);
    float[] a = array(instruction.a(), own);
    float[] b = array(instruction.b(), own);
    int outAt = at(instruction.out(), position);
    int aAt = at(instruction.a(), position);
    int bAt = at(instruction.b(), position);
    switch (instruction.kind()) {
      case Kind.Unary(UnaryFunction f) -> kernels.unary(f, out, outAt, a, aAt, n);
      case Kind.Binary(BinaryFunction f) -> kernels.binary(f, out, outAt, a, aAt, b, bAt, n);
      case Kind.Copy _ -> System.arraycopy(a, aAt, out, outAt, n);
      case Kind.Select _ ->
          kernels.select(
              out,
              outAt,
              a,
              aAt,
              b,
              bAt,
              array(instruction.c(), own),
              at(instruction.c(), position),
              n);
      case Kind.Combine it -> combine(it, out, outAt, a, aAt, b, bAt, n);
      case Kind.Ratio(int s, int t, int e) ->
          kernels.ratio(out, outAt, a, aAt, factor(s), b, bAt, factor(t), factor(e), n);
      case Kind.Dropout _ -> {
        double rate = context.number(instruction.rate());
        long key = context.streamKey(instruction.stream());
        long from = context.streamStart(instruction.stream()) + position;
        float scale = (float) (1 / (1 - rate));
        int threshold = RandomNumbers.threshold(rate);
        kernels.dropout(out, outAt, a, aAt, scale, key, from, threshold, n);
      }
    }
  }

  private void combine(
      Kind.Combine it, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    float s = factor(it.s());
    float t = it.isDifference() ? -factor(it.t()) : factor(it.t());
    if (it.isSquare()) {
      kernels.combineSquare(out, outAt, a, aAt, s, b, bAt, t, n);
    } else {
      kernels.combine(out, outAt, a, aAt, s, b, bAt, t, n);
    }
  }

  private float factor(int number) {
    return number == Chain.NO_FACTOR ? 1f : (float) context.number(number);
  }

  private static float[] array(Operand operand, float[] own) {
    return operand.access() == Access.FULL ? operand.array() : own;
  }

  private int at(Operand operand, int position) {
    return operand.access() == Access.FULL
        ? operand.base() + position
        : operand.tile() * tileLength;
  }
}
